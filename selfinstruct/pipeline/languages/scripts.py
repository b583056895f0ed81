"""Finds the scripts that a text is written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum


class Script(StrEnum):
    """A script, by the name that pages show."""

    HAN = "Han"
    KANA = "kana"
    HANGUL = "hangul"
    LATIN = "Latin"
    CYRILLIC = "Cyrillic"
    GREEK = "Greek"
    ARABIC = "Arabic"
    HEBREW = "Hebrew"
    DEVANAGARI = "Devanagari"
    BENGALI = "Bengali"
    TAMIL = "Tamil"
    THAI = "Thai"
    LAO = "Lao"
    KHMER = "Khmer"
    BURMESE = "Burmese"


CHARACTERS = {
    Script.HAN: "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    Script.KANA: "\u3041-\u3096\u30a1-\u30fa\u30fc",
    Script.HANGUL: "\u1100-\u11ff\u3131-\u318e\uac00-\ud7af",
    Script.LATIN: "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff",
    Script.CYRILLIC: "\u0400-\u052f",
    Script.GREEK: "\u0370-\u037d\u037f-\u03ff\u1f00-\u1fff",
    Script.ARABIC: "\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06fa-\u06ff\u200c\ufb50-\ufdff\ufe70-\ufefc",
    Script.HEBREW: "\u0591-\u05f4",
    Script.DEVANAGARI: "\u0900-\u0963\u0971-\u097f",
    Script.BENGALI: "\u0980-\u09e3\u09f0-\u09fe",
    Script.TAMIL: "\u0b80-\u0be3",
    Script.THAI: "\u0e01-\u0e3a\u0e40-\u0e4e",
    Script.LAO: "\u0e81-\u0ece\u0edc-\u0edf",
    Script.KHMER: "\u1780-\u17d3\u17dd",
    Script.BURMESE: "\u1000-\u103f\u1050-\u109d",
}
"""Letters and marks of each script, as ranges of a regular expression. Digits are of no script."""
UNSPACED = frozenset({Script.HAN, Script.KANA, Script.THAI, Script.LAO, Script.KHMER, Script.BURMESE})
"""Scripts that are written without spaces between words."""
_RUN = re.compile("|".join(f"(?P<{script}>[{letters}]+)" for script, letters in CHARACTERS.items()))


def runs(text: str) -> Iterator[tuple[Script, str]]:
    """Yield the longest stretches in one script, in order, each with its script."""
    return ((Script(str(found.lastgroup)), found[0]) for found in _RUN.finditer(text))


def is_mostly_in(text: str, *own: Script) -> bool:
    """True if a text has at least as many words in these scripts as in others, or no letters at all.

    A word is a run of letters, and in a script without spaces a single character: a word in a foreign script is
    usually a name or a term.
    """
    ours = others = 0
    for script, run in runs(text):
        if script not in own:
            others += 1
        else:
            ours += len(run) if script in UNSPACED else 1
    return ours >= others
