"""Unpack compressed files, told by their first bytes: gzip, zstd, bzip2, xz and lz4."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from selfinstruct.storage.tables.bad_row import BadFile
from selfinstruct.storage.tables.layer import Layer, Readable

SUFFIXES = (".gz", ".zst", ".bz2", ".xz", ".lz4")
"""Usual suffixes of packed files."""
_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")
"""What follows the first four bytes: a block, or the end of an empty file."""


@dataclass(frozen=True, slots=True)
class Packing:
    """A compression format. `unpack` opens a file that is unpacked as it is read."""

    name: str
    unpack: Callable[[BinaryIO], Readable]


def packing_of(start: bytes) -> Packing | None:
    """Return the compression of a file that starts with these bytes; None if it is not compressed."""
    if start.startswith(b"BZh") and start[4:10] in _BZIP2_BLOCKS:
        return _BZIP2
    return next((packing for magic, packing in _BY_START.items() if start.startswith(magic)), None)


def unpacked(path: Path, packing: Packing, file: BinaryIO) -> Unpacked:
    """Return the unpacked bytes of a file. Raises BadFile if this Python was built without the compression."""
    try:
        return Unpacked(path, packing.name, packing.unpack(file))
    except ImportError as error:
        raise BadFile(path, 0, f"this Python cannot unpack {packing.name}; unpack the file first") from error


class Unpacked(Layer):
    """The unpacked bytes of a file; `total` counts them. Raises BadFile if the packed data is damaged or truncated."""

    def __init__(self, path: Path, name: str, inner: Readable) -> None:
        super().__init__(inner)
        self.total = 0
        self._path = path
        self._name = name

    def readinto(self, buffer: Any, /) -> int:
        """Unpack bytes into a buffer. Returns how many, 0 at the end."""
        try:
            count = self._inner.readinto(buffer) or 0
        except Exception as error:
            if not _is_damage(error):
                raise
            raise BadFile(self._path, 0, self._why(error)) from error
        self.total += count
        return count

    def _why(self, error: Exception) -> str:
        if "Not a gzipped file" in str(error):
            return "other data follows the gzip data; compress the file again"
        return f"the {self._name} file is damaged or truncated ({error}); download or compress it again"


def _is_damage(error: Exception) -> bool:
    """True for an error in the packed data. The error of xz is not named, so that its module is imported if needed."""
    is_of_disk = isinstance(error, OSError) and error.errno is not None
    return (isinstance(error, OSError | EOFError | zlib.error) and not is_of_disk) or type(error).__module__ == "_lzma"


def _by_arrow(codec: str) -> Callable[[BinaryIO], Readable]:
    def unpack(file: BinaryIO) -> Readable:
        import pyarrow as pa  # slow to import, and needed for few files

        stream: Readable = pa.CompressedInputStream(pa.PythonFile(file, mode="r"), codec)
        return stream

    return unpack


def _gunzip(file: BinaryIO) -> Readable:
    return gzip.GzipFile(fileobj=file, mode="rb")


def _bunzip(file: BinaryIO) -> Readable:
    import bz2

    return bz2.BZ2File(file)


def _unxz(file: BinaryIO) -> Readable:
    import lzma

    return lzma.LZMAFile(file)


_BZIP2 = Packing("bzip2", _bunzip)
_BY_START = {
    b"\x1f\x8b": Packing("gzip", _gunzip),
    b"\x28\xb5\x2f\xfd": Packing("zstd", _by_arrow("zstd")),
    b"\xfd7zXZ\0": Packing("xz", _unxz),
    b"\x04\x22\x4d\x18": Packing("lz4", _by_arrow("lz4")),
}
