"""The rows and rejects of a run: in memory until they are written, then read back from their files by number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from selfinstruct.schema.json_values import read_json_value
from selfinstruct.schema.row import Reject, Row
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import GivenType, TaskType
from selfinstruct.storage.growing_file import GrowingFile
from selfinstruct.storage.run_lines import read_record, read_reject, record, reject, to_line

_TYPES = tuple(TaskType)
_NUMBER_OF = {task_type: number for number, task_type in enumerate(_TYPES)}


class _Compared(msgspec.Struct):
    """The fields of a record that later tasks are compared with."""

    id: str
    instruction: str
    input: str


_read_compared = msgspec.json.Decoder(_Compared).decode


class RowFile:
    """The accepted rows of a run. Those in the file take 13 bytes of memory each."""

    def __init__(self, file: GrowingFile, teacher: str, given: Mapping[str, GivenType]) -> None:
        self.file = file
        self._teacher = teacher
        self._given = given
        self._types = bytearray()
        """The type of each row by the rules, which may not be the one in the file."""
        self._unwritten: list[Row] = []

    def append(self, row: Row) -> None:
        """Add a row."""
        assert row.task.task_type is not None, "an accepted task has a type"
        self._types.append(_NUMBER_OF[row.task.task_type])
        self._unwritten.append(row)

    def __len__(self) -> int:
        return len(self._types)

    def __getitem__(self, number: int) -> Row:
        written = len(self.file)
        return self._unwritten[number - written] if number >= written else self._read(number, self.file.line(number))

    def __iter__(self) -> Iterator[Row]:
        yield from (self._read(number, line) for number, line in enumerate(self.file.lines()))
        yield from self._unwritten

    def compared(self) -> Iterator[Task]:
        """Yield the tasks without their outputs, which is faster than the rows."""
        for compared in map(_read_compared, self.file.lines()):
            yield Task(compared.instruction, compared.input, "", compared.id)
        yield from (row.task for row in self._unwritten)

    def unwritten(self, begin: int, end: int) -> list[Row]:
        """Return the rows from `begin` up to `end`. None of them may be in the file."""
        written = len(self.file)
        return self._unwritten[begin - written : max(begin, end) - written]

    def write(self, end: int) -> None:
        """Write the rows up to `end`, and keep the others in memory. Raises OSError or StorageError."""
        rows = self.unwritten(len(self.file), end)
        self.file.extend([to_line(record(row, self._teacher, self._given.get(row.task.id))) for row in rows])
        del self._unwritten[: len(rows)]

    def records_left(self) -> list[dict[str, Any]]:
        """Return the records of the rows that are not in the file."""
        return [record(row, self._teacher, None) for row in self._unwritten]

    def restore(self, types: Sequence[TaskType], rest: Sequence[Mapping[str, Any]]) -> None:
        """Add the rows of the file, and those of the records in `rest`, with the types of all by the rules."""
        self._types = bytearray(map(_NUMBER_OF.__getitem__, types))
        last = types[len(types) - len(rest) :]
        self._unwritten = [read_record(stored, task_type) for stored, task_type in zip(rest, last, strict=True)]

    def _read(self, number: int, line: bytes) -> Row:
        return read_record(read_json_value(line), _TYPES[self._types[number]])


class RejectFile:
    """The rejects of a run."""

    def __init__(self, file: GrowingFile) -> None:
        self.file = file
        self._unwritten: list[Reject] = []

    def append(self, item: Reject) -> None:
        """Add a reject."""
        self._unwritten.append(item)

    def __len__(self) -> int:
        return len(self.file) + len(self._unwritten)

    def __getitem__(self, number: int) -> Reject:
        written = len(self.file)
        return self._unwritten[number - written] if number >= written else _read_reject(self.file.line(number))

    def __iter__(self) -> Iterator[Reject]:
        yield from map(_read_reject, self.file.lines())
        yield from self._unwritten

    def write(self) -> None:
        """Write all rejects. Raises OSError or StorageError."""
        self.file.extend([to_line(reject(item)) for item in self._unwritten])
        self._unwritten = []


def _read_reject(line: bytes) -> Reject:
    return read_reject(read_json_value(line))
