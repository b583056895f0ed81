"""What replies show about a server: the latency of a round of requests, and the rate of the last minute."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

_WINDOW = 60
"""Seconds over which the rate is measured: most quotas are per minute."""
_MIN_MEASURED = 2.0
_MIN_GAIN = 0.1
"""Share of an ideal gain that has to be reached: if less is gained, more requests in flight only wait longer."""


@dataclass(slots=True)
class Round:
    """As many requests as may be in flight, sent under the same limit since `since` (seconds of the clock).

    The first `skipped` replies are not counted: the server still worked on requests that were sent under another limit.
    """

    since: float
    skipped: int = 0
    replies: int = 0
    seconds: float = 0.0
    longest: float = 0.0
    is_clean: bool = True
    is_full: bool = False

    def add(self, sent: float, seconds: float) -> None:
        """Count a reply to a request of this round; others are ignored."""
        if sent < self.since:
            return
        if self.skipped:
            self.skipped -= 1
            return
        self.replies += 1
        self.seconds += seconds
        self.longest = max(self.longest, seconds)

    @property
    def latency(self) -> float:
        """Mean seconds until a reply."""
        return self.seconds / self.replies


@dataclass(frozen=True, slots=True)
class Level:
    """A limit of requests in flight, and the mean seconds until a reply under it."""

    limit: float
    latency: float

    def is_plateau_of(self, lower: Level) -> bool:
        """Return True if the server answers hardly faster than under a lower limit: it queues the requests.

        By Little's law, the rate of replies is the number in flight divided by the latency.
        """
        ratio = self.limit / lower.limit
        gain = ratio * lower.latency / self.latency
        return self.latency > lower.latency and gain < 1 + (ratio - 1) * _MIN_GAIN


class Rate:
    """Replies of the last minute, and their mean latency."""

    def __init__(self) -> None:
        self.latency = 0.0
        self._began: float | None = None
        self._by_second: deque[tuple[int, int]] = deque()

    def begin(self, now: float) -> None:
        """Note that a request is sent."""
        self._began = now if self._began is None else self._began

    def add(self, now: float, seconds: float) -> None:
        """Count a reply, and forget those of over a minute ago."""
        self.latency += (seconds - self.latency) * (0.1 if self.latency else 1.0)
        second = int(now)
        last, count = self._by_second.pop() if self._by_second else (second, 0)
        if last == second:
            self._by_second.append((second, count + 1))
        else:
            self._by_second.extend(((last, count), (second, 1)))
        while self._by_second[0][0] < second - _WINDOW:
            self._by_second.popleft()

    def in_flight(self, now: float) -> float:
        """Return the mean number of requests in flight that were answered (Little's law); 0 in the first seconds."""
        measured = min(_WINDOW, now - self._began) if self._began is not None else 0.0
        if measured < _MIN_MEASURED:
            return 0.0
        return sum(count for _, count in self._by_second) / measured * self.latency
