"""Task types in, permutations of the answers within each type out: a baseline that only knows the form of answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from selfinstruct.schema.task_types import TaskType

PERMUTATIONS = 3
"""Permutations whose scores are averaged. A single one would be a matter of luck, and each takes as long as scoring the
answers themselves."""
NO_AUTHOR = -1
_SEED = 0

Indices = npt.NDArray[np.int64]


def permute(types: Sequence[TaskType | None]) -> Indices:
    """The tasks whose answers each task is given, by index: an array of tasks × PERMUTATIONS, `NO_AUTHOR` for none.

    The tasks of a type are shuffled, and each is given the answer of the next one; in the second permutation, of the
    one after that. So each permutation uses every answer once, and no task is given its own. A type of two or three
    tasks has fewer permutations, a type of a single task has none. A system that ignores the question scores on average
    as much with permuted answers as with its own.
    """
    permuted = np.full((len(types), PERMUTATIONS), NO_AUTHOR, dtype=np.int64)
    draw = np.random.default_rng(_SEED)
    for task_type in TaskType:
        members = draw.permutation([number for number, name in enumerate(types) if name is task_type])
        for shift in range(1, min(PERMUTATIONS, len(members) - 1) + 1):
            permuted[members, shift - 1] = np.roll(members, -shift)
    return permuted
