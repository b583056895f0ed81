"""Adaptive limit of the requests in flight at one server.

It starts low and doubles with every round of replies until the first rate limit or the first sign of a queue. Then it
grows by 5% a round. A rate limit cuts it to 80%, but not below what was answered in the last minute. A server that
queues instead of refusing is recognised by its latency: it rises as fast as the number of requests in flight.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from selfinstruct.teachers.throughput import Level, Rate, Round

_FIRST = 4
"""A local server often answers one request at a time; with four, the last one still arrives within the timeout."""
_GROWTH = 0.05
_MAX_GROWTH = 0.5
_ACCELERATION = 30.0
"""Seconds of growth without a rate limit after which each step is twice as large."""
_MAX_DOUBLINGS = 10.0
_LARGE_STEP = 0.2
_MIN_STEP = 0.25
_CUT = 0.8
_ANSWERED = 1.1
"""The limit is not cut below this multiple of what was answered in the last minute."""
_MIN = 0.05
_COOLDOWN = 15.0
"""Seconds without growth after a rate limit."""
_COMPARED = 1.5
"""Ratio of two limits from which their latencies are compared."""
_ABOVE_PLATEAU = 1.25
_FIRST_HOLD, _MAX_HOLD = 60.0, 1800.0
"""Seconds without growth after a sign of a queue, which double each time."""
_WITHIN_TIMEOUT = 0.9
_SLOW = 1 / 3
"""Share of the timeout from which replies are slow, so that a timeout is a sign of a queue and not an accident."""
_SPREAD = 0.8
"""Requests are spread over this share of the latency, because some quotas are enforced second by second."""
_MIN_PAUSE = 0.02
_TICK = 1e-6
"""Shortest latency: a coarse clock may show none."""
_HALTED = 2
"""Rate limits without a reply in between after which one request at a time is sent."""
_MAX_PAUSE = 5.0


class Limiter:
    """The limit of one server, between 1 and `most`. `timeout` is that of one attempt, in seconds.

    All times are seconds of `clock`, and `sent` is the time at which a request was sent. Internally the limit may be a
    fraction: below 1, one request at a time is sent with pauses in between.
    """

    def __init__(self, most: int, timeout: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(most)
        self._timeout = timeout
        self._clock = clock
        self._value = min(self._most, _FIRST)
        self._is_starting = True
        self._round = Round(clock())
        self._compared: Level | None = None
        self._rate = Rate()
        self._cut = self._grows_from = self._last_sent = self._paused_until = -math.inf
        self._hold = _FIRST_HOLD
        self._refused_in_a_row = 0

    @property
    def limit(self) -> int:
        """The number of requests that may be in flight now."""
        return 1 if self._is_halted else max(1, int(self._value))

    @property
    def _is_halted(self) -> bool:
        return self._refused_in_a_row >= _HALTED

    def ready_in(self) -> float:
        """Return the seconds until the next request may be sent, even if fewer than `limit` are in flight."""
        now = self._clock()
        pause = self._rate.latency / self._value * (_SPREAD if self._value >= 1 else 1)
        spread = self._last_sent + pause - now if pause >= _MIN_PAUSE else 0.0
        return max(0.0, spread, self._paused_until - now)

    def paused_for(self) -> float:
        """Return the seconds for which no request is sent, because all were refused."""
        return max(0.0, self._paused_until - self._clock())

    def begin(self, in_flight: int) -> None:
        """Note that a request is sent; `in_flight` includes it, and those that wait for their next attempt."""
        self._last_sent = self._clock()
        self._rate.begin(self._last_sent)
        self._round.is_full = self._round.is_full or in_flight >= self.limit

    def replied(self, sent: float) -> None:
        """Note a complete reply."""
        now = self._clock()
        self._refused_in_a_row = 0
        seconds = max(now - sent, _TICK)
        self._rate.add(now, seconds)
        self._round.add(sent, seconds)
        if self._round.replies >= self.limit:
            self._end_round(now)

    def failed(self) -> None:
        """Note a fault of the server. It does not cut the limit, but the limit does not grow in this round."""
        self._round.is_clean = False

    def refused(self, sent: float, retry_after: float | None) -> None:
        """Note a rate limit. `retry_after` are the seconds that the server asks to wait, or None.

        Requests that were sent before the last cut do not cut again.
        """
        self._round.is_clean = False
        if sent < self._cut:
            return
        now = self._clock()
        self._refused_in_a_row += 1
        if self._is_halted and retry_after is None:
            self._paused_until = now + min(_MAX_PAUSE, 2.0 ** (self._refused_in_a_row - _HALTED))
        if self._refused_in_a_row == 1:
            self._cut_to(max(_CUT * self._value, _ANSWERED * self._rate.in_flight(now), _MIN))
        self._cut = now
        self._grows_from = max(self._grows_from, now + max(retry_after or 0.0, _COOLDOWN))

    def timed_out(self, sent: float) -> None:
        """Note a timeout. It cuts the limit by half if other replies are slow, too: then the server has a queue."""
        self._round.is_clean = False
        if sent < self._cut or 0 < self._rate.latency < _SLOW * self._timeout:
            return
        self._cut_to(max(1.0, self._value / 2))
        self._hold_for(3 * self._timeout)

    def _cut_to(self, value: float) -> None:
        self._value = min(self._value, value)
        self._is_starting = False
        self._compared = None
        self._cut = self._clock()
        self._round = Round(self._cut, is_clean=False)

    def _hold_for(self, seconds: float) -> None:
        self._grows_from = self._clock() + max(seconds, self._hold)
        self._hold = min(_MAX_HOLD, 2 * self._hold)

    def _end_round(self, now: float) -> None:
        """Grow, unless the replies show a queue."""
        ended, level = self._round, Level(self._value, self._round.latency)
        self._round = Round(now)
        if self._shows_queue(level):
            return
        if ended.is_full:
            self._compared = self._compared or level
        if ended.is_clean and ended.is_full and now >= self._grows_from:
            step = min(self._step(now), _WITHIN_TIMEOUT * self._timeout / ended.longest - 1)
            self._grow(max(0.0, step))

    def _shows_queue(self, level: Level) -> bool:
        """Compare the latency with that under a lower limit. Returns True if the limit was cut."""
        lower = self._compared
        if lower is None or level.limit < _COMPARED * lower.limit:
            return False
        if not level.is_plateau_of(lower):
            self._compared, self._hold = level, _FIRST_HOLD
            return False
        self._cut_to(max(1.0, _ABOVE_PLATEAU * lower.limit))
        self._compared = Level(self._value, level.latency * self._value / level.limit)
        self._hold_for(0)
        return True

    def _step(self, now: float) -> float:
        """Return the share by which the limit grows."""
        if self._is_starting:
            return 1.0
        doublings = min(_MAX_DOUBLINGS, (now - self._grows_from) / _ACCELERATION)
        return min(_MAX_GROWTH, _GROWTH * 2**doublings)

    def _grow(self, step: float) -> None:
        grown = self._value * step
        if step and self._value >= 1:
            grown = max(_MIN_STEP, grown)
        if step >= _LARGE_STEP and not self._is_starting:
            self._round.skipped = int(self._value + grown)
        self._value = min(self._most, self._value + grown)
