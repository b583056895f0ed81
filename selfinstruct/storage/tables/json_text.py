"""Parse JSON texts, and describe mistakes in words that do not depend on the version of Python."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

MAX_DEPTH = 100
"""Maximum nesting. Python's own limit depends on its version, and differs between reading and writing."""
_DECODER = json.JSONDecoder()


def parse(text: str) -> Any:
    """Parse a text that is one JSON value. Raises ValueError or RecursionError; see `json_mistake`."""
    value = json.loads(text)
    _check_depth(value, text.count("[") + text.count("{"))
    return value


def parse_at(text: str, at: int) -> tuple[Any, int]:
    """Parse the JSON value at a position. Returns it with the position of its end. Raises the errors of `parse`."""
    value, end = _DECODER.raw_decode(text, at)
    _check_depth(value, text.count("[", at, end) + text.count("{", at, end))
    return value, end


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
