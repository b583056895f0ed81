"""The languages of instructions. In: a text. Out: the language whose rules read it."""

from __future__ import annotations

import re
from enum import StrEnum


class Language(StrEnum):
    """The language that a run's instructions must be in."""

    CHINESE = "zh"
    ENGLISH = "en"
    ANY = "any"


_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def language_of(text: str) -> Language:
    """Chinese for a text with at least one Han character, otherwise English."""
    return Language.CHINESE if _HAN.search(text) else Language.ENGLISH
