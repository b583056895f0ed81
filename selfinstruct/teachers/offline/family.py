"""Task families. A family has a name, a task type, and a function that writes one task."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType


@dataclass(frozen=True, slots=True)
class Family:
    """Tasks of one kind. `write` makes all random choices with the generator passed to it."""

    name: str
    task_type: TaskType
    write: Callable[[Random], Task]
