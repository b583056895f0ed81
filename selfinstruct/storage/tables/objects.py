"""Read JSON objects that extend over lines: one row each, or one object around the list or the columns of all rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from selfinstruct.storage.tables.arrays import elements
from selfinstruct.storage.tables.bad_row import BadFile, Unusable
from selfinstruct.storage.tables.bounded import RowFile
from selfinstruct.storage.tables.json_columns import rows_of_columns
from selfinstruct.storage.tables.json_stream import JsonStream
from selfinstruct.storage.tables.wrappers import ROW_LISTS, lists_of_rows, without_index

_Values = Iterator[tuple[int, Any]]
_LIST_OF_OBJECTS = re.compile(r"\[[ \t\r\n]*\{")


def object_values(rows: RowFile) -> _Values:
    """Yield the rows of a file that begins with an object, each with its first line.

    The rows of a list are read one at a time; rows that are stored as columns are read together, and their line is
    the number of the row. Raises BadFile for the first error.
    """
    text = JsonStream(rows, "the file must be objects, or one object with a list of objects")
    text.peek()
    found = text.probe()
    if found and found.following:
        yield from _sequence(text)
    elif found:
        yield from _only_object(rows, text, found.value)
    else:
        yield from _fields(rows, text, ROW_LISTS)


def _sequence(text: JsonStream) -> _Values:
    """Yield the objects of a text, which only have whitespace between them."""
    while mark := text.peek():
        if mark != "{":
            raise text.bad("unexpected text after the end of an object")
        yield text.line, text.value()


def _only_object(rows: RowFile, text: JsonStream, value: Mapping[str, Any]) -> _Values:
    """Yield the rows of the only object in a file, which was parsed, but not consumed."""
    names = lists_of_rows(value)
    if len(names) > 1:
        raise BadFile(rows.path, text.line, _several(*names[:2]))
    if names and not value[names[0]]:
        return
    yield from _fields(rows, text, names) if names else _rows_of(value, text.line)


def _fields(rows: RowFile, text: JsonStream, names: Collection[str]) -> _Values:
    """Yield the objects in the field that has one of these names, without keeping them in memory.

    If there is no such field, the object is read as a whole: it may be a row or have columns.
    """
    line, fields, found = text.line, dict[str, Any](), ""
    text.take("{")
    mark = text.take("}") if text.peek() == "}" else ","
    while mark == ",":
        name = text.key()
        if name in names and text.peek() and text.begins(_LIST_OF_OBJECTS):
            if found:
                raise BadFile(rows.path, text.line, _several(found, name))
            found = name
            yield from without_index(elements(text), fields)
        else:
            fields[name] = text.value(together=text.peek() in "[{")
        mark = text.take(",}")
    if text.peek() and found:
        raise text.bad("unexpected text after the end of the object")
    if not found:
        yield from [(line, _row(fields))] if text.peek() else _rows_of(fields, line)
        yield from _sequence(text)


def _rows_of(value: Mapping[str, Any], line: int) -> _Values:
    """Yield the rows in an object that was read as a whole; it is a row if it contains none."""
    names = lists_of_rows(value)
    if len(names) == 1:
        yield from enumerate(value[names[0]], 1)
    elif (table := rows_of_columns(value)) is not None:
        yield from enumerate(table, 1)
    else:
        yield line, _row(value)


def _row(fields: Mapping[str, Any]) -> Any:
    """Return a row whose fields were read one by one; Unusable if one of them is."""
    return next((each for each in fields.values() if isinstance(each, Unusable)), fields)


def _several(one: str, other: str) -> str:
    return f"there are rows in `{one}` and in `{other}`; save those that you want to read in a file of their own"
