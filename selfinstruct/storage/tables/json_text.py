"""Parse JSON texts, and describe mistakes in words that do not depend on the version of Python."""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterator
from typing import Any

from selfinstruct.schema.json_values import read_json_value

MAX_DEPTH = 100
"""Maximum nesting. Python's own limit depends on its version, and differs between reading and writing."""
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|["\[\]{}]', re.DOTALL)
"""A string, a bracket, or the quote of a string that does not end."""
_NUMBER = re.compile(r"[-+.\w]*")


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=lambda _: None)


def parse(text: str) -> Any:
    """Parse a text that is one JSON value. Raises ValueError or RecursionError; see `json_mistake`.

    NaN, infinity and numbers that are too large for a float become None: JSON has none of them, nor may it be written.
    """
    value = read_json_value(text, _DECODER.decode)
    _check_depth(value, text.count("[") + text.count("{"))
    return value


def parse_at(text: str, at: int) -> tuple[Any, int]:
    """Parse the JSON value at a position. Returns it with the position of its end. Raises the errors of `parse`."""
    value, end = _DECODER.raw_decode(text, at)
    _check_depth(value, text.count("[", at, end) + text.count("{", at, end))
    return value, end


def end_of_value(text: str, at: int) -> int | None:
    """Return the end of a JSON value that cannot be parsed, by its brackets; None if the text ends before it."""
    if text[at] not in '"[{':
        number = _NUMBER.match(text, at)
        return number.end() if number and number.end() < len(text) else None
    depth = 0
    for token in _TOKEN.finditer(text, at):
        mark = token.group()
        depth += (mark in "[{") - (mark in "]}")
        if mark == '"':
            return None
        if not depth:
            return token.end()
    return None


def json_mistake(error: ValueError | RecursionError) -> str:
    """Describe the error in a text of one line: the line number, which is always 1, is left out."""
    if isinstance(error, RecursionError):
        return f"nested more than {MAX_DEPTH} levels deep"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.removesuffix(' at')} at column {error.colno}"
    if "integer string conversion" in str(error):
        return f"a whole number has more than {sys.get_int_max_str_digits():,} digits"
    return str(error)


def _check_depth(value: Any, brackets: int) -> None:
    """Raise RecursionError if a value is nested too deeply. `brackets` is an upper limit of its depth."""
    if brackets <= MAX_DEPTH:
        return
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    raise RecursionError


def _inside(value: Any) -> Iterator[Any]:
    """Yield the lists and objects directly in a value."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        yield from (each for each in inner if isinstance(each, dict | list))
