"""What is shown of a command that waits for its teacher: the same numbers in a bar and in a line."""

from __future__ import annotations

from dataclasses import dataclass

from selfinstruct.runs.recent_rate import seconds_left

_MANY_HOURS = 48
"""Hours from which on a time is shown in days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The numbers of one moment. A number that is not known is None, and not shown.

    `acceptance` is in [0, 1], `limit` the number of requests that may be in flight, `cost` an amount with its currency,
    `per_minute` the growth of `done` over the last minutes, and `waits_for` the address that all requests wait for.
    """

    done: int
    target: int
    unit: str = "task"
    acceptance: float | None = None
    in_flight: int | None = None
    limit: int | None = None
    tokens: int | None = None
    cost: str | None = None
    per_minute: float | None = None
    waits_for: str = ""

    @property
    def seconds_left(self) -> float | None:
        """The seconds until the target is reached at this rate; None if that is not known."""
        return seconds_left(self.target - self.done, self.per_minute)


def line_of(shown: Snapshot) -> str:
    """Return the numbers as a line for a log."""
    left = shown.seconds_left
    in_flight = "" if shown.in_flight is None else f"{shown.in_flight:,} in flight"
    limit = "" if shown.limit is None else f"limit {shown.limit:,}"
    parts = [
        f"{shown.done:,} of {shown.target:,} {shown.unit}s",
        "" if shown.per_minute is None else f"{rate_text(shown.per_minute)} a minute",
        f"about {duration(left)} left" if left and not shown.waits_for else "",
        _acceptance(shown),
        f"{in_flight} ({limit})" if in_flight and limit else in_flight or limit,
        _tokens(shown),
        shown.cost or "",
        f"waiting for {shown.waits_for}" if shown.waits_for else "",
    ]
    return ", ".join(filter(None, parts))


def postfix_of(shown: Snapshot) -> str:
    """Return the numbers that a bar does not show by itself, the most important ones first."""
    limit = "" if shown.limit is None else f"/{shown.limit:,}"
    parts = [
        "" if shown.per_minute is None else f"{rate_text(shown.per_minute)}/min",
        _acceptance(shown),
        "" if shown.in_flight is None else f"{shown.in_flight:,}{limit} in flight",
        shown.cost or "",
        _tokens(shown),
    ]
    return ", ".join(filter(None, parts))


def rate_text(per_minute: float) -> str:
    """Format a rate: whole numbers from 10, otherwise two digits."""
    return f"{per_minute:,.0f}" if per_minute >= 9.5 else f"{per_minute:.2g}"


def duration(seconds: float) -> str:
    """Format a time that is only known roughly."""
    hours, minutes = divmod(round(seconds / 60), 60)
    if round(seconds) < 60:
        return f"{seconds:.0f} s"
    if hours == 0:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if hours < _MANY_HOURS else f"{hours / 24:,.0f} days"


def _acceptance(shown: Snapshot) -> str:
    return "" if shown.acceptance is None else f"{shown.acceptance:.0%} accepted"


def _tokens(shown: Snapshot) -> str:
    return "" if shown.tokens is None else f"{shown.tokens:,} tokens"
