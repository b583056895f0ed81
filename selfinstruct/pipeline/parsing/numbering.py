"""Follow the numbers of instruction labels, to tell the start of a record from a label inside a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from selfinstruct.pipeline.parsing.lines import Lines, first_after


class Numbers:
    """Follow the numbers of instruction labels. `own` are those of the layout's form, the others may be drift."""

    def __init__(self, lines: Lines, labels: Sequence[int], own: set[int]) -> None:
        self._lines = lines
        self._own = [at for at in labels if at in own]
        self._numbers = {at: lines.number(at) for at in labels}
        self._others = [at for at in labels if at not in own and lines.is_separated(at)]
        numbers = [self._numbers[at] for at in self._own]
        self._all_same = len(set(numbers)) == 1
        self._positions: dict[int | None, list[int]] = defaultdict(list)
        for position, number in enumerate(numbers):
            self._positions[number].append(position)
        self._run_ends = _run_ends(numbers)
        self._has_separators = any(lines.is_separated(at) for at in self._own[1:])

    def follow(self) -> Iterator[int]:
        """Yield the lines at which records start."""
        position = {at: index for index, at in enumerate(self._own)}
        passed, current = -1, None
        for at in sorted([*self._own, *self._others]):
            number = self._numbers[at]
            if at in position:
                passed = position[at]
                accepted = (
                    passed == 0 or self._all_same or number is None or current is None or self._accepts(passed, current)
                )
            else:
                accepted = current is not None and number == current + 1 and self._later(current + 1, passed) is None
            if accepted:
                current = number if number is not None else current
                yield at

    def _accepts(self, position: int, current: int) -> bool:
        at = self._own[position]
        number = self._numbers[at] or 0
        later = self._later(current + 1, position)
        if number == current + 1:
            return at not in self._lines.code or later is None
        if at in self._lines.code:
            return False
        if later is not None:
            # A list that restarts runs into the next number by itself; a label inside a text does not.
            reached = number <= current and later <= self._run_ends[position]
            return reached and self._lines.is_separated(at)
        may_skip = number > current and self._lines.follows_blank(at) and not self._has_separators
        return self._lines.is_separated(at) or may_skip

    def _later(self, number: int, position: int) -> int | None:
        """Return the next position of a label of the layout with this number."""
        return first_after(self._positions.get(number, []), position)


def _run_ends(numbers: Sequence[int | None]) -> list[int]:
    """For each position, the last position of the run of consecutive numbers that starts there."""
    ends = list(range(len(numbers)))
    for position in range(len(numbers) - 2, -1, -1):
        number = numbers[position]
        if number is not None and numbers[position + 1] == number + 1:
            ends[position] = ends[position + 1]
    return ends
