"""Count the texts in each language, as far as the script tells it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from selfinstruct.pipeline.languages.scripts import CHARACTERS, UNSPACED, Script

_LANGUAGES = {Script.HAN: "Chinese", Script.HANGUL: "Korean"}
MAIN_SHARE = 0.8
"""Minimum share of the characters and words of a text in its main script; below it, the text is mixed."""
_MIN_KANA = 0.1
"""Minimum share of kana in a Japanese text, which mixes them with Han characters."""
_AT_ONCE = 2000
"""Texts whose characters are looked up together, at about ten megabytes of memory."""
_SCRIPTS = tuple(CHARACTERS)
_NONE = len(_SCRIPTS)
"""Number of the characters that belong to no script, such as digits."""


def languages(texts: Sequence[str]) -> dict[str, int]:
    """Count the texts by `language`, in descending order."""
    found = Counter[str]()
    for start in range(0, len(texts), _AT_ONCE):
        found.update(map(_named, _counts(texts[start : start + _AT_ONCE]).tolist()))
    return dict(found.most_common())


def language(text: str) -> str:
    """Name the script of a text: Chinese, Japanese, Korean, Latin (also code) or another one, mixed, or no letters."""
    return _named(_counts([text])[0].tolist())


def _named(counts: Sequence[int]) -> str:
    most, total = max(counts), sum(counts)
    if not total:
        return "no letters"
    if counts[_SCRIPTS.index(Script.KANA)] >= _MIN_KANA * total:
        return "Japanese"
    main = _SCRIPTS[counts.index(most)]
    return _LANGUAGES.get(main, str(main)) if most >= MAIN_SHARE * total else "mixed"


def _counts(texts: Sequence[str]) -> NDArray[np.int64]:
    """Count the units of each script (second axis) in each text (first axis): characters or words."""
    points = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    scripts = _script_of_points()[points]
    is_unit = _IS_UNSPACED[scripts]
    is_unit[1:] |= scripts[1:] != scripts[:-1]  # a word begins
    is_unit[:1] = True
    is_unit &= scripts != _NONE
    numbers = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])[: len(points)]
    places = numbers[is_unit] * _NONE + scripts[is_unit]
    return np.bincount(places, minlength=len(texts) * _NONE).reshape(len(texts), _NONE)


_IS_UNSPACED = np.array([script in UNSPACED for script in _SCRIPTS] + [False])


@cache
def _script_of_points() -> NDArray[np.uint8]:
    """Return the number of the script of each code point."""
    found = np.full(0x110000, _NONE, np.uint8)
    for number, letters in enumerate(CHARACTERS.values()):
        for first, last in _ranges(letters):
            found[first : last + 1] = number
    return found


def _ranges(letters: str) -> list[tuple[int, int]]:
    """Return the first and last code point of each range of a set in a regular expression."""
    ends = [(part[0], part[-1]) for part in re.findall("(?s).-.|.", letters)]
    return [(ord(first), ord(last)) for first, last in ends]
