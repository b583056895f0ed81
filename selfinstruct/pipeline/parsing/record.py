"""A record read from a reply, and the checks that turn its fields into a task or a verdict."""

from __future__ import annotations

from dataclasses import dataclass

from selfinstruct.pipeline.nothing import is_nothing
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason, Verdict


@dataclass(frozen=True, slots=True)
class Record:
    """A well-formed record: its task, and the text that it was read from."""

    task: Task
    raw: str


def check(instruction: str, given: str, output: str | None, raw: str) -> Record | Verdict:
    """Return the record of three fields. `output` is None if the record has no such field."""
    if output is None:
        return Verdict(Reason.MALFORMED, "the record has no output field", raw)
    if not instruction:
        return Verdict(Reason.EMPTY_INSTRUCTION, "the instruction is empty", raw)
    if not output:
        return Verdict(Reason.EMPTY_OUTPUT, "the output is empty", raw)
    return Record(Task(instruction, "" if is_nothing(given) else given, output), raw)
