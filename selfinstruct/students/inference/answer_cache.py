"""Answers kept in a file as they come: a comparison that was killed asks only for what it does not have yet.

The first line says what the answers belong to. Lines are checksummed as the journal's are; from the first one on that
is not whole, everything is asked for again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from selfinstruct.errors import StorageError, is_disk_full
from selfinstruct.runs.identity import sha
from selfinstruct.storage.journal import decode_line, encode_line
from selfinstruct.storage.run_folder import replace_file
from selfinstruct.students.evaluation.systems import Prediction
from selfinstruct.students.inference.questions import Limits, Question

_VERSION = 1
"""Of how answers are written and scored: raised when the same model would be given other ones."""


def cache_key(version: str, precision: str, questions: Sequence[Question], limits: Limits) -> dict[str, Any]:
    """What answers belong to: a model (its version and precision), the questions in all their wording, and the limits.

    Not in it, as it changes answers by floating point only: the device, and how many are answered at once.
    """
    asked = "\0".join(f"{each.task_id}\0{each.prompt}\0{each.reference}\0{each.mark}" for each in questions)
    return {
        "model": version,
        "precision": precision,
        "questions": sha(asked),
        "max_new_tokens": limits.max_new_tokens,
        "most_tokens": limits.most_tokens,
        "version": _VERSION,
    }


def cache_name(system: str, belongs: Mapping[str, Any]) -> str:
    """How files are called of what a system made of something: another comparison's have other names, and stay."""
    return f"{system}-{sha(json.dumps(belongs, sort_keys=True))[:8]}"


class AnswerCache:
    """The answers in a file, by their tasks' ids, and a place for more. Only one process may have it open."""

    def __init__(self, path: Path, belongs: Mapping[str, Any]) -> None:
        """Read what is there; begin anew where that does not say that it belongs here. Raises StorageError."""
        self._path = path
        self._file = -1
        self.answers: dict[str, Prediction] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._size = self._read(dict(belongs))
            self._file = os.open(path, os.O_WRONLY | os.O_APPEND)
            os.ftruncate(self._file, self._size)
        except OSError as error:
            raise self._unusable(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _where: TracebackType | None
    ) -> None:
        os.close(self._file)

    def keep(self, answers: Iterable[Prediction]) -> None:
        """Add answers to tasks that have none yet, all or none of them, and wait until they are on the disk.

        Raises StorageError.
        """
        new = {each.task_id: each for each in answers if each.task_id not in self.answers}
        data = b"".join(encode_line({"kind": "answer", **asdict(each)}) for each in new.values())
        try:
            self._append(data)
        except OSError as error:
            raise self._unusable(error) from error
        self._size += len(data)
        self.answers |= new

    def of(self, questions: Iterable[Question]) -> list[Prediction]:
        """The answers to these questions, all of which are there, in the questions' order."""
        return [self.answers[each.task_id] for each in questions]

    def _read(self, belongs: dict[str, Any]) -> int:
        """Take in what is whole and belongs here; gives its bytes."""
        head = encode_line({"kind": "answers", **belongs})
        lines = self._path.read_bytes().splitlines(keepends=True) if self._path.exists() else []
        if not lines or lines[0] != head:
            replace_file(self._path, head)
            return len(head)
        size = len(head)
        for line in lines[1:]:
            if (answer := _answer(line)) is None:
                break
            self.answers[answer.task_id] = answer
            size += len(line)
        return size

    def _append(self, data: bytes) -> None:
        try:
            written = 0
            while written < len(data):
                written += os.write(self._file, data[written:])
            os.fsync(self._file)
        except OSError:
            os.ftruncate(self._file, self._size)
            raise

    def _unusable(self, error: OSError) -> StorageError:
        full = is_disk_full(error)
        why = "the disk is full; make room" if full else f"it cannot be written ({error.strerror}); mend that"
        return StorageError(f"{self._path}: {why}, then run the same command again: the answers so far are kept")


def _answer(line: bytes) -> Prediction | None:
    """The answer of a line; None where it is torn or damaged, or no answer."""
    entry = decode_line(line) if line.endswith(b"\n") else None
    try:
        return None if entry is None else Prediction(**{name: entry[name] for name in Prediction.__slots__})
    except KeyError:
        return None
