"""The task: a seed task, one written by a teacher, or one read from a dataset, with the conversation around it."""

from __future__ import annotations

from dataclasses import dataclass

from selfinstruct.schema.task_types import TaskType

USER, ASSISTANT, SYSTEM = "user", "assistant", "system"
"""Roles of turns. Others, such as `tool`, are kept as they are named in the dataset."""
TOOL_CALLS = "tool_calls"
"""Role of a turn in which the assistant calls tools; its text is the JSON of the calls."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of a conversation: who speaks, and the text."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Task:
    """An instruction, its input ("" for none) and the output that answers both.

    `id` is the seed task's id or, for a generated task, its slot and position; "" until it is assigned. Only tasks of
    other datasets have the rest: a system prompt, the turns of the conversation before the instruction, and the turns
    between the instruction and the output, such as calls of tools.
    """

    instruction: str
    input: str
    output: str
    id: str = ""
    task_type: TaskType | None = None
    system: str = ""
    history: tuple[Turn, ...] = ()
    steps: tuple[Turn, ...] = ()

    @property
    def is_conversation(self) -> bool:
        """True if there is more to the task than instruction, input and output."""
        return bool(self.system or self.history or self.steps)
