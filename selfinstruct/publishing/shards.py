"""Rows in, Parquet files out: `train-00000-of-0000N.parquet`. The same rows give the same bytes (of one pyarrow)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from selfinstruct.errors import StorageError

MOST_BYTES = 500_000_000
"""Of a shard, as the Hub advises for Parquet (datasets' own default is the same)."""
_ROWS_AT_ONCE = 1000
_ROWS_OF_GROUP = 10_000
_BYTES_OF_GROUP = 32_000_000
"""A row group ends at either of the two; a viewer reads whole groups, and so much is held in memory."""

_TASK = [("instruction", pa.string()), ("input", pa.string()), ("output", pa.string())]
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


@dataclass(frozen=True, slots=True)
class Shard:
    """A written file. `size` are its bytes, `memory` those of its rows as Arrow holds them."""

    name: str
    rows: int
    size: int
    memory: int


def write_shards(
    rows: Iterable[Mapping[str, Any]], folder: Path, schema: pa.Schema, most_bytes: int = MOST_BYTES
) -> list[Shard]:
    """Write the rows into new files of a folder, at most `most_bytes` each (a row group at least).

    Raises StorageError for a row that does not fit the columns, OSError where files cannot be written.
    """
    groups = _groups(_tables(rows, schema))
    parts: list[tuple[Path, tuple[int, int]]] = []
    pending = next(groups, None)
    while pending is not None:
        path = folder / f"part-{len(parts)}"
        part, pending = _write(path, pending, groups, most_bytes)
        parts.append((path, part))
    return [_named(path, part, number, len(parts)) for number, (path, part) in enumerate(parts)]


def features(schema: pa.Schema) -> list[dict[str, Any]]:
    """The columns as a card's `dataset_info` names them (the YAML form of `datasets.Features`)."""
    return [{"name": field.name, **_feature(field.type)} for field in schema]


def _feature(kind: pa.DataType) -> dict[str, Any]:
    if pa.types.is_struct(kind):
        return {"struct": [{"name": field.name, **_feature(field.type)} for field in kind]}
    if pa.types.is_list(kind):
        return {"list": _feature(kind.value_type)["dtype"]}
    return {"dtype": "float64" if pa.types.is_float64(kind) else str(kind)}


def _tables(rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> Iterator[pa.Table]:
    iterator = iter(rows)
    done = 0
    while chunk := list(islice(iterator, _ROWS_AT_ONCE)):
        try:
            yield pa.Table.from_pylist(chunk, schema=schema)
        except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
            where = f"rows {done + 1:,} to {done + len(chunk):,}"
            raise StorageError(f"{where} hold a value that does not fit its column ({error}); mend the file") from error
        done += len(chunk)


def _groups(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Tables put together to row groups."""
    held: list[pa.Table] = []
    for table in tables:
        held.append(table)
        if _is_full(held):
            yield pa.concat_tables(held)
            held = []
    if held:
        yield pa.concat_tables(held)


def _is_full(held: Sequence[pa.Table]) -> bool:
    rows: int = sum(table.num_rows for table in held)
    size: int = sum(table.nbytes for table in held)
    return rows >= _ROWS_OF_GROUP or size >= _BYTES_OF_GROUP


def _write(
    path: Path, first: pa.Table, more: Iterator[pa.Table], most_bytes: int
) -> tuple[tuple[int, int], pa.Table | None]:
    """Write groups until the next one might not fit; gives (rows, Arrow's bytes), and the group that is left over."""
    rows = memory = 0
    group: pa.Table | None = first
    with path.open("wb") as file, pq.ParquetWriter(file, first.schema, compression="zstd") as writer:
        while group is not None and (not rows or file.tell() + group.nbytes <= most_bytes):
            writer.write_table(group, row_group_size=group.num_rows)
            rows, memory = rows + group.num_rows, memory + group.nbytes
            group = next(more, None)
    return (rows, memory), group


def _named(path: Path, part: tuple[int, int], number: int, count: int) -> Shard:
    new = path.rename(path.with_name(f"train-{number:05}-of-{count:05}.parquet"))
    rows, memory = part
    return Shard(new.name, rows, new.stat().st_size, memory)
