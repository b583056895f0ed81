"""Conversations: lists of turns, in the shapes of ShareGPT, OpenAI and others, and the task that they hold.

Known shapes of a list are `{"from", "value"}` (ShareGPT), `{"role", "content"}` (OpenAI, Hugging Face), pairs
`[question, answer]` (the `history` of LLaMA-Factory and ms-swift), objects of a question and an answer (`input` and
`output` in XTuner, `human` and `assistant` in Firefly), and texts that take turns (UltraChat).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from selfinstruct.schema.task import ASSISTANT, SYSTEM, TOOL_CALLS, USER, Task, Turn
from selfinstruct.storage.shapes.values import BadValue, is_null, text_of

_ROLES = {
    **dict.fromkeys(("user", "human", "prompter", "用户"), USER),
    **dict.fromkeys(("assistant", "gpt", "chatgpt", "model", "bot", "ai", "bing", "bard", "助手"), ASSISTANT),
    **dict.fromkeys(("system", "developer"), SYSTEM),
}
_ROLE_FIELDS = ("role", "from")
_TEXT_FIELDS = ("content", "value", "text")
_TEXT_TYPES = ("text", "input_text", "output_text")
_PAIRS = (("input", "output"), ("human", "assistant"))


def is_list(value: object) -> bool:
    """True for a list that is not empty, also as JSON text in a cell of a CSV."""
    return bool(_listed(value))


def is_conversation(value: object) -> bool:
    """True for a list whose first element is a turn that says whose it is. Other lists may be values of a task.

    A text is none, even if it is the JSON of one: a task may ask for a conversation in JSON.
    """
    return isinstance(value, list) and bool(value) and is_turn(value[0])


def is_turn(value: object) -> bool:
    """True for a single turn that says whose it is, such as the `chosen` answer to a conversation."""
    if not isinstance(value, Mapping) or not any(name in value for name in _ROLE_FIELDS):
        return False
    return any(name in value for name in (*_TEXT_FIELDS, TOOL_CALLS))


def read_turns(value: object, field: str) -> tuple[Turn, ...]:
    """Return the turns in a list, in order; none if the value is null or empty. Raises BadValue."""
    turns = _listed(value)
    if is_null(value) or value == "" or turns == []:
        return ()
    if turns is None:
        raise BadValue(f"`{field}` is not a list of turns")
    return tuple(turn for at, one in enumerate(turns) for turn in _turns_of(one, at, field))


def task_of(turns: Sequence[Turn], field: str) -> tuple[Task, bool]:
    """Return the task of a conversation, and whether its last turn is an answer.

    The last user turn is the instruction, and the last turn, if the assistant has it, the output. Raises BadValue if
    there is no user turn.
    """
    system = turns[0].text if turns and turns[0].role == SYSTEM else ""
    asked = next((at for at in reversed(range(len(turns))) if turns[at].role == USER), None)
    if asked is None:
        raise BadValue(f"`{field}` has no turn of a user")
    is_answered = turns[-1].role == ASSISTANT
    return Task(
        turns[asked].text,
        "",
        turns[-1].text if is_answered else "",
        system=system,
        history=tuple(turns[1 if turns[0].role == SYSTEM else 0 : asked]),
        steps=tuple(turns[asked + 1 : -1 if is_answered else None]),
    ), is_answered


def _listed(value: object) -> Sequence[Any] | None:
    """Return a list, or the list that a cell of a CSV holds as JSON; None for other values."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return None
    return value if isinstance(value, list) else None


def _turns_of(value: object, at: int, field: str) -> Iterator[Turn]:
    match value:
        case str():
            yield Turn(ASSISTANT if at % 2 else USER, _text(value, at, field))
        case [question, answer]:
            yield Turn(USER, _text(question, at, field))
            yield Turn(ASSISTANT, _text(answer, at, field))
        case Mapping():
            yield from _turns_of_object(value, at, field)
        case _:
            raise BadValue(f"turn {at + 1} of `{field}` is neither an object nor a question and an answer")


def _turns_of_object(turn: Mapping[str, Any], at: int, field: str) -> Iterator[Turn]:
    for question, answer in _PAIRS:
        if question in turn and answer in turn:
            yield from _turns_of_pair(turn, question, answer, at, field)
            return
    role = next((str(turn[name]) for name in _ROLE_FIELDS if turn.get(name)), None)
    content = next((turn[name] for name in _TEXT_FIELDS if not is_null(turn.get(name))), None)
    if role is None:
        raise BadValue(f"turn {at + 1} of `{field}` does not say whose it is (`role` or `from`)")
    calls = turn.get(TOOL_CALLS)
    if content or not calls:  # a message that only calls tools has an empty text
        yield Turn(_ROLES.get(role.lower(), role), _text(content, at, field))
    if calls:
        yield Turn(TOOL_CALLS, str(text_of(calls)))


def _turns_of_pair(turn: Mapping[str, Any], question: str, answer: str, at: int, field: str) -> Iterator[Turn]:
    if system := text_of(turn.get(SYSTEM)):
        yield Turn(SYSTEM, system)
    yield Turn(USER, _text(turn[question], at, field))
    yield Turn(ASSISTANT, _text(turn[answer], at, field))


def _text_of_part(part: Mapping[str, Any], at: int, field: str) -> str:
    """Return the text of a part, which OpenAI names `text` and LLaMA-Factory `value`. Raises BadValue."""
    text = next((part[name] for name in ("text", "value", "content") if isinstance(part.get(name), str)), None)
    if part["type"] not in _TEXT_TYPES or text is None:
        raise BadValue(f"turn {at + 1} of `{field}` has a part of type {part['type']}; only text can be read")
    return str(text_of(text))


def _text(content: object, at: int, field: str) -> str:
    """Return the text of a turn, also of one in parts. Raises BadValue for null and for parts that are not text."""
    if isinstance(content, list) and content and all(isinstance(part, Mapping) and "type" in part for part in content):
        content = "".join(_text_of_part(part, at, field) for part in content)
    text = text_of(content)
    if text is None:
        raise BadValue(f"turn {at + 1} of `{field}` has no text")
    return text
