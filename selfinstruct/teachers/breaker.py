"""Stop a run whose teacher answers, but mostly with something that cannot be used."""

from __future__ import annotations

from collections import deque

_WINDOW = 100


class Breaker:
    """The last 100 completed attempts. Rate limits, outages and timeouts are not completed attempts."""

    def __init__(self) -> None:
        self._unusable: deque[bool] = deque(maxlen=_WINDOW)
        self._last = ""

    def usable(self) -> None:
        """Count a complete reply."""
        self._unusable.append(False)

    def unusable(self, why: str) -> None:
        """Count a response that cannot be used."""
        self._unusable.append(True)
        self._last = why

    def why_open(self) -> str:
        """Return why no more requests should be sent: more than half of the attempts were unusable; "" otherwise."""
        found = sum(self._unusable)
        if len(self._unusable) < _WINDOW or found <= _WINDOW / 2:
            return ""
        return f"{found} of the last {_WINDOW} attempts returned nothing usable, the last one: {self._last}"
