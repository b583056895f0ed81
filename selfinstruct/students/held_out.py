"""A held-out task with its distance from the training rows: the noun that the split writes and a comparison asks."""

from __future__ import annotations

from dataclasses import dataclass

from selfinstruct.schema.task import Task


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A task that was held out of training.

    `nearest` is the highest ROUGE-L F1 of its instruction with that of a training row, in [0, 1].
    """

    task: Task
    nearest: float
