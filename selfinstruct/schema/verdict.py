"""Why a text was rejected: a reason, a detail for people, and the text itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """All reasons. The README explains each."""

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
    REFUSAL = "refusal"
    AI_IDENTITY = "ai_identity"
    COPIED_INPUT = "copied_input"
    PLACEHOLDER_INPUT = "placeholder_input"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rejection. `raw` is the teacher's whole text that was rejected; "" without an answer."""

    reason: Reason
    detail: str
    raw: str
