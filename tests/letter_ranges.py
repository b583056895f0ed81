"""The code points of version 2 of the tokenizer. `python tests/letter_ranges.py` writes them to similarity/letters.py.

It needs Python 3.11, whose Unicode data are those of the oldest supported Python: characters of later Unicode versions
would not be folded alike by all Pythons.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from selfinstruct.similarity.alphabets import SINGLE_CHARACTERS_1

MODULE = Path(__file__).parent.parent / "selfinstruct" / "similarity" / "letters.py"
UNICODE = "14.0.0"

_SINGLE_BLOCKS = (
    (0x3005, 0x3007),  # Han: 々〆〇
    (0x3021, 0x3029),  # Han: Hangzhou numerals
    (0x3038, 0x303C),  # Han: Hangzhou numerals and marks of repetition
    (0x3031, 0x3035),  # kana: marks of repetition
    (0x31F0, 0x31FF),  # kana: phonetic extensions
    (0x1AFF0, 0x1B16F),  # kana: extended and supplement
    (0x3100, 0x312F),  # bopomofo
    (0x31A0, 0x31BF),  # bopomofo, extended
    (0x1100, 0x11FF),  # hangul: jamo
    (0x302E, 0x302F),  # hangul: tone marks
    (0x3130, 0x318F),  # hangul: compatibility jamo
    (0xA960, 0xA97F),  # hangul: jamo, extended A
    (0xD7B0, 0xD7FF),  # hangul: jamo, extended B
    (0x0E00, 0x0E7F),  # Thai
    (0x0E80, 0x0EFF),  # Lao
    (0x1000, 0x109F),  # Burmese
    (0xA9E0, 0xA9FF),  # Burmese, extended B
    (0xAA60, 0xAA7F),  # Burmese, extended A
    (0x1780, 0x17FF),  # Khmer
)
"""Blocks whose letters, marks and digits are single tokens, besides all code points that are single in version 1."""
_NUMBERED_SYMBOLS = ((0x2460, 0x24FF), (0x2700, 0x27BF), (0x3200, 0x32FF), (0x1F100, 0x1F1FF))
"""Blocks of symbols such as ❶, some of which Unicode calls numbers."""
_MARKS_OF_SYMBOLS = ((0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
"""Marks around symbols, as in 1️⃣, and variants of symbols and Han characters."""


def single() -> set[int]:
    """Code points that are tokens of their own."""
    return set(_points(SINGLE_CHARACTERS_1)) | {point for point in _points(_SINGLE_BLOCKS) if _category(point) in "LMN"}


def letters() -> set[int]:
    """Letters and digits of words."""
    return _with_category("LN") - single() - set(_points(_NUMBERED_SYMBOLS))


def marks() -> set[int]:
    """Marks that follow a letter of a word."""
    return _with_category("M") - single() - set(_points(_MARKS_OF_SYMBOLS))


def render() -> str:
    """Return the source of the module."""
    return f'''"""Code points of version 2 of the tokenizer, as hexadecimal ranges. Written by `python tests/letter_ranges.py`."""

UNICODE = "{UNICODE}"
"""The version of Unicode that they are taken from, whatever the version that Python knows."""

SINGLE = """
{_as_text(single())}
"""
"""Characters of scripts that are written without spaces, or with a space between syllables: a token each."""

LETTERS = """
{_as_text(letters())}
"""
"""Letters and digits of all other scripts."""

MARKS = """
{_as_text(marks())}
"""
"""Accents, vowel signs and other marks that belong to the letter before them."""
'''


def _with_category(initials: str) -> set[int]:
    return {point for point in range(0x110000) if _category(point) in initials}


def _category(point: int) -> str:
    return unicodedata.category(chr(point))[0]


def _points(ranges: Iterable[tuple[int, int]]) -> Iterator[int]:
    return (point for first, last in ranges for point in range(first, last + 1))


def _as_text(points: Iterable[int]) -> str:
    ranges: list[list[int]] = []
    for point in sorted(points):
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    parts = [f"{first:X}" if first == last else f"{first:X}..{last:X}" for first, last in ranges]
    return textwrap.fill(" ".join(parts), 118)


if __name__ == "__main__":
    if unicodedata.unidata_version != UNICODE:
        raise SystemExit(f"needs Unicode {UNICODE} (Python 3.11), not {unicodedata.unidata_version}")
    MODULE.write_text(render(), encoding="utf-8")
