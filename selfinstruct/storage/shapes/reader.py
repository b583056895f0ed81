"""Read the tasks of rows, whatever shape their dataset has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.pipeline.nothing import is_nothing
from selfinstruct.schema.columns import Columns
from selfinstruct.schema.dedup_on import DedupOn
from selfinstruct.schema.task import ASSISTANT, USER, Task, Turn
from selfinstruct.storage.shapes.choices import choices_of, letter_of, lettered
from selfinstruct.storage.shapes.conversations import is_conversation, is_list, is_turn, read_turns, task_of
from selfinstruct.storage.shapes.plain import CHOSEN, Names, find_names
from selfinstruct.storage.shapes.values import BadValue, is_null, named, text_of
from selfinstruct.storage.tables import TableRow

_TURN_FIELDS = ("messages", "conversations", "conversation", "chosen_messages")
_SYSTEM_FIELDS = ("system", "system_prompt")


@dataclass(frozen=True, slots=True)
class ShapedRow:
    """A row, in which the values of instruction, input and output are text, and its tasks.

    A row with several `instances` (Self-Instruct) has several tasks; all others have one.
    """

    row: TableRow
    tasks: tuple[Task, ...]

    @property
    def question(self) -> str:
        """The text by which a row is compared: the instruction or, of a conversation, all turns of the user."""
        return DedupOn.INSTRUCTION.text_of(self.tasks[0])


class ShapeReader:
    """Reads rows in any known shape. `columns` names the columns that hold parts of a task, before all known names."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._unseen = set(columns.values())
        self._has_instructions = False

    def read(self, row: TableRow, needs_output: bool) -> ShapedRow:
        """Return the tasks of a row. Raises BadValue.

        An output that is null is an error. A row without any output, such as that of a benchmark, has tasks with an
        empty output, unless `needs_output` is set.
        """
        if isinstance(inner := row.fields.get("data"), Mapping):  # a task of Label Studio
            return replace(self.read(replace(row, fields=inner), needs_output), row=row)
        given = self._renamed(row.fields) if self._columns else row.fields
        if (field := _turn_field(given)) is not None:
            return ShapedRow(row, (_of_turns(given, field, needs_output),))
        names = find_names(given, input_may_ask=not self._has_instructions)
        if names is None:
            raise BadValue(self._nothing_found(row.fields))
        self._has_instructions |= names.instruction == "instruction"
        if is_conversation(given[names.instruction]) or (names.output and _holds_turns(given[names.output])):
            return ShapedRow(row, (_of_prompt(given, names, needs_output),))
        if is_list(given.get("instances")):
            return ShapedRow(row, tuple(_of_instances(given, names.instruction)))
        return self._plain(row, given, names, needs_output)

    def read_question(self, row: TableRow) -> ShapedRow:
        """Return a row of which only the question matters: its output may be missing or null. Raises BadValue."""
        filled = {name: value for name, value in row.fields.items() if not is_null(value)}
        return self.read(replace(row, fields=filled), needs_output=False)

    def require_columns(self) -> None:
        """Check after the last row that every column of `columns` was found. Raises InputError."""
        if self._unseen:
            raise InputError(f"--columns: no row has a column {min(self._unseen)!r}; correct the name")

    def _nothing_found(self, fields: Mapping[str, Any]) -> str:
        if empty := next((name for name in _TURN_FIELDS if name in fields), None):
            return f"`{empty}` has no turns"
        missing = next((column for column in self._columns.values() if column not in fields), None)
        what = f"the row has no column `{missing}` of --columns" if missing else "no instruction found"
        remedy = "correct it" if missing else "name the columns with --columns instruction=COLUMN,output=COLUMN"
        return f"{what} (the row has: {named(fields)}); {remedy}"

    def _renamed(self, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        self._unseen.difference_update(fields)
        used = {part: fields[column] for part, column in self._columns.items() if column in fields}
        return used | {
            name: value for name, value in fields.items() if name not in (*self._columns, *self._columns.values())
        }

    def _plain(self, row: TableRow, given: Mapping[str, Any], names: Names, needs_output: bool) -> ShapedRow:
        task = _of_plain(given, names, needs_output)
        parts = (names.instruction, names.input, names.output)
        changed = {
            self._columns.get(name, name): text_of(given[name]) or ""
            for name in parts
            if name is not None and not isinstance(given[name], str)
        }
        return ShapedRow(replace(row, fields={**row.fields, **changed}) if changed else row, (task,))


def _turn_field(given: Mapping[str, Any]) -> str | None:
    """Return the field with the turns of a row; None if it has none. UltraChat's are texts in `data`."""
    field = next((name for name in _TURN_FIELDS if is_list(given.get(name))), None)
    if field is not None:
        return field
    texts = given.get("data")
    if isinstance(texts, list) and texts and isinstance(texts[0], str):
        return "data"
    return CHOSEN if _is_whole(given) else None


def _is_whole(given: Mapping[str, Any]) -> bool:
    """True if a row has nothing but two conversations, of which one is better, as in TRL."""
    return is_conversation(given.get(CHOSEN)) and find_names(given, input_may_ask=True) is None


def _of_plain(given: Mapping[str, Any], names: Names, needs_output: bool) -> Task:
    text = text_of(given[names.input]) if names.input else None
    asked, text = _required(given, names.instruction), "" if text is None or is_nothing(text) else text
    choices = choices_of(given, f"{asked}\n{text}")
    letter = letter_of(given[names.output], choices) if names.output else None
    return Task(
        asked,
        "\n".join(filter(None, (text, lettered(choices)))),
        letter or _output(given, names.output, needs_output),
        system=_system(given),
        history=read_turns(given.get("history"), "history"),
    )


def _output(given: Mapping[str, Any], name: str | None, needs_output: bool) -> str:
    if name is not None:
        return _required(given, name)
    if needs_output:
        raise BadValue(f"no output found (the row has: {named(given)}); name its column with --columns output=COLUMN")
    return ""


def _of_turns(given: Mapping[str, Any], field: str, needs_output: bool) -> Task:
    """Return the task of a conversation, whose answer may be beside it as the chosen one of two."""
    turns = read_turns(given[field], field)
    if turns[-1].role == USER and not is_null(given.get(CHOSEN)):
        turns += _answer(given, CHOSEN)
    return _of_conversation(turns, field, given, needs_output)


def _of_prompt(given: Mapping[str, Any], names: Names, needs_output: bool) -> Task:
    """Return the task of a row whose prompt or answer is a list of turns (TRL). An answer may repeat the prompt."""
    answer = _answer(given, names.output) if names.output else ()
    if any(turn.role == USER for turn in answer):
        return _of_conversation(answer, str(names.output), given, needs_output)
    asked = given[names.instruction]
    turns = read_turns(asked, names.instruction) if is_conversation(asked) else ()
    turns = turns or (Turn(USER, _required(given, names.instruction)),)
    return _of_conversation((*turns, *answer), names.instruction, given, needs_output)


def _answer(given: Mapping[str, Any], name: str) -> tuple[Turn, ...]:
    """Return the answer in a field: a text, a turn, or several turns."""
    value = given[name]
    if _holds_turns(value):
        return read_turns([value] if is_turn(value) else value, name)
    return (Turn(ASSISTANT, _required(given, name)),)


def _holds_turns(value: object) -> bool:
    return is_turn(value) or is_conversation(value)


def _of_conversation(turns: Sequence[Turn], field: str, given: Mapping[str, Any], needs_output: bool) -> Task:
    task, is_answered = task_of(turns, field)
    if needs_output and not is_answered:
        raise BadValue(f"the last turn of `{field}` is not an answer of the assistant")
    return replace(task, system=task.system or _system(given))


def _of_instances(given: Mapping[str, Any], instruction: str) -> Iterator[Task]:
    for number, instance in enumerate(given["instances"], 1):
        if not isinstance(instance, Mapping) or "output" not in instance:
            raise BadValue(f"instance {number} of `instances` has no output")
        names = Names("instruction", "input" if "input" in instance else None, "output")
        yield _of_plain({**instance, "instruction": given[instruction]}, names, needs_output=True)


def _required(given: Mapping[str, Any], name: str) -> str:
    text = text_of(given[name])
    if text is None:
        raise BadValue(f"`{name}` is null; an instruction and an output need text")
    return text


def _system(given: Mapping[str, Any]) -> str:
    return next((text for name in _SYSTEM_FIELDS if (text := text_of(given.get(name)))), "")
