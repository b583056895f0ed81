"""Bytes in, on the disk when the call returns: a file is replaced as a whole, or appended to by all of them or none."""

from __future__ import annotations

import os
from pathlib import Path

_sync = getattr(os, "fdatasync", os.fsync)
"""macOS has no fdatasync."""


def replace_file(path: Path, content: bytes) -> None:
    """Write a whole file, or leave the old one as it is. Raises OSError."""
    new = path.with_name(path.name + ".new")
    try:
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def append(file: int, size: int, content: bytes) -> int:
    """Append all bytes to a file, or none, and wait until they are on the disk. Returns the new size.

    `file` is the descriptor of a file that is open for appending and has `size` bytes. Raises OSError, after cutting
    the file back to that size.
    """
    try:
        written = 0
        while written < len(content):
            written += os.write(file, content[written:])
        _sync(file)
    except OSError:
        os.ftruncate(file, size)
        raise
    return size + len(content)


def sync_folder(folder: Path) -> None:
    """Wait until the names of a folder's files are on the disk: syncing a new file does not store its name."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
