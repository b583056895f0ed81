"""The noun that travels: a task, whether a person wrote it (a seed task) or a teacher did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TaskType(StrEnum):
    """The nine task types of BELLE (LianjiaTech/BELLE, the 1.5M data set)."""

    BRAINSTORMING = "brainstorming"
    OPEN_QA = "open_qa"
    CLOSED_QA = "closed_qa"
    REWRITE = "rewrite"
    EXTRACT = "extract"
    GENERATION = "generation"
    CLASSIFICATION = "classification"
    CHAT = "chat"
    SUMMARIZATION = "summarization"


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
