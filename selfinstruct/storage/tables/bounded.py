"""Limit what is read of a file without finding a row: a decompression bomb ends in an error, not in full memory."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from selfinstruct.errors import InputError
from selfinstruct.storage.regular_files import open_descriptor
from selfinstruct.storage.tables.encodings import is_gzip

MAX_ROW = 16 << 20
"""Maximum size of a row in bytes: four times the text that fits in a context of a million tokens."""
_MAX_WITHOUT_ROW = MAX_ROW + MAX_ROW // 8 + (1 << 20)
"""Bytes that may be read without a row. A long value of an array is read by up to an eighth and a block too far."""
MAX_RATIO = 100
"""Maximum compression ratio of a gzip file. Text reaches 3 to 10, repetitive rows 50, and bombs almost 1,000.

A file that unpacks to no more than one row may have is read at any ratio.
"""
_BUFFER = 1 << 18
"""Buffer size in bytes."""


class _Readable(Protocol):
    def readinto(self, buffer: Any, /) -> int | None: ...

    def close(self) -> None: ...


class RowFile:
    """A file of rows that is open for reading, unpacked if it is gzipped. Call `row_ended` after each row.

    Reading from `file` raises InputError if it finds too much without a row, or unpacks to much more than its size.
    """

    def __init__(self, path: Path, packed: bool, on_bytes: Callable[[int], None]) -> None:
        self._path = path
        self._line = 0
        self._on_bytes = on_bytes
        self._disk = _Counted(io.FileIO(open_descriptor(path)), self._check_disk)
        self._disk_file = self.file = io.BufferedReader(self._disk, _BUFFER)
        self._unpacked: _Counted | None = None
        if packed:
            self._unpacked = _Counted(gzip.GzipFile(fileobj=self.file, mode="rb"), self._check_unpacked)
            self.file = io.BufferedReader(self._unpacked, _BUFFER)

    def __enter__(self) -> Self:
        try:
            self._check_start()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def row_ended(self, line: int) -> None:
        """Start counting again, after a row that began in this line."""
        self._line = line
        self._disk.since = 0
        if self._unpacked:
            self._unpacked.since = 0

    def _close(self) -> None:
        self.file.close()
        self._disk_file.close()

    def _check_start(self) -> None:
        start = self._disk_file.peek() if self._unpacked else b""
        if start and not is_gzip(start):
            raise InputError(f"{self._path}: not a gzip file, although its name ends in .gz; rename or compress it")

    def _check_disk(self, count: int) -> None:
        self._on_bytes(count)
        self._check_gap(self._disk)

    def _check_unpacked(self, _count: int) -> None:
        assert self._unpacked is not None
        self._check_gap(self._unpacked)
        if self._unpacked.total > max(MAX_ROW, self._disk.total * MAX_RATIO):
            raise InputError(
                f"{self._path}: the file unpacks to more than {MAX_RATIO} times its size, as a bomb does; if its "
                "content is what you expect, unpack it and pass the unpacked file"
            )

    def _check_gap(self, counted: _Counted) -> None:
        if counted.since > _MAX_WITHOUT_ROW:
            where = f"after the row in line {self._line}" if self._line else "from its start"
            raise InputError(
                f"{self._path}: no row ends within {MAX_ROW >> 20} MiB {where}, which is the limit for one row; check "
                "that this is a file of rows and, in a CSV, that every quote is closed"
            )


class _Counted(io.RawIOBase):
    """Passes reads on to a file, counts their bytes in total and since the last row, and calls `check` after each."""

    def __init__(self, inner: _Readable, check: Callable[[int], None]) -> None:
        self.total = self.since = 0
        self._inner = inner
        self._check = check

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        count = self._inner.readinto(buffer) or 0
        self.total += count
        self.since += count
        self._check(count)
        return count

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()
