"""The noun that travels: a task, whether a person wrote it (a seed task) or a teacher did."""

from __future__ import annotations

from dataclasses import dataclass

from selfinstruct.schema.task_types import TaskType


@dataclass(frozen=True, slots=True)
class Task:
    """One instruction with its input ("" for none) and the output that answers both.

    `id` is the seed's own id, or slot and position of a generated task; "" before it has one.
    """

    instruction: str
    input: str
    output: str
    id: str = ""
    task_type: TaskType | None = None
