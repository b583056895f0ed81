"""Which code points each version of the tokenizer puts into tokens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from selfinstruct.similarity.letters import LETTERS, MARKS, SINGLE

Ranges = tuple[tuple[int, int], ...]
"""Ranges of code points (first, last)."""

SINGLE_CHARACTERS_1: Ranges = (
    (0x3400, 0x4DBF),  # Han, extension A
    (0x4E00, 0x9FFF),  # Han
    (0xF900, 0xFAFF),  # Han, compatibility
    (0x20000, 0x3FFFF),  # Han, extensions B and later
    (0x3040, 0x30FF),  # kana
    (0xAC00, 0xD7AF),  # hangul
)

_INVISIBLE: Ranges = (
    (0xAD, 0xAD),  # soft hyphen
    (0x61C, 0x61C),  # direction of Arabic
    (0x180E, 0x180E),  # separator of Mongolian vowels
    (0x200C, 0x200F),  # joiners, as in Persian and Sinhala words; directions
    (0x202A, 0x202E),  # directions
    (0x2060, 0x2060),  # word joiner
    (0x2066, 0x2069),  # directions
    (0xFEFF, 0xFEFF),  # word joiner of old
)


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Code points of folded texts by what they are for tokens. All others separate tokens, and are in none."""

    single: Ranges
    """Each one is a token."""
    letters: Ranges
    """Letters and digits: a run of them is a word."""
    marks: Ranges = ()
    """They continue a word, but do not begin one."""
    invisible: Ranges = ()
    """They are skipped and end no word."""


@cache
def alphabet(version: int) -> Alphabet:
    """Return the alphabet of a version. Raises ValueError if there is no such version."""
    if version == 1:
        return Alphabet(SINGLE_CHARACTERS_1, ((0x30, 0x39), (0x61, 0x7A)))
    if version == 2:
        return Alphabet(_read(SINGLE), _read(LETTERS), _read(MARKS), _INVISIBLE)
    raise ValueError(f"the version of the tokens must be 1 or 2, not {version}")


def _read(text: str) -> Ranges:
    """Read ranges such as `41..5A AA`."""
    parts = (part.partition("..") for part in text.split())
    return tuple((int(first, 16), int(last or first, 16)) for first, _, last in parts)
