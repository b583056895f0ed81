"""Determine the format of a table from its file name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TypeVar

from selfinstruct.errors import InputError
from selfinstruct.storage.tables.packing import SUFFIXES as PACKED_SUFFIXES

_AnyPath = TypeVar("_AnyPath", bound=PurePath)


class Kind(StrEnum):
    """How rows are written as text; the value is the file name suffix."""

    LINES = ".jsonl"
    ARRAY = ".json"
    COMMAS = ".csv"
    TABS = ".tsv"


SEPARATORS: dict[str, str] = {Kind.COMMAS: ",", Kind.TABS: "\t"}
JSON_SUFFIXES = frozenset({Kind.LINES, Kind.ARRAY, ".ndjson", ".jsonlines"})
DATA_SUFFIXES = frozenset({*Kind, *JSON_SUFFIXES, ".parquet", ".arrow", ".feather"})
"""Suffixes of files that are read."""


@dataclass(frozen=True, slots=True)
class Format:
    """The format of a file to write. `stem` is the file name without suffixes, `packed` means gzip."""

    stem: str
    kind: Kind
    packed: bool


def format_of(path: Path) -> Format:
    """Return the format of a file to write, by its name, ignoring case. Raises InputError for an unknown suffix."""
    packed = path.suffix.lower() == ".gz"
    inner = path.with_suffix("") if packed else path
    suffix = inner.suffix.lower()
    if suffix not in list(Kind):
        raise InputError(f"{path}: the name must end in {', '.join(Kind)}, optionally followed by .gz; rename the file")
    return Format(inner.stem, Kind(suffix), packed)


def suffix_of(path: PurePath) -> str:
    """Return the suffix of a file to read, in lower case, without that of a compression."""
    return _unpacked(path).suffix.lower()


def stem_of(path: PurePath) -> str:
    """Return the name of a file to read, without the suffixes of a format and a compression."""
    inner = _unpacked(path)
    return inner.stem if inner.suffix.lower() in DATA_SUFFIXES else inner.name


def _unpacked(path: _AnyPath) -> _AnyPath:
    return path.with_suffix("") if path.suffix.lower() in PACKED_SUFFIXES else path
