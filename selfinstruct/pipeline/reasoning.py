"""Separate the answer of a reply from the reasoning before it. Reasoning is never data.

Reasoning models leak their thoughts in several markups, with or without the opening or closing mark, depending on the
server's reasoning parser.
"""

from __future__ import annotations

import re

_NAMES = (
    r"(?:\w{1,8}:)?(?:think(?:ing)?|thoughts?|reason(?:ing)?|analysis|reflection|scratchpad"
    r"|思考(?:过程)?|推理(?:过程)?)"
)
_OPENING = rf"<{_NAMES}>|◁think▷|\[think\]|<\|(?:begin_of_thought|START_THINKING|thinking|think)\|>"
_CLOSING = rf"</{_NAMES}>|◁/think▷|\[/think\]|<\|(?:end_of_thought|END_THINKING|/thinking|/think)\|>"
_DETAILS = r"<details[^<>]{0,20}>\s*<summary>[^<]{0,20}(?:思考|推理|think|reason)[^<]{0,20}</summary>"
_OPEN = re.compile(rf"\s*(?:{_OPENING})", re.IGNORECASE)
_BLOCK = re.compile(rf"\s*(?:(?:{_OPENING}).*?(?:{_CLOSING})|{_DETAILS}.*?</details>)", re.IGNORECASE | re.DOTALL)
_GREETING = re.compile(
    rf"(?:(?!指令|输入|输出|instruction|input|output|\d[.、．)）])[^<{{\[◁#【]){{1,120}}(?<=[\n。！？.!?:：~～])\s*(?={_OPENING})",
    re.IGNORECASE,
)
"""A sentence before the reasoning. A text that speaks of the markup does not start a sentence with it."""
_LONE_CLOSING = re.compile(
    rf"(?:{_CLOSING})(?=[ \t]*(?:\r?\n|\Z|[#*【\[{{<]|\d{{1,4}}[.、．)）]|指令|任务|第))"
    rf"|(?<=[\n。！？.!?…])(?:{_CLOSING})|◁/think▷",
    re.IGNORECASE,
)
"""A closing mark without an opening one, at the end of a line or of a sentence, or right before a list."""
_ANY_OPENING = re.compile(_OPENING, re.IGNORECASE)
_CLOSING_MARKS = ("</", "<|", "◁", "[/")
"""Every closing mark contains one of these."""
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)

_FINAL_CHANNEL = re.compile(r"<\|channel\|>\s*final\b[^<]*<\|message\|>", re.IGNORECASE)
_BARE_CHANNEL = re.compile(r"\s*analysis(?=\S).*?assistant\s*final", re.DOTALL)
"""The same markup when a server removes the tokens but not the names of the channels."""
_CHANNEL = re.compile(r"\s*(?:<\|start\|>\s*assistant\s*)?<\|channel\|>", re.IGNORECASE)
_END_OF_MESSAGE = re.compile(r"<\|(?:return|end|call|start|channel)\|>", re.IGNORECASE)

_ANSWER_OPENING = re.compile(
    r"\s*(?:<answer>|<response>|<final>|<\|(?:begin_of_solution|START_RESPONSE)\|>)[ \t]*\n?", re.IGNORECASE
)
_ANSWER_CLOSING = re.compile(
    r"\s*(?:</answer>|</response>|</final>|<\|(?:end_of_solution|END_RESPONSE)\|>)\s*\Z", re.IGNORECASE
)


def answer_of(text: str) -> str | None:
    """Return the reply without its reasoning; None if the reply ends before the reasoning does.

    Markup inside the answer stays: a task may speak of `<think>`.
    """
    if _CHANNEL.match(text):
        return _final_channel(text)
    if channel := _BARE_CHANNEL.match(text):
        return text[channel.end() :]
    if greeting := _GREETING.match(text):
        text = text[greeting.end() :]
    while block := _BLOCK.match(text):
        text = text[block.end() :]
    if _OPEN.match(text):
        return None
    return _without_answer_tags(_after_lone_closing(text))


def without_block(text: str, unless: str) -> str:
    """Return a text without the reasoning that it starts with, `unless` that text speaks of the markup, too."""
    block = _BLOCK.match(text)
    rest = text[block.end() :].strip() if block else ""
    return text if not rest or mentions_reasoning(unless) or "think" in unless.lower() else rest


def mentions_reasoning(text: str) -> bool:
    """True if a text holds the markup that opens reasoning, wherever it stands."""
    return bool(_ANY_OPENING.search(text))


def is_one_block(text: str) -> bool:
    """True for a block of reasoning from the first character on, with nothing behind it."""
    block = _BLOCK.match(text)
    return bool(block and not text[block.end() :].strip() and len(_ANY_OPENING.findall(text)) == 1)


def _final_channel(text: str) -> str | None:
    """Return the message of the final channel (the Harmony format of gpt-oss)."""
    found = _FINAL_CHANNEL.search(text)
    return _END_OF_MESSAGE.split(text[found.end() :], maxsplit=1)[0] if found else None


def _after_lone_closing(text: str) -> str:
    """Drop what precedes a closing mark without an opening one, unless the mark is inside a code block."""
    closing = _LONE_CLOSING.search(text) if any(mark in text for mark in _CLOSING_MARKS) else None
    if closing is None:
        return text
    before = text[: closing.start()]
    if _ANY_OPENING.search(before) or len(_FENCE.findall(before)) % 2:
        return text
    return text[closing.end() :]


def _without_answer_tags(text: str) -> str:
    opening = _ANSWER_OPENING.match(text)
    return _ANSWER_CLOSING.sub("", text[opening.end() :]) if opening else text
