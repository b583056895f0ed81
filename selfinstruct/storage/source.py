"""Datasets on disk: read the rows of a run folder or a dataset file, unchanged or as records."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError, StorageError
from selfinstruct.pipeline.nothing import is_nothing
from selfinstruct.schema.reply import without_surrogates
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TO_BELLE, Label, label_of
from selfinstruct.storage.regular_files import open_regular
from selfinstruct.storage.run_files import RECORDS, REJECTED, read_stats
from selfinstruct.storage.run_folder import read_run, read_run_file
from selfinstruct.storage.stored_files import parse_json
from selfinstruct.storage.tables import TableRow, format_of, read_rows, size_of

_MAX_LINE = 64 << 20
"""Maximum size, in bytes, of a line in the records or rejects of a run. A part of a longer line is not valid JSON."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row as a task. `label` is the task type in the row, None if missing or unknown; `fields` is the whole row."""

    task: Task
    label: Label | None
    fields: Mapping[str, Any]

    @property
    def nearest_id(self) -> str | None:
        """Id of the nearest earlier task; None if the row has none."""
        name = self._nearest().get("id")
        return name if isinstance(name, str) else None

    @property
    def nearest_score(self) -> float | None:
        """ROUGE-L F1 with the nearest earlier task, in [0, 1]; None if the row has no such number."""
        score = self._nearest().get("score")
        if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
            return None
        return float(score)

    def _nearest(self) -> Mapping[str, Any]:
        nearest = self.fields.get("nearest")
        return nearest if isinstance(nearest, Mapping) else {}


@dataclass(frozen=True, slots=True)
class Source:
    """A dataset on disk. `run` and `stats` hold a run's `run.toml` and `stats.json`; both are None for a file."""

    path: Path
    run: Mapping[str, Any] | None = None
    stats: Mapping[str, Any] | None = None

    @property
    def is_run(self) -> bool:
        """True if the dataset is a run folder, False if it is a file."""
        return self.run is not None

    @property
    def name(self) -> str:
        """Name of the dataset: the folder name, or the file name without suffixes."""
        return self.path.resolve().name if self.is_run else format_of(self.path).stem

    @property
    def shortfall(self) -> str | None:
        """Message about a run that has not reached its target; None for other runs and files."""
        if self.stats is None or self.stats["accepted"] >= self.stats["target"]:
            return None
        return f"{self.path}: the run has {self.stats['accepted']:,} of {self.stats['target']:,} tasks so far"

    @property
    def rows_file(self) -> Path:
        """Path of the file with the rows."""
        return self.path / RECORDS if self.is_run else self.path

    @property
    def size(self) -> int:
        """Size of `rows_file` in bytes; 0 if it does not exist yet."""
        return self.rows_file.stat().st_size if self.rows_file.exists() else 0


def is_run(target: Path) -> bool:
    """True if a path is a run folder. Raises StorageError if its `run.toml` cannot be read."""
    return _is_folder(target) and read_run_file(target) is not None


def find_source(target: Path) -> Source:
    """Return the run or file at a path. Raises InputError if there is none, StorageError if a run cannot be read.

    The run may still be working: only the rows counted in its statistics are read, as these are written last.
    """
    if _is_folder(target):
        if (run := read_run(target)) is not None:
            return Source(target, run, read_stats(target))
        raise InputError(f"{target}: not a run folder; pass a run folder or a dataset file")
    if not os.path.lexists(target):
        raise InputError(f"{target}: file or run folder not found; check the path")
    size_of(target)
    return Source(target)


def _is_folder(path: Path) -> bool:
    """True if a path is a folder; False for all others, also for those that cannot be looked up."""
    try:
        return path.is_dir()
    except OSError:
        return False


def require_rows(source: Source) -> None:
    """Check that a run has accepted tasks. Raises InputError if it has none; an empty file raises it when read."""
    if source.stats is not None and not source.stats["accepted"]:
        raise InputError(
            f"{source.path}: no tasks are accepted yet; resume the run with: selfinstruct generate --out {source.path}"
        )


def read_table(source: Source, on_bytes: Callable[[int], None]) -> Iterator[TableRow]:
    """Yield the rows in order, with all fields. `on_bytes` is called with the number of bytes after each read.

    Raises InputError for a file that cannot be read or has no rows, StorageError for damaged records of a run.
    """
    if source.stats is None:
        return read_rows(source.path, on_bytes)
    return _rows_of_run(source.path, RECORDS, source.stats["accepted"], on_bytes)


def read_records(source: Source, on_bytes: Callable[[int], None]) -> Iterator[Record]:
    """Yield the rows in order, as records; `on_bytes` as in `read_table`.

    In a file, a row without an id gets its row number as id, from 1. Raises the errors of `read_table`, and InputError
    if a row of a file lacks `instruction` or `output`.
    """
    for number, row in enumerate(read_table(source, on_bytes), 1):
        task = _task_of_run(row, source.path) if source.is_run else _task_of_file(row, number)
        label = _named_label(row)
        if source.is_run and label is None:
            raise _no_record(row, source.path)
        yield Record(task if label is None else replace(task, task_type=TO_BELLE[label]), label, row.fields)


def read_rejects(source: Source) -> Iterator[Mapping[str, Any]]:
    """Yield a run's rejected texts in order, as in `rejected.jsonl`; none for a file. Raises StorageError."""
    if source.stats is not None:
        wanted = sum(source.stats["rejected"].values())
        yield from (row.fields for row in _rows_of_run(source.path, REJECTED, wanted, lambda _: None))


def _rows_of_run(folder: Path, name: str, wanted: int, on_bytes: Callable[[int], None]) -> Iterator[TableRow]:
    """Yield the first `wanted` rows of a file that may still be growing. Raises StorageError if there are fewer."""
    path, found = folder / name, 0
    try:
        with open_regular(path) as file:
            for line in islice(iter(lambda: file.readline(_MAX_LINE), b""), wanted):
                on_bytes(len(line))
                fields = parse_json(line)
                if not isinstance(fields, dict):
                    raise ValueError("not a JSON object")
                yield TableRow(str(path), found + 1, fields)
                found += 1
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        raise StorageError(f"{path}: line {found + 1} cannot be read ({error}); {_how_to_rebuild(folder)}") from error
    if found < wanted:
        raise StorageError(f"{path}: the file has {found:,} rows instead of {wanted:,}; {_how_to_rebuild(folder)}")


def _how_to_rebuild(folder: Path) -> str:
    return f"run selfinstruct generate --out {folder} --n 1, which rebuilds it without contacting the teacher"


def _task_of_run(row: TableRow, folder: Path) -> Task:
    try:
        instruction, given, output, name = (
            str(row.fields[field]) for field in ("instruction", "input", "output", "id")
        )
    except KeyError as error:
        raise _no_record(row, folder) from error
    return Task(instruction, given, output, name)


def _no_record(row: TableRow, folder: Path) -> StorageError:
    return StorageError(f"{row.file}: line {row.line} is not a record of a run; {_how_to_rebuild(folder)}")


def _task_of_file(row: TableRow, number: int) -> Task:
    given, identifier = row.fields.get("input"), row.fields.get("id")
    given = given if isinstance(given, str) and not is_nothing(given) else ""
    name = str(number) if identifier in (None, "") else without_surrogates(str(identifier))
    return Task(_text(row, "instruction"), without_surrogates(given), _text(row, "output"), name)


def _text(row: TableRow, field: str) -> str:
    text = row.fields.get(field)
    if not isinstance(text, str):
        raise InputError(
            f"{row.file}:{row.line}: `{field}` is missing or not text; rows need the fields of the Alpaca format: "
            "instruction, input (optional) and output"
        )
    return without_surrogates(text)


def _named_label(row: TableRow) -> Label | None:
    try:
        return label_of(str(row.fields.get("task_type")))
    except ValueError:
        return None
