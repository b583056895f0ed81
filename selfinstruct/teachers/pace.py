"""Spread requests evenly over each minute, so that a known quota of requests or tokens is not exceeded."""

from __future__ import annotations

import time
from collections.abc import Callable

from selfinstruct.schema.reply import Usage

_CREDIT = 1.0
"""Seconds whose unused quota may be used later."""
_MINUTE = 60.0
_WEIGHT = 0.05
"""Of the latest reply in the mean."""


class Pace:
    """The quota of an account: requests a minute (`rpm`) and tokens a minute (`tpm`), None if it has no such limit.

    Until its reply is known, a request counts as the mean of the replies so far.
    """

    def __init__(self, rpm: float | None, tpm: float | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_request = _MINUTE / rpm if rpm else 0.0
        self._per_token = _MINUTE / tpm if tpm else 0.0
        self._mean = 0.0
        self._clock = clock
        self._next_request = self._next_token = clock() - _CREDIT

    def ready_in(self) -> float:
        """Return the seconds until the next request may be sent, 0 for now."""
        return max(0.0, max(self._next_request, self._next_token) - self._clock())

    def begin(self, most: float) -> float:
        """Note that a request is sent, with at most `most` tokens. Returns the tokens that it counts as, for `end`."""
        earliest = self._clock() - _CREDIT
        expected = self._mean or most
        self._next_request = max(earliest, self._next_request) + self._per_request
        self._next_token = max(earliest, self._next_token) + expected * self._per_token
        return expected

    def end(self, expected: float, usage: Usage | None) -> None:
        """Note the tokens of a request that was expected to use `expected`; None if it failed."""
        tokens = usage.prompt + usage.completion if usage else 0
        self._next_token += (tokens - expected) * self._per_token
        if tokens:
            self._mean += (tokens - self._mean) * (_WEIGHT if self._mean else 1)
