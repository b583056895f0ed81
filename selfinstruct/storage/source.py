"""A dataset on disk: the path of a run folder or of a file of rows in, its rows out, as they stand or as records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError, StorageError
from selfinstruct.pipeline.languages import PROFILES
from selfinstruct.schema.reply import without_surrogates
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TO_BELLE, Label, label_of
from selfinstruct.storage.run_files import RECORDS, REJECTED, read_stats
from selfinstruct.storage.run_folder import read_run, read_run_file
from selfinstruct.storage.tables import TableRow, format_of, read_rows, size_of

_NO_INPUTS = frozenset(profile.no_input for profile in PROFILES)
"""What the files of BELLE and Alpaca contain in place of an empty input."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row as a task. `label` is the type that the row names, None if it names none of ours; `fields` is the row."""

    task: Task
    label: Label | None
    fields: Mapping[str, Any]

    @property
    def nearest_id(self) -> str | None:
        """The id of the nearest earlier task, if the row has it."""
        name = self._nearest().get("id")
        return name if isinstance(name, str) else None

    @property
    def nearest_score(self) -> float | None:
        """The ROUGE-L F1 with that task, in [0, 1]; None if the row has no such number."""
        score = self._nearest().get("score")
        if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
            return None
        return float(score)

    def _nearest(self) -> Mapping[str, Any]:
        nearest = self.fields.get("nearest")
        return nearest if isinstance(nearest, Mapping) else {}


@dataclass(frozen=True, slots=True)
class Source:
    """A dataset on disk. `run` and `stats` are the content of a run's `run.toml` and `stats.json`; None for a file."""

    path: Path
    run: Mapping[str, Any] | None = None
    stats: Mapping[str, Any] | None = None

    @property
    def is_run(self) -> bool:
        """Whether it is a run folder; otherwise it is a file."""
        return self.run is not None

    @property
    def name(self) -> str:
        """The name of the dataset: the folder's name, or the file's without its suffixes."""
        return self.path.resolve().name if self.is_run else format_of(self.path).stem

    @property
    def shortfall(self) -> str | None:
        """A sentence about a run that has not reached its target; None for all others."""
        if self.stats is None or self.stats["accepted"] >= self.stats["target"]:
            return None
        return f"{self.path}: {self.stats['accepted']:,} of {self.stats['target']:,} tasks are there so far"

    @property
    def rows_file(self) -> Path:
        """The file that holds the rows."""
        return self.path / RECORDS if self.is_run else self.path

    @property
    def size(self) -> int:
        """Size of that file in bytes; 0 if a run has none yet."""
        return self.rows_file.stat().st_size if self.rows_file.exists() else 0


def is_run(target: Path) -> bool:
    """Whether there is a run at a path. Raises StorageError if its `run.toml` cannot be read."""
    return read_run_file(target) is not None


def find_source(target: Path) -> Source:
    """The run or file at a path. Raises InputError if there is neither, StorageError for a run that cannot be read.

    A run may be working meanwhile. Its rows are those that its statistics count, as these are written last.
    """
    if (run := read_run(target)) is not None:
        return Source(target, run, read_stats(target))
    if target.is_dir():
        raise InputError(f"{target}: there is no run here; give the folder of one, or a file of rows")
    if not target.exists():
        raise InputError(f"{target}: there is no such run or file; check the name")
    size_of(target)
    return Source(target)


def require_rows(source: Source) -> None:
    """Raises InputError for a run without accepted tasks; an empty file is refused when it is read."""
    if source.stats is not None and not source.stats["accepted"]:
        raise InputError(
            f"{source.path}: nothing is accepted here yet; selfinstruct generate --out {source.path} goes on"
        )


def read_table(source: Source, on_bytes: Callable[[int], None]) -> Iterator[TableRow]:
    """The rows in order, with all their fields; `on_bytes` is called with the number of bytes read each time.

    Raises InputError for a file that cannot be read or has no rows, StorageError for damaged records of a run.
    """
    if source.stats is None:
        return read_rows(source.path, on_bytes)
    return _rows_of_run(source.path, RECORDS, source.stats["accepted"], on_bytes)


def read_records(source: Source, on_bytes: Callable[[int], None]) -> Iterator[Record]:
    """The rows in order, as records; `on_bytes` as for `read_table`.

    A row of a file that has no id gets its number, from 1. Raises what `read_table` raises, and InputError for a row of
    a file that lacks instruction or output.
    """
    for number, row in enumerate(read_table(source, on_bytes), 1):
        task = _task_of_run(row, source.path) if source.is_run else _task_of_file(row, number)
        label = _named_label(row)
        if source.is_run and label is None:
            raise _no_record(row, source.path)
        yield Record(task if label is None else replace(task, task_type=TO_BELLE[label]), label, row.fields)


def read_rejects(source: Source) -> Iterator[Mapping[str, Any]]:
    """A run's rejected texts in order, as in `rejected.jsonl`; none for a file. Raises StorageError."""
    if source.stats is not None:
        wanted = sum(source.stats["rejected"].values())
        yield from (row.fields for row in _rows_of_run(source.path, REJECTED, wanted, lambda _: None))


def _rows_of_run(folder: Path, name: str, wanted: int, on_bytes: Callable[[int], None]) -> Iterator[TableRow]:
    """The first `wanted` rows of a file that a run may be appending to. Raises StorageError if there are fewer."""
    path, found = folder / name, 0
    try:
        with path.open("rb") as lines:
            for line in islice(lines, wanted):
                on_bytes(len(line))
                fields = json.loads(line)
                if not isinstance(fields, dict):
                    raise ValueError("it is no object")
                yield TableRow(str(path), found + 1, fields)
                found += 1
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        raise StorageError(f"{path}: line {found + 1} cannot be read ({error}); {_how_to_rebuild(folder)}") from error
    if found < wanted:
        raise StorageError(f"{path}: there are {found:,} rows and not {wanted:,}; {_how_to_rebuild(folder)}")


def _how_to_rebuild(folder: Path) -> str:
    return f"run selfinstruct generate --out {folder} --n 1 first, which writes it anew and asks nobody"


def _task_of_run(row: TableRow, folder: Path) -> Task:
    try:
        instruction, given, output, name = (
            str(row.fields[field]) for field in ("instruction", "input", "output", "id")
        )
    except KeyError as error:
        raise _no_record(row, folder) from error
    return Task(instruction, given, output, name)


def _no_record(row: TableRow, folder: Path) -> StorageError:
    return StorageError(f"{row.file}: line {row.line} is no record; {_how_to_rebuild(folder)}")


def _task_of_file(row: TableRow, number: int) -> Task:
    given, identifier = row.fields.get("input"), row.fields.get("id")
    given = given if isinstance(given, str) and given.strip() not in _NO_INPUTS else ""
    name = str(number) if identifier in (None, "") else without_surrogates(str(identifier))
    return Task(_text(row, "instruction"), without_surrogates(given), _text(row, "output"), name)


def _text(row: TableRow, field: str) -> str:
    text = row.fields.get(field)
    if not isinstance(text, str):
        raise InputError(
            f"{row.file}:{row.line}: there is no text under `{field}`; rows need the fields of Alpaca's format, "
            "instruction, input (which may be missing) and output"
        )
    return without_surrogates(text)


def _named_label(row: TableRow) -> Label | None:
    try:
        return label_of(str(row.fields.get("task_type")))
    except ValueError:
        return None
