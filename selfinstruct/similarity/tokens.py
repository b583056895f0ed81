"""Tokenizes text into single Han, kana and hangul characters, and words of Latin letters and digits."""

from __future__ import annotations

import re
import unicodedata
from itertools import zip_longest

VERSION = 1
"""Part of a run's identity: increase it when the tokens of the same text change."""

SINGLE_CHARACTERS = (
    (0x3400, 0x4DBF),  # Han, extension A
    (0x4E00, 0x9FFF),  # Han
    (0xF900, 0xFAFF),  # Han, compatibility
    (0x20000, 0x3FFFF),  # Han, extensions B and later
    (0x3040, 0x30FF),  # kana
    (0xAC00, 0xD7AF),  # hangul
)
"""Ranges of code points (first, last) whose characters are single tokens."""

WORD = re.compile("[a-z0-9]+")

_FULL_WIDTH_MARKS = "，：？！；（）"
"""Punctuation that occurs in nearly every Chinese sentence and that NFKC would change. Without it, most texts are
already in NFKC, and checking this takes a thirtieth of the time that normalizing takes."""

_SINGLE = "".join(f"{chr(first)}-{chr(last)}" for first, last in SINGLE_CHARACTERS)
_TOKEN = re.compile(f"{WORD.pattern}|[{_SINGLE}]")


def tokenize(text: str) -> list[str]:
    """Return the tokens of a text, in order.

    The text is normalized to NFKC, so that full-width ＡＢＣ１２３ equals abc123, and to lower case. Punctuation and
    emoji are not tokens. rouge-score's own tokenizer drops every Chinese character, so with it two equal Chinese
    sentences score 0.
    """
    return _TOKEN.findall(fold(text))


def has_tokens(text: str) -> bool:
    """True if a text has a token. Stops at the first one."""
    return _TOKEN.search(fold(text)) is not None


def have_same_tokens(one: str, other: str) -> bool:
    """True if two texts have the same tokens, and at least one. Stops at the first difference."""
    pairs = zip_longest(_TOKEN.finditer(fold(one)), _TOKEN.finditer(fold(other)))
    return all(a and b and a[0] == b[0] for a, b in pairs) and has_tokens(one)


def fold(text: str) -> str:
    """Normalize a text for tokenization: NFKC and lower case."""
    for mark in _FULL_WIDTH_MARKS:
        text = text.replace(mark, " ")
    return unicodedata.normalize("NFKC", text).lower()
