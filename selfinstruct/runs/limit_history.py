"""The limit of requests in flight over time, in a bounded number of points."""

from __future__ import annotations

import time
from collections.abc import Callable

_MAX_POINTS = 100


class LimitHistory:
    """The limits of this process, from its start. `clock` returns seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._step = 0.0
        self._points: list[tuple[float, int]] = []
        self.latest: int | None = None

    def note(self, limit: int) -> None:
        """Note the limit of this moment. Points become sparser as the process gets longer."""
        self.latest = limit
        seconds = self._clock() - self._began
        if self._points and (limit == self._points[-1][1] or seconds < self._points[-1][0] + self._step):
            return
        self._points.append((seconds, limit))
        if len(self._points) > _MAX_POINTS:
            self._points = self._points[::2]
            self._step = max(2 * self._step, seconds / _MAX_POINTS)

    def as_json(self) -> list[dict[str, float]]:
        """Return the points in order: seconds from the start of the process, and the limit from then on."""
        return [{"seconds": round(seconds, 1), "limit": limit} for seconds, limit in self._points]
