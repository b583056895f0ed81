"""Say why a file cannot be read, written or locked, and what to do about it."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path

from selfinstruct.errors import is_disk_full

_FOLDER_GONE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ESTALE})
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP})
_OF_DEVICE = frozenset({errno.EIO, errno.ENXIO, errno.ENODEV, errno.EREMOTEIO, errno.ETIMEDOUT})


@dataclass(frozen=True, slots=True)
class Cause:
    """Why the operating system refused something, and the remedy: the start of a sentence, in lower case."""

    why: str
    remedy: str


def cause_of(error: OSError, folder: Path) -> Cause:
    """Return the cause of an error in a folder that existed before."""
    if is_disk_full(error):
        return Cause("the disk is full", "free some space")
    if is_gone(error, folder):
        return Cause("the folder was renamed, moved or deleted while it was in use", "move it back or restore it")
    if error.errno == errno.EISDIR:
        return Cause("a folder is in its place", "move that folder elsewhere")
    if is_of_device(error):
        return Cause(f"the disk reports: {error.strerror}", "check the disk or the network drive")
    return Cause(error.strerror or str(error), "fix this")


def is_gone(error: OSError, folder: Path) -> bool:
    """True if the error means that the folder itself no longer exists at its path."""
    return error.errno in _FOLDER_GONE and not folder.is_dir()


def is_of_device(error: OSError) -> bool:
    """True if a disk or a network drive fails, so that another name or path on it would not help."""
    return error.errno in _OF_DEVICE


def lacks_locks(error: OSError) -> bool:
    """True if the file system of a lock file has no locks. Only valid for errors of `flock`."""
    return error.errno in _NO_LOCKS


def no_locks(folder: Path, error: OSError, otherwise: str) -> str:
    """Return the message for a folder on a file system without locks. `otherwise` is the advice at its end."""
    return (
        f"{folder}: the folder cannot be locked, because its file system has no file locks ({error.strerror}); mount "
        f"it with locks, or use a folder on a local disk: {otherwise}"
    )
