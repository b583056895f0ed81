"""Write datasets as Parquet: column schemas and row groups. The same rows produce the same bytes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from selfinstruct.schema.extras import Extra
from selfinstruct.storage.tables.layouts import Unfit

_THREE = ("instruction", "input", "output")
_TASK = [(name, pa.string()) for name in _THREE]
_ROW_COLUMNS = [("id", pa.string()), ("task_type", pa.string())]
_FLAGS = ("flags", pa.list_(pa.string()))
_RUN_COLUMNS = [
    *_ROW_COLUMNS,
    ("type_source", pa.string()),
    ("teacher", pa.string()),
    ("slot", pa.int64()),
    ("position", pa.int64()),
    ("demonstrations", pa.list_(pa.string())),
    _FLAGS,
    ("nearest", pa.struct([("id", pa.string()), ("score", pa.float64())])),
    ("prompt_sha", pa.string()),
    ("tokens", pa.struct([("prompt", pa.int64()), ("completion", pa.int64())])),
]
RUN_SCHEMA = pa.schema(_TASK + _RUN_COLUMNS)
"""The columns of a run's `records.jsonl`, training columns first."""
FILE_SCHEMA = pa.schema([*_TASK, *_ROW_COLUMNS, _FLAGS])
"""The columns of a dataset file without conversations."""
_EXTRA_COLUMNS = {
    Extra.SYSTEM: pa.field("system", pa.string()),
    Extra.HISTORY: pa.field("history", pa.list_(pa.list_(pa.string()))),
}
"""History is in pairs of a question and an answer."""

_MAX_ROWS = 10_000
_MAX_CHARACTERS = 16_000_000
"""Limits of a row group: viewers read whole groups, memory holds one, and Arrow limits a text column to 2 GiB."""
_MISFITS = (pa.ArrowException, TypeError, ValueError, OverflowError)


def file_schema(extras: Collection[Extra]) -> pa.Schema:
    """Return the columns of a dataset file, with those for parts of conversations."""
    return pa.schema([*FILE_SCHEMA, *(column for extra, column in _EXTRA_COLUMNS.items() if extra in extras)])


class RowGroups:
    """Collects rows into row groups. Fields that are not columns are left out."""

    def __init__(self, schema: pa.Schema) -> None:
        self._schema = schema
        self._rows: list[Mapping[str, Any]] = []
        self._characters = 0
        self._done = 0

    def add(self, row: Mapping[str, Any]) -> pa.Table | None:
        """Add a row. Returns the row group if it is full, otherwise None. Raises Unfit."""
        self._rows.append(row)
        self._characters += sum(len(row[name]) for name in _THREE)
        is_full = len(self._rows) >= _MAX_ROWS or self._characters >= _MAX_CHARACTERS
        return self.rest() if is_full else None

    def rest(self) -> pa.Table | None:
        """Return the remaining rows as a row group; None if there are none. Raises Unfit."""
        if not self._rows:
            return None
        try:
            group = pa.Table.from_pylist(self._rows, schema=self._schema)
        except _MISFITS as error:
            raise _first_unfit(self._rows, self._schema, self._done) or Unfit(str(error)) from error
        self._done += len(self._rows)
        self._rows, self._characters = [], 0
        return group


def new_parquet(sink: Path | BinaryIO, schema: pa.Schema) -> pq.ParquetWriter:
    """Open a writer for a new Parquet file."""
    return pq.ParquetWriter(sink, schema, compression="zstd")


def write_group(writer: pq.ParquetWriter, group: pa.Table) -> None:
    """Write a table as one row group."""
    writer.write_table(group, row_group_size=group.num_rows)


def _first_unfit(rows: Sequence[Mapping[str, Any]], schema: pa.Schema, before: int) -> Unfit | None:
    """Return the error for the first row that does not fit the schema; `before` counts the rows written before."""
    for number, row in enumerate(rows, before + 1):
        try:
            pa.Table.from_pylist([row], schema=schema)
        except _MISFITS as error:
            return Unfit(f"row {number:,} has a value that does not fit its column ({error}); fix the row")
    return None
