"""The tasks that demonstrations are drawn from: the seeds, and what was accepted, commit by commit."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType


class ByType:
    """Growing numbers, such as rows, by task type; those below a limit are found fast, however many there are."""

    def __init__(self) -> None:
        self._numbers: dict[TaskType, list[int]] = {task_type: [] for task_type in TaskType}

    def add(self, task_type: TaskType, number: int) -> None:
        """Add a number that is no smaller than those before it."""
        self._numbers[task_type].append(number)

    def below(self, limit: int) -> Counter[TaskType]:
        """How many numbers of each type are below the limit."""
        return Counter({task_type: bisect_left(numbers, limit) for task_type, numbers in self._numbers.items()})

    def draw(self, rng: Random, count: int, limit: int, types: Sequence[TaskType]) -> list[int]:
        """Up to `count` different numbers below the limit, of each of these types in turn, as long as there are any."""
        there = self.below(limit)
        drawn = [
            [
                self._numbers[task_type][place]
                for place in rng.sample(range(there[task_type]), min(count, there[task_type]))
            ]
            for task_type in dict.fromkeys(types)
        ]
        turns = [number for turn in zip_longest(*drawn) for number in turn if number is not None]
        return turns[:count]


class Pool:
    """Seed tasks and accepted tasks; the pool as of any earlier commit can still be drawn from."""

    def __init__(self, seeds: Sequence[Task]) -> None:
        self.seeds = tuple(seeds)
        self.accepted: list[Task] = []
        self._accepted_at = [0]
        self._seed_types, self._accepted_types = ByType(), ByType()
        _add_all(self._seed_types, self.seeds, 0)

    @property
    def committed(self) -> int:
        """How many slots are committed."""
        return len(self._accepted_at) - 1

    def commit(self, tasks: Sequence[Task]) -> None:
        """Add what the next slot gave."""
        _add_all(self._accepted_types, tasks, len(self.accepted))
        self.accepted.extend(tasks)
        self._accepted_at.append(len(self.accepted))

    def types(self, horizon: int) -> Counter[TaskType]:
        """How many tasks of each type were accepted by commit `horizon`."""
        return self._accepted_types.below(self._accepted_at[horizon])

    def size(self, horizon: int) -> int:
        """How many tasks there are as of commit `horizon`, seeds and accepted ones."""
        return len(self.seeds) + self._accepted_at[horizon]

    def draw(self, rng: Random, count: int, horizon: int, types: Sequence[TaskType] = ()) -> list[Task]:
        """Demonstrations from the pool as of commit `horizon`, shuffled; of these types, if any, where it has such.

        A third of them (at least one, once there are any) are accepted tasks, as in Self-Instruct's two of eight;
        the rest are seeds. Where there are too few seeds, accepted tasks take their place.
        """
        available = self._accepted_at[horizon]
        own = min(available, max(1, count // 3)) if count > 1 else 0
        own = min(available, max(own, count - len(self.seeds)))
        seeds = min(count - own, len(self.seeds))
        drawn = [self.seeds[row] for row in _rows(rng, seeds, len(self.seeds), self._seed_types, types)]
        # From the other end, so that seeds and accepted tasks show different types.
        drawn += [self.accepted[row] for row in _rows(rng, own, available, self._accepted_types, types[::-1])]
        rng.shuffle(drawn)
        return drawn


def _add_all(by_type: ByType, tasks: Sequence[Task], first: int) -> None:
    """Number the tasks from `first` on; one without a type is drawn only where every type will do."""
    for row, task in enumerate(tasks, first):
        if task.task_type:
            by_type.add(task.task_type, row)


def _rows(rng: Random, count: int, limit: int, by_type: ByType, types: Sequence[TaskType]) -> list[int]:
    """`count` different rows below the limit: of these types as long as there are any, then any others."""
    rows = by_type.draw(rng, count, limit, types) if types else rng.sample(range(limit), count)
    while len(rows) < count:
        row = rng.randrange(limit)
        if row not in rows:
            rows.append(row)
    return rows
