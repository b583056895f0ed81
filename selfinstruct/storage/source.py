"""A dataset as a command is given it, the folder of a run or a file of Alpaca's fields. In: a path. Out: its rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError, StorageError
from selfinstruct.pipeline.classifier import classify
from selfinstruct.pipeline.parsing import NO_INPUT
from selfinstruct.schema.reply import without_surrogates
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TO_BELLE, Label, label_of
from selfinstruct.storage.run_files import RECORDS, REJECTED, read_stats
from selfinstruct.storage.run_folder import read_run
from selfinstruct.storage.tables import TableRow, format_of, read_rows, size_of

_NO_INPUTS = frozenset({NO_INPUT, "<noinput>"})
"""What BELLE's and Alpaca's files have for an empty input."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row: its task, with id and type (of the nine), the label that it names, and all its fields as they stand."""

    task: Task
    label: Label
    fields: Mapping[str, Any]

    @property
    def nearest_id(self) -> str | None:
        """The id of what the row says that it is nearest to."""
        name = self._nearest().get("id")
        return name if isinstance(name, str) else None

    @property
    def nearest_score(self) -> float | None:
        """Its ROUGE-L F1 with that, in [0, 1]; what can be no score is none."""
        score = self._nearest().get("score")
        if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
            return None
        return float(score)

    def _nearest(self) -> Mapping[str, Any]:
        nearest = self.fields.get("nearest")
        return nearest if isinstance(nearest, Mapping) else {}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a dataset is. `run` and `stats` are what its `run.toml` and `stats.json` say; None for a file."""

    path: Path
    run: Mapping[str, Any] | None = None
    stats: Mapping[str, Any] | None = None

    @property
    def is_run(self) -> bool:
        """Whether it is a run's folder, not a file."""
        return self.run is not None

    @property
    def name(self) -> str:
        """What the dataset is called: the folder's name, or the file's without its suffixes."""
        return self.path.resolve().name if self.is_run else format_of(self.path).stem

    @property
    def shortfall(self) -> str | None:
        """What to say of a run that has not come to its target; None for one that has, and for a file."""
        if self.stats is None or self.stats["accepted"] >= self.stats["target"]:
            return None
        return f"{self.path}: {self.stats['accepted']:,} of {self.stats['target']:,} tasks are there so far"

    @property
    def rows_file(self) -> Path:
        """The file that holds the rows."""
        return self.path / RECORDS if self.is_run else self.path

    @property
    def size(self) -> int:
        """Bytes of that file; 0 where a run has none yet."""
        return self.rows_file.stat().st_size if self.rows_file.exists() else 0


def find_source(target: Path) -> Source:
    """The run or file at a path. Raises InputError where there is neither, StorageError for a run that can't be read.

    A run may be at work meanwhile: its rows are those of its statistics, which it writes last.
    """
    if (run := read_run(target)) is not None:
        return Source(target, run, read_stats(target))
    check_file(target)
    return Source(target)


def check_file(target: Path) -> None:
    """Raises InputError where there is no file of rows at a path that is no run."""
    if target.is_dir():
        raise InputError(f"{target}: there is no run here; give the folder of one, or a file of rows")
    if not target.exists():
        raise InputError(f"{target}: there is no such run or file; check the name")
    size_of(target)


def read_records(source: Source, on_bytes: Callable[[int], None]) -> Iterator[Record]:
    """The rows in their order; `on_bytes` is told the bytes that were read.

    A run's rows have an id; those of a file get the number of the row where they have none, and their type by the
    rules where they name none of ours. A file without rows, or with one that lacks instruction or output, raises
    InputError; a run's damaged records raise StorageError.
    """
    if source.stats is not None:
        yield from _records_of_run(source.path, source.stats["accepted"], on_bytes)
        return
    for number, row in enumerate(read_rows(source.path, on_bytes), 1):
        yield _record_of_file(row, number)


def read_rejects(source: Source) -> Iterator[Mapping[str, Any]]:
    """A run's rejected texts, in their order, as `rejected.jsonl` has them; none for a file. Raises StorageError."""
    if source.stats is not None:
        wanted = sum(source.stats["rejected"].values())
        yield from _lines(source.path, REJECTED, wanted, lambda _: None)


def _records_of_run(folder: Path, wanted: int, on_bytes: Callable[[int], None]) -> Iterator[Record]:
    for number, fields in enumerate(_lines(folder, RECORDS, wanted, on_bytes), 1):
        try:
            yield _record_of_run(fields)
        except (KeyError, TypeError, ValueError) as error:
            raise StorageError(f"{folder / RECORDS}: line {number} is no record; {_written_anew(folder)}") from error


def _lines(folder: Path, name: str, wanted: int, on_bytes: Callable[[int], None]) -> Iterator[Mapping[str, Any]]:
    """The first so many objects of a file that a run may be appending to. Raises StorageError where there are fewer."""
    path, found = folder / name, 0
    try:
        with path.open("rb") as lines:
            for line in islice(lines, wanted):
                on_bytes(len(line))
                value = json.loads(line)
                if not isinstance(value, dict):
                    raise ValueError("it is no object")
                yield value
                found += 1
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        raise StorageError(f"{path}: line {found + 1} cannot be read ({error}); {_written_anew(folder)}") from error
    if found < wanted:
        raise StorageError(f"{path}: there are {found:,} rows and not {wanted:,}; {_written_anew(folder)}")


def _written_anew(folder: Path) -> str:
    return f"run selfinstruct generate --out {folder} --n 1 first, which writes it anew and asks nobody"


def _record_of_run(fields: Mapping[str, Any]) -> Record:
    instruction, given, output, identifier = (str(fields[name]) for name in ("instruction", "input", "output", "id"))
    label = label_of(fields["task_type"])
    return Record(Task(instruction, given, output, identifier, TO_BELLE[label]), label, fields)


def _record_of_file(row: TableRow, number: int) -> Record:
    given = row.fields.get("input")
    given = given if isinstance(given, str) and given.strip() not in _NO_INPUTS else ""
    task = Task(_text(row, "instruction"), without_surrogates(given), _text(row, "output"))
    label, identifier = _label_of(row, task), row.fields.get("id")
    name = str(number) if identifier in (None, "") else without_surrogates(str(identifier))
    return Record(replace(task, id=name, task_type=TO_BELLE[label]), label, row.fields)


def _text(row: TableRow, field: str) -> str:
    text = row.fields.get(field)
    if not isinstance(text, str):
        raise InputError(
            f"{row.file}:{row.line}: there is no text under `{field}`; rows need the fields of Alpaca's format, "
            "instruction, input (which may be missing) and output"
        )
    return without_surrogates(text)


def _label_of(row: TableRow, task: Task) -> Label:
    """What the row says, where that is a type; what the rules say otherwise."""
    try:
        return label_of(str(row.fields.get("task_type")))
    except ValueError:
        return classify(task)
