"""The text by which a task is compared with earlier tasks."""

from __future__ import annotations

from enum import StrEnum

from selfinstruct.schema.task import USER, Task


class DedupOn(StrEnum):
    """What two tasks are compared by: their instructions, or their instructions and inputs."""

    INSTRUCTION = "instruction"
    INSTRUCTION_AND_INPUT = "instruction+input"

    @property
    def in_words(self) -> str:
        """The compared fields as part of a sentence."""
        return self.replace("+", " and ")

    def text_of(self, task: Task) -> str:
        """Return the text of a task that is compared, with a line for each part.

        Earlier turns of the user precede the instruction of a conversation, which may be no more than "continue". An
        input follows it.
        """
        asked = [turn.text for turn in task.history if turn.role == USER]
        given = [task.input] if self is DedupOn.INSTRUCTION_AND_INPUT and task.input else []
        return "\n".join([*asked, task.instruction, *given]) if asked or given else task.instruction
