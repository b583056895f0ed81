"""`--log-file`: one JSON line for each attempt of a request, without prompts, replies and keys."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError, is_disk_full
from selfinstruct.runs.progress import Reporter
from selfinstruct.storage.durable import append_line, open_to_append
from selfinstruct.storage.regular_files import open_regular
from selfinstruct.storage.run_folder import is_of_run
from selfinstruct.storage.stored_files import parse_json
from selfinstruct.teachers.attempts import Attempt, OnAttempt

_MAX_LINE = 1 << 16
_MARKS = frozenset({"at", "slot", "attempt", "address", "status"})
"""Keys by which a file is recognised as such a log."""


@contextmanager
def attempt_log(path: Path | None, say: Reporter) -> Iterator[OnAttempt | None]:
    """Yield what appends attempts to a file; None without a path.

    Raises InputError if the file cannot be written. If that happens later, it is reported once and the log ends.
    """
    if path is None:
        yield None
        return
    log = _Log(path, say)
    try:
        yield log.write
    finally:
        log.close()


class _Log:
    """A log that is open for appending, until a line cannot be written."""

    def __init__(self, path: Path, say: Reporter) -> None:
        self._path = path
        self._say = say
        self._file: int | None = _opened(path)

    def write(self, attempt: Attempt) -> None:
        """Append an attempt as a whole line."""
        if self._file is None:
            return
        try:
            append_line(self._file, json.dumps(_entry(attempt)).encode())
        except OSError as error:
            self.close()
            self._say(f"{self._path}: the log of requests ends here ({_why(error)}); the requests continue")

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            with suppress(OSError):
                os.close(self._file)
        self._file = None


def _entry(attempt: Attempt) -> Mapping[str, Any]:
    return {
        "at": datetime.fromtimestamp(attempt.sent_at, UTC).isoformat(timespec="milliseconds"),
        "slot": attempt.slot,
        "attempt": attempt.attempt,
        "address": attempt.address,
        "status": attempt.status or None,
        "code": attempt.code,
        "milliseconds": attempt.milliseconds,
        "prompt_tokens": attempt.prompt_tokens,
        "completion_tokens": attempt.completion_tokens,
        "limit": attempt.limit,
        "in_flight": attempt.in_flight,
    }


def _opened(path: Path) -> int:
    """Open a new file or an earlier log, and end a line that was torn. Raises InputError."""
    try:
        real = Path(os.path.realpath(path))
        if is_of_run(real):
            raise InputError(f"--log-file {path}: this file belongs to a run; choose another file")
        file = open_to_append(real)
        try:
            _require_log(path, real)
            _end_line(file, real)
        except BaseException:
            os.close(file)
            raise
    except (OSError, ValueError) as error:
        raise InputError(f"--log-file {path}: cannot be written ({_why(error)}); choose another file") from error
    return file


def _require_log(path: Path, real: Path) -> None:
    """Raise InputError for a file with other content, such as a dataset, which nothing must be appended to."""
    with open_regular(real) as file:
        first = file.readline(_MAX_LINE)
    try:
        is_log = not first.strip() or set(parse_json(first)) >= _MARKS
    except (TypeError, ValueError):
        is_log = False
    if not is_log:
        raise InputError(f"--log-file {path}: this file is not a log of requests; choose another file")


def _end_line(file: int, real: Path) -> None:
    size = os.fstat(file).st_size
    with open_regular(real) as content:
        content.seek(max(0, size - 1))
        if content.read(1) not in (b"", b"\n"):
            append_line(file, b"")


def _why(error: OSError | ValueError) -> str:
    if not isinstance(error, OSError):
        return str(error)
    if is_disk_full(error):
        return "the disk is full"
    known = {
        errno.ENOENT: "its folder does not exist",
        errno.EISDIR: "it is a folder",
        errno.ENXIO: "not a regular file",  # a pipe without a reader
    }
    return known.get(error.errno or 0) or error.strerror or str(error)
