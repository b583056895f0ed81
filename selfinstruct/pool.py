"""The tasks that demonstrations are drawn from: the seeds, and what was accepted, commit by commit."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from selfinstruct.tasks import Task


class Pool:
    """Seed tasks and accepted tasks; the pool as of any earlier commit can still be drawn from."""

    def __init__(self, seeds: Sequence[Task]) -> None:
        self.seeds = tuple(seeds)
        self.accepted: list[Task] = []
        self._accepted_at = [0]

    @property
    def committed(self) -> int:
        """How many slots are committed."""
        return len(self._accepted_at) - 1

    def commit(self, tasks: Sequence[Task]) -> None:
        """Add what the next slot gave."""
        self.accepted.extend(tasks)
        self._accepted_at.append(len(self.accepted))

    def draw(self, rng: Random, count: int, horizon: int) -> list[Task]:
        """Demonstrations from the pool as of commit `horizon`, shuffled.

        A third of them (at least one, once there are any) are accepted tasks, as in Self-Instruct's two of eight;
        the rest are seeds. Where there are too few seeds, accepted tasks take their place.
        """
        available = self._accepted_at[horizon]
        own = min(available, max(1, count // 3)) if count > 1 else 0
        own = min(available, max(own, count - len(self.seeds)))
        drawn = rng.sample(self.seeds, min(count - own, len(self.seeds)))
        drawn += [self.accepted[row] for row in rng.sample(range(available), own)]
        rng.shuffle(drawn)
        return drawn
