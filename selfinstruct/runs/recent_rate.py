"""How fast a number has grown over the last minutes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

WINDOW = 300.0
"""Seconds over which the rate is measured: an hour ago says little about the next one."""
_MIN_SECONDS = 5.0
"""Time after which there is a rate at all."""
_BETWEEN = 1.0


class RecentRate:
    """The growth of a number that is noted again and again. `clock` returns seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._noted: deque[tuple[float, int]] = deque()
        self._latest = (0.0, 0)

    def note(self, count: int) -> None:
        """Note the number at this moment."""
        now = self._clock()
        self._latest = (now, count)
        if not self._noted or now - self._noted[-1][0] >= _BETWEEN:
            self._noted.append(self._latest)
        while len(self._noted) > 1 and self._noted[1][0] <= now - WINDOW:
            self._noted.popleft()

    @property
    def per_minute(self) -> float | None:
        """The growth per minute over the last minutes; None in the first seconds."""
        if not self._noted:
            return None
        (since, first), (now, latest) = self._noted[0], self._latest
        return 60 * (latest - first) / (now - since) if now - since >= _MIN_SECONDS else None


def seconds_left(missing: int, per_minute: float | None) -> float | None:
    """Return the seconds until the missing part is there at this rate; None if the rate is unknown or 0."""
    if missing <= 0:
        return 0.0
    return 60 * missing / per_minute if per_minute else None
