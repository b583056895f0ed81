"""The languages of tasks, with a profile for each. To add one, write its module and list its profile below."""

from __future__ import annotations

from selfinstruct.pipeline.languages.chinese import CHINESE, CHINESE_OR_OTHER
from selfinstruct.pipeline.languages.english import ENGLISH
from selfinstruct.pipeline.languages.language import HAN, Language, language_of
from selfinstruct.pipeline.languages.profile import LanguageProfile

__all__ = ["CHINESE", "ENGLISH", "HAN", "PROFILES", "Language", "LanguageProfile", "language_of", "profile_of"]

PROFILES: tuple[LanguageProfile, ...] = (CHINESE, ENGLISH)
"""The profiles of all languages. Their patterns are tried in this order."""

_BY_LANGUAGE = {profile.language: profile for profile in (*PROFILES, CHINESE_OR_OTHER)}


def profile_of(language: Language) -> LanguageProfile:
    """Return the profile of a run's language. That of `Language.ANY` accepts instructions in every language."""
    return _BY_LANGUAGE[language]
