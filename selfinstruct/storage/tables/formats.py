"""Determine the format of a table from its file name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from selfinstruct.errors import InputError


class Kind(StrEnum):
    """How rows are written as text; the value is the file name suffix."""

    LINES = ".jsonl"
    ARRAY = ".json"
    COMMAS = ".csv"
    TABS = ".tsv"


SEPARATORS = {Kind.COMMAS: ",", Kind.TABS: "\t"}


@dataclass(frozen=True, slots=True)
class Format:
    """The format of a file. `stem` is the file name without suffixes, `packed` means gzip."""

    stem: str
    kind: Kind
    packed: bool


def format_of(path: Path) -> Format:
    """Return the format of a file by its name, ignoring case. Raises InputError for an unknown suffix."""
    packed = path.suffix.lower() == ".gz"
    inner = path.with_suffix("") if packed else path
    suffix = inner.suffix.lower()
    if suffix not in list(Kind):
        raise InputError(f"{path}: the name must end in {', '.join(Kind)}, optionally followed by .gz; rename the file")
    return Format(inner.stem, Kind(suffix), packed)
