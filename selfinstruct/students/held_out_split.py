"""The rows of a dataset in, rows for training and held-out tasks out, which nothing else may see before comparing."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from selfinstruct.errors import InputError
from selfinstruct.schema.task import Task
from selfinstruct.similarity import SimilarityIndex
from selfinstruct.similarity.split import hold_out, near_groups
from selfinstruct.students.evaluation import HeldOut

_MAX_HELD_OUT = 0.2
"""Share of the rows: a small dataset is for training first."""
_MIN_ROWS = 10
"""Fewer are neither worth training on nor enough to say anything of."""


@dataclass(frozen=True, slots=True)
class HeldOutSplit:
    """The two sides of a dataset; `wanted` is how many tasks of each type should have been held out."""

    train: tuple[Task, ...]
    held_out: tuple[HeldOut, ...]
    wanted: Mapping[str, int]


def split_held_out(
    tasks: Sequence[Task], held_out: int, most_rows: int | None, raise_if_stopped: Callable[[], None]
) -> HeldOutSplit:
    """Hold out about so many tasks, a share of each type's, with no near neighbour among the rest.

    Of the rest at most `most_rows` are drawn for training. Held-out tasks come in a drawn order, so that the first
    hundred are a sample of all. On neither side are tasks that would count double, being near neighbours of a held-out
    one, and those that ask something else of an input, with the same answer as a training row. Raises InputError where
    there are too few tasks.
    """
    if len(tasks) < _MIN_ROWS:
        raise InputError(f"there are {len(tasks)} tasks, and a student needs {_MIN_ROWS} at least; generate more")
    share = min(_MAX_HELD_OUT, held_out / len(tasks))
    split = hold_out(
        [task.instruction for task in tasks],
        [task.task_type for task in tasks],
        share,
        raise_if_stopped=raise_if_stopped,
    )
    chosen = set(split.held_out)
    train = _drawn([task for number, task in enumerate(tasks) if number not in chosen], most_rows)
    apart = _telling(_drawn([tasks[number] for number in split.held_out], None), train)
    if not apart:
        raise InputError("the tasks are too much alike: none can be held out without a near neighbour in training")
    nearest = nearest_scores([task.instruction for task in apart], [task.instruction for task in train])
    pairs = tuple(HeldOut(task, score) for task, score in zip(apart, nearest, strict=True))
    return HeldOutSplit(tuple(train), pairs, {str(name): count for name, count in split.wanted.items()})


def _telling(held_out: Sequence[Task], train: Sequence[Task]) -> list[Task]:
    """The held-out tasks that tell something of their own: one of each group, and none whose pair is in training."""
    known = {(task.input, task.output) for task in train if task.input}
    first: dict[int, Task] = {}
    for group, task in zip(near_groups([task.instruction for task in held_out]), held_out, strict=True):
        if (task.input, task.output) not in known:
            first.setdefault(group, task)
    return list(first.values())


def nearest_scores(asked: Sequence[str], among: Sequence[str]) -> list[float]:
    """The ROUGE-L F1 of each text with its nearest among others, in [0, 1]."""
    index = SimilarityIndex()
    index.add_all(among)
    return [match.score if match else 0.0 for match in index.nearest_all(asked)]


def types_of(tasks: Sequence[Task]) -> dict[str, int]:
    """How many tasks there are of each type."""
    return {str(name): count for name, count in Counter(task.task_type for task in tasks).most_common()}


def _drawn(tasks: Sequence[Task], most: int | None) -> list[Task]:
    """So many of the tasks, or all, in an order that depends on nothing but how many there are."""
    order = random.Random(len(tasks)).sample(range(len(tasks)), len(tasks))
    return [tasks[number] for number in order[:most]]
