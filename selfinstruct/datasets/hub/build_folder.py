"""Lock the folder that `push` builds, and replace the old folder with the new one.

The new folder is built next to the old one and then renamed. A built folder is recognized by its manifest, which lists
the SHA-256 of each file and is not pushed; an unfinished folder of a killed process is recognized by an empty manifest.
All other files are treated as the user's and are never overwritten. Only files that a build writes are removed, one by
one and by name.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from selfinstruct.errors import InputError, SelfinstructError, StorageError, is_disk_full
from selfinstruct.storage.causes import lacks_locks, no_locks
from selfinstruct.storage.regular_files import open_regular
from selfinstruct.storage.source import Source
from selfinstruct.storage.stored_files import read_json
from selfinstruct.storage.temp_folders import removed_if_empty

CARD, STATISTICS, PROVENANCE, DATA = "README.md", "statistics.json", "provenance.json", "data"
MANIFEST = ".selfinstruct-push.json"
SHARD = re.compile(rf"{DATA}/train-\d{{5}}-of-\d{{5}}\.parquet")
"""Names of shards. Shards in a repository that are not among the new files belong to an earlier push."""
_BUILT = re.compile(rf"README\.md|statistics\.json|provenance\.json|{DATA}/part-\d+|{SHARD.pattern}")
_MAX_SHOWN = 3


def folder_of(source: Source, out: Path | None) -> Path:
    """Return the folder to build: `out`, or by default `hub` in the run folder or `NAME.hub` next to the file."""
    if out is not None:
        return out
    return source.path / "hub" if source.is_run else source.beside(".hub")


@contextmanager
def claimed(path: Path) -> Iterator[None]:
    """Lock a folder for this process while it is built and pushed. The lock file is removed afterwards.

    Raises StorageError if another process holds the lock, InputError if the folder cannot be built at this path.
    """
    with ExitStack() as held:
        try:
            _check_name(path)
            lock = _beside(path, "lock")
            held.enter_context(removed_if_empty(lock.parent))
            lock.parent.mkdir(parents=True, exist_ok=True)
            held.enter_context(_locked(lock))
        except Timeout:
            raise StorageError(
                f"{path}: another process is building or pushing this folder; wait for it, or choose another --out"
            ) from None
        except OSError as error:
            raise unwritable(path, error) from error
        yield


def check_overwritable(path: Path) -> None:
    """Raise InputError if the folder has files that were not written by a build, or that were changed afterwards."""
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise InputError(f"{path}: not a folder; choose another --out")
    files = _names(path)
    wanted = _read_manifest(path)
    if others := [name for name in files if name not in wanted or not _BUILT.fullmatch(name)]:
        raise InputError(
            f"{path}: the folder contains other files ({', '.join(others[:_MAX_SHOWN])}), and each build replaces the "
            "whole folder; set --out to a new folder"
        )
    for name in files:
        if not _is_file(path / name) or _sha256(path / name) != wanted[name]:
            raise InputError(
                f"{path / name}: the file was changed after it was built, and a build would overwrite it; move it "
                "elsewhere first (changes made on the hub's website are overwritten by the next push)"
            )


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Create an empty folder next to `path`. It is removed at the end unless `put` has moved it.

    Raises InputError if its path is taken by other files, or OSError.
    """
    new = _beside(path, "new")
    _remove(new)
    new.mkdir()
    try:
        _write_manifest(new, {})
        yield new
    finally:
        with suppress(OSError, InputError):
            _remove(new)


def put(new: Path, path: Path, hashes: Mapping[str, str]) -> None:
    """Replace the old folder with the new one. `hashes` maps the names of its files to SHA-256.

    If the process is killed between the two renames, `path` does not exist and both folders are next to it; the next
    build removes them. Raises InputError as `check_overwritable` does, because files may have been added during the
    build, or OSError.
    """
    _write_manifest(new, hashes)
    old = _beside(path, "old")
    _remove(old)
    check_overwritable(path)
    if path.exists():
        path.rename(old)
    new.rename(path)
    _remove(old)


def unwritable(path: Path, error: OSError) -> SelfinstructError:
    """Return the error to raise if the folder cannot be written."""
    if is_disk_full(error):
        return StorageError(f"{path}: the disk is full, nothing was uploaded; free disk space, then try again")
    return InputError(
        f"{path}: the folder cannot be written ({error.strerror}), nothing was uploaded; choose another --out"
    )


def _check_name(path: Path) -> None:
    """Raise InputError if the path is the working directory or one of its parents."""
    here, folder = Path.cwd(), Path(os.path.realpath(path))
    if folder in (here, *here.parents):
        raise InputError(
            f"{path}: this is the working directory or one of its parents, which push would replace; set --out to a "
            "new folder"
        )


def _beside(path: Path, what: str) -> Path:
    """Return a hidden path next to a folder, reserved for `push`."""
    folder = Path(os.path.realpath(path))
    return folder.with_name(f".{folder.name}.selfinstruct-{what}")


@contextmanager
def _locked(lock: Path) -> Iterator[None]:
    """Hold a lock and remove its file afterwards. Raises Timeout if another process holds the lock."""
    held = FileLock(lock, timeout=0.2, poll_interval=0.02, fallback_to_soft=False)
    try:
        held.acquire()
    except OSError as error:
        if not lacks_locks(error):
            raise
        raise StorageError(no_locks(lock.parent, error, "choose another --out")) from error
    try:
        yield
    finally:
        # Removed while the lock is held: a waiting process finds that the file is unlinked and creates a new one.
        with suppress(OSError):
            lock.unlink()
        held.release()


def _names(folder: Path) -> list[str]:
    """Return the names of all files and folders in a folder, except the manifest and the shard folder."""
    ours = {MANIFEST} if _is_file(folder / MANIFEST) else set()
    ours |= {DATA} if _is_folder(folder / DATA) else set()
    return sorted({entry.relative_to(folder).as_posix() for entry in folder.rglob("*")} - ours)


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _sha256(path: Path) -> str:
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_manifest(folder: Path) -> Mapping[str, str]:
    """Return the SHA-256 of each built file; empty if there is no valid manifest."""
    try:
        files = read_json(folder / MANIFEST)["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return files if isinstance(files, dict) else {}


def _write_manifest(folder: Path, hashes: Mapping[str, str]) -> None:
    content = {"made_by": "selfinstruct push", "files": dict(hashes)}
    (folder / MANIFEST).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _remove(beside: Path) -> None:
    """Remove a folder that a build has left behind.

    The manifest is removed last, so that the folder is still recognized if the process is killed. Raises InputError if
    the folder has other files.
    """
    if not os.path.lexists(beside):
        return
    names = _names(beside) if _is_folder(beside) else []
    is_marked = _is_file(beside / MANIFEST) or (_is_folder(beside) and not any(beside.iterdir()))
    if not is_marked or not all(_BUILT.fullmatch(name) and _is_file(beside / name) for name in names):
        raise InputError(
            f"{beside}: push needs this path for a temporary folder, but it contains other files; move them elsewhere"
        )
    for name in names:
        (beside / name).unlink()
    if (beside / DATA).exists():
        (beside / DATA).rmdir()
    (beside / MANIFEST).unlink(missing_ok=True)
    beside.rmdir()
