"""Stop a command: by signals in a terminal, by a call from another thread in a notebook."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from selfinstruct.errors import Interrupted

if TYPE_CHECKING:
    import asyncio

_Row = TypeVar("_Row")
_ROWS_A_CHECK = 1000
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_NOTHING_SENT = "stopped before any request was sent: nothing is lost; run the same command to resume"


class Stop:
    """A request to stop: no new work is started, and requests in flight are completed.

    `event` exists once the stop is bound to a running loop, and is also set if the run stops for another reason.
    `requested` is True once the user has asked to stop. With `at_once` there is nothing to complete, and the first
    signal exits.
    """

    def __init__(self, at_once: bool = False) -> None:
        self.requested = False
        self.at_once = at_once
        self.why: str | None = None
        """Message of Interrupted; None until the command has set one with `explain`."""
        self.event: asyncio.Event
        self._loop: asyncio.AbstractEventLoop | None = None
        self._announce: Callable[[], None] = lambda: None

    def request(self) -> None:
        """Request the stop. May be called from a signal handler and from any thread."""
        self.requested = True
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def bind(self, announce: Callable[[], None]) -> None:
        """Bind to the running event loop. `announce` is called in it when the stop is requested."""
        import asyncio  # slow to import, and not needed for --help

        self.event = asyncio.Event()
        self._loop, self._announce = asyncio.get_running_loop(), announce
        if self.requested:
            self.event.set()

    def explain(self, why: str) -> None:
        """Set the message of Interrupted."""
        self.why = why

    def raise_if_stopped(self) -> None:
        """Raise Interrupted if the stop was requested. For work without requests in flight."""
        if self.requested:
            raise Interrupted(self.why or _NOTHING_SENT)

    def interruptible(self, rows: Iterable[_Row]) -> Iterator[_Row]:
        """Yield the rows. Raises Interrupted soon after the stop was requested."""
        for number, row in enumerate(rows):
            if number % _ROWS_A_CHECK == 0:
                self.raise_if_stopped()
            yield row

    def _wake(self) -> None:
        self.event.set()
        self._announce()


def not_written(path: Path) -> str:
    """Message for work that was stopped before it wrote this file."""
    return f"stopped: {path} was not written; run the same command to start again"


def farewell(seconds: float) -> str:
    """Message for a stop while requests are in flight, with their timeout in seconds."""
    return (
        f"stopping: no more requests are sent; waiting for those in flight ({seconds:.0f} s at most). "
        "Press Ctrl-C again to exit at once"
    )


def farewell_of_batches() -> str:
    """Return the message of the first Ctrl-C while batches are waited for."""
    return "stopping; the provider continues with its batches, and the same command collects them"


def ignore_signals() -> None:
    """Ignore further signals, in a process that is exiting."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def unwind() -> NoReturn:
    """Exit through every `with`, so that no file is left half written."""
    raise KeyboardInterrupt


@contextmanager
def stop_on_signals(stop: Stop, leave: Callable[[], NoReturn] = unwind) -> Iterator[None]:
    """Request a stop on the first SIGINT, SIGTERM or SIGHUP, and exit on the second (kept data is already on disk).

    Signals that arrive while `leave` unwinds are ignored, so that half-written files can be removed. Then Interrupted
    is raised with the message from `Stop.explain`, or KeyboardInterrupt if there is none. Outside the main thread,
    where Python has no signal handlers, nothing is installed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def handle(_number: int, _frame: object) -> None:
        if stop.requested or stop.at_once:
            ignore_signals()
            stop.requested = True
            leave()
        stop.request()

    # Signals that are ignored on purpose (`nohup`, a background job) stay ignored.
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
