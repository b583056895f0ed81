"""One address of a teacher, and the pauses that all requests to it share: rate limits and outages."""

from __future__ import annotations

import math
import time
from enum import Enum, auto

from selfinstruct.teachers.connection import RetryPolicy
from selfinstruct.teachers.protocol import Reporter
from selfinstruct.teachers.urls import CHAT, below, has_path, public_url

_MAX_PAUSE = 15.0
"""Longest pause in seconds between two attempts to reach a server that is away."""
_MAX_ASKED = 60.0
"""Longest pause in seconds that a server that is away may ask for."""
_MISSES = 3
"""Attempts in a row that find the server away before it counts as an outage; a single one may be an accident."""
_LONG = 10.0
"""Seconds of waiting for a rate limit after which there is a message."""
_BETWEEN_WORDS = 30.0
_BUSY = 0.05
"""Seconds between two looks at an address that has as many requests as it may have."""
_VERSION = "/v1"


class Missed(Enum):
    """What it means that an attempt found the server away."""

    ALONE = auto()
    """The server has answered another request since."""
    BY_ACCIDENT = auto()
    """It may be an accident: too few attempts in a row have failed."""
    IN_OUTAGE = auto()
    """The server is away for all requests."""


class Endpoint:
    """The state of one address.

    An outage begins with the third attempt in a row that finds the server away. While it lasts, one request at a time
    is sent, with growing pauses. `load` is the number of requests in flight.
    """

    def __init__(self, base_url: str, limit: int, retry: RetryPolicy, say: Reporter) -> None:
        self.base_url = base_url
        self.load = 0
        self.answered = 0
        self.reached = False
        self.away_since: float | None = None
        self.why_away = ""
        self._limit = limit
        self._patience = retry.outage
        self._version = ""
        self._backoff = retry.backoff
        self._say = say
        self._blocked_until = 0.0
        self._limited_since: float | None = None
        self._told = -math.inf
        self._last_response = -math.inf
        self._pause = retry.backoff
        self._probing = False
        self._told_away = False
        self._misses = 0

    @property
    def url(self) -> str:
        """The URL of chat completions."""
        return below(self.base_url, self._version + CHAT)

    @property
    def name(self) -> str:
        """The address without its private parts."""
        return public_url(below(self.base_url, self._version))

    def ready_in(self) -> float:
        """Return the seconds until a request may be sent: 0 for now; during an outage, infinity while one is sent."""
        if self._probing:
            return math.inf
        busy = _BUSY if self.load >= self._limit else 0.0
        return max(busy, self._blocked_until - time.monotonic())

    def away_for(self) -> float:
        """Return the seconds since the outage began; 0 if there is none."""
        return time.monotonic() - self.away_since if self.away_since is not None else 0.0

    def begin(self) -> None:
        """Note that a request is sent."""
        self.load += 1
        self._probing = self.away_since is not None

    def end(self) -> None:
        """Note that a request has ended."""
        self.load -= 1

    def responded(self, sent: float) -> None:
        """Note that the server answered a request that was sent at this time, whatever its answer."""
        self._end_probe(sent)
        self._last_response = time.monotonic()
        self._misses = 0
        self.reached = True
        if self.away_since is not None:
            if self._told_away:
                self._say(f"{self.name} answers again after {self.away_for():.0f} s")
            self.away_since, self._pause, self._blocked_until = None, self._backoff, 0.0
            self._told_away = False

    def complete(self) -> None:
        """Note that the server completed a reply."""
        if self._version and not self.answered:
            self._say(f"{public_url(self.base_url)} answers below {_VERSION}; use --base-url {self.name}")
        self.answered += 1
        self._limited_since = None

    def missed(self, sent: float, why: str, reached: bool, asked: float | None) -> Missed:
        """Note that an attempt, sent at this time, found the server away.

        `reached` is true if something answered for it, such as a proxy; `asked` is the pause in seconds that it asks
        for.
        """
        self.reached = self.reached or reached
        self.why_away = why
        was_probe = self._end_probe(sent)
        if self._last_response > sent:
            return Missed.ALONE
        self._misses += 1
        if self.away_since is None and self._misses < _MISSES:
            return Missed.BY_ACCIDENT
        if self.away_since is None:
            self.away_since = time.monotonic()
        elif was_probe:
            self._tell_away()
            self._pause = min(_MAX_PAUSE, 2 * self._pause)
        else:
            return Missed.IN_OUTAGE
        self._blocked_until = time.monotonic() + max(self._pause, min(asked or 0.0, _MAX_ASKED))
        return Missed.IN_OUTAGE

    def _tell_away(self) -> None:
        """Say once that the server is away. A blink is not worth a line, nor is an address that is probably wrong."""
        if self.reached and not self._told_away:
            self._told_away = True
            self._say(f"{self.name} is away ({self.why_away}); waiting for it, for {self._patience:.0f} s at most")

    def undecided(self, sent: float) -> None:
        """Note that an attempt ended without a sign of the server, such as a timeout."""
        if self._end_probe(sent):
            self._pause = min(_MAX_PAUSE, 2 * self._pause)
            self._blocked_until = time.monotonic() + self._pause

    def limited(self, seconds: float | None, message: str) -> None:
        """Note a rate limit, in seconds (None: the server does not say), which holds all requests back."""
        now = time.monotonic()
        self._limited_since = self._limited_since or now
        if seconds is not None:
            self._blocked_until = max(self._blocked_until, now + seconds)
        if max(seconds or 0.0, now - self._limited_since) >= _LONG and now - self._told >= _BETWEEN_WORDS:
            self._told = now
            lasts = f"for {seconds:.0f} s" if (seconds or 0.0) >= _LONG else f"since {now - self._limited_since:.0f} s"
            self._say(f"rate limited {lasts}: {message}")

    def try_version(self, url: str) -> bool:
        """Use `/v1` below an address without a path that has answered nothing. Returns True if that changes the URL.

        `url` is where the request was sent: another request may have changed it already.
        """
        if url == self.url and not (self._version or self.answered or has_path(self.base_url)):
            self._version = _VERSION
        return url != self.url

    def _end_probe(self, sent: float) -> bool:
        """Return True if a request was the one that is sent during an outage."""
        was_probe = self.away_since is not None and sent >= self.away_since
        if was_probe:
            self._probing = False
        return was_probe
