"""Write rows to a Parquet or Arrow file with the columns of a pushed dataset. The same rows produce the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, BinaryIO

import pyarrow as pa

from selfinstruct.schema.extras import Extra
from selfinstruct.storage.parquet import RUN_SCHEMA, RowGroups, file_schema, new_parquet, write_group


class GroupedLayout:
    """Implementation of `Layout` in `storage.tables` that writes rows in groups, so that memory holds only one."""

    def __init__(self, schema: pa.Schema, write: Callable[[pa.Table], None], close: Callable[[], None]) -> None:
        self._groups = RowGroups(schema)
        self._write = write
        self._close = close

    def write(self, row: Mapping[str, Any]) -> None:
        """Add a row. Raises Unfit if it does not fit the columns."""
        self._write_group(self._groups.add(row))

    def finish(self, raise_if_stopped: Callable[[], None]) -> None:
        """Write the last rows and the end of the file."""
        raise_if_stopped()
        self._write_group(self._groups.rest())
        self._close()

    def close(self) -> None:
        """Close the writer. Otherwise it would write the end of the file when it is garbage-collected."""
        self._close()

    def _write_group(self, group: pa.Table | None) -> None:
        if group is not None:
            self._write(group)


def parquet_layout(sink: BinaryIO, of_run: bool, extras: Collection[Extra]) -> GroupedLayout:
    """Create the layout of a Parquet file, with the columns of a run or of a file."""
    schema = _schema(of_run, extras)
    writer = new_parquet(sink, schema)
    return GroupedLayout(schema, lambda group: write_group(writer, group), writer.close)


def arrow_layout(sink: BinaryIO, of_run: bool, extras: Collection[Extra]) -> GroupedLayout:
    """Create the layout of a file in Arrow's streaming format, which the library datasets maps into memory."""
    schema = _schema(of_run, extras)
    writer = pa.ipc.new_stream(sink, schema)
    return GroupedLayout(schema, writer.write_table, writer.close)


def _schema(of_run: bool, extras: Collection[Extra]) -> pa.Schema:
    return RUN_SCHEMA if of_run else file_schema(extras)
