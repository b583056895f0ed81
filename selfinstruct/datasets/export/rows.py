"""Convert records to rows of the export formats, with the fields that the tools document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from selfinstruct.datasets.export.formats import Format
from selfinstruct.runs.typed_records import TypedRecord
from selfinstruct.schema.prompt_format import prompt, user_turn

Row = Mapping[str, Any]


def row_of(form: Format, record: TypedRecord) -> Row:
    """Convert a record to a row of the format. A Parquet row also has all other fields of the record."""
    return _ROWS[form](record)


def _alpaca(record: TypedRecord) -> Row:
    task = record.task
    return {"instruction": task.instruction, "input": task.input, "output": task.output}


def _sharegpt(record: TypedRecord) -> Row:
    turns = (("human", user_turn(record.task)), ("gpt", record.task.output))
    return {"conversations": [{"from": name, "value": text} for name, text in turns]}


def _messages(record: TypedRecord) -> Row:
    turns = (("user", user_turn(record.task)), ("assistant", record.task.output))
    return {"messages": [{"role": name, "content": text} for name, text in turns]}


def _prompt_completion(record: TypedRecord) -> Row:
    return {"prompt": prompt(record.task), "completion": record.task.output}


def _typed(record: TypedRecord) -> Row:
    return {**_alpaca(record), "id": record.task.id, "task_type": str(record.label)}


_ROWS: Mapping[Format, Callable[[TypedRecord], Row]] = {
    Format.ALPACA: _alpaca,
    Format.SHAREGPT: _sharegpt,
    Format.MESSAGES: _messages,
    Format.PROMPT_COMPLETION: _prompt_completion,
    Format.OPENAI: _messages,
    Format.LLAMAFACTORY: _alpaca,
    Format.AXOLOTL: _alpaca,
    Format.PARQUET: lambda record: {**record.fields, **_typed(record), "flags": list(record.flags)},
    Format.CSV: _alpaca,
    Format.LABEL_STUDIO: lambda record: {"data": _typed(record)},
}
