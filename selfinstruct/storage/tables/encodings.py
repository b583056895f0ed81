"""Say what the bytes of a file are if they are not UTF-8 text."""

from __future__ import annotations

_GZIP = b"\x1f\x8b"
_STARTS = {
    _GZIP: "gzip data instead of text; unpack the file first",
    b"\xff\xfe": "UTF-16 or UTF-32 text; save the file as UTF-8",
    b"\xfe\xff": "UTF-16 or UTF-32 text; save the file as UTF-8",
    b"PAR1": "Parquet instead of text; convert the file to JSON lines first",
    b"PK\x03\x04": "a zip archive or an Excel file instead of text; convert the file first",
}


def why_not_text(start: bytes) -> str:
    """Describe bytes that are not valid UTF-8, by the start of a line or of the file."""
    known = (why for mark, why in _STARTS.items() if start.startswith(mark))
    return next(known, "not UTF-8 text; save the file as UTF-8")


def is_gzip(start: bytes) -> bool:
    """True if this is the start of a gzip file."""
    return start.startswith(_GZIP)
