"""Collect the rows of a dataset that cannot be used: all are named in one error, or left out and counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from selfinstruct.errors import InputError
from selfinstruct.storage.tables import BadRow

MAX_IN_FULL = 20
"""Rows that are named with what is wrong; of the others, only the lines are listed."""
_MAX_RANGES = 200
"""Ranges of lines that are listed; a file of millions of bad rows has another problem, which the first ones show."""

_MANY = 2
"""Number of reasons that is enough to know that they differ."""


class BadRows:
    """The bad rows of one dataset. With `skips`, rows are left out; otherwise `finish` raises an error.

    `can_skip` is False if the command has no option to leave rows out.
    """

    def __init__(self, place: str, skips: bool = False, can_skip: bool = True) -> None:
        self._place = place
        self._skips = skips
        self._can_skip = can_skip
        self._in_full: list[BadRow] = []
        self._others: list[BadRow] = []
        self._whys: set[str] = set()

    def start(self) -> None:
        """Forget the rows of an earlier pass over the dataset."""
        self._in_full, self._others, self._whys = [], [], set()

    def add(self, bad: BadRow) -> None:
        """Add a row."""
        if len(self._whys) < _MANY:
            self._whys.add(bad.why)
        if len(self._in_full) < MAX_IN_FULL:
            self._in_full.append(bad)
        else:
            self._others.append(BadRow(bad.file, bad.line, ""))

    def finish(self, usable: int) -> None:
        """Check the dataset after its last row, of `usable` rows. Raises InputError."""
        if self.count and not (self._skips and usable):
            raise InputError(self._error(usable))

    @property
    def count(self) -> int:
        """Number of bad rows in this pass."""
        return len(self._in_full) + len(self._others)

    @property
    def note(self) -> str | None:
        """Message about the rows that were left out; None if there are none."""
        if not self.count:
            return None
        rows = "1 bad row was" if self.count == 1 else f"{self.count:,} bad rows were"
        return f"{self._place}: {rows} left out\n{self._listed}"

    @property
    def _listed(self) -> str:
        return "\n".join([*map(str, self._in_full), *_ranges(self._others)])

    def _error(self, usable: int) -> str:
        first = self._in_full[0]
        if not usable and self.count > 1 and len(self._whys) == 1:
            return f"{first} (the same in all {self.count:,} rows)"
        if self._skips:
            return f"{self._listed}\n{self._place}: no usable row is left; fix the rows"
        if self.count == 1:
            return f"{first} (--skip-bad leaves such rows out)" if self._can_skip else str(first)
        remedy = "fix them, or leave them out with --skip-bad" if self._can_skip else "fix them"
        return f"{self._listed}\n{self.count:,} rows cannot be used; {remedy}"


def _ranges(rows: Iterable[BadRow]) -> Iterator[str]:
    """Yield a text for each file, with its lines as ranges: `a.jsonl: also lines 31, 40-52`."""
    for file, group in groupby(rows, key=lambda bad: bad.file):
        ranges: list[list[int]] = []
        for bad in group:
            if ranges and bad.line == ranges[-1][1] + 1:
                ranges[-1][1] = bad.line
            else:
                ranges.append([bad.line, bad.line])
        shown = [str(first) if first == last else f"{first}-{last}" for first, last in ranges[:_MAX_RANGES]]
        more = f" and {len(ranges) - _MAX_RANGES:,} more ranges" if len(ranges) > _MAX_RANGES else ""
        yield f"{file}: also lines {', '.join(shown)}{more}"
