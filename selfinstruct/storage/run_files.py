"""The files of a run that can be rebuilt from its journal: dataset, records, rejected texts and statistics."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import jsonlines

from selfinstruct.errors import InputError, StorageError
from selfinstruct.schema.row import Reject, Row
from selfinstruct.schema.task_types import GivenType, TypeSource
from selfinstruct.storage.durable import open_to_append, replace_file
from selfinstruct.storage.regular_files import read_regular

_to_json: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False).encode
"""Created once: `json.dumps` with options creates an encoder per object, which takes as long as a short row."""

DATASET, RECORDS, REJECTED, STATS = "dataset.jsonl", "records.jsonl", "rejected.jsonl", "stats.json"
_NEEDED: Mapping[str, Any] = {
    **dict.fromkeys(("accepted", "target", "answers", "requests", "waiting"), int),
    **dict.fromkeys(("rejected", "task_types", "tokens"), dict),
    "acceptance": int | float,
    "acceptance_over_time": list,
}


class DatasetFiles:
    """Writes the files of a run folder that can be rebuilt.

    The first write replaces the files of an earlier process, later writes append. At any moment the files contain a
    prefix of the finished run's files.
    """

    def __init__(self, folder: Path, teacher: str, types: Mapping[str, GivenType]) -> None:
        self._folder = folder
        self._teacher = teacher
        self._types = types
        self._written: dict[str, tuple[int, int]] = {}

    def write(self, rows: list[Row], rejects: list[Reject], stats: Mapping[str, Any]) -> None:
        """Update the files to contain these rows. Raises StorageError if they cannot be written."""
        try:
            self._extend(DATASET, rows, alpaca)
            self._extend(RECORDS, rows, lambda row: record(row, self._teacher, self._types.get(row.task.id)))
            self._extend(REJECTED, rejects, reject)
            write_stats(self._folder, stats)
        except OSError as error:
            raise StorageError(
                f"{self._folder}: the dataset files cannot be written ({error.strerror}); the journal is safe. "
                "Fix the cause (on a full disk, free some space), then run the same command to resume"
            ) from error

    def _extend(self, name: str, items: list[Any], to_object: Any) -> None:
        """Append the new items. Replace the file on the first write, and if another process has changed it.

        The expected size is computed and not read after writing, because the file may have been changed by then.
        """
        path = self._folder / name
        done, size = self._written.get(name, (0, -1))
        if size != (path.stat().st_size if path.exists() else 0):
            done = size = 0
        lines = json_lines(to_object(item) for item in items[done:]).encode()
        if not done:
            replace_file(path, lines)
        elif lines:
            with os.fdopen(open_to_append(path), "ab") as file:
                file.write(lines)
        self._written[name] = (len(items), size + len(lines))


def write_stats(folder: Path, stats: Mapping[str, Any]) -> None:
    """Replace a run's `stats.json` atomically. Raises OSError."""
    replace_file(folder / STATS, (json.dumps(stats, ensure_ascii=False, indent=2) + "\n").encode())


def read_stats(folder: Path) -> dict[str, Any]:
    """Read a run's `stats.json`. Raises InputError if it is missing, StorageError if it is damaged."""
    path = folder / STATS
    try:
        stats = json.loads(read_regular(path))
    except FileNotFoundError:
        raise InputError(
            f"{folder}: this run has no results yet; resume it with: selfinstruct generate --out {folder}"
        ) from None
    except (OSError, ValueError) as error:
        raise StorageError(
            f"{path}: cannot be read ({error}); rebuild it with: selfinstruct generate --out {folder}"
        ) from error
    if not isinstance(stats, dict) or not all(isinstance(stats.get(name), kind) for name, kind in _NEEDED.items()):
        raise StorageError(
            f"{path}: not the statistics of a run; rebuild it with: selfinstruct generate --out {folder}"
        )
    return stats


def has_rows(folder: Path) -> bool:
    """True if the dataset has any rows."""
    path = folder / DATASET
    return path.exists() and path.stat().st_size > 0


def alpaca(row: Row) -> dict[str, str]:
    """Return a row of the dataset: the three keys of the Alpaca format. A missing input is ""."""
    return {"instruction": row.task.instruction, "input": row.task.input, "output": row.task.output}


def record(row: Row, teacher: str, given: GivenType | None) -> dict[str, Any]:
    """Return a row with its provenance. `tokens` counts the whole reply; `given` overrides the row's type."""
    return {
        "id": row.task.id,
        **alpaca(row),
        "task_type": given.task_type if given else row.task.task_type,
        "type_source": given.source if given else TypeSource.RULES,
        "teacher": teacher,
        "slot": row.slot,
        "position": row.position,
        "demonstrations": list(row.demonstrations),
        "nearest": {"id": row.nearest.id, "score": round(row.nearest.score, 6)} if row.nearest else None,
        "prompt_sha": row.prompt_sha,
        "tokens": {"prompt": row.usage.prompt, "completion": row.usage.completion},
    }


def reject(item: Reject) -> dict[str, Any]:
    """Return a row of `rejected.jsonl`."""
    verdict = item.verdict
    return {
        "reason": verdict.reason,
        "detail": verdict.detail,
        "slot": item.slot,
        "position": item.position,
        "raw": verdict.raw,
    }


def json_lines(objects: Iterable[Mapping[str, Any]]) -> str:
    """Encode objects as JSON lines without escaping Chinese characters."""
    buffer = io.StringIO()
    with jsonlines.Writer(buffer, dumps=_to_json) as writer:
        writer.write_all(objects)
    return buffer.getvalue()
