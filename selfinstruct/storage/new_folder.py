"""A run folder that is written as a whole: it has no `run.toml`, and cannot be resumed, until everything is written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selfinstruct.errors import InputError, StorageError
from selfinstruct.storage.regular_files import open_regular
from selfinstruct.storage.run_folder import LOCK_FILE, RUN_FILE, acquire, folder_lock, unwritable
from selfinstruct.storage.temp_folders import removed_if_empty

UNFINISHED = "unfinished"
"""A file that marks a folder without `run.toml` as safe to clear: the process that wrote it was killed."""


def require_new(folder: Path) -> None:
    """Check that a folder is missing, empty or unfinished. Raises InputError if it is not."""
    try:
        names = {entry.name for entry in folder.iterdir()} - {LOCK_FILE} if folder.exists() else set()
    except (OSError, ValueError) as error:
        raise InputError(f"{str(folder)!r}: not a valid folder ({error}); choose another --out") from error
    if names and (UNFINISHED not in names or RUN_FILE in names):
        raise InputError(f"{folder}: the folder is not empty; choose a new or empty folder with --out")


def copy_folder(folder: Path, copy: Path, left_out: str) -> None:
    """Copy a folder into a new one, without the files of one name. Raises StorageError that names the first bad file.

    Only regular files can be copied: a pipe would block, and a device would fill the disk.
    """
    try:
        shutil.copytree(folder, copy, copy_function=_copy_regular, ignore=shutil.ignore_patterns(left_out))
    except shutil.Error as error:
        source, _, why = error.args[0][0]
        raise StorageError(f"{source}: cannot be copied ({why}); restore it, or remove it") from error


def _copy_regular(source: str, target: str) -> None:
    try:
        with open_regular(Path(source)) as old, Path(target).open("wb") as new:
            shutil.copyfileobj(old, new)
    except OSError as error:
        raise OSError(error.strerror) from error  # the message of shutil.Error, which already names the file


@contextmanager
def new_folder(folder: Path) -> Iterator[None]:
    """Create and lock a folder for a new run, whose `run.toml` is written last. It is cleared again on an error.

    Raises InputError if the folder is not new or cannot be written, StorageError if it is locked or the disk is full.
    """
    lock = folder_lock(folder)
    with removed_if_empty(folder):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            acquire(lock, folder)
            require_new(folder)
            with _cleared_on_error(folder):
                yield
        except OSError as error:
            raise unwritable(folder, error) from error
        finally:
            lock.release()


@contextmanager
def _cleared_on_error(folder: Path) -> Iterator[None]:
    _clear(folder)
    mark = folder / UNFINISHED
    mark.touch()
    try:
        yield
        mark.unlink()
    except BaseException:
        _clear(folder)
        (folder / LOCK_FILE).unlink()
        raise


def _clear(folder: Path) -> None:
    """Remove all files but the lock of this process."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != LOCK_FILE:
            path.unlink()
