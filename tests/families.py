"""Checks of the offline families over many seeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.family import Family

Checks = Mapping[str, Callable[[Task], None]]


def check(family: Family, checks: Checks, seeds: int = 200) -> None:
    """Run the check of a family on `seeds` tasks."""
    for seed in range(seeds):
        task = family.write(Random(seed))
        try:
            checks[family.name](task)
        except Exception as error:
            error.add_note(f"{family.name}, seed {seed}:\n{task.instruction}\n--- {task.input}\n--- {task.output}")
            raise
