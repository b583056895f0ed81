"""How a run is told to stop: by signals in a terminal, by a call from another thread in a notebook."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from selfinstruct.errors import Interrupted

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop:
    """A request to stop: nothing more is sent, what is in flight is waited for.

    `event` belongs to the running loop and is also set when the run stops for another reason; `requested` says that
    somebody asked.
    """

    def __init__(self) -> None:
        self.requested = False
        self.event = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tell: Callable[[], None] = lambda: None

    def request(self) -> None:
        """Ask to stop. May be called from a signal handler and from any thread."""
        self.requested = True
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._heard)

    def bind(self, tell: Callable[[], None]) -> None:
        """Take the running loop as the one to wake up; `tell` is called in it once stopping is asked for."""
        self._loop, self._tell = asyncio.get_running_loop(), tell
        if self.requested:
            self.event.set()

    def check(self, why: str = "stopped before anything was sent; the same command goes on") -> None:
        """Raises Interrupted where stopping was asked for: for work in which nothing is in flight."""
        if self.requested:
            raise Interrupted(why)

    def _heard(self) -> None:
        self.event.set()
        self._tell()


def not_written(path: Path) -> str:
    """What to say when work that ends in this file is stopped before its end."""
    return f"stopped, and {path} was not written; the same command starts again"


def farewell(seconds: float) -> str:
    """What to say when stopping is asked for while requests with this deadline are in flight."""
    return (
        f"stopping: nothing more is sent, and what is in flight is waited for ({seconds:.0f} s at most); "
        "Ctrl-C again leaves at once"
    )


@contextmanager
def stopped_by_signals(stop: Stop, leave: Callable[[], None]) -> Iterator[None]:
    """The first SIGINT, SIGTERM or SIGHUP asks to stop, the second leaves (what is kept is on the disk already).

    Those that come while `leave` unwinds are ignored, so that it can clear away what is half written.
    Outside the main thread there are no signal handlers; then nothing is installed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def handle(_number: int, _frame: object) -> None:
        if stop.requested:
            for other in heeded:
                signal.signal(other, signal.SIG_IGN)
            leave()
        stop.request()

    # What is ignored on purpose (`nohup`, a background job) stays ignored.
    heeded = [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, handle) for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
