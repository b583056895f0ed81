"""Truncate long texts in the rows of a table, so that a page stays small."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from selfinstruct.datasets.html.render import script_json

MAX_ROWS = 5000
MAX_BYTES = 9_000_000
"""Maximum JSON size of a table. With two tables and the 4.7 MB of plotly.js, a page stays under 30 MB."""
_LENGTHS = (8000, 4000, 2000, 1000, 500, 250, 120)
"""Maximum characters of a text. The first length that makes the table small enough is used."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The rows to show, the total number of rows, and the maximum length of a text in characters."""

    rows: list[list[Any]]
    total: int
    length: int

    def note(self, what: str) -> str:
        """Return a note on how many of `what` are shown and which texts are truncated."""
        if not self.rows:
            return f"No {what}."
        part = "All" if len(self.rows) == self.total else f"A random sample of {len(self.rows):,} of"
        rows = f"{part} {self.total:,} {what}"
        return f"{rows}. Texts longer than {self.length:,} characters are truncated on this page only."


def truncated(rows: list[list[Any]], total: int, max_bytes: int = MAX_BYTES) -> Sample:
    """Truncate texts until the rows take at most `max_bytes` as JSON. `total` is the number of rows before sampling."""
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
