"""Read the values of a JSON array one at a time, each with its first line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from selfinstruct.storage.tables.bounded import RowFile
from selfinstruct.storage.tables.json_stream import JsonStream


def array_values(rows: RowFile) -> Iterator[tuple[int, Any]]:
    """Yield the values of the array in a file with their lines. Raises BadFile for the first error."""
    text = JsonStream(rows, "the file must be one array of objects")
    yield from elements(text)
    if text.peek():
        raise text.bad("unexpected text after the end of the array")


def elements(text: JsonStream) -> Iterator[tuple[int, Any]]:
    """Yield the elements of the array that comes next in a text."""
    text.take("[")
    mark = text.take("]") if text.peek() == "]" else ","
    while mark == ",":
        text.peek()
        yield text.line, text.value()
        mark = text.take(",]")
