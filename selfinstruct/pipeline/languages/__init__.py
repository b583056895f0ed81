"""The languages that tasks may be in: a module for each with its profile. A new one is a module and an entry below."""

from __future__ import annotations

from selfinstruct.pipeline.languages.chinese import CHINESE, CHINESE_OR_OTHER
from selfinstruct.pipeline.languages.english import ENGLISH
from selfinstruct.pipeline.languages.language import Language, language_of
from selfinstruct.pipeline.languages.profile import LanguageProfile

__all__ = ["CHINESE", "ENGLISH", "PROFILES", "Language", "LanguageProfile", "language_of", "profile_of"]

PROFILES: tuple[LanguageProfile, ...] = (CHINESE, ENGLISH)
"""All languages. Patterns of several languages are tried in this order."""

_BY_LANGUAGE = {profile.language: profile for profile in (*PROFILES, CHINESE_OR_OTHER)}


def profile_of(language: Language) -> LanguageProfile:
    """The profile of a run's language. That of `Language.ANY` takes instructions in every language."""
    return _BY_LANGUAGE[language]
