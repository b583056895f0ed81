"""How much of many long texts a page shows: as long as they may be for the page to stay small. Rows in, rows out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from selfinstruct.datasets.html.render import script_json

MAX_ROWS = 5000
MAX_BYTES = 9_000_000
"""Of a table: with two of them and the 4.7 MB of plotly.js a page stays under 30 MB."""
_CUTS = (8000, 4000, 2000, 1000, 500, 250, 120)
"""Characters of a text: the first length is taken with which the table is small enough."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows to show, of how many, and the longest text that is shown whole."""

    rows: list[list[Any]]
    total: int
    cut: int

    def note(self, what: str) -> str:
        """A sentence that says how many of `what` are shown, and how much of each."""
        shown = len(self.rows)
        part = f"All {shown:,} {what}" if shown == self.total else f"A random {shown:,} of {self.total:,} {what}"
        return f"{part}; texts longer than {self.cut:,} characters are cut here, and only here."


def truncated(rows: list[list[Any]], total: int, most: int = MAX_BYTES) -> Sample:
    """The rows with their texts cut so that they are at most `most` bytes as JSON; `total` is how many there were."""
    for cut in _CUTS:
        shown = [[_cut(value, cut) for value in row] for row in rows]
        if len(script_json(shown).encode("utf-8", "replace")) <= most:
            break
    return Sample(shown, total, cut)


def _cut(value: Any, most: int) -> Any:
    if isinstance(value, list):
        return [_cut(part, most) for part in value]
    if not isinstance(value, str) or len(value) <= most:
        return value
    return f"{value[:most]} … ({len(value) - most:,} more characters)"
