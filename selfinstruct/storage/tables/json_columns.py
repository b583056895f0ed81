"""Rows from JSON objects that store a table by columns or by labels, such as pandas' `DataFrame.to_json` writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfinstruct.storage.tables.contents import FIELDS
from selfinstruct.storage.tables.wrappers import are_columns, is_part_of_row

_SPLIT = {"columns", "data"}


def rows_of_columns(value: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """Return the rows of a table in one of pandas' orients, or as a list for each column; None if it is no table.

    An object of objects is read by columns if the inner labels are numbers, and by rows if the outer ones are;
    otherwise the level with a usual field name has the columns.
    """
    if value.keys() - {"index"} == _SPLIT and _is_matrix(value["data"], value["columns"]):
        return [dict(zip(value["columns"], row, strict=True)) for row in value["data"]]
    if are_columns(value) and not any(is_part_of_row(name, each) for name, each in value.items()):
        return [dict(zip(value, row, strict=True)) for row in zip(*value.values(), strict=True)]
    if value and all(isinstance(each, Mapping) for each in value.values()):
        return _of_objects(value)
    return None


def _of_objects(table: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]] | None:
    """Return the rows of columns with labels, or of labels with rows. A label that is not a number becomes the id."""
    inner = list(next(iter(table.values())))
    is_even = all(list(each) == inner for each in table.values())
    if is_even and inner and (_are_numbers(inner) or (FIELDS & table.keys() and not FIELDS & set(inner))):
        return [{name: column[label] for name, column in table.items()} for label in inner]
    if _are_numbers(table):
        return [dict(row) for row in table.values()]
    if all(FIELDS & row.keys() for row in table.values()):
        return [{"id": label, **row} for label, row in table.items()]
    return None


def _is_matrix(rows: object, columns: object) -> bool:
    return (
        isinstance(rows, list)
        and isinstance(columns, list)
        and all(isinstance(name, str) for name in columns)
        and all(isinstance(row, list) and len(row) == len(columns) for row in rows)
    )


def _are_numbers(labels: Any) -> bool:
    return all(label.isdecimal() for label in labels)
