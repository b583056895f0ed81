"""Rejections: a reason, a human-readable detail, and the rejected text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """The reasons for a rejection, in the order in which they are looked for (docs/parsing-and-filtering.md)."""

    NO_ANSWER = "no_answer"
    EMPTY_REPLY = "empty_reply"
    STRAY_TEXT = "stray_text"
    MALFORMED = "malformed"
    TRUNCATED = "truncated"
    EMPTY_INSTRUCTION = "empty_instruction"
    EMPTY_OUTPUT = "empty_output"
    WRONG_LANGUAGE = "wrong_language"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NEEDS_MEDIA = "needs_media"
    PLACEHOLDER_OUTPUT = "placeholder_output"
    REFUSAL = "refusal"
    AI_IDENTITY = "ai_identity"
    EARLIER_ANSWER = "earlier_answer"
    COPIED_INPUT = "copied_input"
    PLACEHOLDER_INPUT = "placeholder_input"
    NEEDS_LIVE_DATA = "needs_live_data"
    MISSING_INPUT = "missing_input"
    CONTROL_CHARACTERS = "control_characters"
    INVENTED_MEDIA = "invented_media"
    BROKEN_OUTPUT = "broken_output"
    OUTPUT_LANGUAGE = "output_language"
    PERSONAL_DATA = "personal_data"
    DUPLICATE = "duplicate"


OF_REPLIES = frozenset({Reason.NO_ANSWER, Reason.EMPTY_REPLY, Reason.STRAY_TEXT, Reason.MALFORMED, Reason.TRUNCATED})
"""The reasons for a reply or a part of one that is not a task. All others are about a task."""

REASON_TEXTS: Mapping[Reason, str] = {
    Reason.NO_ANSWER: "the request has no reply",
    Reason.EMPTY_REPLY: "the reply has no text",
    Reason.STRAY_TEXT: "the text belongs to no record",
    Reason.MALFORMED: "the record has no output, or cannot be read",
    Reason.TRUNCATED: "the record was cut off",
    Reason.EMPTY_INSTRUCTION: "the instruction is empty",
    Reason.EMPTY_OUTPUT: "the output is empty",
    Reason.WRONG_LANGUAGE: "the instruction is in another language",
    Reason.TOO_SHORT: "the instruction is too short",
    Reason.TOO_LONG: "a text is too long",
    Reason.NEEDS_MEDIA: "a text model cannot do the task: see, draw, convert, play, open or book something",
    Reason.PLACEHOLDER_OUTPUT: "the output is a placeholder",
    Reason.REFUSAL: "the output refuses, or asks for a missing input",
    Reason.AI_IDENTITY: "the output refers to itself as an AI",
    Reason.EARLIER_ANSWER: "the output corrects an earlier answer that is not there",
    Reason.COPIED_INPUT: "the input repeats the instruction or holds the answer, or the output repeats the input",
    Reason.PLACEHOLDER_INPUT: "the input is a placeholder for a text, or only speaks of one",
    Reason.NEEDS_LIVE_DATA: "the task needs a search on the web, or today's news, weather or prices",
    Reason.MISSING_INPUT: "the instruction refers to a text or to options that are not there",
    Reason.CONTROL_CHARACTERS: "a text has control characters or lost characters",
    Reason.INVENTED_MEDIA: "the output shows an image or a video that it invents",
    Reason.BROKEN_OUTPUT: "the output has no beginning, no content, or ends before the answer",
    Reason.OUTPUT_LANGUAGE: "the output is in another language than the task",
    Reason.PERSONAL_DATA: "a text contains personal data",
    Reason.DUPLICATE: "the task is a near-duplicate of an earlier one",
}
"""What each reason says of a text, for readers of a report."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rejection. `raw` is the rejected text in full; "" if there was no answer."""

    reason: Reason
    detail: str
    raw: str
