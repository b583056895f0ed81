"""Read a file of rows one by one, each with its line. The first error raises InputError."""

from __future__ import annotations

import csv
import gzip
import io
import sys
import zlib
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from selfinstruct.errors import InputError
from selfinstruct.storage.regular_files import NotRegular, regular_size
from selfinstruct.storage.tables.arrays import array_values
from selfinstruct.storage.tables.bounded import RowFile
from selfinstruct.storage.tables.encodings import why_not_text
from selfinstruct.storage.tables.formats import SEPARATORS, format_of
from selfinstruct.storage.tables.json_text import json_mistake, parse

_MAX_FIELDS_SHOWN = 20
_KINDS = {type(None): "null", bool: "true or false", list: "a list", dict: "an object"}

_File: TypeAlias = "io.BufferedReader[Any]"
_Values = Iterator[tuple[int, Any]]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with all its fields in order. `file` is the path as given, `line` the row's first line, from 1."""

    file: str
    line: int
    fields: Mapping[str, Any]

    @property
    def shown_names(self) -> str:
        """The names of the first fields, for messages."""
        return ", ".join(list(self.fields)[:_MAX_FIELDS_SHOWN]) or "none"

    def text(self, field: str) -> str:
        """Return the text of a field. Raises InputError if the field is missing or not text."""
        if field not in self.fields:
            raise InputError(
                f"{self.file}:{self.line}: field `{field}` not found (the row has: {self.shown_names}); choose another "
                "one with --field, or fix the row"
            )
        text = self.fields[field]
        if not isinstance(text, str):
            kind = _KINDS.get(type(text), "a number")
            raise InputError(
                f"{self.file}:{self.line}: `{field}` must be text, not {kind}; fix the row, or choose another field "
                "with --field"
            )
        return text


def read_rows(path: Path, on_bytes: Callable[[int], None]) -> Iterator[TableRow]:
    """Yield the rows of a file. `on_bytes` is called with the number of bytes after each read from disk.

    Both `.json` and `.jsonl` files may contain an array or one object per line, because many datasets are misnamed.
    Raises InputError with file and line of the first error, or with the file if it has no rows, is no regular file, or
    exceeds the limits of `RowFile`.
    """
    try:
        with RowFile(path, format_of(path).packed, on_bytes) as file:
            rows = _rows(path, file)
            first = next(rows, None)
            if first is None:
                raise InputError(f"{path}: the file contains no rows; leave it out, or check its content")
            yield first
            yield from rows
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path}: {why_unreadable(error)}") from error


def size_of(path: Path) -> int:
    """Size of a file in bytes. Raises InputError if it is not a regular file or has an unknown suffix."""
    try:
        size = regular_size(path)
    except IsADirectoryError:
        raise InputError(f"{path}: this is a folder; pass the files in it") from None
    except OSError as error:
        raise unreadable(path, error, "the path") from error
    format_of(path)
    return size


def unreadable(path: Path, error: OSError, given_as: str) -> InputError:
    """Return the error to raise if a file cannot be opened. `given_as` is the option to check."""
    if isinstance(error, NotRegular):
        return InputError(f"{path}: this is {error.strerror}; write its data to a file first, then pass that file")
    return InputError(f"{path}: {why_unreadable(error)}; check {given_as}")


def why_unreadable(error: OSError | EOFError | zlib.error) -> str:
    """Describe why a file cannot be read, from the error that was raised."""
    match error:
        case FileNotFoundError():
            return "file not found"
        case gzip.BadGzipFile() if "Not a gzipped file" in str(error):
            return "other data follows the gzip data; compress the file again"
        case gzip.BadGzipFile() | EOFError() | zlib.error():
            return f"the gzip file is damaged or truncated ({error}); download or compress it again"
    return f"cannot be read ({error.strerror})"


def _rows(path: Path, file: RowFile) -> Iterator[TableRow]:
    for line, value in _values(path, file.file):
        if not isinstance(value, dict):
            raise InputError(f"{path}:{line}: not a JSON object; every row must be an object with named fields")
        file.row_ended(line)
        yield TableRow(str(path), line, value)


def _values(path: Path, file: _File) -> _Values:
    kind = format_of(path).kind
    if kind in SEPARATORS:
        return _cells(path, file, SEPARATORS[kind])
    return array_values(path, file) if holds_array(file) else _json_lines(path, file)


def holds_array(file: _File) -> bool:
    """True if a file that was just opened holds a JSON array. Nothing is consumed."""
    return file.peek().removeprefix(BOM_UTF8).lstrip().startswith(b"[")


def _json_lines(path: Path, file: _File) -> _Values:
    for number, line in enumerate(_lines(path, file), 1):
        if not line.strip():
            continue
        try:
            yield number, parse(line)
        except (ValueError, RecursionError) as error:
            what = json_mistake(error)
            raise InputError(f"{path}:{number}: not valid JSON: {what}; each line must be one object") from None


def _cells(path: Path, file: _File, separator: str) -> _Values:
    """Yield the rows after the header, each as a dict of texts."""
    rows = _split(path, file, separator)
    first, header = next(rows, (1, []))
    if twice := [name for name, count in Counter(header).items() if count > 1]:
        raise InputError(f"{path}:{first}: two columns are named {twice[0]!r}; rename one of them")
    for line, cells in rows:
        if len(cells) != len(header):
            raise InputError(
                f"{path}:{line}: this row has {len(cells)} columns, but the header has {len(header)}; "
                "fix the row (quote any text that contains a separator, a quote or a line break)"
            )
        yield line, dict(zip(header, cells, strict=True))


def _split(path: Path, file: _File, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row that is not blank, with its first line."""
    csv.field_size_limit(sys.maxsize)  # the default of 128 KiB is too small for long answers
    # Without `strict` a quote that is never closed would silently swallow the rest of the file.
    reader = csv.reader(_lines(path, file), delimiter=separator, strict=True)
    while True:
        first = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise InputError(f"{path}:{first}: this row is quoted incorrectly ({error}); fix the row") from None
        if cells is None:
            return
        if cells:
            yield first, cells


def _lines(path: Path, file: _File) -> Iterator[str]:
    r"""Yield lines with their line ends. Bytes are split, so only \n ends a line, and U+2028 in a text does not."""
    for number, line in enumerate(file, 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise InputError(f"{path}:{number}: {why_not_text(line)}") from None
        yield text
