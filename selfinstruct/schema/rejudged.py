"""The mark of a run whose replies were received by an earlier run and processed again under other rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Rejudged:
    """Slots that were sent under another identity, so that their prompts cannot be written again.

    `slots` holds the first and the last slot of each range. `demonstrations` holds the task ids shown in the prompts
    of these slots, as far as they are known.
    """

    slots: tuple[tuple[int, int], ...]
    demonstrations: Mapping[int, tuple[str, ...]]

    def __contains__(self, slot: int) -> bool:
        """True if the slot was sent under another identity."""
        return any(first <= slot <= last for first, last in self.slots)


def ranges_of(slots: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return the first and the last number of each range of consecutive numbers."""
    grouped = groupby(enumerate(sorted(slots)), key=lambda pair: pair[1] - pair[0])
    ranges = [[slot for _, slot in group] for _, group in grouped]
    return tuple((one[0], one[-1]) for one in ranges)


def slots_of(ranges: Iterable[Sequence[int]]) -> tuple[int, ...]:
    """Return the numbers of ranges that `ranges_of` returned."""
    return tuple(slot for first, last in ranges for slot in range(first, last + 1))
