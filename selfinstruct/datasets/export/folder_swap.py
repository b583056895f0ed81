"""Build a folder beside the one that it replaces, and swap the two at the end.

A folder is only replaced or removed if all files in it are of the kind that the export writes.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from selfinstruct.datasets.export.paths import failed_write
from selfinstruct.errors import InputError, StorageError
from selfinstruct.storage.durable import sync_folder

_MAX_SHOWN = 3


class FolderSwap:
    """A new folder at `built_at`, which takes the place of the old one with `replace`.

    Nothing is left of it after `with` unless `replace` was called. A killed process leaves it, and the next one clears
    it. If a process is killed in the middle of `replace`, the next one puts the old folder back. Raises InputError if
    one of these folders has other files, StorageError if it cannot be written or another process writes it.
    """

    def __init__(self, path: Path, names: re.Pattern[str]) -> None:
        self._path = path
        self._names = names
        self._target = path.resolve()
        self.built_at = self._beside("new")
        self._old = self._beside("old")

    def __enter__(self) -> Self:
        try:
            with ExitStack() as claimed:
                self._claim(claimed)
                self._clear(self.built_at)
                self._put_back()
                self._claimed = claimed.pop_all()
        except OSError as error:
            raise failed_write(self._path, error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError, InputError), self._claimed:
            if not self._is_placed:
                self._clear(self.built_at)
                self.built_at.rmdir()

    def replace(self) -> None:
        """Move the old folder aside, the new one into its place, and remove the old one."""
        check_replaceable(self._path, self._names)
        try:
            self._swap()
        except OSError as error:
            raise failed_write(self._path, error) from error
        with suppress(OSError):  # the next export removes it
            shutil.rmtree(self._old)

    def _swap(self) -> None:
        is_there = self._target.exists()
        if is_there:
            self._target.rename(self._old)
        try:
            self.built_at.rename(self._target)
        except OSError:
            if is_there:
                self._old.rename(self._target)
            raise
        self._is_placed = True
        sync_folder(self._target.parent)

    def _claim(self, claimed: ExitStack) -> None:
        """Create the new folder and lock it: two processes that write it would mix their files."""
        self._is_placed = False
        self.built_at.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.built_at, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        claimed.callback(os.close, handle)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Another process may have moved the folder to its final name since it was opened here.
            is_same = os.path.samestat(os.fstat(handle), self.built_at.stat())
        except (BlockingIOError, FileNotFoundError):
            is_same = False
        if not is_same:
            raise StorageError(f"{self._path}: another process is writing this folder; wait until it ends")

    def _put_back(self) -> None:
        """Restore the old folder, or remove it if it was replaced."""
        if not self._old.exists():
            return
        if self._target.exists():
            self._clear(self._old)
            self._old.rmdir()
        else:
            self._old.rename(self._target)

    def _clear(self, folder: Path) -> None:
        check_replaceable(folder, re.compile(rf"(?:{self._names.pattern})(?:\.new)?"))
        for entry in folder.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    def _beside(self, what: str) -> Path:
        return self._target.with_name(f".{self._target.name}.selfinstruct-{what}")


def check_folder(path: Path, names: re.Pattern[str], sources: Sequence[Path], force: bool) -> None:
    """Check that an export may replace a folder. Raises InputError if it must not, or only with `force`."""
    here, folder = Path.cwd(), path.resolve()
    if folder in (here, *here.parents):
        raise InputError(f"{path}: this is the working directory or one of its parents; choose another --out")
    check_replaceable(path, names)
    if any(source.resolve().is_relative_to(folder) for source in sources):
        raise InputError(f"{path}: a file in this folder is also read; choose another --out")
    if not force and _files(path):
        raise InputError(f"{path}: the folder already exists; choose another --out, or replace it with --force")


def check_replaceable(path: Path, names: re.Pattern[str]) -> None:
    """Raise InputError if a folder has files whose names do not match, or StorageError if it cannot be read."""
    try:
        others = [name for name in _files(path) if not names.fullmatch(name)]
    except OSError as error:
        raise failed_write(path, error) from error
    if others:
        raise InputError(
            f"{path}: the folder contains other files ({', '.join(others[:_MAX_SHOWN])}), and an export replaces the "
            "whole folder; choose another --out"
        )


def _files(folder: Path) -> list[str]:
    """Return the names of the files in a folder and in the folders in it, relative to it; none if it is missing."""
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return sorted(path.relative_to(folder).as_posix() for path in found)
