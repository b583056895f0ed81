"""Tokenizes text of any script into words, and into the single characters of scripts without spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import zip_longest

from selfinstruct.similarity.alphabets import Ranges, alphabet

VERSION = 2
"""Part of a run's identity: when the tokens of the same text change, add a version and keep the earlier ones."""
VERSIONS = (1, 2)
"""Version 1 knows single Han, kana and hangul characters, and words of ASCII letters and digits, and no others. Runs
that were made with it are resumed with it."""

_FULL_WIDTH_MARKS = "，：？！；（）"
"""Punctuation that occurs in nearly every Chinese sentence and that NFKC would change. Without it, most texts are
already in NFKC, and checking this takes a thirtieth of the time that normalizing takes."""


def tokenize(text: str, version: int = VERSION) -> list[str]:
    """Return the tokens of a text, in order.

    The text is normalized to NFKC, so that full-width ＡＢＣ１２３ equals abc123, and to lower case. Letters and digits
    of any script make words, together with their accents and vowel signs. Each character of Chinese, Japanese, Korean,
    Thai, Lao, Khmer and Burmese is a token. Punctuation, symbols and emoji are not tokens. rouge-score's own tokenizer
    drops all but ASCII, so with it two equal Chinese sentences score 0. Raises ValueError for an unknown version.
    """
    return _token(version).findall(_visible(text, version))


def has_tokens(text: str, version: int = VERSION) -> bool:
    """True if a text has a token. Stops at the first one."""
    return _token(version).search(fold(text)) is not None


def have_same_tokens(one: str, other: str, version: int = VERSION) -> bool:
    """True if two texts have the same tokens, and at least one. Stops at the first difference."""
    token = _token(version)
    pairs = zip_longest(*(token.finditer(_visible(text, version)) for text in (one, other)))
    return all(a and b and a[0] == b[0] for a, b in pairs) and has_tokens(one, version)


def fold(text: str) -> str:
    """Normalize a text for tokenization: NFKC and lower case."""
    for mark in _FULL_WIDTH_MARKS:
        text = text.replace(mark, " ")
    return unicodedata.normalize("NFKC", text).lower()


def fold_lines(text: str) -> str:
    """`fold` for many lines, each ended by a line break, which no rule of NFKC or lower case reaches across.

    Lines that are all in NFKC are not normalized one by one; checking this takes a thirtieth of the time.
    """
    for mark in _FULL_WIDTH_MARKS:
        text = text.replace(mark, " ")
    if not unicodedata.is_normalized("NFKC", text):
        text = "\n".join([unicodedata.normalize("NFKC", line) for line in text.split("\n")])
    return text.lower()


def _visible(text: str, version: int) -> str:
    """Fold a text, and remove the characters that are skipped."""
    skipped = _skipped(version)
    return skipped.sub("", fold(text)) if skipped else fold(text)


@cache
def _skipped(version: int) -> re.Pattern[str] | None:
    invisible = alphabet(version).invisible
    return re.compile(f"[{_as_set(invisible)}]") if invisible else None


@cache
def _token(version: int) -> re.Pattern[str]:
    own = alphabet(version)
    begin, rest = _one_of(own.letters), _one_of(own.letters + own.marks, "+")
    return re.compile(f"{_one_of(own.single)}|(?:{begin})(?:{rest})*")


def _one_of(ranges: Ranges, times: str = "") -> str:
    """Return a pattern. `re` looks up code points to U+FFFF at once, but tries the ranges above it one by one."""
    within, beyond = (_as_set(pair for pair in ranges if (pair[0] > 0xFFFF) is above) for above in (False, True))
    return f"[{within}]{times}" + (f"|(?=[\U00010000-\U0010ffff])[{beyond}]" if beyond else "")


def _as_set(ranges: Iterable[tuple[int, int]]) -> str:
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
