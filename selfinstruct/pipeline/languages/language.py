"""The languages of instructions, and the choice of the rules for a text."""

from __future__ import annotations

import re
from enum import StrEnum


class Language(StrEnum):
    """The language that a run's instructions must be in: its BCP 47 code, or "any"."""

    CHINESE = "zh"
    TRADITIONAL_CHINESE = "zh-Hant"
    ENGLISH = "en"
    JAPANESE = "ja"
    KOREAN = "ko"
    FRENCH = "fr"
    GERMAN = "de"
    SPANISH = "es"
    PORTUGUESE = "pt"
    ITALIAN = "it"
    DUTCH = "nl"
    POLISH = "pl"
    CZECH = "cs"
    SWEDISH = "sv"
    TURKISH = "tr"
    VIETNAMESE = "vi"
    INDONESIAN = "id"
    RUSSIAN = "ru"
    UKRAINIAN = "uk"
    GREEK = "el"
    ARABIC = "ar"
    PERSIAN = "fa"
    HEBREW = "he"
    HINDI = "hi"
    BENGALI = "bn"
    TAMIL = "ta"
    THAI = "th"
    LAO = "lo"
    KHMER = "km"
    BURMESE = "my"
    ANY = "any"

    @property
    def english_name(self) -> str:
        """The English name, for messages and pages."""
        return "any language" if self is Language.ANY else self.name.replace("_", " ").title()


WITH_OWN_RULES = frozenset({Language.CHINESE, Language.ENGLISH})
"""Languages with a profile of their own: the rules of meaning know their words."""

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def language_of(text: str) -> Language:
    """Return Chinese for a text with at least one Han character, otherwise English."""
    return Language.CHINESE if HAN.search(text) else Language.ENGLISH
