"""Build the folder to push from a run or file. Each build replaces the old folder.

It contains README.md, data/train-….parquet, statistics.json and, for a run, provenance.json.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa

from selfinstruct.datasets.hub.build_folder import (
    CARD,
    DATA,
    MANIFEST,
    PROVENANCE,
    STATISTICS,
    check_overwritable,
    new_folder,
    put,
    unwritable,
)
from selfinstruct.datasets.hub.card import Content, card
from selfinstruct.datasets.hub.destination import Destination
from selfinstruct.datasets.hub.provenance import provenance
from selfinstruct.datasets.hub.shards import Shard, features, write_shards
from selfinstruct.datasets.hub.statistics import Statistics
from selfinstruct.errors import InputError, StorageError
from selfinstruct.pipeline.funnel import funnel
from selfinstruct.pipeline.languages import Language
from selfinstruct.runs.progress import ReadingProgress
from selfinstruct.runs.typed_records import TypedRecord, typed_records
from selfinstruct.schema.extras import Extra, pairs_of
from selfinstruct.schema.redaction import public_model
from selfinstruct.storage.parquet import RUN_SCHEMA, file_schema
from selfinstruct.storage.regular_files import open_regular
from selfinstruct.storage.source import Source

_RUN_STATS = (
    "target",
    "accepted",
    "rejected",
    "acceptance",
    "requests",
    "answers",
    "tokens",
    "cost",
    "currency",
    "wished",
    "acceptance_over_time",
)
"""The published part of a run's statistics. Durations are omitted, because they depend on the machine."""
_BLOCK = 1 << 20
"""Size in bytes of the blocks in which files are read for hashing."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the folder: its name in the repository, its size in bytes, and the hashes that hubs use."""

    name: str
    size: int
    sha256: str
    git_sha: str


@dataclass(frozen=True, slots=True)
class Folder:
    """A built folder."""

    path: Path
    rows: int
    pieces: tuple[Piece, ...]

    @property
    def digest(self) -> str:
        """Hash of all names and contents."""
        listed = "".join(f"{piece.name} {piece.sha256}\n" for piece in self.pieces)
        return hashlib.sha256(listed.encode()).hexdigest()


def build(source: Source, destination: Destination, path: Path, extras: Collection[Extra]) -> Folder:
    """Build the folder and replace the old one at the end. `extras` are parts of conversations that the rows have.

    Raises InputError if the source has no rows or the folder has other files, StorageError if the disk is full or the
    run is damaged.
    """
    try:
        check_overwritable(path)
        with new_folder(path) as new:
            rows = _fill(new, source, destination, extras)
            pieces = _pieces(new)
            put(new, path, {piece.name: piece.sha256 for piece in pieces})
    except OSError as error:
        raise unwritable(path, error) from error
    return Folder(path, rows, pieces)


def _fill(new: Path, source: Source, destination: Destination, extras: Collection[Extra]) -> int:
    """Write all files. Returns the number of rows."""
    statistics = Statistics(source.is_run)
    schema = RUN_SCHEMA if source.is_run else file_schema(extras)
    content = _content(source, statistics, schema, _write_rows(new, source, schema, statistics))
    run = {"run": content.stats} if content.stats else {}
    _write_json(new / STATISTICS, {**content.statistics, **run})
    if content.provenance:
        _write_json(new / PROVENANCE, content.provenance)
    (new / CARD).write_bytes(card(content, destination).encode())
    return statistics.rows


def _write_rows(new: Path, source: Source, schema: pa.Schema, statistics: Statistics) -> list[Shard]:
    """Write the shards and count their rows."""
    (new / DATA).mkdir()
    with ReadingProgress(source.size) as progress:
        rows = _rows(typed_records(source, progress.on_bytes), statistics)
        shards = write_shards(rows, new / DATA, schema)
    if not shards:
        raise InputError(f"{source.place}: no rows to publish")
    return shards


def _rows(records: Iterator[TypedRecord], statistics: Statistics) -> Iterator[Mapping[str, Any]]:
    for record in records:
        statistics.add(record)
        task, teacher = record.task, record.fields.get("teacher")
        three = {"instruction": task.instruction, "input": task.input, "output": task.output}
        yield {
            **record.fields,
            **three,
            "system": task.system,
            "history": pairs_of(task),
            "id": task.id,
            "task_type": str(record.label),
            "flags": list(record.flags),
            "teacher": public_model(teacher) if isinstance(teacher, str) else teacher,
        }


def _content(source: Source, statistics: Statistics, schema: pa.Schema, shards: list[Shard]) -> Content:
    came_through = funnel(source.stats) if source.stats else {}
    return Content(
        statistics=statistics.as_json(),
        samples=statistics.samples,
        languages=_languages(source, statistics),
        features=features(schema),
        shards=len(shards),
        memory=sum(shard.memory for shard in shards),
        size=sum(shard.size for shard in shards),
        stats=_published_stats(source.stats, came_through["acceptance"]) if source.stats else {},
        funnel=came_through,
        provenance=_provenance(source),
    )


def _published_stats(stats: Mapping[str, Any], acceptance: float) -> dict[str, Any]:
    return {name: stats[name] for name in _RUN_STATS if name in stats} | {"acceptance": round(acceptance, 4)}


def _provenance(source: Source) -> dict[str, Any]:
    if source.run is None or source.stats is None:
        return {}
    versions = {name: version(name) for name in ("selfinstruct", "pyarrow")}
    return provenance(source.run, source.stats["target"], versions)


def _languages(source: Source, statistics: Statistics) -> list[str]:
    """Return the BCP 47 code of the run's language if it has a single one, otherwise those of the rows."""
    given = source.run["identity"].get("language") if source.run else None
    return [given] if given in set(Language) - {Language.ANY} else statistics.languages


def _write_json(path: Path, value: Mapping[str, Any]) -> None:
    try:
        text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    except ValueError as error:
        raise StorageError(
            f"{path.name}: run.toml or stats.json has a value that is not valid in JSON ({error}); fix that file"
        ) from error
    path.write_text(text + "\n", encoding="utf-8")


def _pieces(folder: Path) -> tuple[Piece, ...]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return tuple(_piece(path, path.relative_to(folder).as_posix()) for path in files)


def _piece(path: Path, name: str) -> Piece:
    """Hash a file. The Git hash is the SHA-1 of a header and the content."""
    size = path.stat().st_size
    sha256, git_sha = hashlib.sha256(), hashlib.sha1(f"blob {size}\0".encode(), usedforsecurity=False)
    with open_regular(path) as file:
        while block := file.read(_BLOCK):
            sha256.update(block)
            git_sha.update(block)
    return Piece(name, size, sha256.hexdigest(), git_sha.hexdigest())
