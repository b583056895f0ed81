"""The task: a seed task or one written by a teacher."""

from __future__ import annotations

from dataclasses import dataclass

from selfinstruct.schema.task_types import TaskType


@dataclass(frozen=True, slots=True)
class Task:
    """An instruction, its input ("" for none) and the output that answers both.

    `id` is the seed task's id or, for a generated task, its slot and position; "" until it is assigned.
    """

    instruction: str
    input: str
    output: str
    id: str = ""
    task_type: TaskType | None = None
