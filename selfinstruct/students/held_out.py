"""Held-out tasks with their similarity to the training rows."""

from __future__ import annotations

from dataclasses import dataclass

from selfinstruct.schema.task import Task


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A task that was held out of training.

    `nearest` is the highest ROUGE-L F1 between its instruction and that of any training row, in [0, 1].
    """

    task: Task
    nearest: float
