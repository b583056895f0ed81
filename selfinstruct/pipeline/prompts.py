"""Writes the prompt of each slot from the template and the pool."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from selfinstruct.pipeline.mix import Mix, Past, draw_types
from selfinstruct.pipeline.pool import ByType, Pool
from selfinstruct.pipeline.schedule import Plan, horizon, plan_of
from selfinstruct.pipeline.template import Template
from selfinstruct.schema.reply import Prompt, prompt_sha
from selfinstruct.schema.task_types import TaskType

VERSION = 2
"""Part of a run's identity: increase it when the prompt for the same pool and slot changes."""

_REDRAWS = 100


class Prompter:
    """Writes the prompts of slots 0, 1, 2, … in order, without repeating one if the pool allows it.

    Slot k draws from `Random(f"{seed}:{k}")` and from the pool as of its horizon, so a prompt is a function of the
    seed, k and the committed slots. With a mix it also requests types, which depend on the tasks accepted up to
    the horizon and on the requests of earlier slots, and therefore on the same three values.
    """

    def __init__(
        self,
        template: Template,
        pool: Pool,
        plans: Sequence[Plan],
        seed: int,
        demonstrations: int,
        mix: Mix | None = None,
    ) -> None:
        self._template = template
        self._pool = pool
        self._plans = list(plans)
        self._seed = seed
        self._demonstrations = demonstrations
        self._mix = mix
        self._asked = ByType()
        self._seen: set[str] = set()
        self._open: dict[int, Prompt] = {}
        self._next = 0

    def add_plan(self, plan: Plan) -> None:
        """Continue with another schedule from its first slot on, whose prompt must not have been written."""
        assert plan.start >= self._next, "a plan begins with a new slot"
        self._plans.append(plan)

    def prompt(self, slot: int) -> Prompt | None:
        """The prompt of an uncommitted slot; None until the slots up to its horizon are committed."""
        while self._next <= slot and self._horizon(self._next) <= self._pool.committed:
            self._open[self._next] = self._draw(self._next)
            self._next += 1
        return self._open.get(slot)

    def close(self, slot: int) -> Prompt:
        """Return the prompt of a slot that is being committed, and drop it from memory."""
        prompt = self.prompt(slot)
        assert prompt is not None, "a slot is committed after its horizon"
        del self._open[slot]
        return prompt

    def restore(self, sha: str, requested: Sequence[TaskType]) -> None:
        """Skip a slot that was committed earlier: the hash of the prompt that was drawn, and the types in it."""
        self._note(self._next, sha, requested)
        self._next += 1

    def _horizon(self, slot: int) -> int:
        return horizon(plan_of(self._plans, slot), slot)

    def _draw(self, slot: int) -> Prompt:
        """Draw until the prompt is new, at most 100 times: with one seed and no accepted task, only one is possible.

        A redraw draws the types again and shows tasks of any type, as there may be too few of the requested types.
        """
        rng, seen = Random(f"{self._seed}:{slot}"), self._horizon(slot)
        for redraw in range(_REDRAWS):
            types = self._draw_types(rng, slot, seen)
            drawn = self._pool.draw(rng, self._demonstrations, seen, () if redraw else types)
            user = self._template.fill(drawn, types)
            sha = prompt_sha(self._template.system, user)
            if sha not in self._seen:
                break
        self._note(slot, sha, types)
        return Prompt(slot, self._template.system, user, tuple(task.id for task in drawn), sha, types)

    def _note(self, slot: int, sha: str, types: Sequence[TaskType]) -> None:
        self._seen.add(sha)
        for task_type in types:
            self._asked.add(task_type, slot)

    def _draw_types(self, rng: Random, slot: int, seen: int) -> tuple[TaskType, ...]:
        """Draw a type for each new task of a slot that sees the first `seen` slots; none without a mix."""
        if self._mix is None:
            return ()
        asked = self._asked.below(seen)
        past = Past(self._pool.types(seen), asked, self._asked.below(slot) - asked)
        new = self._template.count - min(self._demonstrations, self._pool.size(seen))
        return draw_types(rng, self._mix, past, new)
