"""A record as a reply writes it, and the checks that turn it into a task or a verdict."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selfinstruct.pipeline.nothing import is_nothing
from selfinstruct.pipeline.parsing.field_names import MAIN_NAMES, Field
from selfinstruct.pipeline.parsing.labels import read_label
from selfinstruct.pipeline.reasoning import without_block
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason, Verdict

_OUTPUT_LABEL = re.compile(r"(?:输出|輸出|output)\s*[:：]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of a record as they are written. `output` is None if the record has no such field."""

    instruction: str
    given: str
    output: str | None
    raw: str


@dataclass(frozen=True, slots=True)
class Record:
    """A well-formed record: its task, and the text that it was read from."""

    task: Task
    raw: str


def check(draft: Draft) -> Record | Verdict:
    """Return the record of a draft, or why it is none."""
    if draft.output is None:
        return Verdict(Reason.MALFORMED, "the record has no output field", draft.raw)
    if not draft.instruction:
        return Verdict(Reason.EMPTY_INSTRUCTION, "the instruction is empty", draft.raw)
    output = without_block(draft.output, unless=f"{draft.instruction}\n{draft.given}")
    if not output:
        return Verdict(Reason.EMPTY_OUTPUT, "the output is empty", draft.raw)
    given = _without_own_label(draft.given)
    return Record(Task(draft.instruction, "" if is_nothing(given) else given, output), draft.raw)


def _without_own_label(given: str) -> str:
    """Remove the label `输入：` at the start of an input, unless the input has an output, too, and is an example."""
    line, _, more = given.partition("\n")
    label = read_label(line)
    if not label or label.field is not Field.INPUT or label.name not in MAIN_NAMES or _OUTPUT_LABEL.search(given):
        return given
    return "\n".join([label.rest, more]).strip() or given
