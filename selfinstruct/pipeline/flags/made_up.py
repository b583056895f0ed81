"""Tell digits that were made up for an example, such as 123456789 or 000-0000, from those of a number in use."""

from __future__ import annotations

from itertools import pairwise

_MIN_RUN = 6
"""Minimum length of a run. A tenth of a percent of all numbers of eight digits have one by chance."""
_MAX_DIFFERENT = 2


def is_made_up(digits: str) -> bool:
    """Return True for at most two different digits, or a run of one digit, upwards or downwards (567890, 432109)."""
    return len(set(digits)) <= _MAX_DIFFERENT or _longest_run(digits) >= _MIN_RUN


def _longest_run(digits: str) -> int:
    longest, length, before = 1, 1, None
    for one, other in pairwise(digits):
        step = (int(other) - int(one)) % 10
        length = (length + 1 if step == before else 2) if step in (0, 1, 9) else 1
        longest, before = max(longest, length), step
    return longest
