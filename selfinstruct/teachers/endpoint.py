"""One address of a teacher: its outage, its rate limit, its load, and the path that it answers at."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from selfinstruct.teachers.connection import RetryPolicy
from selfinstruct.teachers.limiter import Limiter
from selfinstruct.teachers.outage import Missed, Outage
from selfinstruct.teachers.protocol import Reporter
from selfinstruct.teachers.urls import CHAT, OPENAI, VERSION, below, has_path, public_url

_LONG = 10.0
"""Seconds of waiting for a rate limit after which there is a message."""
_BETWEEN_WORDS = 30.0
_NOTICED = 1.0
"""Seconds without a request after which it is worth saying why."""
_NEIGHBOURS = 60.0
"""Seconds for which a complete reply shows that a used-up quota is one of a minute."""
_BUSY = 0.05
"""Seconds between two looks at an address that has as many requests as it may have."""
_MAX_USED_UP = 60.0
"""Longest wait in seconds for a quota that a reply reports as used up; after that, the server is asked."""


@dataclass(slots=True, eq=False)
class Sent:
    """A request in flight: when it was sent (`time.monotonic`), and whether it is the probe of an outage."""

    at: float
    is_probe: bool


class Endpoint:
    """The state of one address.

    Up to `most` requests are in flight, as many as `limiter` allows. `failures` is the number of faults since the last
    complete reply. `reached` is true once the server, or a proxy before it, has answered. With `is_one_of_several`, an
    outage is reported even if the server was never reached.
    """

    def __init__(
        self, base_url: str, most: int, retry: RetryPolicy, say: Reporter, is_one_of_several: bool = False
    ) -> None:
        self.base_url = base_url
        self.limiter = Limiter(most, retry.timeout)
        self.answered = self.failures = 0
        self.reached = False
        self.outage = Outage(retry.backoff)
        self._patience = retry.outage
        self._say = say
        self._tells_always = is_one_of_several
        self._told_away = False
        self._version = ""
        self._in_flight: set[Sent] = set()
        self._backing_off = 0
        self._last_complete = -math.inf
        self._doubted_since: float | None = None
        self._limited_until = -math.inf
        self._limited_since: float | None = None
        self._told_limit = -math.inf

    @property
    def url(self) -> str:
        """The URL of chat completions."""
        return below(self.base_url, self._version + CHAT)

    @property
    def name(self) -> str:
        """The address without its private parts."""
        return public_url(below(self.base_url, self._version))

    @property
    def is_moved(self) -> bool:
        """True if `/v1` was missing in the address."""
        return bool(self._version)

    @property
    def load(self) -> int:
        """The number of requests in flight, and of those that wait for their next attempt: they keep their places."""
        return len(self._in_flight) + self._backing_off

    @property
    def is_away(self) -> bool:
        """True during an outage."""
        return self.outage.since is not None

    @property
    def waits_for(self) -> str:
        """The address and why it takes no request for a second or longer, as text; "" otherwise."""
        if self.is_away:
            return f"{self.name or OPENAI} (away for {self.outage.lasts():.0f} s)"
        seconds = max(self.limiter.paused_for(), self._limited_until - time.monotonic())
        return f"{self.name or OPENAI} (rate limited for {seconds:.0f} s)" if seconds >= _NOTICED else ""

    def silent_for(self, since: float) -> float:
        """Return the seconds since `since` (`time.monotonic`), or since the last complete reply, if that was later."""
        return time.monotonic() - max(since, self._last_complete)

    def ready_in(self) -> float:
        """Return the seconds until a request may be sent, 0 for now."""
        busy = _BUSY if self.load >= self.limiter.limit else 0.0
        limited = max(self.limiter.ready_in(), self._limited_until - time.monotonic())
        return max(busy, limited, self.outage.ready_in())

    def begin(self) -> Sent:
        """Note that a request is sent. `end` must be called for it."""
        is_probe = self.outage.begin()
        sent = Sent(time.monotonic(), is_probe)
        self._in_flight.add(sent)
        self.limiter.begin(self.load)
        return sent

    def end(self, sent: Sent) -> None:
        """Note that a request has ended, however it did."""
        self._in_flight.remove(sent)
        if sent.is_probe:
            self.outage.end_probe()

    @contextmanager
    def backing_off(self) -> Iterator[None]:
        """Keep the place of a request that waits for its next attempt."""
        self._backing_off += 1
        try:
            yield
        finally:
            self._backing_off -= 1

    def responded(self) -> None:
        """Note that the server answered a request, whatever its answer."""
        self.reached = True
        if self._told_away:
            self._say(f"{self.name} answers again after {self.outage.lasts():.0f} s")
            self._told_away = False
        self.outage.over()

    def complete(self, sent: Sent, used_up: float) -> None:
        """Note that the server completed a reply. `used_up` are the seconds for which it reports a quota as used up."""
        self.limiter.replied(sent.at)
        if used_up:
            self._limited_until = max(self._limited_until, time.monotonic() + min(used_up, _MAX_USED_UP))
        if self._version and not self.answered:
            self._say(f"{public_url(self.base_url)} answers below {VERSION}; use --base-url {self.name}")
        self.answered += 1
        self.failures = 0
        self._limited_since = self._doubted_since = None
        self._last_complete = time.monotonic()

    def missed(self, sent: Sent, why: str, reached: bool, asked: float | None) -> Missed:
        """Note that a request found the server away. `asked` is the pause in seconds that is asked for.

        `reached` is true if something answered for the server, such as a proxy.
        """
        self.reached = self.reached or reached
        found = self.outage.missed(sent.at, sent.is_probe, why, asked or 0.0)
        self._tell_away()
        return found

    def undecided(self, sent: Sent) -> None:
        """Note that a request ended without a sign of the server, such as a timeout."""
        if sent.is_probe and self.is_away:
            self.outage.probe_failed()
            self._tell_away()

    def failed(self, sent: Sent, is_timeout: bool) -> None:
        """Note a transient fault of a server that is there, or a timeout."""
        self.failures += 1
        if is_timeout:
            self.limiter.timed_out(sent.at)
        else:
            self.limiter.failed()

    def limited(self, sent: Sent, seconds: float | None, message: str) -> None:
        """Note a rate limit, in seconds (None: the server does not say), which holds all requests back."""
        now = time.monotonic()
        self.limiter.refused(sent.at, seconds)
        self._limited_since = self._limited_since or now
        if seconds is not None:
            self._limited_until = max(self._limited_until, now + seconds)
        since = now - self._limited_since
        if max(seconds or 0.0, since) >= _LONG and now - self._told_limit >= _BETWEEN_WORDS:
            self._told_limit = now
            lasts = f"for {seconds:.0f} s" if (seconds or 0.0) >= _LONG else f"since {since:.0f} s"
            self._say(f"rate limited {lasts}: {message}")

    def may_be_a_rate_limit(self) -> bool:
        """Return True if a used-up quota may be one of a minute: other requests are answered, or may still be."""
        now = time.monotonic()
        if self._doubted_since is None:
            self._doubted_since = now
        may_be_answered = any(other.at < self._doubted_since for other in self._in_flight)
        return may_be_answered or now - max(self._last_complete, self._limited_until) < _NEIGHBOURS

    def try_version(self, url: str) -> bool:
        """Use `/v1` below an address without a path that has answered nothing. Returns True if that changes the URL.

        `url` is where the request was sent: another request may have changed it already.
        """
        if url == self.url and not (self._version or self.answered or has_path(self.base_url)):
            self._version = VERSION
        return url != self.url

    def _tell_away(self) -> None:
        """Say once that the server is away, when the first probe has failed: a short interruption is not worth a line.

        An address that was never reached is probably wrong; if it is the only one, the run ends with that message.
        """
        if self.outage.failed_probes and not self._told_away and (self.reached or self._tells_always):
            self._told_away = True
            why, patience = self.outage.why, self._patience
            self._say(f"{self.name} is away ({why}); waiting for it, for {patience:.0f} s at most")
