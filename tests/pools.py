"""A pool with the accepted tasks in memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from selfinstruct.pipeline.pool import Pool
from selfinstruct.schema.task import Task


class TaskPool(Pool):
    """A pool to which tasks are added, a slot at a time."""

    def __init__(self, seeds: Sequence[Task]) -> None:
        self.accepted: list[Task] = []
        super().__init__(seeds, self.accepted.__getitem__)

    def add(self, tasks: Sequence[Task], hidden: Collection[int] = ()) -> None:
        """Commit the tasks of the next slot."""
        self.accepted += tasks
        self.commit([task.task_type for task in tasks], hidden)
