"""A row of a table with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with all its fields in order. `file` is the path as given, `line` the row's first line, from 1."""

    file: str
    line: int
    fields: Mapping[str, Any]
