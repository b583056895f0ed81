"""Split tasks into training rows and held-out tasks, without near-duplicates across the two."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from selfinstruct.errors import InputError
from selfinstruct.schema.task import Task
from selfinstruct.schema.thresholds import NEAR_DUPLICATE
from selfinstruct.similarity import SimilarityIndex
from selfinstruct.similarity.split import hold_out
from selfinstruct.students.held_out import HeldOut

Row = TypeVar("Row")

_MAX_HELD_OUT = 0.2
"""Maximum share of the rows to hold out; in a small dataset most rows are needed for training."""
_MIN_ROWS = 10
"""Minimum number of rows for a meaningful training and comparison."""


@dataclass(frozen=True, slots=True)
class HeldOutSplit:
    """The two sides of a dataset; `wanted` is the target number of held-out tasks by type."""

    train: tuple[Task, ...]
    held_out: tuple[HeldOut, ...]
    wanted: Mapping[str, int]


def split_held_out(
    tasks: Sequence[Task], held_out: int, max_rows: int | None, raise_if_stopped: Callable[[], None]
) -> HeldOutSplit:
    """Hold out about `held_out` tasks, the same share of each type, without near-duplicates among the training rows.

    At most a fifth of the tasks are held out, and at most `max_rows` of the others are sampled for training. Held-out
    tasks are in random order, so that the first hundred are a random sample. Only one of several held-out
    near-duplicates is kept, and a held-out task with an input is dropped if a training row has the same input and
    output. Raises InputError if there are too few tasks.
    """
    if len(tasks) < _MIN_ROWS:
        raise InputError(f"only {len(tasks)} tasks, but a student needs at least {_MIN_ROWS}; generate more")
    share = min(_MAX_HELD_OUT, held_out / len(tasks))
    split = hold_out(
        [task.instruction for task in tasks],
        [task.task_type for task in tasks],
        share,
        raise_if_stopped=raise_if_stopped,
    )
    groups = dict(zip(split.held_out, split.groups, strict=True))
    train = _sample([task for number, task in enumerate(tasks) if number not in groups], max_rows)
    apart = _distinct(_sample([(tasks[number], group) for number, group in groups.items()], None), train)
    if not apart:
        raise InputError("cannot hold out any task without a near-duplicate in training; generate more diverse tasks")
    nearest = nearest_scores([task.instruction for task in apart], [task.instruction for task in train])
    pairs = tuple(HeldOut(task, score) for task, score in zip(apart, nearest, strict=True))
    return HeldOutSplit(tuple(train), pairs, {str(name): count for name, count in split.wanted.items()})


def nearest_scores(texts: Sequence[str], among: Sequence[str]) -> list[float]:
    """Return the highest ROUGE-L F1 of each text with any text in `among`, in [0, 1]."""
    index = SimilarityIndex()
    index.add_all(among)
    return [match.score if match else 0.0 for match in index.nearest_all(texts)]


def split_numbers(
    wanted: Mapping[str, int] | None, train: Sequence[Task], held_out: Sequence[HeldOut]
) -> dict[str, Any]:
    """Return the numbers of a split for `compare.json`: sizes, held-out tasks by type, highest similarity across it."""
    return {
        "train": len(train),
        "held_out": len(held_out),
        "wanted": wanted,
        "got": {str(name): count for name, count in Counter(one.task.task_type for one in held_out).most_common()},
        "nearest_max": max(one.nearest for one in held_out),
        "threshold": NEAR_DUPLICATE,
    }


def _distinct(held_out: Sequence[tuple[Task, int]], train: Sequence[Task]) -> list[Task]:
    """Keep one task per group of near-duplicates; drop tasks with the same input and output as a training row."""
    known = {(task.input, task.output) for task in train if task.input}
    first: dict[int, Task] = {}
    for task, group in held_out:
        if (task.input, task.output) not in known:
            first.setdefault(group, task)
    return list(first.values())


def _sample(rows: Sequence[Row], size: int | None) -> list[Row]:
    """Return a random sample, or all rows in random order. The order depends only on the number of rows."""
    order = random.Random(len(rows)).sample(range(len(rows)), len(rows))
    return [rows[number] for number in order[:size]]
