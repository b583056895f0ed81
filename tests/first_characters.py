"""The characters that a match of a pattern may start with, read from the parse tree that `re` itself compiles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_ALL = frozenset(map(chr, range(0x10000)))
_ZERO_WIDTH = (op.ASSERT, op.ASSERT_NOT)
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}


def first_characters(pattern: str, flags: int = 0) -> frozenset[str]:
    """Return the characters up to U+FFFF that a match behind the start of a text may start with.

    A match at the very start (`^`) does not count. An assertion is taken to be true, so the set may be too large, but
    never too small.
    """
    parsed = _parser.parse(pattern, flags)
    found, is_empty = _first(parsed, parsed.state.flags)
    return _ALL if is_empty else found


def _first(items: Iterable[tuple[Any, Any]], flags: int) -> tuple[frozenset[str], bool]:
    """Return the first characters of a sequence, and whether it may match nothing."""
    found: frozenset[str] = frozenset()
    for code, value in items:
        more, is_empty = _first_of(code, value, flags)
        found |= more
        if not is_empty:
            return found, False
    return found, True


def _first_of(code: Any, value: Any, flags: int) -> tuple[frozenset[str], bool]:
    if code is op.AT:
        is_start = value in (op.AT_BEGINNING, op.AT_BEGINNING_STRING) and not flags & re.MULTILINE
        return frozenset(), not is_start
    if code in _ZERO_WIDTH:
        return frozenset(), True
    if code is op.BRANCH:
        branches = [_first(branch, flags) for branch in value[1]]
        return frozenset().union(*(found for found, _ in branches)), any(is_empty for _, is_empty in branches)
    if code is op.SUBPATTERN:
        return _first(value[3], (flags | value[1]) & ~value[2])
    if code is op.ATOMIC_GROUP:
        return _first(value, flags)
    if code in _REPEATS:
        found, is_empty = _first(value[2], flags)
        return found, is_empty or value[0] == 0
    if code in (op.GROUPREF, op.GROUPREF_EXISTS):
        return _ALL, True
    return _single(code, value, flags), False


def _single(code: Any, value: Any, flags: int) -> frozenset[str]:
    """Return the characters that an item for one character matches."""
    if code is op.ANY:
        return _ALL
    if code is op.NOT_LITERAL:
        return _ALL - _with_case({chr(value)}, flags)
    if code is op.LITERAL:
        return _with_case({chr(value)}, flags)
    assert code is op.IN, code
    is_negated = value[0][0] is op.NEGATE
    found = _with_case({one for item in value[is_negated:] for one in _members(*item)}, flags)
    return _ALL - found if is_negated else found


def _members(code: Any, value: Any) -> Iterable[str]:
    if code is op.LITERAL:
        return chr(value)
    if code is op.RANGE:
        return map(chr, range(value[0], min(value[1], 0xFFFF) + 1))
    return filter(re.compile(_CATEGORIES[value]).match, _ALL)


def _with_case(characters: set[str], flags: int) -> frozenset[str]:
    if not flags & re.IGNORECASE:
        return frozenset(characters)
    letters = {one for one in characters if one.lower() != one or one.upper() != one}
    other = re.compile(f"[{''.join(map(re.escape, letters))}]", re.IGNORECASE) if letters else None
    return frozenset(characters) | (frozenset(filter(other.match, _ALL)) if other else frozenset())
