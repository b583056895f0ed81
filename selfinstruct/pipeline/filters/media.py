"""The rule for tasks that a text model can't do: see, draw, play, open, remind."""

from __future__ import annotations

import re

from selfinstruct.pipeline.filters.own_words import BREAK, own_words
from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.languages import PROFILES, Language
from selfinstruct.pipeline.languages.profile import either
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason
from selfinstruct.similarity.tokens import tokenize

_WORDS = tuple(profile.media for profile in PROFILES)

BEYOND = tuple(beyond for words in _WORDS for beyond in words.beyond)
"""Things that a text model cannot do, in the order in which instructions are searched for them."""
# Work for which a description of a picture or recording is not enough.
_MEDIA_WORK = re.compile(either(words.work for words in _WORDS), re.IGNORECASE)
# The input refers to the picture or file, or names it, instead of describing it.
_STAND_IN = re.compile(
    either(
        (
            r"https?:|www\.|\.(?:jpe?g|png|gif|mp[34]|wav|pdf|docx?|xlsx?|zip|txt|mov|avi)\b",
            *(words.stand_in for words in _WORDS),
        )
    ),
    re.IGNORECASE,
)
MIN_DESCRIPTION = 8
"""Minimum number of tokens for an input to describe a picture or to be a file's text."""


def needs_media(task: Task, language: Language) -> Objection | None:
    """Reject a task for which a model has to see, draw, play or open something, or remind the user."""
    words = own_words(task.instruction)
    characters = frozenset(words)
    for beyond in BEYOND:
        found = None if beyond.marks.isdisjoint(characters) else beyond.asked.search(words)
        if not found or (beyond.unless and beyond.unless.search(words)):
            continue
        if not (beyond.describable and _is_described(task)):
            return Reason.NEEDS_MEDIA, f"{beyond.what}: {found[0].strip()}"
    return None


def _is_described(task: Task) -> bool:
    """True if the input, or the text after the instruction's colon, describes the picture or contains the file."""
    given = task.input.strip() or "".join(BREAK.split(task.instruction, maxsplit=1)[1:])
    enough = len(tokenize(given)) >= MIN_DESCRIPTION
    return enough and not _STAND_IN.search(given) and not _MEDIA_WORK.search(task.instruction)
