"""Retry calls to a hub a limited number of times."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from selfinstruct.errors import HubUnreachable
from selfinstruct.runs.progress import Reporter

Wait = Callable[[float], None]
Result = TypeVar("Result")

_PAUSES = (1.0, 2.0, 4.0, 8.0)
"""Seconds to wait before the second attempt, the third attempt, and so on."""
_MAX_PAUSE = 300.0
"""Longest waiting time in seconds. Hugging Face applies its rate limits to windows of five minutes."""


class Transient(Exception):
    """A temporary fault. `pause` is the waiting time in seconds that the hub requests, or None."""

    def __init__(self, what: str, pause: float | None = None) -> None:
        super().__init__(what)
        self.pause = pause


def retried(act: Callable[[], Result], say: Reporter, wait: Wait) -> Result:
    """Call `act` up to five times and return its result. Raises HubUnreachable if every call raises Transient."""
    tries = len(_PAUSES) + 1
    for number, usual in enumerate(_PAUSES, 1):
        try:
            return act()
        except Transient as fault:
            pause = _pause(fault, usual)
            say(f"{fault}; retrying in {pause:.0f} s (attempt {number + 1} of {tries})")
            wait(pause)
    try:
        return act()
    except Transient as fault:
        raise HubUnreachable(f"{fault}, {tries} times in a row; run the same command again later") from fault


def _pause(fault: Transient, usual: float) -> float:
    if fault.pause is None:
        return usual
    if fault.pause > _MAX_PAUSE:
        raise HubUnreachable(
            f"{fault} and asks to wait {fault.pause:.0f} s; run the same command again after that time"
        ) from fault
    return max(fault.pause, usual)
