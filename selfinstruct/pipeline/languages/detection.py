"""Tells languages of the same script apart, with lingua. It is imported, and its models are loaded, when needed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from selfinstruct.errors import InputError
from selfinstruct.pipeline.languages.language import Language

if TYPE_CHECKING:
    from lingua import LanguageDetector

MIN_LIKELIHOOD = 0.5
"""Minimum likelihood of a language, as a share of that of the most likely one, for a text to be in it."""
_DECIMALS = 6
"""Decimals of a likelihood that are looked at: lingua adds up numbers in an order that differs between processes."""


def has_detector() -> bool:
    """True if lingua is installed."""
    try:
        import lingua  # noqa: F401
    except ImportError:
        return False
    return True


def how_to_install(language: Language) -> str:
    """Return the sentence for a language that needs lingua."""
    return (
        f"--language {language} needs lingua-language-detector to tell {language.english_name} from "
        "languages in the same script; install it with: pip install 'selfinstruct[languages]'"
    )


def load_detector(languages: Sequence[Language]) -> None:
    """Load the models of these languages, which takes up to ten seconds."""
    _detector(tuple(languages))


def is_likely(text: str, language: Language, languages: Sequence[Language]) -> bool:
    """True if a text is in a language, or nearly as likely in it as in the most likely one of `languages`.

    Raises InputError if lingua is missing.
    """
    if not has_detector():
        raise InputError(how_to_install(language))
    found = {
        each.language.name: round(each.value, _DECIMALS)
        for each in _detector(tuple(languages)).compute_language_confidence_values(text)
    }
    return found[language.name] >= MIN_LIKELIHOOD * max(found.values())


@cache
def _detector(languages: tuple[Language, ...]) -> LanguageDetector:
    """Return a detector that knows only these languages: fewer are faster, need less memory and are confused less."""
    import lingua

    known = (getattr(lingua.Language, language.name) for language in languages)
    return lingua.LanguageDetectorBuilder.from_languages(*known).with_preloaded_language_models().build()
