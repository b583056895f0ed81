"""Types of tasks in; out comes whose answers each task is dealt, to measure what the form of an answer alone scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from selfinstruct.schema.task_types import TaskType

PERMUTATIONS = 3
"""Times that all answers are dealt anew; the scores are averaged. One deal would be a matter of luck, each costs as
much time as scoring the answers themselves."""
NOBODY = -1
_SEED = 0

Numbers = npt.NDArray[np.int64]


def permute(types: Sequence[TaskType | None]) -> Numbers:
    """For each task the numbers of others of its type whose answers it is dealt: tasks × DEALS, `NOBODY` for none.

    The tasks of a type are shuffled, and each gets the answer of the next one; in the second deal that of the one
    after. So in each deal every answer is given once, and nobody keeps the own one. A type of two or three tasks has
    fewer deals, a type with a single task has none. Whoever answers without regard to the question scores on average
    as much with others' answers as with the own.
    """
    dealt = np.full((len(types), PERMUTATIONS), NOBODY, dtype=np.int64)
    draw = np.random.default_rng(_SEED)
    for task_type in TaskType:
        members = draw.permutation([number for number, name in enumerate(types) if name is task_type])
        for turn in range(1, min(PERMUTATIONS, len(members) - 1) + 1):
            dealt[members, turn - 1] = np.roll(members, -turn)
    return dealt
