"""A dataset's columns and row groups in Parquet. Rows in, groups of them out; the same rows give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from selfinstruct.storage.tables.layouts import Unfit

_THREE = ("instruction", "input", "output")
_TASK = [(name, pa.string()) for name in _THREE]
_OF_FILE = [("id", pa.string()), ("task_type", pa.string())]
_OF_RUN = [
    *_OF_FILE,
    ("type_source", pa.string()),
    ("teacher", pa.string()),
    ("slot", pa.int64()),
    ("position", pa.int64()),
    ("demonstrations", pa.list_(pa.string())),
    ("nearest", pa.struct([("id", pa.string()), ("score", pa.float64())])),
    ("prompt_sha", pa.string()),
    ("tokens", pa.struct([("prompt", pa.int64()), ("completion", pa.int64())])),
]
RUN_SCHEMA = pa.schema(_TASK + _OF_RUN)
"""The columns of a run's `records.jsonl`, what is trained on first."""
FILE_SCHEMA = pa.schema(_TASK + _OF_FILE)

_ROWS_OF_GROUP = 10_000
_CHARACTERS_OF_GROUP = 16_000_000
"""A row group ends at either of the two: a viewer reads whole groups, so much is held in memory, and a column of it
stays under Arrow's 2 GiB."""
_MISFITS = (pa.ArrowException, TypeError, ValueError, OverflowError)


class RowGroups:
    """Rows on their way into row groups. What is in a row beside the columns is left out."""

    def __init__(self, schema: pa.Schema) -> None:
        self._schema = schema
        self._rows: list[Mapping[str, Any]] = []
        self._characters = 0
        self._done = 0

    def add(self, row: Mapping[str, Any]) -> pa.Table | None:
        """The group that this row fills; None where it has room for more. Raises Unfit."""
        self._rows.append(row)
        self._characters += sum(len(row[name]) for name in _THREE)
        is_full = len(self._rows) >= _ROWS_OF_GROUP or self._characters >= _CHARACTERS_OF_GROUP
        return self.rest() if is_full else None

    def rest(self) -> pa.Table | None:
        """What is left at the end; None where nothing is. Raises Unfit."""
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
    """A writer of a new Parquet file."""
    return pq.ParquetWriter(sink, schema, compression="zstd")


def write_group(writer: pq.ParquetWriter, group: pa.Table) -> None:
    """Write a table as one row group."""
    writer.write_table(group, row_group_size=group.num_rows)


def _first_unfit(rows: Sequence[Mapping[str, Any]], schema: pa.Schema, before: int) -> Unfit | None:
    """The first of these rows that no table of the schema holds, by its number."""
    for number, row in enumerate(rows, before + 1):
        try:
            pa.Table.from_pylist([row], schema=schema)
        except _MISFITS as error:
            return Unfit(f"row {number:,} has a value that does not fit its column ({error}); mend the row")
    return None
