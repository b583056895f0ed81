"""A run folder: its lock, its `run.toml`, and which of its files belong to the run."""

from __future__ import annotations

import fcntl
import os
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import tomli_w
from filelock import FileLock, Timeout

from selfinstruct.errors import InputError, SelfinstructError, StorageError, is_disk_full
from selfinstruct.storage.causes import cause_of, is_gone, is_of_device, lacks_locks, no_locks
from selfinstruct.storage.durable import replace_file
from selfinstruct.storage.regular_files import open_descriptor
from selfinstruct.storage.run_values import wrong_in_run
from selfinstruct.storage.stored_files import read_toml, why_unreadable

RUN_FILE = "run.toml"
LOCK_FILE = ".lock"
_LOCK_SECONDS = 0.2
"""Timeout for the lock: `status` holds a shared lock for an instant to check for a running process."""
_OURS = frozenset({LOCK_FILE, RUN_FILE + ".new"})
"""Files that may be left by a process that was killed while it created the folder."""
_RUN_FILES = re.compile(r"journal-.*|run\.toml|\.lock|(?:dataset|records|rejected)\.jsonl|(?:stats|types)\.json")


class RunFolder:
    """A run folder. `with` creates it if it is missing, and locks it for this process.

    Raises InputError if the folder cannot be created or written, or contains files but no run, and StorageError if
    another process holds the lock. `otherwise` is the advice at the end of these messages.
    """

    def __init__(self, path: Path, otherwise: str = "choose another --out") -> None:
        self.path = path
        self._otherwise = otherwise
        self._lock = folder_lock(path)

    def __enter__(self) -> Self:
        self._make()
        try:
            acquire(self._lock, self.path, self._otherwise)
        except OSError as error:
            raise self._unwritable(error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()

    def stored(self) -> dict[str, Any] | None:
        """The content of `run.toml`; None in a new folder."""
        return read_run_file(self.path)

    def store(self, content: Mapping[str, Any]) -> None:
        """Replace `run.toml` atomically unless it already has this content. Raises InputError or StorageError."""
        text = tomli_w.dumps(dict(content))
        try:
            if self.stored() != tomllib.loads(text):
                replace_file(self.path / RUN_FILE, text.encode())
        except OSError as error:
            if is_gone(error, self.path):
                cause = cause_of(error, self.path)
                raise StorageError(f"{self.path}: {cause.why}; {cause.remedy}, or {self._otherwise}") from error
            raise self._unwritable(error) from error

    def _make(self) -> None:
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            names = [entry.name for entry in self.path.iterdir() if entry.name not in _OURS]
        except OSError as error:
            raise self._unwritable(error) from error
        except ValueError as error:
            raise InputError(f"{str(self.path)!r}: not a valid folder name ({error}); choose another --out") from error
        if RUN_FILE not in names:
            refuse_orphaned_journal(self.path, self._otherwise)
        if names and RUN_FILE not in names:
            raise InputError(
                f"{self.path}: not a run folder, as it contains other files and no {RUN_FILE}; "
                "choose a new or empty folder with --out"
            )

    def _unwritable(self, error: OSError) -> SelfinstructError:
        return unwritable(self.path, error, self._otherwise)


def folder_lock(folder: Path) -> FileLock:
    """Return the lock that allows only one process to work in a folder."""
    # The fallback of filelock would leave a lock behind when the process is killed.
    return FileLock(folder / LOCK_FILE, timeout=_LOCK_SECONDS, poll_interval=0.02, fallback_to_soft=False)


def acquire(lock: FileLock, folder: Path, otherwise: str = "choose another --out") -> None:
    """Acquire a lock.

    Raises StorageError if another process holds it or the file system has no locks, OSError if it cannot be created.
    """
    try:
        lock.acquire()
    except Timeout:
        raise StorageError(
            f"{folder}: another process is working in this folder; wait until it ends, or {otherwise}"
        ) from None
    except OSError as error:
        if lacks_locks(error):
            raise StorageError(no_locks(folder, error, otherwise)) from error
        _refuse_foreign_lock(folder / LOCK_FILE)
        raise


def _refuse_foreign_lock(path: Path) -> None:
    """Raise StorageError if there is something other than a file in the place of the lock."""
    if os.path.lexists(path) and (path.is_symlink() or not path.is_file()):
        raise StorageError(f"{path}: not a file, so the folder cannot be locked; remove it, then try again")


def is_locked(folder: Path) -> bool:
    """True if a process is working in the folder and holds its lock. The check takes a shared lock for an instant."""
    try:
        lock = open_descriptor(folder / LOCK_FILE)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        return isinstance(error, BlockingIOError)  # without file locks, no process holds one
    finally:
        os.close(lock)
    return False


def unwritable(folder: Path, error: OSError, otherwise: str = "choose another --out") -> SelfinstructError:
    """Return the error to raise if a folder cannot be created or written."""
    if is_disk_full(error):
        return StorageError(
            f"{folder}: the disk is full; everything written before is safe. Free some space, then run the same "
            "command again"
        )
    if is_of_device(error):
        cause = cause_of(error, folder)
        return StorageError(f"{folder}: {cause.why}; {cause.remedy}, or {otherwise}")
    return InputError(f"{folder}: the folder cannot be written ({error.strerror or error}); {otherwise}")


def refuse_orphaned_journal(folder: Path, otherwise: str = "choose another folder") -> None:
    """Raise StorageError if a folder has a journal; to be called if it has no `run.toml`."""
    with suppress(OSError):
        if any(entry.name.startswith("journal-") for entry in folder.iterdir()):
            raise StorageError(
                f"{folder}: the folder contains a journal but no {RUN_FILE}; nothing was changed. "
                f"Restore {RUN_FILE}, or {otherwise}"
            )


def is_of_run(path: Path) -> bool:
    """True if a file belongs to a run and must not be replaced by anything else."""
    return bool(_RUN_FILES.fullmatch(path.name)) and (path.parent / RUN_FILE).exists()


def read_run_file(folder: Path) -> dict[str, Any] | None:
    """Read a folder's `run.toml`; None if it does not exist. Raises StorageError if it cannot be read."""
    path = folder / RUN_FILE
    try:
        return read_toml(path)
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError | NotADirectoryError) and not os.path.lexists(path):
            return None
        raise StorageError(f"{path}: cannot be read ({why_unreadable(error)}); restore it from a backup") from error


def read_run(folder: Path) -> dict[str, Any] | None:
    """Like `read_run_file`, but also raises StorageError if it is damaged, or missing beside a journal.

    Raises InputError if a link leads out of the folder, so that nothing outside of it can be overwritten.
    """
    stored = read_run_file(folder)
    if stored is None:
        refuse_orphaned_journal(folder)
        return None
    _refuse_links_outside(folder)
    if wrong := wrong_in_run(stored):
        raise StorageError(f"{folder / RUN_FILE}: {wrong}; restore it from a backup")
    return stored


def _refuse_links_outside(folder: Path) -> None:
    top = Path(os.path.realpath(folder))
    for parent, folders, files in os.walk(folder):
        for path in (Path(parent, name) for name in (*folders, *files)):
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(top):
                raise InputError(
                    f"{path}: this link leads out of the run folder, so files elsewhere could be overwritten; remove "
                    "it, or replace it with a copy of its target"
                )
