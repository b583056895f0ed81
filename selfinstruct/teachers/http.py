"""Read the waiting time from response headers and error messages."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime

_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_UNIX_TIME = 1.2e9
"""Some servers send the time of the reset instead of the seconds until then."""
_MILLISECONDS = 1e11
"""Unix times above this are in milliseconds."""
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_LIMITS = {
    "x-ratelimit-reset-requests": "x-ratelimit-remaining-requests",
    "x-ratelimit-reset-tokens": "x-ratelimit-remaining-tokens",
    "anthropic-ratelimit-requests-reset": "anthropic-ratelimit-requests-remaining",
    "anthropic-ratelimit-tokens-reset": "anthropic-ratelimit-tokens-remaining",
    "x-ratelimit-reset": "x-ratelimit-remaining",
    "ratelimit-reset": "ratelimit-remaining",
}
"""Headers that say when a limit is renewed, and those that say how much of it remains."""
_UNITS = {
    "ms|milliseconds?|毫秒": "ms",
    "seconds?|secs?|秒钟?": "s",
    "minutes?|mins?|分钟": "m",
    "hours?|hrs?|小时": "h",
}
"""Words for units of time, and their short forms."""
_ASKED = re.compile(
    r"(?:try again|retry|wait|reset)[^.\d]{0,30}?(?P<after>(?:\d+(?:\.\d+)?(?:ms|[hms])\s*)+|\d+(?:\.\d+)?(?=\"|$))"
    r"|(?P<before>(?:\d+(?:\.\d+)?(?:ms|[hms])\s*)+)(?:之)?后",
    re.IGNORECASE,
)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the number of seconds that a server asks to wait, or None if it does not say.

    Reads `retry-after-ms`, then `retry-after` as seconds, as a duration or as a date (RFC 9110, section 10.2.3), then
    the headers of limits that are used up (`x-ratelimit-reset-requests: 6m0s`). `headers` must be case-insensitive or
    have lower-case keys. `now` is in Unix seconds. Returns 0 for a time in the past.
    """
    with suppress(KeyError, ValueError):
        return _wait(float(headers["retry-after-ms"]) / 1000)
    found = _until(headers.get("retry-after", ""), now)
    return max(_resets(headers, now, missing="0"), default=None) if found is None else found


def used_up_for(headers: Mapping[str, str], now: float) -> float:
    """Return the seconds until a quota is renewed that a response reports as used up; 0 if it reports none."""
    return max(_resets(headers, now, missing=""), default=0.0)


def wait_in_words(message: str) -> float | None:
    """Return the seconds to wait that an error message names, such as "try again in 1m20s"; None if it does not."""
    for words, unit in _UNITS.items():
        message = re.sub(rf"(?<=\d)\s*(?:{words})(?![a-z])", unit, message, flags=re.IGNORECASE)
    found = _ASKED.search(message)
    return seconds_of("".join((found["after"] or found["before"]).split())) if found else None


def seconds_of(duration: str) -> float | None:
    """Return the seconds of a duration such as `90s`, `10m` or `6m0.5s`; None for any other text.

    A number without a unit is in seconds.
    """
    text = duration.strip().lower()
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return _wait(float(text))
    if not re.fullmatch(rf"(?:{_PART.pattern})+", text):
        return None
    return _wait(sum(float(number) * _SECONDS[unit] for number, unit in _PART.findall(text)))


def _resets(headers: Mapping[str, str], now: float, missing: str) -> Iterator[float]:
    """Yield how long each used-up limit lasts; a limit that is not used up does not matter.

    `missing` is the remainder if the server does not report it.
    """
    for name, remaining in _LIMITS.items():
        if (headers.get(remaining) or missing).strip() == "0":
            seconds = _until(headers.get(name, ""), now)
            if seconds is not None:
                yield seconds


def _until(value: str, now: float) -> float | None:
    """Return the seconds until a time: a number, a duration, a date, or Unix seconds or milliseconds."""
    with suppress(ValueError):
        number = float(value)
        return _wait(number if number < _UNIX_TIME else number / (1000 if number > _MILLISECONDS else 1) - now)
    if (seconds := seconds_of(value)) is not None:
        return seconds
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        with suppress(ValueError, OverflowError, TypeError):
            return _wait(parse(value.strip()).timestamp() - now)
    return None


def _wait(seconds: float) -> float | None:
    return max(0.0, seconds) if math.isfinite(seconds) else None
