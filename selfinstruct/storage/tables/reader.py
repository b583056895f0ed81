"""Read a file of rows one by one, each with its line, whatever its format, compression and encoding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.storage.regular_files import NotRegular, regular_size
from selfinstruct.storage.tables.arrays import array_values
from selfinstruct.storage.tables.bad_row import BadRow, NoRows, Unusable
from selfinstruct.storage.tables.bounded import RowFile
from selfinstruct.storage.tables.contents import Content, separator_of, text_content
from selfinstruct.storage.tables.encodings import codec_of
from selfinstruct.storage.tables.lines import cells, json_lines
from selfinstruct.storage.tables.objects import object_values
from selfinstruct.storage.tables.table_row import TableRow

_NO_OBJECT = "not a JSON object; every row must be an object with named fields"


def read_rows(
    path: Path,
    on_bytes: Callable[[int], None],
    on_bad: Callable[[BadRow], None] | None = None,
    encoding: str | None = None,
) -> Iterator[TableRow]:
    """Yield the rows of a file. `on_bytes` is called with the number of bytes after each read from disk.

    The content decides the format: JSON in lines, in an array, over several lines or in columns, CSV, TSV, Parquet
    or Arrow, also compressed; the suffix only matters for a text that is not JSON. `encoding` is the name of a Python
    codec; without it, byte order marks are recognized, and Chinese in GB18030 if that is certain.

    Raises InputError with file and line of the first error, or with the file if it has no rows, is no regular file, or
    exceeds the limits of `RowFile`. With `on_bad`, a row that cannot be used by itself is passed to it, and reading
    continues with the next row.
    """
    codec = codec_of(encoding) if encoding else None
    try:
        with RowFile(path, on_bytes, codec) as file:
            rows = _rows(file)
            first = next(rows, None)
            if first is None:
                raise NoRows(path)
            for row in chain([first], rows):
                if isinstance(row, TableRow):
                    yield row
                elif on_bad is None:
                    raise InputError(str(row))
                else:
                    on_bad(row)
    except OSError as error:
        raise InputError(f"{path}: {_why_unreadable(error)}") from error


def size_of(path: Path) -> int:
    """Size of a file in bytes. Raises InputError if it is not a regular file."""
    try:
        return regular_size(path)
    except IsADirectoryError:
        raise InputError(f"{path}: this is a folder; pass the files in it") from None
    except OSError as error:
        raise unreadable(path, error, "the path") from error


def unreadable(path: Path, error: OSError, given_as: str) -> InputError:
    """Return the error to raise if a file cannot be opened. `given_as` is the option to check."""
    if isinstance(error, NotRegular):
        return InputError(f"{path}: this is {error.strerror}; write its data to a file first, then pass that file")
    return InputError(f"{path}: {_why_unreadable(error)}; check {given_as}")


def _why_unreadable(error: OSError) -> str:
    return "file not found" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"


def _rows(file: RowFile) -> Iterator[TableRow | BadRow]:
    for line, value in _values(file):
        file.row_ended(line)
        if isinstance(value, dict):
            yield TableRow(str(file.path), line, value)
        else:
            yield BadRow(str(file.path), line, value.why if isinstance(value, Unusable) else _NO_OBJECT)


def _values(file: RowFile) -> Iterator[tuple[int, Any]]:
    """Yield the values of the rows with their lines, in the format of the file."""
    if file.binary:
        from selfinstruct.storage.tables.columnar import columnar_rows  # pyarrow is slow to import

        return columnar_rows(file, file.binary)
    line, following = file.look_ahead()
    match text_content(file.path, line, following):
        case Content.ARRAY:
            return array_values(file)
        case Content.OBJECTS:
            return object_values(file)
        case Content.CELLS:
            return cells(file, separator_of(file.path, line))
    return json_lines(file)
