"""Tell the format of a file by its content, and by its name only where the content is not clear."""

from __future__ import annotations

import codecs
import json
import re
from enum import Enum, auto
from pathlib import Path

from selfinstruct.storage.field_names import ANSWERS, QUESTIONS
from selfinstruct.storage.tables.bad_row import BadFile
from selfinstruct.storage.tables.formats import JSON_SUFFIXES, SEPARATORS, Kind, suffix_of
from selfinstruct.storage.tables.json_text import parse
from selfinstruct.storage.tables.packing import packing_of


class Content(Enum):
    """How the rows of a file are stored."""

    PARQUET = auto()
    ARROW_FILE = auto()
    ARROW_STREAM = auto()
    ARRAY = auto()
    """One JSON array of objects."""
    OBJECTS = auto()
    """JSON objects that may extend over lines: the rows, or one object around all rows."""
    LINES = auto()
    """A JSON object in each line."""
    CELLS = auto()
    """Lines of cells below a header."""


_BINARY = {
    b"PAR1": Content.PARQUET,
    b"ARROW1": Content.ARROW_FILE,
    b"\xff\xff\xff\xff": Content.ARROW_STREAM,
}
_OTHER = {
    b"PK\x03\x04": "a zip archive or an Excel file; unpack the archive, or save the sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file; save the sheet as CSV",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive; unpack it first",
    b"Rar!\x1a\x07": "a RAR archive; unpack it first",
    b"FEA1": "a file of the old Feather format; save it as Parquet",
    b"Obj\x01": "an Avro file; convert it to Parquet or JSON lines",
    b"\x89HDF": "an HDF5 file; convert it to Parquet or JSON lines",
    b"\x93NUMPY": "a NumPy file; convert it to Parquet or JSON lines",
    b"SQLite format 3\0": "an SQLite database; export the table as CSV",
    b"%PDF": "a PDF file; pass the data itself",
    b"version https://git-lfs": "a Git LFS pointer instead of the data; download the data with: git lfs pull",
}
_PAGE = re.compile(rb"\s*<(!doctype|html|head|\?xml)", re.IGNORECASE)
_TAR = slice(257, 262)
"""Where a tar archive has its mark."""

FIELDS = frozenset({*QUESTIONS, *ANSWERS, "text", "messages", "conversations"})
"""Names of which a header must have one if nothing else shows that a file is a CSV."""
_OBJECT = re.compile(rb'\{\s*("|\}|$)')
_ARRAY = re.compile(rb"\[\s*(\{|\]|$)")
_OPEN = (b"{", b"[", b",", b":")
"""Ends of a line within an object."""


def binary_content(path: Path, start: bytes) -> Content | None:
    """Return the format of a binary file by its first bytes; None for text. Raises BadFile for other known formats."""
    if packing := packing_of(start):
        raise BadFile(path, 0, f"this is {packing.name} data inside compressed data; unpack it first")
    if start[_TAR] == b"ustar":
        raise BadFile(path, 0, "this is a tar archive; unpack it first")
    if _PAGE.match(start):
        raise BadFile(path, 0, "this is a web page or XML instead of rows; download the data itself")
    if other := next((what for magic, what in _OTHER.items() if start.startswith(magic)), None):
        raise BadFile(path, 0, f"this is {other}")
    return next((content for magic, content in _BINARY.items() if start.startswith(magic)), None)


def text_content(path: Path, line: bytes, following: bytes) -> Content:
    """Return the format of a text by its first line and the start of the next one.

    Raises BadFile if neither the content nor the name of the file is clear.
    """
    suffix = suffix_of(path)
    is_json, is_cut = suffix in JSON_SUFFIXES, bool(following) and not line.endswith(b"\n")
    line = line.removeprefix(codecs.BOM_UTF8).strip()
    if line.startswith(b"[") and (is_json or _ARRAY.match(line)):
        return Content.ARRAY
    if line.startswith(b"{") and (is_json or _OBJECT.match(line)):
        return Content.LINES if not is_cut and _is_line(line, bool(following)) else Content.OBJECTS
    if is_json or not line:
        return Content.LINES
    if suffix in SEPARATORS or FIELDS & set(header(line, separator_of(path, line))):
        return Content.CELLS
    raise BadFile(
        path,
        0,
        "the format is not clear: the file is neither JSON nor Parquet nor Arrow, and no CSV with a field such as "
        f"instruction; if it has rows, rename it so that the name ends in {', '.join(Kind)}",
    )


def separator_of(path: Path, line: bytes) -> str:
    """Return the separator of cells: that of the suffix if the header has it, otherwise one that the header has."""
    usual = SEPARATORS.get(suffix_of(path), "\t")
    return next((mark for mark in (usual, "\t", ",", ";") if mark.encode() in line), usual)


def header(line: bytes, separator: str) -> list[str]:
    """Return the names in a header, roughly: in lower case and without quotes."""
    return [name.strip().strip('"').lower() for name in line.decode(errors="replace").split(separator)]


def _is_line(line: bytes, is_followed: bool) -> bool:
    """True if a line that begins an object is a row by itself, or would be if it were correct.

    One object that is the whole file may be a row or hold all rows, so it is not taken for a line.
    """
    text = line.decode(errors="surrogateescape")
    try:
        parse(text)
    except json.JSONDecodeError as error:
        begins_another = error.msg == "Extra data" and text[error.pos] == "{"
        return not begins_another and not line.endswith(_OPEN)
    except (ValueError, RecursionError):
        return True
    return is_followed
