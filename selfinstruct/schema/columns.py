"""`--columns instruction=…,output=…`: which columns of a dataset hold the parts of a task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from selfinstruct.errors import InputError

PARTS = ("instruction", "input", "output", "system", "history", "messages")

Columns: TypeAlias = Mapping[str, str]
"""Column names by part of a task."""


def columns_of(value: Columns | str) -> Columns:
    """Read `--columns`. Raises InputError for an unknown part, or for one that is given twice or without a column."""
    pairs = list(value.items()) if isinstance(value, Mapping) else [_pair(text) for text in value.split(",")]
    for part, column in pairs:
        if part not in PARTS or not column:
            raise InputError(f"--columns {part}={column}: write PART=COLUMN, where PART is one of {', '.join(PARTS)}")
    if twice := [part for part in PARTS if [name for name, _ in pairs].count(part) > 1]:
        raise InputError(f"--columns names {twice[0]} twice; leave one of them out")
    if twice := [column for _, column in pairs if [name for _, name in pairs].count(column) > 1]:
        raise InputError(f"--columns uses the column {twice[0]} for two parts; leave one of them out")
    return dict(pairs)


def _pair(text: str) -> tuple[str, str]:
    part, _, column = text.partition("=")
    return part.strip(), column.strip()
