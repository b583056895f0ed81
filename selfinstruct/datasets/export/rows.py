"""Convert records to rows of the export formats, with the fields that the tools document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from selfinstruct.datasets.export.formats import Format
from selfinstruct.runs.typed_records import TypedRecord
from selfinstruct.schema.extras import Extra, pairs_of
from selfinstruct.schema.prompt_format import prompt, user_turn
from selfinstruct.schema.task import ASSISTANT, SYSTEM, TOOL_CALLS, USER, Task, Turn
from selfinstruct.storage.shapes import rejected_answer

Row = Mapping[str, Any]
Extras = frozenset[Extra]

_SHAREGPT_ROLES = {USER: "human", ASSISTANT: "gpt", TOOL_CALLS: "function_call", "tool": "observation"}


def row_of(form: Format, record: TypedRecord, extras: Extras) -> Row:
    """Convert a record to a row of the format. `extras` are those that any row of the dataset has in this format.

    All rows have the same fields, because loaders take the fields of a file from its first rows. A Parquet row also
    has all other fields of the record. Raises BadValue if the record lacks a part that the format needs.
    """
    return _ROWS[form](record, extras)


def _alpaca(record: TypedRecord, extras: Extras) -> Row:
    task = record.task
    row: dict[str, Any] = {"instruction": task.instruction, "input": task.input, "output": task.output}
    if Extra.SYSTEM in extras:
        row["system"] = task.system
    if Extra.HISTORY in extras:
        row["history"] = pairs_of(task)
    return row


def _sharegpt(record: TypedRecord, _extras: Extras) -> Row:
    return {"conversations": _sharegpt_turns(_turns(record.task)), **_tools(record)}


def _sharegpt_turns(turns: Iterable[Turn]) -> list[Row]:
    return [{"from": _SHAREGPT_ROLES.get(turn.role, turn.role), "value": turn.text} for turn in turns]


def _unsloth(record: TypedRecord, _extras: Extras) -> Row:
    """Unsloth stops at any role other than those of the system, the user and the assistant."""
    return {"conversations": _sharegpt_turns(_chat(record.task))}


def _messages(record: TypedRecord, _extras: Extras) -> Row:
    return {"messages": [_message(turn) for turn in _turns(record.task)], **_tools(record)}


def _chat_messages(record: TypedRecord, _extras: Extras) -> Row:
    return {"messages": [_message(turn) for turn in _chat(record.task)]}


def _message(turn: Turn) -> Row:
    if turn.role != TOOL_CALLS:
        return {"role": turn.role, "content": turn.text}
    return {"role": ASSISTANT, "content": "", "tool_calls": json.loads(turn.text)}


def _turns(task: Task) -> Iterator[Turn]:
    """Yield the whole conversation, from the system prompt to the output."""
    if task.system:
        yield Turn(SYSTEM, task.system)
    yield from task.history
    yield Turn(USER, user_turn(task))
    yield from task.steps
    yield Turn(ASSISTANT, task.output)


def _chat(task: Task) -> Iterator[Turn]:
    """Yield the conversation as vendors require it: a system prompt, if any, then questions and answers in turn."""
    yield from _asked(task)
    yield Turn(ASSISTANT, task.output)


def _asked(task: Task) -> Iterator[Turn]:
    """Yield the turns of `_chat` without the last answer."""
    if task.system:
        yield Turn(SYSTEM, task.system)
    for question, answer in pairs_of(task):
        yield Turn(USER, question)
        yield Turn(ASSISTANT, answer)
    yield Turn(USER, user_turn(task))


def _bailian_dpo(record: TypedRecord, _extras: Extras) -> Row:
    return {
        "messages": [_message(turn) for turn in _asked(record.task)],
        "chosen": _message(Turn(ASSISTANT, record.task.output)),
        "rejected": _message(Turn(ASSISTANT, rejected_answer(record.fields))),
    }


def _xtuner_legacy(record: TypedRecord, _extras: Extras) -> Row:
    """The system prompt belongs to the first pair. The others have an empty one, so that all have the same fields."""
    task = record.task
    pairs = [*pairs_of(task), [user_turn(task), task.output]]
    systems = [task.system, *[""] * (len(pairs) - 1)]
    return {
        "conversation": [
            {"system": system, "input": question, "output": answer}
            for system, (question, answer) in zip(systems, pairs, strict=True)
        ]
    }


def _tools(record: TypedRecord) -> Row:
    """Return the definitions of tools, if the row has any."""
    tools = record.fields.get("tools")
    return {"tools": tools} if tools else {}


def _prompt_completion(record: TypedRecord, _extras: Extras) -> Row:
    return {"prompt": prompt(record.task), "completion": record.task.output}


def _typed(record: TypedRecord, extras: Extras) -> Row:
    return {**_alpaca(record, extras), "id": record.task.id, "task_type": str(record.label)}


def _parquet(record: TypedRecord, extras: Extras) -> Row:
    return {**record.fields, **_typed(record, extras), "flags": list(record.flags)}


_ROWS: Mapping[Format, Callable[[TypedRecord, Extras], Row]] = {
    Format.ALPACA: _alpaca,
    Format.SHAREGPT: _sharegpt,
    Format.MESSAGES: _messages,
    Format.PROMPT_COMPLETION: _prompt_completion,
    Format.OPENAI: _messages,
    Format.LLAMAFACTORY: _alpaca,
    Format.AXOLOTL: _alpaca,
    Format.MS_SWIFT: _messages,
    Format.XTUNER: _messages,
    Format.XTUNER_LEGACY: _xtuner_legacy,
    Format.TORCHTUNE: _chat_messages,
    Format.MLX: _messages,
    Format.UNSLOTH: _unsloth,
    Format.BAILIAN: _chat_messages,
    Format.BAILIAN_DPO: _bailian_dpo,
    Format.ARK: _chat_messages,
    Format.SILICONFLOW: _chat_messages,
    Format.DATASETS: _parquet,
    Format.PARQUET: _parquet,
    Format.CSV: _alpaca,
    Format.LABEL_STUDIO: lambda record, extras: {"data": _typed(record, extras)},
}
