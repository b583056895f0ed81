"""The languages that instructions are only filtered by: how each is recognised. To add one, add a line to the table.

Their prompts are those of `any`, and the rules of meaning know no words of theirs.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from selfinstruct.pipeline.languages.chinese import CHINESE_OR_OTHER
from selfinstruct.pipeline.languages.detection import is_likely
from selfinstruct.pipeline.languages.language import Language
from selfinstruct.pipeline.languages.profile import LanguageProfile
from selfinstruct.pipeline.languages.scripts import Script, is_mostly_in, runs
from selfinstruct.pipeline.languages.traditional import is_traditional

SCRIPT_OF = {
    Language.ENGLISH: Script.LATIN,  # has rules of its own; lingua tells the others from it
    Language.FRENCH: Script.LATIN,
    Language.GERMAN: Script.LATIN,
    Language.SPANISH: Script.LATIN,
    Language.PORTUGUESE: Script.LATIN,
    Language.ITALIAN: Script.LATIN,
    Language.DUTCH: Script.LATIN,
    Language.POLISH: Script.LATIN,
    Language.CZECH: Script.LATIN,
    Language.SWEDISH: Script.LATIN,
    Language.TURKISH: Script.LATIN,
    Language.VIETNAMESE: Script.LATIN,
    Language.INDONESIAN: Script.LATIN,
    Language.RUSSIAN: Script.CYRILLIC,
    Language.UKRAINIAN: Script.CYRILLIC,
    Language.ARABIC: Script.ARABIC,
    Language.PERSIAN: Script.ARABIC,
    Language.JAPANESE: Script.KANA,
    Language.KOREAN: Script.HANGUL,
    Language.GREEK: Script.GREEK,
    Language.HEBREW: Script.HEBREW,
    Language.HINDI: Script.DEVANAGARI,
    Language.BENGALI: Script.BENGALI,
    Language.TAMIL: Script.TAMIL,
    Language.THAI: Script.THAI,
    Language.LAO: Script.LAO,
    Language.KHMER: Script.KHMER,
    Language.BURMESE: Script.BURMESE,
}
"""The script of each language. Lingua tells languages of the same script apart."""
MAX_HAN = 6
"""Maximum Han characters per run of kana in a Japanese text; a Chinese one has at most a Japanese word here and there."""


def sharing_script(language: Language) -> tuple[Language, ...]:
    """Return the languages that lingua has to tell apart to recognise this one; () if it is not needed."""
    if language is Language.ENGLISH or language not in SCRIPT_OF:
        return ()
    shared = tuple(other for other, script in SCRIPT_OF.items() if script is SCRIPT_OF[language])
    return shared if len(shared) > 1 else ()


def _is_in(text: str, language: Language) -> bool:
    """True if a text is mostly in the script of a language and, if others share it, is likely in that language."""
    script, others = SCRIPT_OF[language], sharing_script(language)
    if not is_mostly_in(text, script):
        return False
    own = " ".join(run for found, run in runs(text) if found is script) if others else ""
    return not own or is_likely(own, language, others)


def _is_japanese(text: str) -> bool:
    """True if a text alternates kana and Han characters, or has kana only."""
    kinds = [script for script, _ in runs(text)]
    han = sum(len(run) for script, run in runs(text) if script is Script.HAN)
    return is_mostly_in(text, Script.KANA, Script.HAN) and (not kinds or 0 < kinds.count(Script.KANA) * MAX_HAN >= han)


def _profile(language: Language) -> LanguageProfile:
    checks = {Language.TRADITIONAL_CHINESE: is_traditional, Language.JAPANESE: _is_japanese}
    is_written_in = checks.get(language) or partial(_is_in, language=language)
    return replace(CHINESE_OR_OTHER, language=language, name=language.english_name, is_written_in=is_written_in)


OTHER_PROFILES = tuple(
    _profile(language) for language in (Language.TRADITIONAL_CHINESE, *SCRIPT_OF) if language is not Language.ENGLISH
)
"""The profiles of these languages, and of Chinese in traditional characters."""
TOLD_BY_SCRIPT = tuple(
    profile.language
    for profile in OTHER_PROFILES
    if profile.language in SCRIPT_OF and not sharing_script(profile.language)
)
"""Languages whose script no other language of the table has."""
