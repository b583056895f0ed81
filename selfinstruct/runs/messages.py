"""Messages for the user on stderr, and how they are turned off together with the progress bars."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

_hides_bars: ContextVar[bool] = ContextVar("hides_bars", default=False)


def say(message: str) -> None:
    """Print a line to stderr without breaking the progress bar. A closed or full stderr is ignored."""
    from tqdm import tqdm  # not needed for --help

    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            tqdm.write(message, file=sys.stderr)


def silent(_message: str) -> None:
    """Discard the message: a Reporter for calls without a user."""


def reporter(quiet: bool) -> Callable[[str], None]:
    """Return what takes the messages of a command."""
    return silent if quiet else say


@contextmanager
def messages(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Yield what takes the messages of a command. If `quiet`, there are neither messages nor progress bars."""
    with bars_hidden(quiet):
        yield reporter(quiet)


@contextmanager
def bars_hidden(is_quiet: bool) -> Iterator[None]:
    """Hide all progress bars of this thread or task until the context ends, if `is_quiet`."""
    before = _hides_bars.set(is_quiet or _hides_bars.get())
    try:
        yield
    finally:
        _hides_bars.reset(before)


def are_bars_hidden() -> bool:
    """True inside of `bars_hidden`."""
    return _hides_bars.get()
