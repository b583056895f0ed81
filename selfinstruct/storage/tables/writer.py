"""Rows in, a file of them out that takes its place whole, or not at all."""

from __future__ import annotations

import fcntl
import gzip
import io
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from selfinstruct.errors import InputError, StorageError, is_disk_full
from selfinstruct.storage.run_folder import is_of_run
from selfinstruct.storage.tables.formats import format_of
from selfinstruct.storage.tables.layouts import Layout, Unfit, layout_of

_BUFFER = 1 << 18
"""Bytes."""


class NewTable:
    """A file of rows in the format of its name. Until `replace` it is a file beside it whose name ends in `.new`.

    Left without `replace`, as by an exception, it leaves nothing behind. A process that is killed leaves the `.new`
    file; the next one writes over it. Raises StorageError where something can't be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._target = path.resolve()  # a link stays one: what it points at is replaced
        self._new = self._target.with_name(self._target.name + ".new")

    def __enter__(self) -> Self:
        try:
            with ExitStack() as open_parts:
                self._open(open_parts)
                self._open_parts = open_parts.pop_all()
        except OSError as error:
            raise _unwritable(self._path, error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # the disk may be full still; all parts are closed whatever one of them raises
            self._open_parts.close()

    def write(self, row: Mapping[str, Any]) -> None:
        """Add a row. Raises InputError for one that the format can't hold."""
        try:
            self._layout.write(row)
        except Unfit as error:
            raise InputError(f"{self._path}: {error}") from error
        except OSError as error:
            raise _unwritable(self._path, error) from error

    def finish(self, raise_if_stopped: Callable[[], None]) -> None:
        """Bring everything to the disk. For a CSV this takes a while, and `raise_if_stopped` is called on the way."""
        try:
            self._layout.finish(raise_if_stopped)
            if self._sink is not self._file:
                self._sink.close()
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _unwritable(self._path, error) from error

    def replace(self) -> None:
        """Put the finished file in its place."""
        try:
            self._new.replace(self._target)
        except OSError as error:
            raise _unwritable(self._path, error) from error
        self._is_placed = True

    def _open(self, parts: ExitStack) -> None:
        self._is_placed = False
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self._file = parts.enter_context(self._claim())
        parts.callback(self._tidy)
        self._sink, self._layout = self._begin(self._file, parts)
        parts.callback(self._layout.close)

    def _begin(self, file: BinaryIO, parts: ExitStack) -> tuple[BinaryIO, Layout]:
        """What the rows are written to, and how, by the file's name."""
        form = format_of(self._path)
        sink = parts.enter_context(_packing(file)) if form.packed else file
        return sink, layout_of(form.kind, sink, self._target.parent)

    def _claim(self) -> BinaryIO:
        """The file beside, empty, and this process's alone: two that wrote one file would mix their rows."""
        file = os.fdopen(os.open(self._new, os.O_RDWR | os.O_CREAT, 0o666), "r+b", _BUFFER)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The other process may have put the file in its place since it was opened here.
            if not os.path.samestat(os.fstat(file.fileno()), self._new.stat()):
                raise BlockingIOError
            file.truncate()
        except (BlockingIOError, FileNotFoundError):
            file.close()
            raise StorageError(
                f"{self._path}: another process is writing this file; wait for it, or give another name"
            ) from None
        except OSError:
            file.close()
            raise
        return file

    def _tidy(self) -> None:
        if not self._is_placed:
            self._new.unlink(missing_ok=True)


def check_table(path: Path, sources: Sequence[Path], force: bool) -> None:
    """Whether a table may be written here. Raises InputError for a name that is none, and as `check_writable` does."""
    format_of(path)
    check_writable(path, sources, force)


def check_writable(path: Path, sources: Sequence[Path], force: bool) -> None:
    """Whether a file may be written here. Raises InputError where it would take the place of something.

    With `force` it may take that of another file, but not of one of the sources, which are read meanwhile.
    """
    try:
        if not path.exists():
            return
    except OSError as error:
        raise _unwritable(path, error) from error
    if path.is_dir():
        raise InputError(f"{path}: this is a folder; give the name of a file to write")
    if is_of_run(path):
        raise InputError(f"{path}: this file belongs to a run, so it cannot be written; give another name")
    if any(path.samefile(source) for source in sources if source.exists()):
        raise InputError(f"{path}: this file is read, so it cannot be written; give another name")
    if not force:
        raise InputError(f"{path}: there is such a file already; give another name, or --force to replace it")


def _unwritable(path: Path, error: OSError) -> StorageError:
    """What to raise where a file can't be written."""
    if is_disk_full(error):
        return StorageError(f"{path}: the disk is full, and nothing was written; make room, then run it again")
    return StorageError(f"{path}: cannot be written ({error.strerror}), and nothing was; give another name or folder")


def _packing(file: BinaryIO) -> BinaryIO:
    """Gzip, in big pieces, without the time and the name: the same rows give the same bytes."""
    packed = gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=file, mtime=0)
    return io.BufferedWriter(packed, _BUFFER)
