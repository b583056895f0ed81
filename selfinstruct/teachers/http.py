"""Read the waiting time from response headers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime

_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_UNIX_TIME = 1e9
"""Some servers send the time of the reset instead of the seconds until then."""
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the number of seconds that a server asks to wait, or None if it does not say.

    Reads `retry-after-ms`, then `retry-after` as seconds or as a date (RFC 9110, section 10.2.3), then OpenAI's
    `x-ratelimit-reset-requests` and `x-ratelimit-reset-tokens` (`6m0s`). `headers` must be case-insensitive or have
    lower-case keys. `now` is in Unix seconds. Returns 0 for a time in the past.
    """
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            return _wait(float(headers[name]) / unit)
        except (KeyError, ValueError):
            continue
    try:
        return _wait(parsedate_to_datetime(headers["retry-after"]).timestamp() - now)
    except (KeyError, ValueError, OverflowError):
        return max(_resets(headers, now), default=None)


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
    for kind in ("requests", "tokens"):
        if headers.get(f"x-ratelimit-remaining-{kind}", "0").strip() in ("0", ""):
            seconds = seconds_of(headers.get(f"x-ratelimit-reset-{kind}", ""))
            if seconds is not None:
                yield max(0.0, seconds - now) if seconds > _UNIX_TIME else seconds


def _wait(seconds: float) -> float | None:
    return max(0.0, seconds) if math.isfinite(seconds) else None
