"""Decompress response bodies piece by piece, so that a small one that expands to gigabytes does not fill the memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

ACCEPTED = "gzip, deflate"
"""Value of Accept-Encoding."""
_PIECE = 2**18
_MAX_MEMBERS = 100
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_RAW = -zlib.MAX_WBITS


class Decoder(Protocol):
    """Decodes the content of a body as it arrives."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what more data decodes to, in pieces of at most 256 KiB. Raises ValueError."""
        ...

    def check_end(self) -> None:
        """Raise ValueError if the content is incomplete."""
        ...


def decoder_for(encoding: str) -> Decoder:
    """Return the decoder for the value of a Content-Encoding header. Raises ValueError for an unknown encoding."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name in ("gzip", "x-gzip", "deflate"):
        return _Inflate()
    raise ValueError(f"it is compressed with {name}, but only {ACCEPTED} were offered")


class _Plain:
    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data

    def check_end(self) -> None:
        pass


class _Inflate:
    """Decodes gzip and deflate, and lets pass what is declared as compressed but is not."""

    def __init__(self) -> None:
        self._inflate: zlib._Decompress | None = None
        self._is_plain = False
        self._members = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._inflate is None and not self._is_plain and data:
            self._begin(data)
        if self._is_plain:
            yield data
        elif self._inflate and self._inflate.eof:
            data = self._next_member(data)
        while data and not self._is_plain and self._inflate:
            try:
                yield self._inflate.decompress(data, _PIECE)
            except zlib.error as error:
                raise ValueError(f"its compression is damaged ({error})") from None
            done = self._inflate
            data = self._next_member(done.unused_data) if done.eof else done.unconsumed_tail

    def check_end(self) -> None:
        if self._inflate and not self._inflate.eof:
            raise ValueError("its compressed content is incomplete")

    def _begin(self, data: bytes) -> None:
        self._is_plain = data[:1].isspace() or data[:1] in (b"{", b"[", b":", b"<")
        is_raw = data[0] & 0x0F != zlib.DEFLATED and data[:1] != b"\x1f"
        self._inflate = None if self._is_plain else zlib.decompressobj(_RAW if is_raw else _GZIP_OR_ZLIB)

    def _next_member(self, data: bytes) -> bytes:
        """Continue with the next member of a gzip file. Other bytes behind a member are ignored."""
        if not data.startswith(b"\x1f\x8b"):
            return b""
        self._members += 1
        if self._members > _MAX_MEMBERS:
            raise ValueError(f"its compressed content has more than {_MAX_MEMBERS} members")
        self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB)
        return data
