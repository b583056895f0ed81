"""Write a file of rows that replaces an old one atomically."""

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
from selfinstruct.storage.tables.formulas import Formulas
from selfinstruct.storage.tables.layouts import Layout, Unfit, layout_of

_BUFFER = 1 << 18
"""Buffer size in bytes."""


class NewTable:
    """A new file of rows, in the format of its name. Until `replace`, rows go to a `.new` file next to it.

    Nothing is left after `with` unless `replace` was called. A killed process leaves the `.new` file, which the next
    one overwrites. Raises StorageError if the file cannot be written. `formulas` handles the cells of a CSV or TSV that
    a spreadsheet would run.
    """

    def __init__(self, path: Path, formulas: Formulas | None = None) -> None:
        self._path = path
        self._formulas = formulas or Formulas()
        self._target = path.resolve()  # a symbolic link is kept: its target is replaced
        self._new = self._target.with_name(self._target.name + ".new")

    def __enter__(self) -> Self:
        try:
            with ExitStack() as open_resources:
                self._open(open_resources)
                self._open_resources = open_resources.pop_all()
        except OSError as error:
            raise _unwritable(self._path, error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # the disk may still be full; all resources are closed, even if one of them raises
            self._open_resources.close()

    def write(self, row: Mapping[str, Any]) -> None:
        """Add a row. Raises InputError if it does not fit the format."""
        try:
            self._layout.write(row)
        except Unfit as error:
            raise InputError(f"{self._path}: {error}") from error
        except OSError as error:
            raise _unwritable(self._path, error) from error

    def finish(self, raise_if_stopped: Callable[[], None]) -> None:
        """Write everything to disk. This takes a while for a CSV, so `raise_if_stopped` is called regularly."""
        try:
            self._layout.finish(raise_if_stopped)
            if self._sink is not self._file:
                self._sink.close()
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _unwritable(self._path, error) from error

    def replace(self) -> None:
        """Replace the old file with the finished one."""
        try:
            self._new.replace(self._target)
        except OSError as error:
            raise _unwritable(self._path, error) from error
        self._is_placed = True

    def _open(self, resources: ExitStack) -> None:
        self._is_placed = False
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self._file = resources.enter_context(self._claim())
        resources.callback(self._remove_unless_placed)
        self._sink, self._layout = self._begin(self._file, resources)
        resources.callback(self._layout.close)

    def _begin(self, file: BinaryIO, resources: ExitStack) -> tuple[BinaryIO, Layout]:
        """Return the sink and the layout of the rows, by the file name."""
        form = format_of(self._path)
        sink = resources.enter_context(_packing(file)) if form.packed else file
        return sink, layout_of(form.kind, sink, self._target.parent, self._formulas)

    def _claim(self) -> BinaryIO:
        """Open the new file, empty and locked: two processes that write to it would mix their rows."""
        file = os.fdopen(os.open(self._new, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666), "r+b", _BUFFER)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Another process may have moved the file to its final name since it was opened here.
            if not os.path.samestat(os.fstat(file.fileno()), self._new.stat()):
                raise BlockingIOError
            file.truncate()
        except (BlockingIOError, FileNotFoundError):
            file.close()
            raise StorageError(
                f"{self._path}: another process is writing this file; wait until it ends, or choose another name"
            ) from None
        except OSError:
            file.close()
            raise
        return file

    def _remove_unless_placed(self) -> None:
        if not self._is_placed:
            self._new.unlink(missing_ok=True)


def check_table(path: Path, sources: Sequence[Path], force: bool) -> None:
    """Like `check_writable`, but also raises InputError if the file name does not end in a table format."""
    format_of(path)
    check_writable(path, sources, force)


def check_writable(path: Path, sources: Sequence[Path], force: bool) -> None:
    """Check that a file may be written. Raises InputError if the path is a folder, a run's file or one of `sources`.

    Any other existing file may only be replaced with `force`. Sources are read while the file is written.
    """
    try:
        if not path.exists():
            return
    except OSError as error:
        raise _unwritable(path, error) from error
    if path.is_dir():
        raise InputError(f"{path}: this is a folder; choose a file name")
    if is_of_run(path):
        raise InputError(f"{path}: this file belongs to a run and cannot be replaced; choose another name")
    if any(path.samefile(source) for source in sources if source.exists()):
        raise InputError(f"{path}: this file is also read and cannot be replaced; choose another name")
    if not force:
        raise InputError(f"{path}: the file already exists; choose another name, or replace it with --force")


def _unwritable(path: Path, error: OSError) -> StorageError:
    """Return the error to raise if a file cannot be written."""
    if is_disk_full(error):
        return StorageError(f"{path}: the disk is full; nothing was written. Free some space, then try again")
    return StorageError(f"{path}: cannot be written ({error.strerror}); nothing was changed. Choose another name")


def _packing(file: BinaryIO) -> BinaryIO:
    """Compress with gzip in large blocks, without timestamp and name, so that the same rows produce the same bytes."""
    packed = gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=file, mtime=0)
    return io.BufferedWriter(packed, _BUFFER)
