"""How a command is told to stop: by signals in a terminal, by a call from another thread in a notebook."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from selfinstruct.errors import Interrupted

if TYPE_CHECKING:
    import asyncio

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_NOTHING_SENT = "stopped before anything was sent; run the same command to resume"


class Stop:
    """A request to stop: nothing new is begun, and what is in flight is waited for.

    `event` is there once the stop is bound to a running loop, and is also set when the run stops for another reason;
    `requested` says that somebody asked. With `at_once` there is nothing to wait for, and the first signal leaves.
    """

    def __init__(self, at_once: bool = False) -> None:
        self.requested = False
        self.at_once = at_once
        self.why: str | None = None
        """What Interrupted says; None until a command has explained what a stop means for it."""
        self.event: asyncio.Event
        self._loop: asyncio.AbstractEventLoop | None = None
        self._announce: Callable[[], None] = lambda: None

    def request(self) -> None:
        """Ask to stop. May be called from a signal handler and from any thread."""
        self.requested = True
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def bind(self, announce: Callable[[], None]) -> None:
        """Take the running loop as the one to wake up; `announce` is called in it once stopping is asked for."""
        import asyncio  # takes longer to import than all else that --help needs

        self.event = asyncio.Event()
        self._loop, self._announce = asyncio.get_running_loop(), announce
        if self.requested:
            self.event.set()

    def explain(self, why: str) -> None:
        """Set what Interrupted says from here on."""
        self.why = why

    def raise_if_stopped(self) -> None:
        """Raises Interrupted if stopping was asked for: for work in which nothing is in flight."""
        if self.requested:
            raise Interrupted(self.why or _NOTHING_SENT)

    def _wake(self) -> None:
        self.event.set()
        self._announce()


def not_written(path: Path) -> str:
    """What to say when work that ends in this file is stopped before its end."""
    return f"stopped, and {path} was not written; the same command starts again"


def farewell(seconds: float) -> str:
    """What to say when stopping is asked for while requests with this deadline are in flight."""
    return (
        f"stopping: nothing more is sent, and what is in flight is waited for ({seconds:.0f} s at most); "
        "Ctrl-C again leaves at once"
    )


def unwind() -> NoReturn:
    """Leave through every `with`, so that no file is left half written."""
    raise KeyboardInterrupt


@contextmanager
def stop_on_signals(stop: Stop, leave: Callable[[], NoReturn] = unwind) -> Iterator[None]:
    """The first SIGINT, SIGTERM or SIGHUP asks to stop, the second leaves (what is kept is on the disk already).

    Those that come while `leave` unwinds are ignored, so that it can clear away what is half written; then Interrupted
    is raised with what the command explained, or KeyboardInterrupt if it explained nothing. Outside the main thread
    there are no signal handlers; then nothing is installed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def handle(_number: int, _frame: object) -> None:
        if stop.requested or stop.at_once:
            for other in heeded:
                signal.signal(other, signal.SIG_IGN)
            stop.requested = True
            leave()
        stop.request()

    # What is ignored on purpose (`nohup`, a background job) stays ignored.
    heeded = [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, handle) for number in heeded}
    try:
        yield
    except KeyboardInterrupt:
        if stop.why is None:
            raise
        raise Interrupted(stop.why) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
