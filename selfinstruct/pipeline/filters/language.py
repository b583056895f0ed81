"""The rule for instructions in another language than the run's."""

from __future__ import annotations

import re

from selfinstruct.pipeline.filters.own_words import BREAK, QUOTED, has_tokens, tokens_of
from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.languages import PROFILES, WITH_OWN_RULES, Language, profile_of
from selfinstruct.pipeline.languages.others import SCRIPT_OF, TOLD_BY_SCRIPT
from selfinstruct.pipeline.languages.scripts import Script, runs
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason

_QUOTED_ELSEWHERE = re.compile(r"«[^«»]*»|»[^«»]*«|„[^„“”]*[“”]|‹[^‹›]*›|‚[^‚‘’]*[‘’]|『[^『』]*』")
"""Quotations as in French, German, Polish, Russian and Japanese."""

_OF_PROFILES = {Script.HAN, Script.LATIN}
"""Scripts of Chinese and English."""


def wrong_language(task: Task, language: Language) -> Objection | None:
    """Reject an instruction that is not in the run's language. A foreign text that it quotes does not count."""
    profile = profile_of(language)
    if any(profile.is_written_in(part) for part in _openings(task.instruction, language)):
        return None
    return Reason.WRONG_LANGUAGE, f"the instruction is not in {profile.name}"


def likely_languages(task: Task) -> list[Language]:
    """Return the languages that an instruction passes `wrong_language` in: Chinese, English, and those told by script.

    A text without letters passes in both; one that lingua would have to look at passes in none but English.
    """
    scripts = {script for script, _ in runs(task.instruction)}
    known = [profile.language for profile in PROFILES] if not scripts or scripts & _OF_PROFILES else []
    others = [language for language in TOLD_BY_SCRIPT if SCRIPT_OF[language] in scripts]
    return [language for language in (*known, *others) if wrong_language(task, language) is None]


def _openings(instruction: str, language: Language) -> list[str]:
    """Return the texts of which one must be in the language: the first one of an instruction's own words.

    In languages with spaces, the order may be a single word: "Traduire : I love you". It and the next text are returned.
    """
    own = QUOTED.sub("", instruction)
    if language in WITH_OWN_RULES:
        return [next((part for part in BREAK.split(own) if has_tokens(part, 2)), instruction)]
    parts = [(part, len(tokens_of(part))) for part in BREAK.split(_QUOTED_ELSEWHERE.sub("", own))]
    opening = next((number for number, (_, length) in enumerate(parts) if length > 1), None)
    if opening is None:
        return [instruction]
    return [part for part, length in parts[: opening + 1] if any(map(str.isalpha, part))] or [parts[opening][0]]
