"""The languages of instructions, and the choice of the rules for a text."""

from __future__ import annotations

import re
from enum import StrEnum


class Language(StrEnum):
    """The language that a run's instructions must be in."""

    CHINESE = "zh"
    ENGLISH = "en"
    ANY = "any"


HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def language_of(text: str) -> Language:
    """Return Chinese for a text with at least one Han character, otherwise English."""
    return Language.CHINESE if HAN.search(text) else Language.ENGLISH
