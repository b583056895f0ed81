"""Cells of a CSV or TSV file that a spreadsheet would run as formulas: count them, or put an apostrophe in front."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from selfinstruct.errors import InputError
from selfinstruct.storage.tables.formats import SEPARATORS, format_of

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The characters that OWASP names in its page on CSV injection, and the full-width forms of the first four."""


@dataclass(slots=True)
class Formulas:
    """The texts that begin like a formula in the cells of one or more files. `is_safe` puts an apostrophe in front."""

    is_safe: bool = False
    count: int = 0

    def cell(self, text: str) -> str:
        """Return the text of a cell: unchanged, or so that a spreadsheet shows it and does not run it."""
        if not text.startswith(_STARTS):
            return text
        self.count += 1
        return f"'{text}" if self.is_safe else text

    @property
    def warning(self) -> str | None:
        """Message about the cells that were written unchanged; None if there are none."""
        if self.is_safe or not self.count:
            return None
        cells = "1 cell begins" if self.count == 1 else f"{self.count:,} cells begin"
        return (
            f"{cells} with =, +, -, @, a tab or a line break, so a spreadsheet may run the text as a formula; "
            "--safe-csv puts an apostrophe in front"
        )


def check_safe_csv(paths: Iterable[Path]) -> None:
    """Raise InputError if none of the files to write is a CSV or TSV, so that --safe-csv would have no effect."""
    if all(format_of(path).kind not in SEPARATORS for path in paths):
        raise InputError("--safe-csv only applies to .csv and .tsv files; remove it, or change the suffix of --out")
