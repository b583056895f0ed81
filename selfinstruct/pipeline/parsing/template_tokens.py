"""Remove tokens of a chat template that a server left in a reply, and the turns that a model invents behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selfinstruct.pipeline.parsing.noise import TEMPLATE_TOKEN

_ROLE_AT_START = re.compile(r"\s*(?:assistant|AI|助手)\s*[:：]\s*", re.IGNORECASE)
_AT_START = re.compile(rf"\s*(?:(?:{TEMPLATE_TOKEN.pattern})\s*)+", re.IGNORECASE)
_END_OF_TURN = re.compile(
    rf"(?:{TEMPLATE_TOKEN.pattern})(?=[ \t]*(?:\n|\Z|<\||<｜|</?s>|\[INST\]|user\b|human\b|assistant\b))", re.IGNORECASE
)
_USER = r"<\|user\|>|<｜User｜>|\[INST\]"
_NEXT_TURN = re.compile(
    rf"\s*(?:<s>)?\s*(?:(?:<\|(?:im_start|start_header_id)\|>|<start_of_turn>)?\s*(?:user|human)\b"
    rf"|<\|im_start\|>|<\|start_header_id\|>|<start_of_turn>|{_USER})",
    re.IGNORECASE,
)
_USER_MARKS = ("<|", "<｜", "[")
"""Each of them contains one of these."""
_USER_TURN = re.compile(rf"(?:{_USER})(?=[ \t]*\n)|^[ \t]*(?:{_USER})", re.IGNORECASE | re.MULTILINE)


def without_template_tokens(text: str) -> str:
    """Cut the reply where a chat template ends it, and remove tokens before, between and behind records.

    A token in the middle of a sentence stays: a task may speak of it.
    """
    text = _ROLE_AT_START.sub("", text, count=1) if _ROLE_AT_START.match(text) else text
    if "<" not in text and "[" not in text:
        return text
    text = text[start.end() :] if (start := _AT_START.match(text)) else text
    turn = _USER_TURN.search(text) if any(mark in text for mark in _USER_MARKS) else None
    return "".join(_pieces(text[: turn.start()] if turn else text))


def _pieces(text: str) -> Iterator[str]:
    """Yield the texts between tokens, up to the next turn of the conversation."""
    at, has_text = 0, False
    for token in _END_OF_TURN.finditer(text):
        if token.start() < at:
            continue
        piece = text[at : token.start()]
        has_text = has_text or bool(piece.strip())
        at = token.end()
        yield piece
        if has_text and _NEXT_TURN.match(text, at):
            return
    yield text[at:]


def without_quote_marks(text: str) -> str:
    """Remove the `>` of a reply that is a block quote as a whole."""
    if text.lstrip()[:1] not in ("", ">"):
        return text
    lines = text.split("\n")
    if all(line.startswith(">") for line in lines if line.strip()):
        return "\n".join(line.removeprefix(">").removeprefix(" ") for line in lines)
    return text
