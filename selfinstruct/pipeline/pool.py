"""The pool of seed tasks and accepted tasks, from which demonstrations are drawn."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import zip_longest
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType


class ByType:
    """Ascending numbers, such as rows, by task type. Counts those below a limit in logarithmic time."""

    def __init__(self) -> None:
        self._numbers: dict[TaskType, list[int]] = {task_type: [] for task_type in TaskType}

    def add(self, task_type: TaskType, number: int) -> None:
        """Add a number, which must not be smaller than the last one."""
        self._numbers[task_type].append(number)

    def below(self, limit: int) -> Counter[TaskType]:
        """Count the numbers below the limit by type."""
        return Counter({task_type: bisect_left(numbers, limit) for task_type, numbers in self._numbers.items()})

    def draw(self, rng: Random, count: int, limit: int, types: Sequence[TaskType]) -> list[int]:
        """Draw up to `count` distinct numbers below the limit, alternating between these types until they run out."""
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
    """Seeds and accepted tasks. Demonstrations can be drawn from the pool as of any earlier commit."""

    def __init__(self, seeds: Sequence[Task]) -> None:
        self.seeds = tuple(seeds)
        self.accepted: list[Task] = []
        """Accepted tasks that may be drawn."""
        self._accepted_at = [0]
        self._counted, self._counted_at = 0, [0]
        self._seed_types, self._accepted_types, self._counted_types = ByType(), ByType(), ByType()
        _add_all(self._seed_types, self.seeds, 0)

    @property
    def committed(self) -> int:
        """Number of committed slots."""
        return len(self._accepted_at) - 1

    def commit(self, tasks: Sequence[Task], hidden: Collection[str] = ()) -> None:
        """Add the accepted tasks of the next slot. Those whose ids are `hidden` are counted, but not drawn."""
        _add_all(self._counted_types, tasks, self._counted)
        self._counted += len(tasks)
        self._counted_at.append(self._counted)
        shown = [task for task in tasks if task.id not in hidden] if hidden else tasks
        _add_all(self._accepted_types, shown, len(self.accepted))
        self.accepted.extend(shown)
        self._accepted_at.append(len(self.accepted))

    def types(self, horizon: int) -> Counter[TaskType]:
        """Count the tasks accepted in the first `horizon` commits by type."""
        return self._counted_types.below(self._counted_at[horizon])

    def size(self, horizon: int) -> int:
        """Number of seeds and accepted tasks after the first `horizon` commits."""
        return len(self.seeds) + self._accepted_at[horizon]

    def draw(self, rng: Random, count: int, horizon: int, types: Sequence[TaskType] = ()) -> list[Task]:
        """Draw demonstrations from the pool after the first `horizon` commits, shuffled; of `types` if possible.

        A third of them are accepted tasks, and at least one once a task has been accepted (Self-Instruct uses two of
        eight). The rest are seeds, or accepted tasks if there are too few seeds.
        """
        available = self._accepted_at[horizon]
        own = min(available, max(1, count // 3)) if count > 1 else 0
        own = min(available, max(own, count - len(self.seeds)))
        seeds = min(count - own, len(self.seeds))
        drawn = [self.seeds[row] for row in _rows(rng, seeds, len(self.seeds), self._seed_types, types)]
        # Reversed, so that seeds and accepted tasks show different types.
        drawn += [self.accepted[row] for row in _rows(rng, own, available, self._accepted_types, types[::-1])]
        rng.shuffle(drawn)
        return drawn


def _add_all(by_type: ByType, tasks: Sequence[Task], first: int) -> None:
    """Add the tasks, numbered from `first`. Tasks without a type are drawn only if any type is allowed."""
    for row, task in enumerate(tasks, first):
        if task.task_type:
            by_type.add(task.task_type, row)


def _rows(rng: Random, count: int, limit: int, by_type: ByType, types: Sequence[TaskType]) -> list[int]:
    """Draw `count` distinct rows below the limit: of these types until they run out, then of any type."""
    rows = by_type.draw(rng, count, limit, types) if types else rng.sample(range(limit), count)
    while len(rows) < count:
        row = rng.randrange(limit)
        if row not in rows:
            rows.append(row)
    return rows
