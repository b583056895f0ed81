"""Read text files by lines: JSON lines, and cells below a header."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from selfinstruct.storage.tables.bad_row import BadFile, Unusable
from selfinstruct.storage.tables.bounded import RowFile
from selfinstruct.storage.tables.json_text import json_mistake, parse

_Values = Iterator[tuple[int, Any]]


def json_lines(rows: RowFile) -> _Values:
    """Yield the value of each line that is not blank, with its number; Unusable for a line that is not JSON."""
    for number, line in enumerate(rows.file, 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            yield number, Unusable(rows.why_not_text)
            continue
        if text.strip():
            yield number, _parsed(text)


def _parsed(text: str) -> Any:
    try:
        return parse(text)
    except (ValueError, RecursionError) as error:
        return Unusable(f"not valid JSON: {json_mistake(error)}; each line must be one object")


def cells(rows: RowFile, separator: str) -> _Values:
    """Yield the rows below the header as dicts of texts, each with its first line; Unusable for one that does not fit.

    Raises BadFile for a wrong header, and for quotes that make it unclear where rows end.
    """
    found = _split(rows, separator)
    first, header = next(found, (1, []))
    if isinstance(header, Unusable):
        raise BadFile(rows.path, first, header.why)
    if twice := [name for name, count in Counter(header).items() if count > 1]:
        raise BadFile(rows.path, first, f"two columns are named {twice[0]!r}; rename one of them")
    for line, row in found:
        if isinstance(row, Unusable):
            yield line, row
        elif any(row):  # a spreadsheet writes a blank row as commas
            yield line, _named(header, row)


def _named(header: list[str], row: list[str]) -> dict[str, str] | Unusable:
    if len(row) == len(header):
        return dict(zip(header, row, strict=True))
    return Unusable(
        f"this row has {len(row)} columns, but the header has {len(header)}; "
        "fix the row (quote any text that contains a separator, a quote or a line break)"
    )


def _split(rows: RowFile, separator: str) -> Iterator[tuple[int, list[str] | Unusable]]:
    """Yield the cells of each row that is not blank, with its first line."""
    csv.field_size_limit(sys.maxsize)  # the default of 128 KiB is too small for long answers
    lines = _Lines(rows)
    # Without `strict` a quote that is never closed would silently swallow the rest of the file.
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        first = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise BadFile(rows.path, first, f"this row is quoted incorrectly ({error}); fix the row") from None
        if row is None:
            return
        if lines.take_damage():
            yield first, Unusable(rows.why_not_text)
        elif row:
            yield first, row


class _Lines(Iterator[str]):
    r"""The lines of a file with their ends. Bytes are split, so only \n ends a line, and U+2028 in a text does not."""

    def __init__(self, rows: RowFile) -> None:
        self._lines = enumerate(rows.file, 1)
        self._is_damaged = False

    def __next__(self) -> str:
        number, line = next(self._lines)
        codec = "utf-8-sig" if number == 1 else "utf-8"
        try:
            return line.decode(codec)
        except UnicodeDecodeError:
            self._is_damaged = True
            return line.decode(codec, "surrogateescape")

    def take_damage(self) -> bool:
        """True if a line since the last call has bytes that are not text."""
        was_damaged, self._is_damaged = self._is_damaged, False
        return was_damaged
