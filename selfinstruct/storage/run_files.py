"""Rows, rejects and statistics in, the files `dataset`, `records`, `rejected` and `stats` of a run out.

All of them can be rebuilt from the journal.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import jsonlines

from selfinstruct.errors import InputError, StorageError
from selfinstruct.schema.row import Reject, Row
from selfinstruct.schema.task_types import GivenType, TypeSource
from selfinstruct.storage.durable import replace_file

_to_json: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False).encode
"""`json.dumps` with options creates an encoder for every object, which takes as long as a short row."""

DATASET, RECORDS, REJECTED, STATS = "dataset.jsonl", "records.jsonl", "rejected.jsonl", "stats.json"
_NEEDED: Mapping[str, Any] = {
    **dict.fromkeys(("accepted", "target", "answers", "requests", "waiting"), int),
    **dict.fromkeys(("rejected", "task_types", "tokens"), dict),
    "acceptance": int | float,
    "acceptance_over_time": list,
}


class DatasetFiles:
    """The files of a run folder that can be rebuilt.

    The first write replaces the files of an earlier process as a whole, later writes append. So at any moment the files
    contain a prefix of what the finished run writes.
    """

    def __init__(self, folder: Path, teacher: str, types: Mapping[str, GivenType]) -> None:
        self._folder = folder
        self._teacher = teacher
        self._types = types
        self._written: dict[str, tuple[int, int]] = {}

    def write(self, rows: list[Row], rejects: list[Reject], stats: Mapping[str, Any]) -> None:
        """Update the files to these rows. Raises StorageError if they cannot be written."""
        try:
            self._extend(DATASET, rows, alpaca)
            self._extend(RECORDS, rows, lambda row: record(row, self._teacher, self._types.get(row.task.id)))
            self._extend(REJECTED, rejects, reject)
            write_stats(self._folder, stats)
        except OSError as error:
            raise StorageError(
                f"{self._folder}: the dataset files cannot be written ({error.strerror}); the journal is safe. "
                "Make room, then run the same command again"
            ) from error

    def _extend(self, name: str, items: list[Any], to_object: Any) -> None:
        """Append the new items; replace the file on the first write, and if another process changed it meanwhile.

        The expected size is counted and not read after writing, because the file may have been changed by then.
        """
        path = self._folder / name
        done, size = self._written.get(name, (0, -1))
        if size != (path.stat().st_size if path.exists() else 0):
            done = size = 0
        lines = json_lines(to_object(item) for item in items[done:]).encode()
        if not done:
            replace_file(path, lines)
        elif lines:
            with path.open("ab") as file:
                file.write(lines)
        self._written[name] = (len(items), size + len(lines))


def write_stats(folder: Path, stats: Mapping[str, Any]) -> None:
    """Replace a run's `stats.json` as a whole. Raises OSError."""
    replace_file(folder / STATS, (json.dumps(stats, ensure_ascii=False, indent=2) + "\n").encode())


def read_stats(folder: Path) -> dict[str, Any]:
    """The content of a run's `stats.json`. Raises InputError if it is missing, StorageError if it is damaged."""
    path = folder / STATS
    try:
        stats = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(
            f"{folder}: nothing is judged here yet; selfinstruct generate --out {folder} goes on"
        ) from None
    except (OSError, ValueError) as error:
        raise StorageError(
            f"{path}: cannot be read ({error}); selfinstruct generate --out {folder} rebuilds it"
        ) from error
    if not isinstance(stats, dict) or not all(isinstance(stats.get(name), kind) for name, kind in _NEEDED.items()):
        raise StorageError(f"{path}: is no statistics of a run; selfinstruct generate --out {folder} rebuilds it")
    return stats


def has_rows(folder: Path) -> bool:
    """Whether the dataset has any rows."""
    path = folder / DATASET
    return path.exists() and path.stat().st_size > 0


def alpaca(row: Row) -> dict[str, str]:
    """A row of the dataset: exactly the three keys of Alpaca's format; the input is "" if there is none."""
    return {"instruction": row.task.instruction, "input": row.task.input, "output": row.task.output}


def record(row: Row, teacher: str, given: GivenType | None) -> dict[str, Any]:
    """The same row with its provenance. `tokens` are those of the whole reply; `given` overrides the row's type."""
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
    """A row of the rejects."""
    verdict = item.verdict
    return {
        "reason": verdict.reason,
        "detail": verdict.detail,
        "slot": item.slot,
        "position": item.position,
        "raw": verdict.raw,
    }


def json_lines(objects: Iterable[Mapping[str, Any]]) -> str:
    """Objects as JSON lines, with Chinese characters unescaped."""
    buffer = io.StringIO()
    with jsonlines.Writer(buffer, dumps=_to_json) as writer:
        writer.write_all(objects)
    return buffer.getvalue()
