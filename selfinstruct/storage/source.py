"""Datasets on disk: read the rows of a run folder or a dataset file, unchanged or as records."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from selfinstruct.errors import InputError, StorageError
from selfinstruct.schema.columns import Columns
from selfinstruct.schema.hub_address import address_of
from selfinstruct.schema.reply import without_surrogates
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TO_BELLE, Label, label_of
from selfinstruct.storage.bad_rows import BadRows
from selfinstruct.storage.regular_files import open_regular
from selfinstruct.storage.run_files import RECORDS, REJECTED, read_stats
from selfinstruct.storage.run_folder import read_run, read_run_file
from selfinstruct.storage.shapes import BadValue, ShapedRow, ShapeReader
from selfinstruct.storage.stored_files import parse_json
from selfinstruct.storage.tables import BadRow, NoRows, TableRow, read_rows, size_of, stem_of
from selfinstruct.storage.tables.data_folder import DataFolder, data_files

Converted = TypeVar("Converted")

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
class Reading:
    """How the files of a dataset are read: the columns of a task's parts, whether bad rows are skipped, the encoding.

    Without an encoding, the content decides. `can_skip` is False for a command without `--skip-bad`.
    """

    columns: Columns = field(default_factory=dict)
    skips_bad: bool = False
    encoding: str = ""
    can_skip: bool = True


@dataclass(frozen=True, slots=True)
class HubSet:
    """A dataset on a hub. `address` is how messages name it, `name` its name without that of its owner.

    `root` is the address of the repository, whose files are in `folder`.
    """

    address: str
    name: str
    root: str
    folder: Path

    def named(self, text: str) -> str:
        """Replace the paths of files by their addresses."""
        return text.replace(f"{self.folder}{os.sep}", f"{self.root}/")


@dataclass(frozen=True, slots=True)
class Source:
    """A dataset on disk: a run, a file, a folder of files, or files in the cache of a hub's library.

    `run` and `stats` hold a run's `run.toml` and `stats.json`; both are None for the others. `files` are those with
    the rows, in order, and `unread` describes other splits. `hub_set` says that it is on a hub, and its name there.
    """

    path: Path
    files: tuple[Path, ...]
    run: Mapping[str, Any] | None = None
    stats: Mapping[str, Any] | None = None
    unread: str | None = None
    reading: Reading = Reading()
    hub_set: HubSet | None = None
    bad_rows: BadRows = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bad_rows", BadRows(self.place, self.reading.skips_bad, self.reading.can_skip))

    @property
    def is_run(self) -> bool:
        """True if the dataset is a run folder, False if it is a file or a folder of files."""
        return self.run is not None

    @property
    def place(self) -> str:
        """Where the dataset is, for messages: its path, or its address on a hub."""
        return self.hub_set.address if self.hub_set else str(self.path)

    @property
    def name(self) -> str:
        """Name of the dataset: that on a hub, the folder name, or the file name without suffixes."""
        if self.hub_set:
            return self.hub_set.name
        return stem_of(self.path) if self.files == (self.path,) else self.path.resolve().name

    def beside(self, suffix: str) -> Path:
        """Return the default path of a result: the name of the dataset with a suffix, beside its file or folder.

        The result for a dataset on a hub is in the working directory.
        """
        if self.hub_set:
            return Path(f"{self.name}{suffix}")
        path = self.path if self.path.name not in ("", "..") else self.path.resolve()
        return path.with_name(f"{self.name}{suffix}")

    @property
    def shortfall(self) -> str | None:
        """Message about rows that are not there: of a run that has not reached its target, or of other splits."""
        if self.stats is None:
            return self.unread
        if self.stats["accepted"] >= self.stats["target"]:
            return None
        return f"{self.path}: the run has {self.stats['accepted']:,} of {self.stats['target']:,} tasks so far"

    @property
    def size(self) -> int:
        """Size of `files` in bytes; 0 for a file that does not exist yet."""
        return sum(path.stat().st_size for path in self.files if path.exists())


def is_run(target: Path) -> bool:
    """True if a path is a run folder. Raises StorageError if its `run.toml` cannot be read."""
    return _is_folder(target) and read_run_file(target) is not None


def find_source(target: Path, reading: Reading | None = None) -> Source:
    """Return the run, file or folder of files at a path.

    Raises InputError if there is none, or if the path is the address of a dataset on a hub; StorageError if a run
    cannot be read. The run may still be working: only the rows counted in its statistics are read, as these are written
    last.
    """
    check_is_path(target)
    if _is_folder(target):
        if (run := read_run(target)) is not None:
            return Source(target, (target / RECORDS,), run, read_stats(target))
        return _of_folder(data_files(target), reading or Reading())
    if not os.path.lexists(target):
        raise InputError(f"{target}: file or folder not found; check the path")
    size_of(target)
    return Source(target, (target,), reading=reading or Reading())


def check_is_path(target: Path) -> None:
    """Raise InputError for the address of a dataset on a hub, where only a file or folder can be read."""
    if address := address_of(str(target)):
        raise InputError(
            f"{address.text}: only the commands for finished datasets read from a hub; write a file with: selfinstruct "
            f"export {address.text} --format alpaca --out {address.name}.jsonl, then pass that file"
        )


def _of_folder(found: DataFolder, reading: Reading) -> Source:
    unread = f"{found.folder}: reading the split {found.split}; not read: {', '.join(found.others)}"
    return Source(found.folder, found.files, unread=unread if found.others else None, reading=reading)


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


def read_shaped(source: Source, on_bytes: Callable[[int], None], needs_output: bool = False) -> Iterator[ShapedRow]:
    """Yield the rows in order, with their tasks. See `ShapeReader` for `needs_output`. Raises as `read_usable`."""
    shapes = ShapeReader(source.reading.columns)
    yield from read_usable(source, on_bytes, lambda row: shapes.read(row, needs_output))
    shapes.require_columns()


def read_usable(
    source: Source, on_bytes: Callable[[int], None], convert: Callable[[TableRow], Converted]
) -> Iterator[Converted]:
    """Yield the converted rows in order. `on_bytes` is called with the number of bytes after each read.

    Rows for which `convert` raises BadValue are bad. Raises InputError for a file that cannot be read or has no rows
    and, after the last row, one that names all bad rows. Raises StorageError for damaged records of a run.
    """
    bad_rows, usable = source.bad_rows, 0
    bad_rows.start()
    for row in _rows(source, on_bytes):
        try:
            converted = convert(row)
        except BadValue as error:
            if source.is_run:
                raise _no_record(row, source.path) from error
            bad_rows.add(BadRow(row.file, row.line, str(error)))
            continue
        usable += 1
        yield converted
    bad_rows.finish(usable)
    if not usable and not bad_rows.count and not source.is_run:
        raise InputError(f"{source.place}: the files contain no rows; check the folder")


def read_records(source: Source, on_bytes: Callable[[int], None]) -> Iterator[Record]:
    """Yield the rows in order, as records; `on_bytes` as in `read_usable`.

    In a file, a row without an id gets its row number as id, from 1; a row with several tasks yields several records.
    Raises the errors of `read_usable`. A row of a file without an instruction or an output is bad.
    """
    if source.is_run:
        yield from (_record_of_run(row, source.path) for row in _rows(source, on_bytes))
        return
    for number, row in enumerate(read_shaped(source, on_bytes, needs_output=True), 1):
        yield from _records_of(row, number)


def _rows(source: Source, on_bytes: Callable[[int], None]) -> Iterator[TableRow]:
    if source.stats is None:
        rows = chain.from_iterable(_rows_of_file(path, source, on_bytes) for path in source.files)
        return rows if source.hub_set is None else _rows_with_addresses(rows, source.hub_set)
    return _rows_of_run(source.path, RECORDS, source.stats["accepted"], on_bytes)


def _rows_of_file(path: Path, source: Source, on_bytes: Callable[[int], None]) -> Iterator[TableRow]:
    def on_bad(row: BadRow) -> None:
        source.bad_rows.add(replace(row, file=source.hub_set.named(row.file)) if source.hub_set else row)

    rows = read_rows(path, on_bytes, on_bad, source.reading.encoding or None)
    return rows if len(source.files) == 1 else _unless_empty(rows)


def _unless_empty(rows: Iterator[TableRow]) -> Iterator[TableRow]:
    """Yield the rows of one of several files, which may have none: a filter or a shuffle leaves empty shards."""
    with suppress(NoRows):
        yield from rows


def _rows_with_addresses(rows: Iterable[TableRow], hub_set: HubSet) -> Iterator[TableRow]:
    """Yield the rows with the addresses of their files, which errors name, too."""
    try:
        for row in rows:
            yield replace(row, file=hub_set.named(row.file))
    except InputError as error:
        raise InputError(hub_set.named(str(error))) from error


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


def _task_of_run(row: TableRow, label: Label, folder: Path) -> Task:
    fields = row.fields
    try:
        texts = (str(fields["instruction"]), str(fields["input"]), str(fields["output"]), str(fields["id"]))
    except KeyError as error:
        raise _no_record(row, folder) from error
    return Task(*texts, TO_BELLE[label])


def _no_record(row: TableRow, folder: Path) -> StorageError:
    return StorageError(f"{row.file}: line {row.line} is not a record of a run; {_how_to_rebuild(folder)}")


def _record_of_run(row: TableRow, folder: Path) -> Record:
    label = _named_label(row)
    if label is None:
        raise _no_record(row, folder)
    return Record(_task_of_run(row, label, folder), label, row.fields)


def _records_of(shaped: ShapedRow, number: int) -> Iterator[Record]:
    identifier, label = shaped.row.fields.get("id"), _named_label(shaped.row)
    name = str(number) if identifier in (None, "") else without_surrogates(str(identifier))
    for at, task in enumerate(shaped.tasks, 1):
        named = replace(task, id=name if at == 1 else f"{name}#{at}")
        yield Record(named if label is None else replace(named, task_type=TO_BELLE[label]), label, shaped.row.fields)


def _named_label(row: TableRow) -> Label | None:
    try:
        return label_of(str(row.fields.get("task_type")))
    except ValueError:
        return None
