"""What was held out of training: the noun that a comparison asks everybody."""

from __future__ import annotations

from dataclasses import dataclass

from selfinstruct.schema.task import Task


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A held-out task, with its id and type, and how near training came to it.

    `nearest` is the ROUGE-L F1 of its instruction with that of the nearest training row, in [0, 1].
    """

    task: Task
    nearest: float
