"""The files of a run that can be rebuilt from its journal: dataset, records, rejected texts and statistics."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonlines

from selfinstruct.errors import InputError, StorageError
from selfinstruct.schema.price import is_currency, is_stored_price
from selfinstruct.schema.row import Reject, Row
from selfinstruct.schema.task_types import GivenType, TypeSource
from selfinstruct.storage.causes import cause_of, is_gone
from selfinstruct.storage.durable import append, open_to_append, replace_file
from selfinstruct.storage.stored_files import is_count, is_counts, is_number, is_text, read_json, why_unreadable

_to_json: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False).encode
"""Created once: `json.dumps` with options creates an encoder per object, which takes as long as a short row."""

DATASET, RECORDS, REJECTED, STATS = "dataset.jsonl", "records.jsonl", "rejected.jsonl", "stats.json"


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
        self._extend(DATASET, rows, alpaca)
        self._extend(RECORDS, rows, lambda row: record(row, self._teacher, self._types.get(row.task.id)))
        self._extend(REJECTED, rejects, reject)
        with _write_errors_told(self._folder / STATS):
            write_stats(self._folder, stats)

    def _extend(self, name: str, items: list[Any], to_object: Any) -> None:
        """Append the new items. Replace the file on the first write, and if another process has changed it.

        The expected size is computed and not read after writing, because the file may have been changed by then.
        """
        path = self._folder / name
        done, size = self._written.get(name, (0, -1))
        if size != _size_of(path):
            done = size = 0
        lines = json_lines(to_object(item) for item in items[done:]).encode()
        with _write_errors_told(path):
            if not done:
                replace_file(path, lines)
            elif lines:
                _append(path, size, lines)
        self._written[name] = (len(items), size + len(lines))


def _size_of(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0


def _append(path: Path, size: int, lines: bytes) -> None:
    """Append all lines or none, so that a full disk leaves no part of a line. They are not synced to disk."""
    file = open_to_append(path)
    try:
        append(file, size, lines, synced=False)
    finally:
        os.close(file)


@contextmanager
def _write_errors_told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        cause = cause_of(error, path.parent)
        if is_gone(error, path.parent):
            raise StorageError(
                f"{path.parent}: {cause.why}. Its journal has all replies: {cause.remedy}, then run the same command "
                "to resume"
            ) from error
        raise StorageError(
            f"{path}: cannot be written ({cause.why}). It can be rebuilt from the journal: {cause.remedy}, then run "
            "the same command to resume"
        ) from error


def write_stats(folder: Path, stats: Mapping[str, Any]) -> None:
    """Replace a run's `stats.json` atomically. Raises OSError."""
    replace_file(folder / STATS, (json.dumps(stats, ensure_ascii=False, indent=2) + "\n").encode())


def has_stats(folder: Path) -> bool:
    """True if a run has a `stats.json`, which it writes when the first reply has been processed."""
    return os.path.lexists(folder / STATS)


def read_stats(folder: Path) -> dict[str, Any]:
    """Read a run's `stats.json`. Raises InputError if it is missing, StorageError if it is damaged."""
    path = folder / STATS
    try:
        stats = read_json(path)
    except FileNotFoundError:
        raise InputError(
            f"{folder}: this run has no results yet; resume it with: selfinstruct generate --out {folder}"
        ) from None
    except (OSError, ValueError) as error:
        raise StorageError(
            f"{path}: cannot be read ({why_unreadable(error)}); rebuild it with: selfinstruct generate --out {folder}"
        ) from error
    if not isinstance(stats, dict) or (wrong := _wrong_in(stats)):
        what = f", as {wrong} is missing or wrong" if isinstance(stats, dict) else ""
        raise StorageError(
            f"{path}: not the statistics of a run{what}; rebuild it with: selfinstruct generate --out {folder}"
        )
    return stats


def _wrong_in(stats: Mapping[str, Any]) -> str:
    """Return the first name whose value is missing or wrong; "" if there is none."""
    return next((name for name, is_valid in _VALID.items() if not is_valid(stats.get(name))), "")


def _is_amount(value: object) -> bool:
    return is_number(value) and isinstance(value, int | float) and value >= 0


def _is_tokens(value: object) -> bool:
    return is_counts(value) and isinstance(value, dict) and {"prompt", "completion"} <= set(value)


def _is_shares(value: object) -> bool:
    return value is None or (isinstance(value, dict) and all(map(is_number, value.values())))


def _is_curve(value: object) -> bool:
    return isinstance(value, list) and all(
        is_counts(point) and {"slots", "judged", "accepted"} <= set(point) for point in value
    )


def _is_unknown(value: object) -> bool:
    if not isinstance(value, dict):
        return value is None
    cost = value.get("cost")
    counts = (value.get(name) for name in ("attempts", "unreported", "tokens"))
    return all(map(is_count, counts)) and (cost is None or _is_amount(cost))


def _is_limits(value: object) -> bool:
    if not isinstance(value, list):
        return value is None
    return all(isinstance(point, dict) and {"seconds", "limit"} <= set(point) for point in value) and all(
        is_number(point["seconds"]) and is_count(point["limit"]) for point in value
    )


_VALID: Mapping[str, Callable[[object], bool]] = {
    "teacher": is_text,
    **dict.fromkeys(("accepted", "target", "answers", "requests", "waiting"), is_count),
    **dict.fromkeys(("rejected", "task_types"), is_counts),
    "tokens": _is_tokens,
    "acceptance": _is_amount,
    "acceptance_over_time": _is_curve,
    "cost": lambda value: value is None or _is_amount(value),
    "currency": lambda value: value is None or is_currency(value),
    "prices": is_stored_price,
    "unknown": _is_unknown,
    "in_batches": lambda value: value is None or is_count(value),
    "limit": lambda value: value is None or is_count(value),
    "limit_over_time": _is_limits,
    "seconds": _is_amount,
    "wished": _is_shares,  # words: ok, the name of this field in stats.json
    **dict.fromkeys(("layout_suspects", "flags"), lambda value: value is None or is_counts(value)),
}
"""What `stats.json` must hold. None is valid for what those of earlier versions lack, and for `cost`."""


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
        "flags": list(row.flags),
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
