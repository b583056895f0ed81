"""Finds the root of an English instruction: the task verb that starts a clause, and the noun after it."""

from __future__ import annotations

import re

from selfinstruct.pipeline.languages import ENGLISH
from selfinstruct.pipeline.root_verbs.root import Root

_READ = 1200
"""Maximum characters of an instruction that are read."""
_POLITE = re.compile(
    r"(?:(?:please|kindly|now|then|also|first|next|finally|and|briefly|carefully|(?:can|could|would|will) you"
    r"|i (?:want|need) you to|i(?:'d| would) like you to|(?:help|assist) me(?: to)?|your (?:task|job|goal) is to"
    r"|you (?:are asked|have|need|will have) to|you (?:should|must))\b[\s:,]*|\d+[.)]\s*|[-*#>\"'“]+\s*)+"
)
_CLAUSE = re.compile(r"[.!?;:\n]+(?=\s|$)|,\s+(?:and\s+)?|\s-\s")
_WORD = re.compile(r"[a-z][a-z'-]*|\S")
_SKIPPED = frozenset(
    """
    a an the this that these those some any each every all both several many few more most your my his her its our
    their me us him them up out down one two three four five six seven eight nine ten of at least following given
    new short
    """.split()
)
"""Words before a noun that are not part of it: determiners, pronouns, quantities."""
_ENDS = re.compile(
    r"of|for|about|to|in|with|from|on|into|and|or|as|by|between|so|than|at|like|while|without|within|that|which|who"
    r"|how|why|what|when|where|if|whether|is|are|was|can|could|using|including|describing|explaining|containing|based"
    r"|given|[^a-z'].*"
)
"""A word that ends a noun phrase."""


def english_root(instruction: str) -> Root | None:
    """Return the root of the first clause that starts with a task verb. Preparing verbs count only as a last resort."""
    weak: Root | None = None
    for clause in _CLAUSE.split(instruction[:_READ].lower()):
        order = _POLITE.sub("", clause.strip(), count=1)
        words = _WORD.findall(order)
        if words and words[0] in ENGLISH.task_verbs:
            root = Root(words[0], _object(words[1:]))
            if words[0] not in ENGLISH.preparing_verbs:
                return root
            weak = weak or root
    return weak


def _object(words: list[str]) -> str:
    """The last word of the noun phrase that the words start with."""
    head = ""
    for word in words:
        if not head and (word in _SKIPPED or word.isdigit()):
            continue
        if _ENDS.fullmatch(word):
            break
        head = word
    return head
