"""The shuffled baseline: answers permuted among the tasks of each type, so that only their form can be right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from selfinstruct.schema.task_types import TaskType

PERMUTATIONS = 3
"""Number of permutations whose scores are averaged. The score of a single permutation depends on luck, and each one
takes as long as scoring the answers themselves."""
NO_AUTHOR = -1
_SEED = 0

Indices = npt.NDArray[np.int64]


def permute(types: Sequence[TaskType | None]) -> Indices:
    """Assign to each task the answers of other tasks of the same type.

    Returns an array of task indices with the shape tasks × PERMUTATIONS, `NO_AUTHOR` if there is no other task. The
    tasks of a type are shuffled, and each task gets the answer of the next one; in the second permutation, the answer
    of the one after that. Each permutation thus uses every answer once, and no task gets its own. A type with two or
    three tasks has fewer permutations, a type with a single task has none. A system that ignores the question has, on
    average, the same score with permuted answers as with its own.
    """
    permuted = np.full((len(types), PERMUTATIONS), NO_AUTHOR, dtype=np.int64)
    draw = np.random.default_rng(_SEED)
    for task_type in TaskType:
        members = draw.permutation([number for number, name in enumerate(types) if name is task_type])
        for shift in range(1, min(PERMUTATIONS, len(members) - 1) + 1):
            permuted[members, shift - 1] = np.roll(members, -shift)
    return permuted
