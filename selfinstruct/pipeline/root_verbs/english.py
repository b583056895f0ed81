"""The root of an English instruction: the task verb that one of its clauses begins with, and the noun behind it."""

from __future__ import annotations

import re

from selfinstruct.pipeline.root_verbs.root import Root

_READ = 1200
"""Characters of an instruction that are read."""
_VERBS = frozenset(
    """
    write rewrite compose draft create generate design make develop build plan prepare produce invent construct add
    complete continue fill finish expand extend craft outline brainstorm suggest recommend propose list name give
    provide offer share enumerate identify extract find locate pick choose select highlight underline count detect
    check verify look search summarize summarise condense shorten paraphrase rephrase reword restate translate
    convert transform turn change edit correct fix proofread revise improve simplify replace reorder rearrange sort
    order rank remove delete insert combine merge split separate format arrange organize organise group classify
    categorize categorise label tag decide determine judge rate evaluate assess predict estimate guess infer score
    match compare contrast distinguish differentiate explain describe define discuss analyze analyse explore examine
    research review interpret illustrate argue justify answer respond reply tell state mention imagine pretend act
    play simulate calculate compute solve evaluate factor prove derive multiply divide subtract output print return
    implement debug refactor run execute draw sketch show demonstrate present introduce report record set schedule
    book order send ask interview advise teach help use read come think
    """.split()
)
"""Verbs that English tasks are ordered with. To teach the rules a verb, add it here."""
_PREPARING = frozenset("read use imagine pretend think help look act play".split())
"""Verbs that mostly prepare an order; they are the root where no other clause gives one."""
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
"""Words before a noun that say which or how many."""
_ENDS = re.compile(
    r"of|for|about|to|in|with|from|on|into|and|or|as|by|between|so|than|at|like|while|without|within|that|which|who"
    r"|how|why|what|when|where|if|whether|is|are|was|can|could|using|including|describing|explaining|containing|based"
    r"|given|[^a-z'].*"
)
"""A word that ends a noun phrase."""


def english_root(instruction: str) -> Root | None:
    """The first clause that begins with a task verb gives the root."""
    weak: Root | None = None
    for clause in _CLAUSE.split(instruction[:_READ].lower()):
        order = _POLITE.sub("", clause.strip(), count=1)
        words = _WORD.findall(order)
        if words and words[0] in _VERBS:
            root = Root(words[0], _object(words[1:]))
            if words[0] not in _PREPARING:
                return root
            weak = weak or root
    return weak


def _object(words: list[str]) -> str:
    """The last word of the noun phrase that follows."""
    head = ""
    for word in words:
        if not head and (word in _SKIPPED or word.isdigit()):
            continue
        if _ENDS.fullmatch(word):
            break
        head = word
    return head
