"""Rules for tasks that are too short to be meaningful or too long to train on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selfinstruct.pipeline.filters.own_words import has_tokens, tokens_of
from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.languages import WITH_OWN_RULES, Language
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason

MIN_INSTRUCTION = 4
"""Minimum tokens. Alpaca drops instructions of three words or fewer; here, a Chinese character is a token."""
MIN_WORDS = 3
"""The same in other languages: many have no articles and say in three words what English says in four."""
MAX_INSTRUCTION = 400
"""Maximum tokens. Alpaca's limit is 150 English words, about 250 Chinese characters; real prompts are longer."""
MAX_TEXT = 6000
"""Maximum tokens of an input or output; a longer one does not fit into a training row of 8k tokens."""
CHARACTERS_PER_WORD = 4
"""Letters and signs of a Thai, Lao, Khmer or Burmese word, each of which is a token."""
_FOUR_TOKENS = frozenset({*WITH_OWN_RULES, Language.TRADITIONAL_CHINESE})
"""Languages in which `MIN_INSTRUCTION` counts."""
_PART_OF_WORD = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def too_short(task: Task, language: Language) -> Objection | None:
    """Reject an instruction of fewer than `MIN_INSTRUCTION` tokens, which is also too short for ROUGE-L.

    It is `MIN_WORDS` in other languages than Chinese and English.
    """
    if has_tokens(task.instruction, MIN_INSTRUCTION):
        return None
    tokens = tokens_of(task.instruction)
    least = MIN_WORDS if _is_elsewhere(tokens, language) else MIN_INSTRUCTION
    return (Reason.TOO_SHORT, f"the instruction has {len(tokens)} tokens") if len(tokens) < least else None


def too_long(task: Task, language: Language) -> Objection | None:
    """Reject an instruction over `MAX_INSTRUCTION` tokens, or an input or output over `MAX_TEXT`."""
    for name, text, most in (
        ("instruction", task.instruction, MAX_INSTRUCTION),
        ("input", task.input, MAX_TEXT),
        ("output", task.output, MAX_TEXT),
    ):
        if len(text) > most and _length(tokens := tokens_of(text), language) > most:
            return Reason.TOO_LONG, f"the {name} has {len(tokens)} tokens"
    return None


def _is_elsewhere(tokens: Sequence[str], language: Language) -> bool:
    """True for the languages without rules of their own; with `any`, for a text with a word that is not ASCII."""
    if language is not Language.ANY:
        return language not in _FOUR_TOKENS
    return any(len(token) > 1 and not token.isascii() for token in tokens)


def _length(tokens: Sequence[str], language: Language) -> int:
    """Count the tokens, and those that are parts of words as words."""
    if language in WITH_OWN_RULES:
        return len(tokens)
    parts = sum(map(bool, map(_PART_OF_WORD.match, tokens)))
    return len(tokens) - parts + parts // CHARACTERS_PER_WORD
