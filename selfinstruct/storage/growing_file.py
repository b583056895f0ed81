"""A file of lines that one process extends, and whose lines it reads back by number."""

from __future__ import annotations

import hashlib
import os
import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from selfinstruct.errors import StorageError
from selfinstruct.storage.durable import append, open_to_append, replace_file
from selfinstruct.storage.regular_files import open_descriptor

_AT_ONCE = 1 << 20
_LINE_BREAK = re.compile(b"\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """The beginning of a file: its size in bytes, and its SHA-256 in hexadecimal."""

    size: int
    sha: str


class GrowingFile:
    """Lines of a file. The first `extend` replaces what an earlier process left, unless it was taken over by `resume`.

    If another program changes the file meanwhile, it is written again from the descriptor that is open here, which
    survives a deletion and a replacement. If the file was changed in place, `again` yields its lines once more. Raises
    OSError if the file cannot be written, and StorageError if what was written is gone. A line takes 8 bytes of memory.
    """

    def __init__(self, path: Path, again: Callable[[], Iterator[bytes]] | None = None) -> None:
        self.path = path
        self._again = again
        self._file = -1
        self._changed_at = 0
        """Time of the last change that was made here, or that left the content as it was, as in `st_mtime_ns`."""
        self._ends = array("Q")
        self._sha = hashlib.sha256()

    def __len__(self) -> int:
        """Number of lines."""
        return len(self._ends)

    @property
    def size(self) -> int:
        """Size of the lines in bytes."""
        return self._ends[-1] if self._ends else 0

    @property
    def mark(self) -> Mark:
        """The lines so far as a mark."""
        return Mark(self.size, self._sha.hexdigest())

    def resume(self, mark: Mark) -> bool:
        """Take over the lines of an earlier process, if the file begins with those of the mark.

        Returns False otherwise; another object must be used then.
        """
        try:
            self._file = open_descriptor(self.path)
            self._changed_at = os.fstat(self._file).st_mtime_ns
            for begin, part in self._parts(mark.size):
                self._sha.update(part)
                self._ends.extend(begin + found.end() for found in _LINE_BREAK.finditer(part))
        except OSError:
            return False
        return self.mark == mark

    def extend(self, lines: Sequence[bytes]) -> None:
        """Append lines, which end in a line break, all or none. They are not synced to disk."""
        content = b"".join(lines)
        if self._file < 0 or not self.size:
            self._replace(content)
        elif self._is_own():
            self._append(content)
        else:
            self._replace(self._once_more() + content)
        self._sha.update(content)
        for line in lines:
            self._ends.append(self.size + len(line))

    def line(self, number: int) -> bytes:
        """Return a line. Raises StorageError if the file was changed."""
        self._check()
        begin = self._ends[number - 1] if number else 0
        return os.pread(self._file, self._ends[number] - begin, begin)

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of this moment. Raises StorageError if the file was changed."""
        self._check()
        rest = b""
        for _, part in self._parts(self.size):
            *lines, rest = (rest + part).split(b"\n")
            yield from (line + b"\n" for line in lines)

    def close(self) -> None:
        """Close the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _replace(self, content: bytes) -> None:
        replace_file(self.path, content)
        self.close()
        self._file = open_descriptor(self.path)
        self._changed_at = os.fstat(self._file).st_mtime_ns

    def _append(self, content: bytes) -> None:
        """Append all or nothing, so that a full disk leaves no part of a line."""
        if content:
            file = open_to_append(self.path)
            try:
                append(file, self.size, content, synced=False)
            finally:
                os.close(file)
            self._changed_at = os.fstat(self._file).st_mtime_ns

    def _is_own(self) -> bool:
        """True if the file is the one that was written here, and has no further lines."""
        own = os.fstat(self._file)
        try:
            found = self.path.lstat()
        except OSError:
            return False
        return (found.st_dev, found.st_ino, found.st_size) == (own.st_dev, own.st_ino, self.size)

    def _check(self) -> None:
        """Raise StorageError if another program changed the lines in place."""
        changed_at = os.fstat(self._file).st_mtime_ns
        if changed_at != self._changed_at:
            for _ in self._checked_parts():
                pass
            self._changed_at = changed_at

    def _checked_parts(self) -> Iterator[tuple[int, bytes]]:
        """Yield the content in parts. Raises StorageError at the end if it was changed."""
        sha = hashlib.sha256()
        for begin, part in self._parts(self.size):
            sha.update(part)
            yield begin, part
        if sha.hexdigest() != self._sha.hexdigest():
            raise StorageError(
                f"{self.path}: another program changed this file during the run; nothing is lost. Run the same command "
                "again: it rebuilds the file from the journal"
            )

    def _once_more(self) -> bytes:
        """Return the lines. Raises StorageError if they were changed and there is no other source of them."""
        try:
            return b"".join(part for _, part in self._checked_parts())
        except StorageError:
            if self._again is None:
                raise
            return b"".join(self._again())

    def _parts(self, size: int) -> Iterator[tuple[int, bytes]]:
        """Yield the first `size` bytes in parts, each with its position."""
        for begin in range(0, size, _AT_ONCE):
            yield begin, os.pread(self._file, min(_AT_ONCE, size - begin), begin)
