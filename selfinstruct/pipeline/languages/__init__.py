"""The languages of tasks, with a profile for each.

To add one that tasks are asked in, write its module and list its profile below; to filter by one, add it to `others`.
"""

from __future__ import annotations

from selfinstruct.pipeline.languages.chinese import CHINESE, CHINESE_OR_OTHER
from selfinstruct.pipeline.languages.english import ENGLISH
from selfinstruct.pipeline.languages.language import HAN, WITH_OWN_RULES, Language, language_of
from selfinstruct.pipeline.languages.others import OTHER_PROFILES
from selfinstruct.pipeline.languages.profile import LanguageProfile

__all__ = [
    "CHINESE",
    "ENGLISH",
    "HAN",
    "OTHER_PROFILES",
    "PROFILES",
    "WITH_OWN_RULES",
    "Language",
    "LanguageProfile",
    "language_of",
    "profile_of",
]

PROFILES: tuple[LanguageProfile, ...] = (CHINESE, ENGLISH)
"""The profiles of the languages that the rules have words of. Their patterns are tried in this order."""

_BY_LANGUAGE = {profile.language: profile for profile in (*PROFILES, CHINESE_OR_OTHER, *OTHER_PROFILES)}


def profile_of(language: Language) -> LanguageProfile:
    """Return the profile of a run's language. That of `Language.ANY` accepts instructions in every language."""
    return _BY_LANGUAGE[language]
