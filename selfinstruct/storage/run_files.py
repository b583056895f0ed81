"""The files of a run that can be rebuilt from its journal: dataset, records, rejected texts and statistics."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError, StorageError
from selfinstruct.schema.price import is_currency, is_stored_price
from selfinstruct.schema.task_types import GivenType, TaskType
from selfinstruct.storage.causes import cause_of, is_gone
from selfinstruct.storage.durable import replace_file
from selfinstruct.storage.growing_file import GrowingFile, Mark
from selfinstruct.storage.run_lines import alpaca, to_line
from selfinstruct.storage.run_rows import RejectFile, RowFile
from selfinstruct.storage.stored_files import is_count, is_counts, is_number, is_text, read_json, why_unreadable

DATASET, RECORDS, REJECTED, STATS = "dataset.jsonl", "records.jsonl", "rejected.jsonl", "stats.json"


class RunFiles:
    """The files of a run folder that can be rebuilt, and the rows and rejects in them.

    The first write replaces the files of an earlier process, unless they were taken over by `resume`. At any moment the
    files contain a prefix of the finished run's files.
    """

    def __init__(self, folder: Path, teacher: str, types: Mapping[str, GivenType]) -> None:
        self._folder = folder
        self._dataset = GrowingFile(folder / DATASET, self._dataset_lines)
        self.rows = RowFile(GrowingFile(folder / RECORDS), teacher, types)
        self.rejects = RejectFile(GrowingFile(folder / REJECTED))

    def write(self, end: int, stats: Mapping[str, Any]) -> None:
        """Update the files to contain the first `end` rows, and all rejects. Raises StorageError."""
        rows = self.rows.unwritten(len(self._dataset), end)
        with _write_errors_told(self._dataset.path):
            self._dataset.extend([to_line(alpaca(row)) for row in rows])
        with _write_errors_told(self.rows.file.path):
            self.rows.write(end)
        with _write_errors_told(self.rejects.file.path):
            self.rejects.write()
        with _write_errors_told(self._folder / STATS):
            write_stats(self._folder, stats)

    @property
    def marks(self) -> dict[str, Mark]:
        """What is written of each file, by its name."""
        return {file.path.name: file.mark for file in self._files}

    def resume(self, marks: Mapping[str, Mark], types: Sequence[TaskType], rest: Sequence[Mapping[str, Any]]) -> bool:
        """Take over the rows and rejects in the files, and the records of `rest` that are not written yet.

        `types` are those of all rows by the rules. Returns False if a file is not as it was marked.
        """
        if not all(file.resume(marks[file.path.name]) for file in self._files):
            return False
        self.rows.restore(types, rest)
        return len(self._dataset) == len(self.rows.file) == len(types) - len(rest)

    def close(self) -> None:
        """Close the files."""
        for file in self._files:
            file.close()

    def _dataset_lines(self) -> Iterator[bytes]:
        return (to_line(alpaca(self.rows[number])) for number in range(len(self._dataset)))

    @property
    def _files(self) -> tuple[GrowingFile, ...]:
        return self._dataset, self.rows.file, self.rejects.file


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
