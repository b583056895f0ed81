"""What in a file cannot be used: one row, so that reading continues with the next one, or the whole file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from selfinstruct.errors import InputError


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used. `line` is its first line, from 1; 0 means the whole file. `why` names no place."""

    file: str
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.why}" if self.line else f"{self.file}: {self.why}"


@dataclass(frozen=True, slots=True)
class Unusable:
    """Stands for the value of a row that cannot be used, between the parser of a format and the reader."""

    why: str


class BadFile(InputError):
    """The rest of a file cannot be read. `line` is that of the error, 0 for the whole file; `why` names no place."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(str(BadRow(str(path), line, why)))
        self.line = line
        self.why = why


class NoRows(BadFile):
    """The file has no row, neither good nor bad."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, 0, "the file contains no rows; leave it out, or check its content")
