"""The fold over a journal: endings of slots in slot order go in, accepted rows and rejects come out.

The same code reads the past and the present, so a resumed run is a run.
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
from selfinstruct.schema.reply import Answer, Ending, FinalFault, Prompt, Usage, read_reply
from selfinstruct.schema.row import Reject, Row
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.schema.verdict import Reason, Verdict


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything besides the journal that decides what a run's dataset is."""

    template: Template
    seeds: tuple[Task, ...]
    against: tuple[Task, ...]
    seed: int
    demonstrations: int
    language: Language
    threshold: float
    mix: Mix | None = None


class RunState:
    """The state of a run after its first `committed` slots."""

    def __init__(self, rules: Rules, plan: Plan) -> None:
        self.rows: list[Row] = []
        self.rejects: list[Reject] = []
        self.types: Counter[TaskType] = Counter()
        self.tally = Tally()
        self._language = rules.language
        self._pool = Pool(_typed(rules.seeds) if rules.mix else rules.seeds)
        self._prompter = Prompter(rules.template, self._pool, plan, rules.seed, rules.demonstrations, rules.mix)
        self._neighbourhood = NearDuplicates(rules.threshold)
        self._neighbourhood.add_all((*rules.seeds, *rules.against))

    @property
    def committed(self) -> int:
        """How many slots are committed; also the number of the next one."""
        return self._pool.committed

    def prompt(self, slot: int) -> Prompt | None:
        """The prompt of an uncommitted slot; None while its horizon is ahead."""
        return self._prompter.prompt(slot)

    def commit(self, ending: Ending) -> None:
        """Take in how the next slot ended. Raises StorageError where it was asked with another prompt.

        A slot that was closed without asking again has no prompt hash; nothing was bought with it.
        """
        prompt = self._prompter.close(self.committed)
        if ending.prompt_sha not in ("", prompt.sha):
            raise StorageError(
                f"slot {prompt.slot} of the journal was asked with another prompt than this version would write; "
                "continue it with the version in run.toml, or start anew with another --out"
            )
        tasks = self._fault(ending) if isinstance(ending, FinalFault) else self._answer(ending, prompt)
        self._pool.commit(tasks)

    def _fault(self, ending: FinalFault) -> Sequence[Task]:
        verdict = Verdict(Reason.NO_ANSWER, f"{ending.code}: {ending.message}", "")
        self.rejects.append(Reject(verdict, ending.slot, 0))
        self.tally.add_fault(verdict.reason, ending.attempts)
        return ()

    def _answer(self, ending: Answer, prompt: Prompt) -> Sequence[Task]:
        reply = read_reply(ending.body)
        judgements = screen(ending.slot, reply, self._language, self._neighbourhood)
        self.tally.add_reply(judgements, reply.usage, ending.attempts)
        tasks = []
        for position, judgement in enumerate(judgements):
            if isinstance(judgement, Verdict):
                self.rejects.append(Reject(judgement, ending.slot, position))
            else:
                tasks.append(self._accept(judgement, prompt, position, reply.usage))
        return tasks

    def _accept(self, judgement: Accepted, prompt: Prompt, position: int, usage: Usage) -> Task:
        task_type = classify(judgement.task)
        task = replace(judgement.task, task_type=task_type)
        origin = (prompt.slot, position, prompt.demonstrations, judgement.nearest, prompt.sha, usage)
        self.rows.append(Row(task, *origin))
        self.types[task_type] += 1
        return task


def _typed(seeds: Sequence[Task]) -> list[Task]:
    """The seeds with a type each: their own, or by the rules."""
    return [seed if seed.task_type else replace(seed, task_type=classify(seed)) for seed in seeds]
