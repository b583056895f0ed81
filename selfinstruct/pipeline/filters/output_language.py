"""The rule for outputs in another language than their task."""

from __future__ import annotations

import re

from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.languages import HAN, PROFILES, WITH_OWN_RULES, Language, language_of, profile_of
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason

MIN_WORDS = {Language.CHINESE: 5, Language.ENGLISH: 12}
"""Minimum Latin words, or Han characters, of an output to be in the other language, and not a name or a formula."""
MIN_QUOTED = 2
"""Minimum foreign words in a task to be a text in the other language that it works on."""
MIN_PROSE = 25
"""Minimum words of an output to be prose in another language, even if the task is about foreign words."""
MAX_OWN = 0.1
"""Maximum words in the task's own language, as a share of the foreign words, of an output in another language."""
MAX_EXTRA_BYTES = 0.2
"""Maximum bytes over one per character in prose in Latin letters, as a share of the characters: accents and quotes."""
MIN_SENTENCE = 0.3
"""Minimum share of function words in an output of fewer than `MIN_SHORT` words."""
MIN_SHORT = 8
MIN_FUNCTION_WORDS = 0.12
"""Minimum share of function words in prose in Latin letters; a list of names, brands or titles has fewer."""
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
_TITLE = re.compile(r"^[ \t\d.、)-]*[\"“《][^\"”》\n]*[\"”》]", re.MULTILINE)
"""A quoted title at the start of a line, as in a list of books."""
_FUNCTION_WORD = re.compile(
    r"\b(?:the|a|an|of|to|and|in|is|are|was|for|on|with|that|it|as|at|by|be|this|you|your|i|my|we|our|his|her|will|not|from|am|has|have|had|do|can|so|but|or|if|they|he|she|me|"
    r"la|de|el|le|et|en|un|une|die|der|und)\b",
    re.IGNORECASE,
)
_GIVEN_WORD = re.compile(
    r"[“\"‘「『《]\s*[a-z][a-z'’-]+\s*[”\"’」』》]|(?:[:：]|\A|\n)[ \t]*[a-z][a-z'’-]+[ \t]*[。.]?[ \t]*(?=\n|\Z)|"
    r"[A-Za-z][a-z'’-]+[”\"’」]?\s?(?:这个|一|的)?(?:[单名动副]|形容)?(?:词|造句|例句|复数|时态)|(?:[单名动副]|形容)词\s?[：:]?\s?[“\"]?[A-Za-z][a-z]"
)
"""A Latin word in quotation marks, behind a colon, alone on a line or called a word. A name has a capital letter."""
_NOT_PROSE = re.compile(r"```|[{};<>=]|https?:|\\\w")
"""Code, markup and formulas, which have no language."""
_KNOWN = frozenset({*WITH_OWN_RULES, Language.TRADITIONAL_CHINESE, Language.ANY})
_NAMED = {profile.language: re.compile(profile.other_language.named, re.IGNORECASE) for profile in PROFILES}
_HINTED = {
    profile.language: re.compile(profile.other_language.hinted or r"(?!)", re.IGNORECASE) for profile in PROFILES
}


def output_language(task: Task, language: Language) -> Objection | None:
    """Reject an output in Latin letters of a Chinese task that asks for no other language, and the reverse.

    How tasks in other languages ask for another one is not known, so none of these is rejected.
    """
    if language not in _KNOWN:
        return None
    own = language_of(task.instruction)
    if _is_foreign(task, own) and not _may_be_foreign(task, own):
        return Reason.OUTPUT_LANGUAGE, f"the output is not in {profile_of(own).name}, which the task is written in"
    return None


def _is_foreign(task: Task, own: Language) -> bool:
    """True if an output is prose in the other language."""
    if not _may_hold_prose(task.output, own):
        return False
    foreign, same = _words(_TITLE.sub("", task.output), own)
    if foreign < MIN_WORDS[own] or same > MAX_OWN * foreign or _NOT_PROSE.search(task.output):
        return False
    if own is Language.ENGLISH:
        return True
    hinted = _HINTED[own].search(f"{task.instruction}\n{task.input}")
    least = MIN_SENTENCE if foreign < MIN_SHORT else MIN_FUNCTION_WORDS
    is_prose = len(_FUNCTION_WORD.findall(task.output)) >= least * foreign
    return is_prose and foreign >= (MIN_PROSE if hinted else MIN_WORDS[own])


def _may_hold_prose(output: str, own: Language) -> bool:
    """False if there are too many or too few characters of three bytes for prose in the other language. This is fast."""
    if own is Language.ENGLISH:
        return not output.isascii()
    return len(output.encode(errors="replace")) - len(output) <= MAX_EXTRA_BYTES * len(output)


def _may_be_foreign(task: Task, own: Language) -> bool:
    """True if a task names another language, or works on a text in one."""
    asked = f"{task.instruction}\n{task.input}"
    if not profile_of(own).is_written_in(task.instruction) or _words(asked, own)[0] >= MIN_QUOTED:
        return True
    return bool(_NAMED[own].search(asked) or _GIVEN_WORD.search(asked))


def _words(text: str, own: Language) -> tuple[int, int]:
    """Count the words (characters, in Chinese) of a text in the other language, and in its own."""
    latin, han = len(_LATIN_WORD.findall(text)), len(HAN.findall(text))
    return (latin, han) if own is Language.CHINESE else (han, latin)
