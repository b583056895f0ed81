"""A call to a hub in, its result out after a bounded number of tries; HubUnreachable if all of them fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from selfinstruct.errors import HubUnreachable
from selfinstruct.runs.progress import Reporter

Wait = Callable[[float], None]
Result = TypeVar("Result")

_PAUSES = (1.0, 2.0, 4.0, 8.0)
"""Seconds before the second try, the third try, and so on."""
_MAX_PAUSE = 300.0
"""Seconds: Hugging Face counts its rate limits in windows of five minutes."""


class Transient(Exception):
    """A fault that may pass. `pause` is how many seconds the hub asks to wait; None if it does not say."""

    def __init__(self, what: str, pause: float | None = None) -> None:
        super().__init__(what)
        self.pause = pause


def retried(act: Callable[[], Result], say: Reporter, wait: Wait) -> Result:
    """The result of `act`, which is called up to five times. Raises HubUnreachable if it raises Transient each time."""
    tries = len(_PAUSES) + 1
    for number, usual in enumerate(_PAUSES, 1):
        try:
            return act()
        except Transient as fault:
            pause = _pause(fault, usual)
            say(f"{fault}; trying again in {pause:.0f} s (try {number + 1} of {tries})")
            wait(pause)
    try:
        return act()
    except Transient as fault:
        raise HubUnreachable(f"{fault}, {tries} times in a row; the same command tries again") from fault


def _pause(fault: Transient, usual: float) -> float:
    if fault.pause is None:
        return usual
    if fault.pause > _MAX_PAUSE:
        raise HubUnreachable(
            f"{fault}, and asks to wait {fault.pause:.0f} s; run the same command again after that"
        ) from fault
    return max(fault.pause, usual)
