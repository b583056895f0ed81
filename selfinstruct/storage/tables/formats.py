"""The name of a file in, the format of its table out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from selfinstruct.errors import InputError


class Kind(StrEnum):
    """How rows are written as text; the value is the suffix of the file's name."""

    LINES = ".jsonl"
    ARRAY = ".json"
    COMMAS = ".csv"
    TABS = ".tsv"


SEPARATORS = {Kind.COMMAS: ",", Kind.TABS: "\t"}


@dataclass(frozen=True, slots=True)
class Format:
    """A format by the name of a file. `stem` is the name without suffixes, `packed` means gzip."""

    stem: str
    kind: Kind
    packed: bool


def format_of(path: Path) -> Format:
    """The format of a file by its name, ignoring case. Raises InputError for an unknown suffix."""
    packed = path.suffix.lower() == ".gz"
    inner = path.with_suffix("") if packed else path
    suffix = inner.suffix.lower()
    if suffix not in list(Kind):
        raise InputError(f"{path}: the name must end in {', '.join(Kind)} or one of them and .gz; rename the file")
    return Format(inner.stem, Kind(suffix), packed)
