"""Rows in, a Parquet file out: the columns of a dataset on the Hub. The same rows give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from selfinstruct.publishing.shards import FILE_SCHEMA, RUN_SCHEMA
from selfinstruct.tables.layouts import Unfit

_ROWS_OF_GROUP = 10_000
_CHARACTERS_OF_GROUP = 16_000_000
"""A row group ends at either of the two: so much is held in memory, and a column of it stays under Arrow's 2 GiB."""


class ParquetLayout:
    """See `tables.layouts.Layout`."""

    def __init__(self, sink: BinaryIO, of_run: bool) -> None:
        self._schema: pa.Schema = RUN_SCHEMA if of_run else FILE_SCHEMA
        self._writer = pq.ParquetWriter(sink, self._schema, compression="zstd")
        self._rows: list[Mapping[str, Any]] = []
        self._characters = 0

    def write(self, row: Mapping[str, Any]) -> None:
        """Add a row. Raises Unfit."""
        self._rows.append(row)
        self._characters += sum(len(row[name]) for name in ("instruction", "input", "output"))
        if len(self._rows) >= _ROWS_OF_GROUP or self._characters >= _CHARACTERS_OF_GROUP:
            self._write_group()

    def finish(self, check: Callable[[], None]) -> None:
        """Write the last rows and the footer."""
        check()
        if self._rows:
            self._write_group()
        self._writer.close()

    def close(self) -> None:
        """Let go of the writer, which would write its footer when it is collected."""
        self._writer.close()

    def _write_group(self) -> None:
        try:
            group = pa.Table.from_pylist(self._rows, schema=self._schema)
        except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
            raise Unfit(f"a row has a value that does not fit its column ({error}); mend the row") from error
        self._writer.write_table(group, row_group_size=group.num_rows)
        self._rows, self._characters = [], 0
