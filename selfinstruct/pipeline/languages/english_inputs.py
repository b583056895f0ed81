"""Which English instructions need a given text, and which inputs only speak of one."""

from __future__ import annotations

import re
from functools import partial

from selfinstruct.pipeline.languages.profile import unlisted_options

_KIND = (
    r"(?:articles?|texts?|passages?|paragraphs?|essays?|stor(?:y|ies)|poems?|emails?|letters?|reports?|reviews?|papers?|documents?|speech(?:es)?|dialogues?|"
    r"conversations?|transcripts?|sentences?|data(?:sets?)?|tables?|lists?|code|snippets?|posts?|tweets?|resumes?|contracts?|abstracts?|news)"
)
_GIVEN = r"(?:this|these|the (?:following|given|provided|above|below|attached)|the)"
_WORK = (
    r"(?:summari[sz]e|translate|rewrite|paraphrase|rephrase|proofread|edit|correct|shorten|condense|simplify|analy[sz]e|classify|extract|identify|find|"
    r"improve|fix|review|evaluate|convert|read)"
)
_LETTER = re.compile("[a-z]", re.IGNORECASE)
"""Without a letter, none of the words below is in a text."""
_NEEDS = re.compile(
    rf"\b{_WORK}\b[^.,;:!?\n]{{0,40}}?\b{_KIND}\b|\b{_GIVEN} (?:\w+ ){{0,3}}{_KIND}\b",
    re.IGNORECASE,
)
_MAKES = re.compile(
    r"\A(?:please )?(?:write|create|compose|draft|generate|design|make|suggest|recommend)\b", re.IGNORECASE
)
_PROGRAMS = re.compile(
    r"\bhow\b|\b(?:python|java|sql|function|program|script|regex|train|model)\b|"
    r"\b(?:create|write|generate|build|develop)\b(?:(?!\b(?:following|given|above|below|this|for|of|about|from|in)\b)[^.,\n]){0,24}\b(?:html|css|javascript|xml|latex|markdown|code|markup|web ?page|formula|query)\b",
    re.IGNORECASE,
)
"""A program or a page can be written without the text that it is for."""
_HOLDS_TEXT = re.compile(r"[\"“][^\"“”]{12,}[\"”]|[:\n]\s*(?!1|a\b)(?s:.){20,}\Z", re.IGNORECASE)

MAX_LENGTH = 240
"""Maximum characters of an input that only speaks of a text."""
_COUNT = r"(?:an?|one|two|three|several|some|\d+)"
_ONLY_SPEAKS = re.compile(
    rf"(?:(?:this|here|it|the {_KIND}|the following|below) (?:is|are) )?{_COUNT} (?:[\w-]+ ){{0,4}}?{_KIND}\b"
    rf"(?: (?:about|on|of|from|with|that|which|containing|discussing|describing)\b[^.\n]*)?\.?|"
    rf"(?:you|i|we) (?:have|need|want|are given|will be given|wrote|received)\b[^.\n]*\b{_KIND}\b[^.\n]*\.?|"
    rf"(?:{_KIND}|text|input)\s*:\s*{_COUNT} (?:[\w-]+ ){{0,4}}?{_KIND}\b[^.\n]*\.?|"
    r"(?:\w+ ?){0,3}:?\s*https?://\S+",
    re.IGNORECASE,
)
_SENTENCE_WORK = re.compile(
    r"(?<!in )(?<!into )\b(?:the|this|these|each|following|given|input|a) (?:\w+ ){0,2}(?:sentences?|statements?|clauses?|strings?)\b",
    re.IGNORECASE,
)
_WHOLE_SENTENCE = re.compile(r"[A-Z].*\b(?:is|are|was|were|have|has|had|need|want|wrote|received)\b.*[.!?]")
"""A sentence with a verb; `A letter from my landlord.` is none."""
_REFERS = re.compile(
    rf"\b(?:the (?:following|given|provided|above|below|attached)|this) (?:\w+ ){{0,2}}{_KIND}\b\s*[.:!?]?\s*\Z",
    re.IGNORECASE,
)
_FROM_OPTIONS = re.compile(r"\bfrom the (?:following|given|provided|list of) (?:options|choices)\b", re.IGNORECASE)
_LISTS = re.compile(r"[/|;:(]|\b[A-Da-d1-4][.)]|\n.+\n|\bor\b|,[^,.]{1,20},", re.IGNORECASE)


_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_MIN_WORDS = 4
"""Minimum words of a sentence that can be the text."""
_ORDERS = re.compile(
    rf"\W*(?:please|you|i|we|imagine|assume|suppose|pretend|consider|given|as|if|this|these|here|below|above|the following|act|your|my|let|use|using|be|make|do|don't|ensure|"
    rf"keep|write|create|compose|generate|think|{_WORK})\b|.*\b{_KIND}\b|.*\b(?:you|your|should|must)\b",
    re.IGNORECASE | re.DOTALL,
)
"""A sentence that orders something, sets the scene, or speaks of a text."""


def only_speaks_of_text(instruction: str, given: str) -> str | None:
    """Return the input if it only speaks of the text that the instruction needs; None if it may be the text."""
    if len(given) > MAX_LENGTH or not _LETTER.search(instruction):
        return None
    if not _needs_text(instruction) or _MAKES.search(instruction):
        return None
    if _SENTENCE_WORK.search(instruction) and _WHOLE_SENTENCE.fullmatch(given):
        return None
    return given if _NEEDS.search(instruction) and _ONLY_SPEAKS.fullmatch(given) else None


def lacks_text(instruction: str) -> str | None:
    """Return the words of an instruction without input that refer to a text next to it."""
    found = _REFERS.search(instruction) if _LETTER.search(instruction) else None
    if not found or not _needs_text(instruction) or any(map(_may_be_text, _SENTENCE.findall(instruction)[:-1])):
        return None
    return found[0].strip()


def _may_be_text(sentence: str) -> bool:
    """True if a sentence before the order states something that is not about the order."""
    is_long = len(sentence.split()) >= _MIN_WORDS
    return is_long and not sentence.rstrip().endswith("?") and not _ORDERS.match(sentence)


def _needs_text(instruction: str) -> bool:
    return not (_HOLDS_TEXT.search(instruction) or _PROGRAMS.search(instruction))


lacks_options = partial(unlisted_options, _FROM_OPTIONS, _LISTS)
