"""Write rows to a Parquet file with the columns of a pushed dataset. The same rows produce the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

import pyarrow as pa

from selfinstruct.storage.parquet import FILE_SCHEMA, RUN_SCHEMA, RowGroups, new_parquet, write_group


class ParquetLayout:
    """Parquet implementation of `Layout` in `storage.tables`."""

    def __init__(self, sink: BinaryIO, of_run: bool) -> None:
        schema = RUN_SCHEMA if of_run else FILE_SCHEMA
        self._groups = RowGroups(schema)
        self._writer = new_parquet(sink, schema)

    def write(self, row: Mapping[str, Any]) -> None:
        """Add a row. Raises Unfit if it does not fit the columns."""
        self._write_group(self._groups.add(row))

    def finish(self, raise_if_stopped: Callable[[], None]) -> None:
        """Write the last rows and the footer."""
        raise_if_stopped()
        self._write_group(self._groups.rest())
        self._writer.close()

    def close(self) -> None:
        """Close the writer. Otherwise it would write its footer when it is garbage-collected."""
        self._writer.close()

    def _write_group(self, group: pa.Table | None) -> None:
        if group is not None:
            write_group(self._writer, group)
