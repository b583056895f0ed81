"""Read Parquet and Arrow files batch by batch. The line of a row is its number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from selfinstruct.storage.regular_files import open_regular
from selfinstruct.storage.tables.arrow_values import rows_of_batch
from selfinstruct.storage.tables.bad_row import BadFile
from selfinstruct.storage.tables.bounded import MAX_RATIO, RowFile
from selfinstruct.storage.tables.contents import Content

_BATCH_BYTES = 4 << 20
"""Aim for the size of a batch, unpacked."""
_MAX_BATCH = 100
"""Maximum number of rows in a batch. One that many rows share is stored once, but each of them gets a copy."""
_BUFFER = 1 << 20
"""Bytes of a column that are read at once. Without a buffer, whole columns of a row group are in memory."""
_MAX_COLUMN = 1 << 30
"""Maximum size, in bytes, of a column in a row group that is compressed more than `MAX_RATIO` times."""
_NAMES = {Content.PARQUET: "Parquet", Content.ARROW_FILE: "Arrow", Content.ARROW_STREAM: "Arrow"}

_Batches = Iterator[pa.RecordBatch]


def columnar_rows(rows: RowFile, content: Content) -> Iterator[tuple[int, Any]]:
    """Yield the rows of a Parquet or Arrow file with their numbers, in constant memory. Raises BadFile if damaged."""
    if rows.is_packed and content is not Content.ARROW_STREAM:
        raise BadFile(rows.path, 0, f"this is a compressed {_NAMES[content]} file; unpack it first")
    batches = _batches(rows, content)
    return enumerate((row for batch in batches for row in rows_of_batch(batch)), 1)


def _batches(rows: RowFile, content: Content) -> _Batches:
    try:
        if content is Content.ARROW_STREAM:
            yield from _of_stream(rows)
        else:
            with open_regular(rows.path) as file:
                yield from _of_parquet(rows, file) if content is Content.PARQUET else _of_file(rows, file)
    except (pa.ArrowException, OSError, ValueError, LookupError, MemoryError) as error:
        if isinstance(error, OSError) and error.errno is not None:  # from the disk
            raise
        first = str(error).partition("\n")[0].rstrip(".")
        why = f"the {_NAMES[content]} file is damaged or truncated ({first}); download or convert it again"
        raise BadFile(rows.path, 0, why) from error


def _of_parquet(rows: RowFile, file: IO[bytes]) -> _Batches:
    with pq.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False) as table:
        _check_names(rows.path, table.schema_arrow)
        _check_sizes(rows.path, table.metadata)
        size = sum(table.metadata.row_group(number).total_byte_size for number in range(table.num_row_groups))
        count, done = table.metadata.num_rows, 0
        for batch in table.iter_batches(_at_once(size, count), use_threads=False):
            yield batch
            done += batch.num_rows
            rows.advance(done, count)


def _of_file(rows: RowFile, file: IO[bytes]) -> _Batches:
    with pa.ipc.open_file(file) as table:
        _check_names(rows.path, table.schema)
        count = table.num_record_batches
        for number in range(count):
            yield from _slices(table.get_batch(number))
            rows.advance(number + 1, count)


def _of_stream(rows: RowFile) -> _Batches:
    rows.read_together()  # a batch may be larger than a row
    with pa.ipc.open_stream(rows.file) as table:
        _check_names(rows.path, table.schema)
        for batch in table:
            yield from _slices(batch)
            rows.read_together()


def _slices(batch: pa.RecordBatch) -> _Batches:
    batch.validate(full=True)  # the offsets in a damaged file may point anywhere
    at_once = _at_once(batch.nbytes, batch.num_rows)
    yield from (batch.slice(start, at_once) for start in range(0, batch.num_rows, at_once))


def _at_once(size: int, count: int) -> int:
    """Return how many of `count` rows with `size` bytes to unpack at once."""
    return max(1, min(_MAX_BATCH, _BATCH_BYTES * count // max(size, 1)))


def _check_names(path: Path, schema: pa.Schema) -> None:
    if twice := [name for name, count in Counter(schema.names).items() if count > 1]:
        raise BadFile(path, 0, f"two columns are named {twice[0]!r}; rename one of them")


def _check_sizes(path: Path, metadata: pq.FileMetaData) -> None:
    """Refuse a bomb: pages are unpacked as a whole, and they are no larger than their column."""
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    for column in (group.column(number) for group in groups for number in range(group.num_columns)):
        limit = max(_MAX_COLUMN, MAX_RATIO * column.total_compressed_size)
        if column.total_uncompressed_size > limit:
            raise BadFile(
                path, 0, f"`{column.path_in_schema}` unpacks to more than {MAX_RATIO} times its size, as a bomb does"
            )
