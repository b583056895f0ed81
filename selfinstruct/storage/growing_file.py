"""A file of lines that one process extends, and whose lines it reads back by number."""

from __future__ import annotations

import hashlib
import os
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from selfinstruct.errors import StorageError
from selfinstruct.storage.durable import append, open_to_append, replace_file
from selfinstruct.storage.regular_files import open_descriptor, open_regular

_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Mark:
    """The beginning of a file: its size in bytes, and its SHA-256 in hexadecimal."""

    size: int
    sha: str


class GrowingFile:
    """Lines of a file. The first `extend` replaces what an earlier process left, unless it was taken over by `resume`.

    If another program changes the file meanwhile, it is written again from the descriptor that is open here, which
    survives a deletion and a replacement. Raises OSError if the file cannot be written, and StorageError if what was
    written is gone.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = -1
        self._ends = array("Q")
        self._checks = array("I")
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
            with open_regular(self.path) as file:
                while self.size < mark.size and (line := file.readline()):
                    self._note(line)
            self._file = open_descriptor(self.path)
        except OSError:
            return False
        return self.mark == mark

    def extend(self, lines: Sequence[bytes]) -> None:
        """Append lines, which end in a line break, all or none. They are not synced to disk."""
        content = b"".join(lines)
        if self._file < 0 or not self.size:
            self._replace(content)
        else:
            self._put_in_order()
            _append(self.path, self.size, content)
        for line in lines:
            self._note(line)

    def line(self, number: int) -> bytes:
        """Return a line. Raises StorageError if it was changed."""
        begin = self._ends[number - 1] if number else 0
        found = os.pread(self._file, self._ends[number] - begin, begin)
        if zlib.crc32(found) != self._checks[number]:
            raise self._changed()
        return found

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of this moment. Raises StorageError if they were changed."""
        number, count, rest = 0, len(self), b""
        for content in self._parts():
            *found, rest = _split(rest + content)
            for line in found:
                if number == count:
                    return
                if zlib.crc32(line) != self._checks[number]:
                    raise self._changed()
                yield line
                number += 1
        if number < count:
            raise self._changed()

    def close(self) -> None:
        """Close the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _note(self, line: bytes) -> None:
        self._ends.append(self.size + len(line))
        self._checks.append(zlib.crc32(line))
        self._sha.update(line)

    def _replace(self, content: bytes) -> None:
        replace_file(self.path, content)
        self.close()
        self._file = open_descriptor(self.path)

    def _put_in_order(self) -> None:
        """Write the file again if it is not the one that was written here."""
        own = os.fstat(self._file)
        try:
            found = self.path.lstat()
            is_own = (found.st_dev, found.st_ino) == (own.st_dev, own.st_ino)
        except OSError:
            is_own = False
        if is_own and own.st_size == self.size:
            return
        content = b"".join(self._parts())
        if Mark(len(content), hashlib.sha256(content).hexdigest()) != self.mark:
            raise self._changed()
        self._replace(content)

    def _parts(self) -> Iterator[bytes]:
        """Yield the content of this moment in parts."""
        size = self.size
        for begin in range(0, size, _AT_ONCE):
            yield os.pread(self._file, min(_AT_ONCE, size - begin), begin)

    def _changed(self) -> StorageError:
        return StorageError(
            f"{self.path}: another program changed this file during the run; nothing is lost. Run the same command "
            "again: it rebuilds the file from the journal"
        )


def _split(content: bytes) -> list[bytes]:
    """Return the complete lines of a text, and what follows them."""
    *lines, rest = content.split(b"\n")
    return [*(line + b"\n" for line in lines), rest]


def _append(path: Path, size: int, content: bytes) -> None:
    """Append all or nothing, so that a full disk leaves no part of a line."""
    file = open_to_append(path)
    try:
        append(file, size, content, synced=False)
    finally:
        os.close(file)
