"""Read the waiting time from response headers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from email.utils import parsedate_to_datetime


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the number of seconds that a server asks to wait, or None if it does not say.

    Reads `retry-after-ms`, then `retry-after` as seconds or as a date (RFC 9110, section 10.2.3). `headers` must be
    case-insensitive or have lower-case keys. `now` is in Unix seconds. Returns 0 for a time in the past.
    """
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            return _wait(float(headers[name]) / unit)
        except (KeyError, ValueError):
            continue
    try:
        return _wait(parsedate_to_datetime(headers["retry-after"]).timestamp() - now)
    except (KeyError, ValueError, OverflowError):
        return None


def _wait(seconds: float) -> float | None:
    return max(0.0, seconds) if math.isfinite(seconds) else None
