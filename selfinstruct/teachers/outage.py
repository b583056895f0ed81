"""Whether a server is away, and when to look for it again."""

from __future__ import annotations

import math
import time
from enum import Enum, auto

_MAX_PAUSE = 15.0
"""Longest pause in seconds between two attempts to reach a server that is away."""
_MISSES = 3
"""Attempts in a row that find the server away before it counts as an outage; a single one may be an accident."""


class Missed(Enum):
    """What it means that an attempt found the server away."""

    ALONE = auto()
    """The server has answered another request since."""
    BY_ACCIDENT = auto()
    """It may be an accident: too few attempts in a row have failed."""
    IN_OUTAGE = auto()
    """The server is away for all requests."""


class Outage:
    """The outage of one server, if it has one.

    It begins with the third attempt in a row that finds the server away. While it lasts, one request at a time is sent
    (the probe), with growing pauses. `why` is the reason of the last attempt that found the server away.
    """

    def __init__(self, first_pause: float) -> None:
        self.since: float | None = None
        self.why = ""
        self.failed_probes = 0
        self._first_pause = self._pause = first_pause
        self._next_probe = 0.0
        self._probing = False
        self._misses = 0
        self._last_response = -math.inf

    def lasts(self) -> float:
        """Return the seconds since the outage began; 0 without one."""
        return 0.0 if self.since is None else time.monotonic() - self.since

    def ready_in(self) -> float:
        """Return the seconds until a request may be sent: 0 without an outage, infinity while a probe is in flight."""
        if self.since is None:
            return 0.0
        return math.inf if self._probing else max(0.0, self._next_probe - time.monotonic())

    def begin(self) -> bool:
        """Note that a request is sent. Returns True if it is the probe, for which `end_probe` must be called."""
        is_probe = self.since is not None
        self._probing = self._probing or is_probe
        return is_probe

    def end_probe(self) -> None:
        """Note that the probe has ended, however it did."""
        self._probing = False

    def over(self) -> None:
        """Note that the server has answered, which ends the outage."""
        self._last_response = time.monotonic()
        self._misses = self.failed_probes = 0
        self.since, self._pause = None, self._first_pause

    def missed(self, sent: float, is_probe: bool, why: str, asked: float) -> Missed:
        """Note that a request found the server away. `asked` is the pause in seconds that the server asks for."""
        self.why = why
        if self._last_response > sent:
            return Missed.ALONE
        self._misses += 1
        if self.since is None and self._misses < _MISSES:
            return Missed.BY_ACCIDENT
        if self.since is None:
            self.since = time.monotonic()
            self._wait(asked)
        elif is_probe:
            self.probe_failed(asked)
        return Missed.IN_OUTAGE

    def probe_failed(self, asked: float = 0.0) -> None:
        """Note that the probe has found no sign of the server."""
        self.failed_probes += 1
        self._pause = min(_MAX_PAUSE, 2 * self._pause)
        self._wait(asked)

    def _wait(self, asked: float) -> None:
        self._next_probe = time.monotonic() + max(self._pause, asked)
