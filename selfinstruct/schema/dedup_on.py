"""The text by which a task is compared with earlier tasks."""

from __future__ import annotations

from enum import StrEnum

from selfinstruct.schema.task import Task


class DedupOn(StrEnum):
    """What two tasks are compared by: their instructions, or their instructions and inputs."""

    INSTRUCTION = "instruction"
    INSTRUCTION_AND_INPUT = "instruction+input"

    @property
    def in_words(self) -> str:
        """The compared fields as part of a sentence."""
        return self.replace("+", " and ")

    def text_of(self, task: Task) -> str:
        """Return the text of a task that is compared. An input follows the instruction in a new line."""
        if self is DedupOn.INSTRUCTION_AND_INPUT and task.input:
            return f"{task.instruction}\n{task.input}"
        return task.instruction
