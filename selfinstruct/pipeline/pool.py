"""The pool of seed tasks and accepted tasks, from which demonstrations are drawn."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from itertools import zip_longest
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType


class ByType:
    """Ascending numbers, such as rows, by task type. Counts those below a limit in logarithmic time."""

    def __init__(self) -> None:
        self._numbers = {task_type: array("q") for task_type in TaskType}

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
    """Seeds and accepted tasks. Demonstrations can be drawn from the pool as of any earlier commit.

    `accepted` returns an accepted task by its number, from 0 in the order of acceptance.
    """

    def __init__(self, seeds: Sequence[Task], accepted: Callable[[int], Task]) -> None:
        self.seeds = tuple(seeds)
        self._accepted = accepted
        self._shown = array("q")
        """The numbers of the accepted tasks that may be drawn."""
        self._shown_at, self._counted_at = array("q", [0]), array("q", [0])
        self._seed_types, self._shown_types, self._counted_types = ByType(), ByType(), ByType()
        _add_all(self._seed_types, [seed.task_type for seed in self.seeds], 0)

    @property
    def committed(self) -> int:
        """Number of committed slots."""
        return len(self._counted_at) - 1

    def commit(self, types: Sequence[TaskType | None], hidden: Collection[int] = ()) -> None:
        """Add the accepted tasks of the next slot by type. Those at the places in `hidden` are counted, not drawn."""
        first = self._counted_at[-1]
        shown = [place for place in range(len(types)) if place not in hidden]
        _add_all(self._counted_types, types, first)
        _add_all(self._shown_types, [types[place] for place in shown], len(self._shown))
        self._shown.extend(first + place for place in shown)
        self._counted_at.append(first + len(types))
        self._shown_at.append(len(self._shown))

    def types(self, horizon: int) -> Counter[TaskType]:
        """Count the tasks accepted in the first `horizon` commits by type."""
        return self._counted_types.below(self._counted_at[horizon])

    def size(self, horizon: int) -> int:
        """Number of seeds and accepted tasks after the first `horizon` commits."""
        return len(self.seeds) + self._shown_at[horizon]

    def draw(self, rng: Random, count: int, horizon: int, types: Sequence[TaskType] = ()) -> list[Task]:
        """Draw demonstrations from the pool after the first `horizon` commits, shuffled; of `types` if possible.

        A third of them are accepted tasks, and at least one once a task has been accepted (Self-Instruct uses two of
        eight). The rest are seeds, or accepted tasks if there are too few seeds.
        """
        available = self._shown_at[horizon]
        own = min(available, max(1, count // 3)) if count > 1 else 0
        own = min(available, max(own, count - len(self.seeds)))
        seeds = min(count - own, len(self.seeds))
        drawn = [self.seeds[row] for row in _rows(rng, seeds, len(self.seeds), self._seed_types, types)]
        # Reversed, so that seeds and accepted tasks show different types.
        rows = _rows(rng, own, available, self._shown_types, types[::-1])
        drawn += [self._accepted(self._shown[row]) for row in rows]
        rng.shuffle(drawn)
        return drawn


def _add_all(by_type: ByType, types: Sequence[TaskType | None], first: int) -> None:
    """Add tasks by type, numbered from `first`. Tasks without a type are drawn only if any type is allowed."""
    for row, task_type in enumerate(types, first):
        if task_type:
            by_type.add(task_type, row)


def _rows(rng: Random, count: int, limit: int, by_type: ByType, types: Sequence[TaskType]) -> list[int]:
    """Draw `count` distinct rows below the limit: of these types until they run out, then of any type."""
    rows = by_type.draw(rng, count, limit, types) if types else rng.sample(range(limit), count)
    while len(rows) < count:
        row = rng.randrange(limit)
        if row not in rows:
            rows.append(row)
    return rows
