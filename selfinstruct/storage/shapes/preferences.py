"""The rejected answer of a preference pair, as in TRL, LLaMA-Factory, Bailian and ms-swift."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfinstruct.schema.task import ASSISTANT
from selfinstruct.storage.shapes.conversations import is_conversation, read_turns
from selfinstruct.storage.shapes.values import BadValue, is_null, text_of

_REJECTED = ("rejected", "rejected_response", "rejected_messages")


def rejected_answer(fields: Mapping[str, Any]) -> str:
    """Return the rejected answer of a row: a text, a turn, or the last of several turns. Raises BadValue."""
    name = next((name for name in _REJECTED if not is_null(fields.get(name))), None)
    if name is None:
        raise BadValue("the row has no rejected answer; preference pairs need the fields `chosen` and `rejected`")
    answer = fields[name]
    turns = [answer] if isinstance(answer, Mapping) else answer
    if not is_conversation(turns) and not isinstance(answer, Mapping):
        return str(text_of(answer))
    last = read_turns(turns, name)[-1]
    if last.role != ASSISTANT:
        raise BadValue(f"the last turn of `{name}` is not an answer of the assistant")
    return last.text
