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
_IN_WORDS = re.compile(
    r"(?:try again|retry|wait|retryDelay|reset)[^.\d]{0,30}?(?P<number>\d+(?:\.\d+)?)\s*"
    r"(?P<unit>ms|milliseconds?|s\b|sec|m\b|m(?=\d)|min|h\b|hours?|\"|$)(?P<rest>\d+(?:\.\d+)?s)?"
    r"|(?P<zh>\d+(?:\.\d+)?)\s*(?P<zh_unit>毫秒|秒|分钟|小时)(?:钟)?(?:之)?后",
    re.IGNORECASE,
)
_UNITS = {"ms": 0.001, "mi": 60.0, "s": 1.0, "m": 60.0, "h": 3600.0, "毫": 0.001, "秒": 1.0, "分": 60.0, "小": 3600.0}


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the number of seconds that a server asks to wait, or None if it does not say.

    Reads `retry-after-ms`, then `retry-after` as seconds, as a duration or as a date (RFC 9110, section 10.2.3), then
    the headers of limits that are used up (`x-ratelimit-reset-requests: 6m0s`). `headers` must be case-insensitive or
    have lower-case keys. `now` is in Unix seconds. Returns 0 for a time in the past.
    """
    with suppress(KeyError, ValueError):
        return _wait(float(headers["retry-after-ms"]) / 1000)
    found = _until(headers.get("retry-after", ""), now)
    return max(_resets(headers, now), default=None) if found is None else found


def wait_in_words(message: str) -> float | None:
    """Return the seconds to wait that an error message names, such as "try again in 20s"; None if it does not."""
    found = _IN_WORDS.search(message)
    if not found:
        return None
    number, unit = (found["zh"], found["zh_unit"][0]) if found["zh"] else (found["number"], _unit(found["unit"]))
    return _wait(float(number) * _UNITS[unit] + (seconds_of(found["rest"] or "") or 0.0))


def _unit(text: str) -> str:
    lower = text.lower()
    if lower.startswith(("ms", "milli")):
        return "ms"
    return "mi" if lower.startswith("min") else (lower.strip('"') or "s")[0]


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


def _resets(headers: Mapping[str, str], now: float) -> Iterator[float]:
    """Yield how long each used-up limit lasts; a limit that is not used up does not matter."""
    for name, remaining in _LIMITS.items():
        if headers.get(remaining, "0").strip() in ("0", ""):
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
