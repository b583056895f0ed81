"""Find the list of rows in the one JSON object of a file, and tell such an object from a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from selfinstruct.storage.field_names import ANSWERS, QUESTIONS

ROW_LISTS = frozenset(
    "data rows train validation test examples items records samples dataset list results tasks questions "
    "conversations".split()
)
"""Usual names of a field with all rows of a file."""
_PARTS_OF_ROW = frozenset({"messages", "conversation", "instances", "turns", "history"})
"""Fields of a row that hold a list of objects."""
_TURNS = (frozenset({"role", "content"}), frozenset({"from", "value"}), frozenset({"role", "value"}))
"""Fields of a turn of a conversation."""
_INDEX = "index"
"""Name that pandas gives to row numbers."""


def lists_of_rows(value: Mapping[str, Any]) -> list[str]:
    """Return the names of the fields with rows in an object that is a whole file.

    There are none if the object itself is a row, and several if it is not clear which of them has the rows. A list with
    a usual name is taken before others.
    """
    lists = [name for name, rows in value.items() if _has_objects(rows)]
    if any(is_part_of_row(name, value[name]) for name in lists) or are_columns(value):
        return []
    texts = {name for name, text in value.items() if isinstance(text, str)}
    usual = [name for name in lists if name in ROW_LISTS]
    asks, answers = (not texts.isdisjoint(names) for names in (QUESTIONS, ANSWERS))
    if usual and not (asks and answers):
        return usual
    if len(lists) == 1 and not (asks or answers):
        return lists
    return [] if lists or asks or answers else _empty_lists(value)


def is_part_of_row(name: str, values: Any) -> bool:
    """True for a list of objects that one row has, such as the turns of a conversation."""
    return _has_objects(values) and (name in _PARTS_OF_ROW or any(turn <= values[0].keys() for turn in _TURNS))


def are_columns(value: Mapping[str, Any]) -> bool:
    """True for an object whose fields are lists of the same length, of which not all have objects."""
    lists = [each for each in value.values() if isinstance(each, list)]
    is_even = len(lists) == len(value) and len({len(each) for each in lists}) == 1
    return is_even and bool(lists[0]) and not all(map(_has_objects, lists))


def without_index(rows: Iterator[tuple[int, Any]], siblings: Mapping[str, Any]) -> Iterator[tuple[int, Any]]:
    """Yield rows without the numbers that pandas writes into them, as the schema in a field beside them tells."""
    schema = siblings.get("schema")
    is_numbered = isinstance(schema, Mapping) and schema.get("primaryKey") == [_INDEX]
    for line, row in rows:
        has_number = is_numbered and isinstance(row, dict)
        yield line, {name: value for name, value in row.items() if name != _INDEX} if has_number else row


def _has_objects(values: Any) -> bool:
    return isinstance(values, list) and isinstance(next(iter(values), None), Mapping)


def _empty_lists(value: Mapping[str, Any]) -> list[str]:
    """Return the first usual field with an empty list, if there is one."""
    return [name for name, rows in value.items() if rows == [] and name in ROW_LISTS][:1]
