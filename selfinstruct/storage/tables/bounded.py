"""Open a file of rows: unpacked, as UTF-8, and with limits. A bomb ends in an error, not in full memory."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from selfinstruct.errors import InputError
from selfinstruct.storage.regular_files import open_descriptor
from selfinstruct.storage.tables.contents import binary_content
from selfinstruct.storage.tables.encodings import UTF_8, Utf8, why_not_text
from selfinstruct.storage.tables.layer import Layer, Readable, buffered
from selfinstruct.storage.tables.packing import Unpacked, packing_of, unpacked

MAX_ROW = 16 << 20
"""Maximum size of a row in bytes: four times the text that fits in a context of a million tokens."""
_MAX_WITHOUT_ROW = MAX_ROW + MAX_ROW // 8 + (1 << 20)
"""Bytes that may be read without a row. A long value of an array is read by up to an eighth and a block too far."""
MAX_WHOLE = 1 << 30
"""Maximum size, in bytes, of rows that can only be read together, such as columns in JSON."""
MAX_RATIO = 100
"""Maximum compression ratio of a packed file. Text reaches 3 to 10, repetitive rows 50, and bombs almost 1,000.

A file that unpacks to no more than one row may have is read at any ratio.
"""
_AFTER = 1 << 10
"""Number of bytes that `look_ahead` returns of the second line."""


class RowFile:
    """A file of rows that is open for reading. Call `row_ended` after each row.

    `file` has the unpacked bytes; text is encoded as UTF-8. Reading from it raises InputError if there is too much
    without a row, or if the file unpacks to much more than its size. `binary` is the format if it is not text.
    """

    def __init__(self, path: Path, on_bytes: Callable[[int], None], encoding: str | None = None) -> None:
        self.path = path
        self._line = 0
        self._max_gap = _MAX_WITHOUT_ROW
        self._text: Utf8 | None = None
        self._unpacked: Unpacked | None = None
        opened = io.FileIO(open_descriptor(path))
        self._size = os.fstat(opened.fileno()).st_size
        self._disk = _Counted(opened, on_bytes)
        self._opened = [buffered(self._disk)]
        try:
            self._open(encoding)
        except BaseException:
            self._close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    @property
    def file(self) -> io.BufferedReader:
        """The file to read from. It is another one after `look_ahead`."""
        return self._opened[-1]

    @property
    def is_packed(self) -> bool:
        """True if the file is compressed."""
        return self._unpacked is not None

    @property
    def why_not_text(self) -> str:
        """Description of a row with bytes that are not text in the encoding of the file."""
        return why_not_text(self._text.codec if self._text else UTF_8)

    def row_ended(self, line: int) -> None:
        """Start counting again, after a row that began in this line."""
        self._line = line
        self._max_gap = _MAX_WITHOUT_ROW
        self._counted.since = 0

    def advance(self, done: int, total: int) -> None:
        """Report how much was read of a file that is not read through `file`, as a share of its size."""
        if (read := self._size * done // total) > self._disk.total:
            self._disk.count(read - self._disk.total)

    def read_together(self) -> None:
        """Allow for rows that can only be read together, up to `MAX_WHOLE` bytes, until the next row ends."""
        self._max_gap = MAX_WHOLE

    def look_ahead(self) -> tuple[bytes, bytes]:
        """Return the first line that is not blank, and the start of the next one; b"" if there is none.

        Nothing is consumed. A line is cut off after `MAX_ROW` bytes.
        """
        read = bytearray()
        found = self._next_line(MAX_ROW, read), self._next_line(_AFTER, read)
        self._opened.append(buffered(_Prefixed(bytes(read), self.file)))
        return found

    def _next_line(self, limit: int, read: bytearray) -> bytes:
        while part := self.file.readline(limit):
            read += part
            if part.strip():
                return part
        return b""

    def _open(self, encoding: str | None) -> None:
        """Add the layers between the disk and the rows."""
        if packing := packing_of(self.file.peek()):
            self._unpacked = unpacked(self.path, packing, self.file)
            self._opened.append(buffered(self._unpacked))
        self.binary = binary_content(self.path, self.file.peek())
        if self.binary is None:
            self._text = Utf8(self.file, encoding)
        self._counted = _Counted(self._text or self.file, self._check)
        self._opened.append(buffered(self._counted))

    def _close(self) -> None:
        for file in reversed(self._opened):
            file.close()

    def _check(self, _count: int) -> None:
        unpacked = self._unpacked.total if self._unpacked else 0
        if unpacked > max(MAX_ROW, self._disk.total * MAX_RATIO):
            raise InputError(
                f"{self.path}: the file unpacks to more than {MAX_RATIO} times its size, as a bomb does; if its "
                "content is what you expect, unpack it and pass the unpacked file"
            )
        if self._counted.since > self._max_gap:
            raise InputError(f"{self.path}: {self._no_row_ends()}")

    def _no_row_ends(self) -> str:
        if self._max_gap == MAX_WHOLE:
            return (
                f"the rows can only be read together, and have more than {MAX_WHOLE >> 20} MiB; convert the file to "
                "JSON lines first"
            )
        where = f"after the row in line {self._line}" if self._line else "from its start"
        return (
            f"no row ends within {MAX_ROW >> 20} MiB {where}, which is the limit for one row; check "
            "that this is a file of rows and, in a CSV, that every quote is closed"
        )


class _Counted(Layer):
    """Counts the bytes that are read, in total and since the last row, and calls `check` after each read."""

    def __init__(self, inner: Readable, check: Callable[[int], None]) -> None:
        super().__init__(inner)
        self.total = self.since = 0
        self._check = check

    def readinto(self, buffer: Any, /) -> int:
        count = self._inner.readinto(buffer) or 0
        self.count(count)
        return count

    def count(self, read: int) -> None:
        """Count bytes that were read."""
        self.total += read
        self.since += read
        self._check(read)


class _Prefixed(Layer):
    """A file whose start was read already and is read once more."""

    def __init__(self, start: bytes, file: io.BufferedReader) -> None:
        super().__init__(file)
        self._start = memoryview(start)

    def readinto(self, buffer: Any, /) -> int:
        if not self._start:
            return self._inner.readinto(buffer) or 0
        count = min(len(buffer), len(self._start))
        buffer[:count], self._start = self._start[:count], self._start[count:]
        return count
