"""The folder that `push` builds, on disk: locked for one process, built beside the old one, then put in its place.

Files that are in the way are taken for somebody else's. A built folder is known by its manifest, which lists the
SHA-256 of each file and is not pushed; what a killed process left beside is known by an empty manifest. Only files that
a build writes are ever removed, one by one and by name.
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
from selfinstruct.storage.source import Source
from selfinstruct.storage.temp_folders import removed_if_empty

CARD, STATISTICS, PROVENANCE, DATA = "README.md", "statistics.json", "provenance.json", "data"
MANIFEST = ".selfinstruct-push.json"
SHARD = re.compile(rf"{DATA}/train-\d{{5}}-of-\d{{5}}\.parquet")
"""Names of shards. Those in a repository that are not among the new files are of an earlier push."""
_BUILT = re.compile(rf"README\.md|statistics\.json|provenance\.json|{DATA}/part-\d+|{SHARD.pattern}")
_MAX_SHOWN = 3


def folder_of(source: Source, out: Path | None) -> Path:
    """The folder to build: `out`, or by default `hub` in the run or `NAME.hub` beside the file."""
    if out is not None:
        return out
    return source.path / "hub" if source.is_run else source.path.with_name(f"{source.name}.hub")


@contextmanager
def claimed(path: Path) -> Iterator[None]:
    """Lock a folder for this process while it is built and pushed. No lock file remains.

    Raises StorageError if another process has the lock, InputError if the folder cannot be built there.
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
                f"{path}: another process is building or pushing this folder; wait for it, or give another --out"
            ) from None
        except OSError as error:
            raise unwritable(path, error) from error
        yield


def check_overwritable(path: Path) -> None:
    """Raises InputError if the folder has files that a build has not written, or that were changed since."""
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise InputError(f"{path}: this is no folder; give another one with --out")
    files = _names(path)
    wanted = _read_manifest(path)
    if others := [name for name in files if name not in wanted or not _BUILT.fullmatch(name)]:
        raise InputError(
            f"{path}: there are other files here ({', '.join(others[:_MAX_SHOWN])}), and the folder is built anew "
            "each time; give a new one with --out"
        )
    for name in files:
        if not _is_file(path / name) or _sha256(path / name) != wanted[name]:
            raise InputError(
                f"{path / name}: this file was changed after it was built, and it would be written anew; move it away "
                "first (what you change on the hub's own page is replaced by the next push, too)"
            )


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """An empty folder beside `path`, which is removed at the end unless it was `put`.

    Raises InputError if something else has its name, and OSError.
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
    """Replace the old folder by the new one; `hashes` maps the names of its files to SHA-256.

    A kill in between leaves no folder at `path` and both beside it; the next build cleans that up. Raises InputError as
    `check_overwritable` does, because files may have been added while the folder was built, and OSError.
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
    """The error to raise if the folder cannot be written."""
    if is_disk_full(error):
        return StorageError(f"{path}: the disk is full, and nothing was sent; make room, then run it again")
    return InputError(
        f"{path}: this folder cannot be written ({error.strerror}), and nothing was sent; give another one with --out"
    )


def _check_name(path: Path) -> None:
    """Raises InputError for the working directory and the folders above it."""
    here, folder = Path.cwd(), Path(os.path.realpath(path))
    if folder in (here, *here.parents):
        raise InputError(
            f"{path}: this is the folder that you are in, or one above it, and it would be replaced as a whole; give a "
            "new one with --out"
        )


def _beside(path: Path, what: str) -> Path:
    """A hidden name beside a folder, which nothing else uses."""
    folder = Path(os.path.realpath(path))
    return folder.with_name(f".{folder.name}.selfinstruct-{what}")


@contextmanager
def _locked(lock: Path) -> Iterator[None]:
    """Hold a lock, and remove its file afterwards. Raises Timeout if another process holds it."""
    held = FileLock(lock, timeout=0.2, poll_interval=0.02)
    held.acquire()
    try:
        yield
    finally:
        # Removed while it is held: a process that waits for it finds that the file has no name, and creates a new one.
        with suppress(OSError):
            lock.unlink()
        held.release()


def _names(folder: Path) -> list[str]:
    """Everything in a folder, hidden files too, except its manifest and the folder of its shards."""
    ours = {MANIFEST} if _is_file(folder / MANIFEST) else set()
    ours |= {DATA} if _is_folder(folder / DATA) else set()
    return sorted({entry.relative_to(folder).as_posix() for entry in folder.rglob("*")} - ours)


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_manifest(folder: Path) -> Mapping[str, str]:
    """The SHA-256 of each built file; empty without a valid manifest."""
    try:
        files = json.loads((folder / MANIFEST).read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return files if isinstance(files, dict) else {}


def _write_manifest(folder: Path, hashes: Mapping[str, str]) -> None:
    content = {"made_by": "selfinstruct push", "files": dict(hashes)}
    (folder / MANIFEST).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _remove(beside: Path) -> None:
    """Remove what a build left beside, the manifest last, so that it is still recognized after a kill in between.

    Raises InputError if there is anything else.
    """
    if not os.path.lexists(beside):
        return
    names = _names(beside) if _is_folder(beside) else []
    is_marked = _is_file(beside / MANIFEST) or (_is_folder(beside) and not any(beside.iterdir()))
    if not is_marked or not all(_BUILT.fullmatch(name) and _is_file(beside / name) for name in names):
        raise InputError(f"{beside}: a build needs this name, and something else has it; move it away")
    for name in names:
        (beside / name).unlink()
    if (beside / DATA).exists():
        (beside / DATA).rmdir()
    (beside / MANIFEST).unlink(missing_ok=True)
    beside.rmdir()
