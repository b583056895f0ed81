"""Rows of a table in, the same rows with long texts truncated out, so that a page stays small."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from selfinstruct.datasets.html.render import script_json

MAX_ROWS = 5000
MAX_BYTES = 9_000_000
"""Of a table. With two tables and the 4.7 MB of plotly.js, a page stays under 30 MB."""
_LENGTHS = (8000, 4000, 2000, 1000, 500, 250, 120)
"""Characters of a text. The first of these lengths is used with which the table is small enough."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The rows to show, how many there are in all, and the length in characters from which texts are truncated."""

    rows: list[list[Any]]
    total: int
    length: int

    def note(self, what: str) -> str:
        """A sentence that tells how many of `what` are shown, and how much of each."""
        shown = len(self.rows)
        part = f"All {shown:,} {what}" if shown == self.total else f"A random {shown:,} of {self.total:,} {what}"
        return f"{part}; texts longer than {self.length:,} characters are cut here, and only here."


def truncated(rows: list[list[Any]], total: int, max_bytes: int = MAX_BYTES) -> Sample:
    """The rows with texts truncated so that they have at most `max_bytes` as JSON; `total` is how many there are."""
    for length in _LENGTHS:
        shown = [[_truncated(value, length) for value in row] for row in rows]
        if len(script_json(shown).encode("utf-8", "replace")) <= max_bytes:
            break
    return Sample(shown, total, length)


def _truncated(value: Any, length: int) -> Any:
    if isinstance(value, list):
        return [_truncated(part, length) for part in value]
    if not isinstance(value, str) or len(value) <= length:
        return value
    return f"{value[:length]} … ({len(value) - length:,} more characters)"
