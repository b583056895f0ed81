"""Standard streams that may be closed, full, or a pipe whose reader has left."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from selfinstruct.errors import StorageError

_STANDARD = (0, 1, 2)


class ReaderGone(Exception):
    """The program that read the result from a pipe has ended, such as `head`. It has all that it wanted."""


class ResultNotWritten(StorageError):
    """The result cannot be written to stdout."""


@contextmanager
def guarded_streams() -> Iterator[None]:
    """Convert errors of stdout to ReaderGone or ResultNotWritten, and ignore those of stderr.

    Without it, they could not be told from errors of files and connections.
    """
    _fill_closed()
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out and _Result(out), err and _Messages(err)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, err
        for stream in (out, err):
            _discard_unwritten(stream)


def _fill_closed() -> None:
    """Open the null device in place of closed streams. Otherwise a file of the run would get their number."""
    file = os.open(os.devnull, os.O_RDWR)
    while file in _STANDARD:
        file = os.open(os.devnull, os.O_RDWR)
    os.close(file)


def _discard_unwritten(stream: Any) -> None:
    """Send what cannot be written to the null device, so that the interpreter can flush the stream at its end."""
    try:
        if stream:
            stream.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, stream.fileno())
            os.close(null)


class _Stream:
    """A text stream that passes on everything that it does not define."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        with self._guarded():
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with self._guarded():
            self._stream.flush()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        with suppress(OSError, ValueError):
            yield


class _Messages(_Stream):
    """Stderr. A message that cannot be read must not end a run."""


class _Result(_Stream):
    """Stdout."""

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise ReaderGone from error
            raise ResultNotWritten(
                f"stdout: cannot write the result ({error.strerror}); all files have been written"
            ) from error
