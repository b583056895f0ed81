"""A file of rows in, its rows out one by one, each with its line; InputError at the first mistake."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from selfinstruct.errors import InputError
from selfinstruct.storage.tables.arrays import array_values
from selfinstruct.storage.tables.formats import SEPARATORS, format_of

_BUFFER = 1 << 18
"""Bytes."""
_MAX_FIELDS_SHOWN = 20
_KINDS = {type(None): "null", bool: "true or false", list: "a list", dict: "an object"}

_File: TypeAlias = "io.BufferedReader[Any]"
_Values = Iterator[tuple[int, Any]]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with all its fields in order. `file` is the path as it was given, `line` the row's first line, from 1."""

    file: str
    line: int
    fields: Mapping[str, Any]

    def text(self, field: str) -> str:
        """The text of a field. Raises InputError if the row has no such field, or it is not text."""
        if field not in self.fields:
            names = ", ".join(list(self.fields)[:_MAX_FIELDS_SHOWN]) or "none"
            raise InputError(
                f"{self.file}:{self.line}: there is no field `{field}` (there are: {names}); name the right one with "
                "--field, or mend the row"
            )
        text = self.fields[field]
        if not isinstance(text, str):
            kind = _KINDS.get(type(text), "a number")
            raise InputError(
                f"{self.file}:{self.line}: `{field}` must be text, and here it is {kind}; mend the row, or name "
                "another field with --field"
            )
        return text


def read_rows(path: Path, on_bytes: Callable[[int], None]) -> Iterator[TableRow]:
    """The rows of a file. `on_bytes` is called with the number of bytes after each read from the disk.

    A `.json` or `.jsonl` file may contain an array or an object per line, as many datasets are not named accordingly.
    Raises InputError with file and line of the first mistake, or with the file if it has no rows.
    """
    try:
        with _opened(path, on_bytes) as file:
            rows = _rows(path, file)
            first = next(rows, None)
            if first is None:
                raise InputError(f"{path}: there are no rows in this file; leave it out, or see where they are")
            yield first
            yield from rows
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path}: {why_unreadable(error)}") from error


def size_of(path: Path) -> int:
    """Size of a file in bytes. Raises InputError if it does not exist, is a folder, or has an unknown suffix."""
    format_of(path)
    try:
        size = path.stat().st_size
    except OSError as error:
        raise InputError(f"{path}: {why_unreadable(error)}; check the name") from error
    if path.is_dir():
        raise InputError(f"{path}: this is a folder; name the files in it")
    return size


def why_unreadable(error: OSError | EOFError | zlib.error | UnicodeDecodeError) -> str:
    """What is wrong with a file, by the error that reading it raised."""
    match error:
        case UnicodeDecodeError():
            return f"not UTF-8 text (byte {error.start}); save it as UTF-8"
        case FileNotFoundError():
            return "there is no such file"
        case gzip.BadGzipFile() | EOFError() | zlib.error():
            return f"the gzip file is damaged or cut ({error}); fetch or pack it again"
    return f"cannot be read ({error.strerror})"


class _CountedFile(io.FileIO):
    """A file that reports how much was read from it."""

    def __init__(self, path: Path, on_bytes: Callable[[int], None]) -> None:
        super().__init__(path)
        self._on_bytes = on_bytes

    def readinto(self, buffer: Any, /) -> int:
        count = super().readinto(buffer) or 0
        self._on_bytes(count)
        return count


@contextmanager
def _opened(path: Path, on_bytes: Callable[[int], None]) -> Iterator[_File]:
    with io.BufferedReader(_CountedFile(path, on_bytes), _BUFFER) as file:
        if not format_of(path).packed:
            yield file
            return
        with io.BufferedReader(gzip.GzipFile(fileobj=file), _BUFFER) as unpacked:
            yield unpacked


def _rows(path: Path, file: _File) -> Iterator[TableRow]:
    for line, value in _values(path, file):
        if not isinstance(value, dict):
            raise InputError(f"{path}:{line}: this is not a JSON object; every row must be one, with named fields")
        yield TableRow(str(path), line, value)


def _values(path: Path, file: _File) -> _Values:
    kind = format_of(path).kind
    if kind in SEPARATORS:
        return _cells(path, file, SEPARATORS[kind])
    is_array = file.peek().removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
    return array_values(path, file) if is_array else _json_lines(path, file)


def _json_lines(path: Path, file: _File) -> _Values:
    for number, line in enumerate(_lines(path, file), 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError) as error:
            what = _mistake(error)
            raise InputError(f"{path}:{number}: this is not JSON: {what}; each line must be one object") from None


def _mistake(error: Exception) -> str:
    """The message of the JSON parser without its line number, which is always 1 here."""
    return f"{error.msg} at column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)


def _cells(path: Path, file: _File, separator: str) -> _Values:
    """The rows after the header, each as an object of texts."""
    rows = _split(path, file, separator)
    first, header = next(rows, (1, []))
    if twice := [name for name in header if header.count(name) > 1]:
        raise InputError(f"{path}:{first}: two columns are named {twice[0]!r}; rename one of them")
    for line, cells in rows:
        if len(cells) != len(header):
            raise InputError(
                f"{path}:{line}: this row has {len(cells)} columns, but the header has {len(header)}; "
                "mend the row (a text with a separator, quote or line break in it must be quoted)"
            )
        yield line, dict(zip(header, cells, strict=True))


def _split(path: Path, file: _File, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row that is not blank, with its first line."""
    csv.field_size_limit(sys.maxsize)  # the default, 128 KiB, is less than an answer may have
    # Without `strict` a quote that is never closed would silently swallow the rest of the file.
    reader = csv.reader(_lines(path, file), delimiter=separator, strict=True)
    while True:
        first = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise InputError(f"{path}:{first}: the quotes of this row are wrong ({error}); mend the row") from None
        if cells is None:
            return
        if cells:
            yield first, cells


def _lines(path: Path, file: _File) -> Iterator[str]:
    r"""Lines with their ends. Bytes are split, so that only \n ends a line, and U+2028 within a text does not."""
    for number, line in enumerate(file, 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise InputError(f"{path}:{number}: not UTF-8 text; save the file as UTF-8") from None
        yield text
