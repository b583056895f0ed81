"""A file's name in, how its table is written out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from selfinstruct.errors import InputError


class Kind(StrEnum):
    """How rows are put into a text; the value is the suffix of the file's name."""

    LINES = ".jsonl"
    ARRAY = ".json"
    COMMAS = ".csv"
    TABS = ".tsv"


SEPARATORS = {Kind.COMMAS: ",", Kind.TABS: "\t"}


@dataclass(frozen=True, slots=True)
class Format:
    """What a file's name says: `stem` is the name without the suffixes, `packed` stands for gzip."""

    stem: str
    kind: Kind
    packed: bool


def format_of(path: Path) -> Format:
    """The format of a file by its name, upper case or lower. Raises InputError for a suffix that is none of ours."""
    packed = path.suffix.lower() == ".gz"
    inner = path.with_suffix("") if packed else path
    suffix = inner.suffix.lower()
    if suffix not in list(Kind):
        raise InputError(f"{path}: the name must end in {', '.join(Kind)} or one of them and .gz; rename the file")
    return Format(inner.stem, Kind(suffix), packed)
