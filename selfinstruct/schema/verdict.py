"""Rejections: a reason, a human-readable detail, and the rejected text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """The reasons for a rejection, explained in docs/parsing-and-filtering.md."""

    NO_ANSWER = "no_answer"
    EMPTY_REPLY = "empty_reply"
    STRAY_TEXT = "stray_text"
    MALFORMED = "malformed"
    TRUNCATED = "truncated"
    EMPTY_INSTRUCTION = "empty_instruction"
    EMPTY_OUTPUT = "empty_output"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    WRONG_LANGUAGE = "wrong_language"
    NEEDS_MEDIA = "needs_media"
    PLACEHOLDER_OUTPUT = "placeholder_output"
    REFUSAL = "refusal"
    AI_IDENTITY = "ai_identity"
    COPIED_INPUT = "copied_input"
    PLACEHOLDER_INPUT = "placeholder_input"
    PERSONAL_DATA = "personal_data"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rejection. `raw` is the rejected text in full; "" if there was no answer."""

    reason: Reason
    detail: str
    raw: str
