"""Filter rows with expressions such as `output_tokens>=20`.

An expression is FIELD OPERATOR VALUE:

* `=` and `!=`: the field equals (or does not equal) one of the comma-separated values; an empty value matches an empty
  or missing field
* `~` and `!~`: the text contains (or does not contain) the value
* a list such as `flags` equals the values that it contains; an empty value matches an empty list
* `<` `<=` `>` `>=`: numeric comparison; a row whose field is not a number does not match

The fields are those of the rows, plus `flags` if a row has none, and `instruction_tokens`, `input_tokens` and
`output_tokens` (tokenized as for ROUGE-L). `nearest` stands for its score. A `task_type` is one of the nine types, or
math or code.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.runs.typed_records import TypedRecord
from selfinstruct.schema.flag import Flag
from selfinstruct.schema.task_types import TO_BELLE, label_of
from selfinstruct.similarity import tokenize

_EXPRESSION = re.compile(r"([^=!<>~]+)(!=|!~|<=|>=|=|~|<|>)(.*)", re.DOTALL)
_ORDERS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SIGNS = ("=", "<", ">", "~")
"""Characters that form an operator of another language when they follow `=` or `!=`, such as `==`."""
_MAX_FIELDS_SHOWN = 20

_DERIVED: Mapping[str, Callable[[TypedRecord], object]] = {
    "instruction": lambda record: record.task.instruction,
    "input": lambda record: record.task.input,
    "output": lambda record: record.task.output,
    "id": lambda record: record.task.id,
    "flags": lambda record: list(record.flags),
    "instruction_tokens": lambda record: len(tokenize(record.task.instruction)),
    "input_tokens": lambda record: len(tokenize(record.task.input)),
    "output_tokens": lambda record: len(tokenize(record.task.output)),
}


@dataclass(slots=True)
class _Filter:
    """One expression. `is_known` is set once a row has the field, `is_apt` once a row has a comparable value in it."""

    text: str
    name: str
    sign: str
    values: Sequence[str]
    number: float = 0
    is_known: bool = False
    is_apt: bool = False

    def matches(self, record: TypedRecord) -> bool:
        if self.name == "task_type":
            self.is_known = self.is_apt = True
            names = {record.label, TO_BELLE[record.label]}
            return (not names.isdisjoint(self.values)) == (self.sign == "=")
        value = self._look_up(record)
        if order := _ORDERS.get(self.sign):
            number = _number(value)
            self.is_apt |= number is not None
            return number is not None and order(number, self.number)
        self.is_apt |= not isinstance(value, Mapping) and (not isinstance(value, list) or _is_texts(value))
        found = _has(value, self.values[0]) if "~" in self.sign else any(_is(value, one) for one in self.values)
        return found != self.sign.startswith("!")

    def _look_up(self, record: TypedRecord) -> object:
        if derived := _DERIVED.get(self.name):
            self.is_known = True
            return derived(record)
        self.is_known |= self.name in record.fields
        value = record.fields.get(self.name)
        return value.get("score") if self.name == "nearest" and isinstance(value, Mapping) else value


@dataclass(slots=True)
class RowFilters:
    """All `--filter` expressions of a command. Raises InputError if an expression cannot be parsed."""

    texts: Sequence[str]
    _filters: list[_Filter] = field(init=False)
    _fields: dict[str, None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._filters = [_parse(text) for text in self.texts]

    def matches(self, record: TypedRecord) -> bool:
        """Return True if a row matches all expressions. All are evaluated, because `finish` checks their fields."""
        self._fields |= dict.fromkeys(record.fields)
        matched = [each.matches(record) for each in self._filters]
        return all(matched)

    def finish(self) -> None:
        """Check the expressions after the last row. Raises InputError if one of them had no row with a usable value."""
        for each in self._filters:
            if not each.is_known:
                names = ", ".join([*list(self._fields)[:_MAX_FIELDS_SHOWN], *list(_DERIVED)[-3:]])
                raise InputError(f"--filter {each.text!r}: no row has a field `{each.name}`; available fields: {names}")
            if not each.is_apt:
                what = "a number" if each.sign in _ORDERS else "a text or number"
                raise InputError(f"--filter {each.text!r}: no row has {what} in `{each.name}`; choose another field")


def _parse(text: str) -> _Filter:
    found = _EXPRESSION.fullmatch(text.strip())
    if not found:
        raise InputError(
            f"--filter {text!r}: not a valid filter; write FIELD, one of = != ~ !~ < <= > >= and a value, for "
            "example 'output_tokens>=20', in quotes (the shell interprets an unquoted < or >)"
        )
    if found[2] in ("=", "!=") and found[3][:1] in _SIGNS:
        raise InputError(
            f"--filter {text!r}: unknown operator {found[2]}{found[3][0]}; use one of = != ~ !~ < <= > >= (put a space "
            "before a value that starts with one of these characters)"
        )
    name, sign, value = (part.strip() for part in found.groups())
    values = [value] if "~" in sign else [one.strip() for one in value.split(",")]
    if name == "task_type":
        _check_types(text, sign, values)
    if name == "flags":
        _check_flags(text, sign, values)
    if sign in _ORDERS:
        return _Filter(text, name, sign, (), _bound(text, value))
    if "~" in sign and not value:
        raise InputError(f"--filter {text!r}: the text to search for is empty; add it after {sign}")
    return _Filter(text, name, sign, values)


def _bound(text: str, value: str) -> float:
    number = _number(value)
    if number is None:
        raise InputError(f"--filter {text!r}: {value!r} is not a number; <, <=, > and >= need a number")
    return number


def _check_types(text: str, sign: str, values: Sequence[str]) -> None:
    try:
        labels = [label_of(value) for value in values]
    except ValueError:
        labels = []
    if not labels or sign not in ("=", "!="):
        raise InputError(f"--filter {text!r}: task_type needs = or != and one or more of: {', '.join(TO_BELLE)}")


def _check_flags(text: str, sign: str, values: Sequence[str]) -> None:
    if sign not in ("=", "!=") or not set(values) <= {*Flag, ""}:
        raise InputError(f"--filter {text!r}: flags needs = or !=, and nothing or one or more of: {', '.join(Flag)}")


def _number(value: object) -> float | None:
    """Convert a number, or a text that is a number as in a CSV file, to float. Return None for other values."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) else None


def _is(value: object, wanted: str) -> bool:
    if isinstance(value, list):
        return wanted in value if value else not wanted
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _number(wanted) == value
    return not isinstance(value, Mapping) and _text(value) == wanted


def _has(value: object, wanted: str) -> bool:
    if isinstance(value, list):
        return any(_has(one, wanted) for one in value)
    return not isinstance(value, Mapping) and wanted in _text(value)


def _is_texts(values: Sequence[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
