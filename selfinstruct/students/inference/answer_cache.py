"""Cache the answers of an evaluation in a file, so that an interrupted comparison can resume.

The first line is the cache key. Lines have checksums, as in the journal. Answers from the first damaged line onwards
are collected again.
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
from selfinstruct.schema.hashing import sha256
from selfinstruct.storage.durable import append, replace_file
from selfinstruct.storage.journal import decode_line, encode_line
from selfinstruct.storage.regular_files import read_regular
from selfinstruct.students.inference.questions import Limits, Question
from selfinstruct.students.systems import Prediction

_VERSION = 1
"""Increment it whenever a code change alters the answers or likelihoods of the same model."""


def cache_key(version: str, precision: str, questions: Sequence[Question], limits: Limits) -> dict[str, Any]:
    """Return everything that determines the answers: model version, precision, full text of the questions, limits.

    Device and batch size are not part of the key, because they only change answers by floating-point error.
    """
    asked = "\0".join(f"{each.task_id}\0{each.prompt}\0{each.reference}\0{each.separator}" for each in questions)
    return {
        "model": version,
        "precision": precision,
        "questions": sha256(asked),
        "max_new_tokens": limits.max_new_tokens,
        "most_tokens": limits.max_tokens,
        "version": _VERSION,
        **limits.decoding.changes,
    }


def cache_name(system: str, key: Mapping[str, Any]) -> str:
    """Return the stem of a cache file. It contains a hash of the key, so that different keys have different files."""
    return f"{system}-{sha256(json.dumps(key, sort_keys=True))[:8]}"


class AnswerCache:
    """A file of answers by task id, which can be extended. Only one process may open it at a time."""

    def __init__(self, path: Path, key: Mapping[str, Any]) -> None:
        """Read the file. If its key differs, replace it with an empty cache. Raises StorageError."""
        self._path = path
        self._file = -1
        self.answers: dict[str, Prediction] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._size = self._read(dict(key))
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

    def add(self, answers: Iterable[Prediction]) -> None:
        """Append the answers of tasks that have none yet, atomically, and wait until they are on disk.

        Raises StorageError.
        """
        new = {each.task_id: each for each in answers if each.task_id not in self.answers}
        data = b"".join(encode_line({"kind": "answer", **asdict(each)}) for each in new.values())
        try:
            self._size = append(self._file, self._size, data)
        except OSError as error:
            raise self._unusable(error) from error
        self.answers |= new

    def of(self, questions: Iterable[Question]) -> list[Prediction]:
        """Return the answers to these questions in the same order. All of them must be in the cache."""
        return [self.answers[each.task_id] for each in questions]

    def _read(self, key: dict[str, Any]) -> int:
        """Read all lines up to the first damaged one. Returns their size in bytes."""
        head = encode_line({"kind": "answers", **key})
        lines = read_regular(self._path).splitlines(keepends=True) if self._path.exists() else []
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

    def _unusable(self, error: OSError) -> StorageError:
        full = is_disk_full(error)
        why = "the disk is full; free space" if full else f"cannot write the file ({error.strerror}); fix this"
        return StorageError(f"{self._path}: {why}, then run the same command to resume")


def _answer(line: bytes) -> Prediction | None:
    """Return the answer in a line; None if the line is truncated, damaged or of another kind."""
    entry = decode_line(line) if line.endswith(b"\n") else None
    try:
        return None if entry is None else Prediction(**{name: entry[name] for name in Prediction.__slots__})
    except KeyError:
        return None
