"""A task family: a name, the type of its tasks, and a function that writes one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType


@dataclass(frozen=True, slots=True)
class Family:
    """Tasks of one kind. `write` draws everything from the generator that it gets."""

    name: str
    task_type: TaskType
    write: Callable[[Random], Task]
