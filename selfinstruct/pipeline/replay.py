"""Replays a journal: turns the endings of slots, in slot order, into accepted rows and rejects.

The same code processes recorded and new endings, so a resumed run continues exactly where it stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from selfinstruct.errors import StorageError
from selfinstruct.pipeline.classifier import classify
from selfinstruct.pipeline.counters import Tally
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.mix import Mix
from selfinstruct.pipeline.pool import Pool
from selfinstruct.pipeline.prompts import Prompter
from selfinstruct.pipeline.schedule import Plan
from selfinstruct.pipeline.screening import Accepted, NearDuplicates, screen
from selfinstruct.pipeline.template import Template
from selfinstruct.schema.dedup_on import DedupOn
from selfinstruct.schema.flag import Flag, Pii
from selfinstruct.schema.rejudged import Rejudged
from selfinstruct.schema.reply import Answer, Ending, FinalFault, Prompt, Usage, read_reply
from selfinstruct.schema.row import Reject, Row
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.schema.verdict import Reason, Verdict
from selfinstruct.similarity.tokens import VERSION


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything besides the journal that determines a run's dataset."""

    template: Template
    seeds: tuple[Task, ...]
    against: tuple[Task, ...]
    seed: int
    demonstrations: int
    language: Language
    threshold: float
    mix: Mix | None = None
    dedup_on: DedupOn = DedupOn.INSTRUCTION
    pii: Pii = Pii.KEEP
    tokens: int = VERSION
    """The version of the tokenizer."""


class RunState:
    """The state of a run after its first `committed` slots. `rejudged` marks the slots sent under another identity."""

    def __init__(self, rules: Rules, plans: Sequence[Plan], rejudged: Rejudged | None = None) -> None:
        self.rows: list[Row] = []
        self.rejects: list[Reject] = []
        self.types: Counter[TaskType] = Counter()
        self.flags: Counter[Flag] = Counter()
        self.tally = Tally()
        self._rejudged = rejudged or Rejudged((), {})
        self._language, self._pii = rules.language, rules.pii
        self._pool = Pool(_typed(rules.seeds) if rules.mix else rules.seeds)
        self._prompter = Prompter(rules.template, self._pool, plans, rules.seed, rules.demonstrations, rules.mix)
        self._near_duplicates = NearDuplicates(rules.threshold, rules.dedup_on, rules.tokens)
        self._near_duplicates.add_all((*rules.seeds, *rules.against))

    @property
    def committed(self) -> int:
        """Number of committed slots; also the number of the next slot."""
        return self._pool.committed

    def add_plan(self, plan: Plan) -> None:
        """Continue with another schedule. All slots before it must be committed."""
        self._prompter.add_plan(plan)

    def prompt(self, slot: int) -> Prompt | None:
        """The prompt of an uncommitted slot; None until the slots up to its horizon are committed."""
        return self._prompter.prompt(slot)

    def commit(self, ending: Ending) -> None:
        """Add the ending of the next slot.

        Raises StorageError if the slot was sent with a different prompt than this version writes. An abandoned slot
        has no prompt hash, as nothing was paid for.
        """
        prompt = self._as_sent(self._prompter.close(self.committed), ending)
        if ending.prompt_sha not in ("", prompt.sha):
            raise StorageError(
                f"slot {prompt.slot} in the journal: its prompt differs from the one that this version writes; "
                "resume with the version in run.toml, or process its replies with this version: "
                "selfinstruct rejudge RUN --out NEW"
            )
        if isinstance(ending, FinalFault):
            self._fault(ending)
        else:
            self._answer(ending, prompt)

    def _as_sent(self, prompt: Prompt, ending: Ending) -> Prompt:
        """Return the prompt of a slot with the hash and the demonstrations that it was sent with.

        They differ from those of this version if the slot was sent under another identity.
        """
        if prompt.slot not in self._rejudged:
            return prompt
        shown = prompt.demonstrations if ending.prompt_sha == prompt.sha else ()
        shown = self._rejudged.demonstrations.get(prompt.slot, shown)
        return replace(prompt, demonstrations=shown, sha=ending.prompt_sha)

    def _fault(self, ending: FinalFault) -> None:
        verdict = Verdict(Reason.NO_ANSWER, f"{ending.code}: {ending.message}", "")
        self.rejects.append(Reject(verdict, ending.slot, 0))
        self.tally.add_fault(verdict.reason, ending.attempts)
        self._pool.commit(())

    def _answer(self, ending: Answer, prompt: Prompt) -> None:
        reply = read_reply(ending.body)
        outcomes = screen(ending.slot, reply, self._language, self._near_duplicates, self._pii)
        self.tally.add_reply(outcomes, reply.usage, ending.attempts)
        tasks = []
        for position, outcome in enumerate(outcomes):
            if isinstance(outcome, Verdict):
                self.rejects.append(Reject(outcome, ending.slot, position))
            else:
                tasks.append(self._accept(outcome, prompt, position, reply.usage))
        # The teacher must not take a spoiled output as the model to follow.
        hidden = {one.task.id for one in outcomes if isinstance(one, Accepted) and one.layout}
        self._pool.commit(tasks, hidden)

    def _accept(self, accepted: Accepted, prompt: Prompt, position: int, usage: Usage) -> Task:
        task_type = classify(accepted.task)
        task = replace(accepted.task, task_type=task_type)
        origin = (prompt.slot, position, prompt.demonstrations)
        self.rows.append(Row(task, *origin, accepted.nearest, prompt.sha, usage, accepted.flags))
        self.types[task_type] += 1
        self.flags.update(accepted.flags)
        return task


def _typed(seeds: Sequence[Task]) -> list[Task]:
    """The seeds, each with its own type or, if it has none, the type that the rules find."""
    return [seed if seed.task_type else replace(seed, task_type=classify(seed)) for seed in seeds]
