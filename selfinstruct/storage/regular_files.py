"""Open files for reading, but only regular ones: a pipe can block forever, and a device can fill all memory."""

from __future__ import annotations

import errno
import io
import os
import stat
from pathlib import Path

_KINDS = {stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device"}
_MAX_WHOLE = 256 << 20
"""Maximum size, in bytes, of a file that is read whole: the files of a run of a million tasks are smaller."""


class NotRegular(OSError):
    """The path is neither a regular file nor a folder, but a pipe, a socket or a device; `strerror` says which."""


def regular_size(path: Path) -> int:
    """Return the size of a regular file in bytes. Raises OSError, as NotRegular or IsADirectoryError, otherwise.

    Links are followed. Nothing is opened, because that alone may block or act on a device.
    """
    try:
        return _size(path, path.stat())
    except ValueError as error:  # a path with a NUL character
        raise OSError(errno.EINVAL, str(error), str(path)) from error


def open_descriptor(path: Path) -> int:
    """Open a regular file for reading and return its descriptor. Raises the errors of `regular_size`."""
    regular_size(path)
    # The path may be replaced by a pipe at this moment; without O_NONBLOCK, opening it would wait for a writer.
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        _size(path, os.fstat(file))
    except OSError:
        os.close(file)
        raise
    return file


def open_regular(path: Path) -> io.BufferedReader:
    """Open a regular file for reading. Raises the errors of `regular_size`."""
    return os.fdopen(open_descriptor(path), "rb")


def read_regular(path: Path, limit: int = _MAX_WHOLE) -> bytes:
    """Read a whole regular file. Raises the errors of `regular_size`, and OSError if it has more than `limit` bytes."""
    with open_regular(path) as file:
        is_larger = os.fstat(file.fileno()).st_size > limit
        content = b"" if is_larger else file.read(limit + 1)
    if is_larger or len(content) > limit:
        raise OSError(errno.EFBIG, f"larger than {limit >> 20} MiB", str(path))
    return content


def _size(path: Path, found: os.stat_result) -> int:
    if stat.S_ISREG(found.st_mode):
        return found.st_size
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    kind = _KINDS.get(stat.S_IFMT(found.st_mode), "something else")
    raise NotRegular(errno.EINVAL, f"{kind}, not a regular file", str(path))
