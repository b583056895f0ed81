"""Durable file writes: replace a file atomically, or append to it completely or not at all."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

_sync = getattr(os, "fdatasync", os.fsync)
"""`fdatasync`, or `fsync` on macOS, which has no `fdatasync`."""


def replace_file(path: Path, content: bytes, mode: int = 0o666, *, synced: bool = True) -> None:
    """Replace a file atomically. If this fails, OSError is raised and the old file is unchanged.

    No link is followed: neither `path` nor the new file beside it leads out of the folder. `mode` is that of the new
    file, before the umask. If it is not synced to disk, a power failure may leave an incomplete file.
    """
    new = path.with_name(path.name + ".new")
    try:
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode), "wb") as file:
            file.write(content)
            if synced:
                file.flush()
                os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise


def open_to_append(path: Path, mode: int = 0o666) -> int:
    """Open or create a file for appending; return its descriptor. Raises OSError for a link, a pipe or a device."""
    # Without O_NONBLOCK, opening a pipe would wait for a reader.
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, mode)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return file


def append(file: int, size: int, content: bytes, *, synced: bool = True) -> int:
    """Append all bytes or none to a file, and sync them to disk unless `synced` is False. Returns the new size.

    `file` is a descriptor opened for appending, `size` the current size of the file. If writing fails, the file is
    truncated to that size and OSError is raised.
    """
    try:
        written = 0
        while written < len(content):
            written += os.write(file, content[written:])
        if synced:
            _sync(file)
    except OSError:
        with suppress(OSError):  # the first error is the cause; readers cut off a torn last line
            os.ftruncate(file, size)
        raise
    return size + len(content)


def append_line(file: int, line: bytes) -> None:
    """Append a line to a file as a whole, so that several processes may write to it and it may be truncated meanwhile.

    `file` is a descriptor opened for appending. The line is not synced to disk. Raises OSError if it does not fit, and
    leaves no part of it.
    """
    content = line + b"\n"
    written = os.write(file, content)
    if written < len(content):
        os.ftruncate(file, max(0, os.fstat(file).st_size - written))
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def sync_folder(folder: Path) -> None:
    """Sync the entries of a folder to disk. Syncing a new file alone does not make its name durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
