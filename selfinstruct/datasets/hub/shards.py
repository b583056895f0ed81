"""Write rows to Parquet files `train-00000-of-0000N.parquet`.

The same rows and the same version of pyarrow produce the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from selfinstruct.errors import StorageError
from selfinstruct.storage.parquet import RowGroups, new_parquet, write_group
from selfinstruct.storage.tables.layouts import Unfit

MAX_BYTES = 500_000_000
"""Maximum size of a shard, as the Hub recommends for Parquet; also the default of the library datasets."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A written file. `size` is the size of the file in bytes, `memory` the size of its rows in Arrow."""

    name: str
    rows: int
    size: int
    memory: int


def write_shards(
    rows: Iterable[Mapping[str, Any]], folder: Path, schema: pa.Schema, max_bytes: int = MAX_BYTES
) -> list[Shard]:
    """Write the rows to new files in a folder. A file has at most `max_bytes`, but at least one row group.

    Raises StorageError for a row that does not fit the columns, OSError if files cannot be written.
    """
    groups = _groups(rows, schema)
    parts: list[tuple[Path, tuple[int, int]]] = []
    pending = next(groups, None)
    while pending is not None:
        path = folder / f"part-{len(parts)}"
        part, pending = _write(path, pending, groups, max_bytes)
        parts.append((path, part))
    return [_named(path, part, number, len(parts)) for number, (path, part) in enumerate(parts)]


def features(schema: pa.Schema) -> list[dict[str, Any]]:
    """Return the columns as in a card's `dataset_info`, the YAML form of `datasets.Features`."""
    return [{"name": field.name, **_feature(field.type)} for field in schema]


def _feature(kind: pa.DataType) -> dict[str, Any]:
    if pa.types.is_struct(kind):
        return {"struct": [{"name": field.name, **_feature(field.type)} for field in kind]}
    if pa.types.is_list(kind):
        inner = _feature(kind.value_type)
        return {"list": inner.get("dtype", inner)}
    return {"dtype": "float64" if pa.types.is_float64(kind) else str(kind)}


def _groups(rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> Iterator[pa.Table]:
    """Yield the rows in non-empty groups."""
    groups = RowGroups(schema)
    try:
        for row in rows:
            if (full := groups.add(row)) is not None:
                yield full
        if (rest := groups.rest()) is not None:
            yield rest
    except Unfit as error:
        raise StorageError(str(error)) from error


def _write(
    path: Path, first: pa.Table, more: Iterator[pa.Table], max_bytes: int
) -> tuple[tuple[int, int], pa.Table | None]:
    """Write groups until the next one might not fit. Returns (rows, bytes in Arrow) and the next group."""
    rows = memory = 0
    group: pa.Table | None = first
    with path.open("wb") as file, new_parquet(file, first.schema) as writer:
        while group is not None and (not rows or file.tell() + group.nbytes <= max_bytes):
            write_group(writer, group)
            rows, memory = rows + group.num_rows, memory + group.nbytes
            group = next(more, None)
    return (rows, memory), group


def _named(path: Path, part: tuple[int, int], number: int, count: int) -> Shard:
    new = path.rename(path.with_name(f"train-{number:05}-of-{count:05}.parquet"))
    rows, memory = part
    return Shard(new.name, rows, new.stat().st_size, memory)
