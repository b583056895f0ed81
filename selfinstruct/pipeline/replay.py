"""Replays a journal: turns the endings of slots, in slot order, into accepted rows and rejects.

The same code processes recorded and new endings, so a resumed run continues exactly where it stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from selfinstruct.errors import StorageError
from selfinstruct.pipeline.classifier import classify
from selfinstruct.pipeline.counters import Tally
from selfinstruct.pipeline.items import Items
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.mix import Mix
from selfinstruct.pipeline.pool import Pool
from selfinstruct.pipeline.prompts import Prompter
from selfinstruct.pipeline.schedule import Plan
from selfinstruct.pipeline.screening import Accepted, NearDuplicates, Part, read_parts, screen
from selfinstruct.pipeline.template import Template
from selfinstruct.schema.dedup_on import DedupOn
from selfinstruct.schema.flag import Flag, Pii
from selfinstruct.schema.rejudged import Rejudged
from selfinstruct.schema.reply import Answer, Ending, FinalFault, Prompt, Usage, families_of, read_reply
from selfinstruct.schema.row import Reject, Row
from selfinstruct.schema.saved_state import CommittedSlot, SavedState
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
    """The state of a run after its first `committed` slots. `rejudged` marks the slots sent under another identity.

    Accepted rows and rejects are appended to `rows` and `rejects`: lists, or files that are read back by number.
    """

    def __init__(
        self,
        rules: Rules,
        plans: Sequence[Plan],
        rejudged: Rejudged | None = None,
        rows: Items[Row] | None = None,
        rejects: Items[Reject] | None = None,
    ) -> None:
        self.rows: Items[Row] = [] if rows is None else rows
        self.rejects: Items[Reject] = [] if rejects is None else rejects
        self.types: Counter[TaskType] = Counter()
        self.flags: Counter[Flag] = Counter()
        self.tally = Tally()
        self._rejudged = rejudged or Rejudged((), {})
        self._language, self._pii = rules.language, rules.pii
        self._pool = Pool(_typed(rules.seeds) if rules.mix else rules.seeds, self._accepted)
        self._prompter = Prompter(rules.template, self._pool, plans, rules.seed, rules.demonstrations, rules.mix)
        self._near_duplicates = NearDuplicates(rules.threshold, rules.dedup_on, rules.tokens)
        self._near_duplicates.add_all((*rules.seeds, *rules.against))

    def restore(self, saved: SavedState, compared: Iterable[Task]) -> None:
        """Continue from a saved state, which belongs to the rows and rejects of this one. Nothing may be committed.

        `compared` are the tasks of the rows; their outputs may be missing.
        """
        for slot in saved.slots:
            self._prompter.restore(slot.sha, slot.requested)
            self._pool.commit(slot.types, slot.hidden)
            self.types.update(slot.types)
        self.tally = Tally.restored(saved)
        self.flags.update({Flag(name): count for name, count in saved.flags.items()})
        self._near_duplicates.add_all(compared)

    def saved(self, slots: Sequence[CommittedSlot]) -> SavedState:
        """Return the state to save, with the slots that were committed since the last time."""
        return self.tally.saved(slots, self.flags)

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

    def commit(self, ending: Ending, parts: Sequence[Part] | None = None) -> CommittedSlot:
        """Add the ending of the next slot. Returns what is to be saved of it.

        `parts` are what `read_parts` returns for its reply, if it was read already. Raises StorageError if the slot was
        sent with a different prompt than this version writes. An abandoned slot has no prompt hash, as nothing was paid
        for.
        """
        drawn = self._prompter.close(self.committed)
        prompt = self._as_sent(drawn, ending)
        if ending.prompt_sha not in ("", prompt.sha):
            raise StorageError(
                f"slot {prompt.slot} in the journal: its prompt differs from the one that this version writes; "
                "resume with the version in run.toml, or process its replies with this version: "
                "selfinstruct rejudge RUN --out NEW"
            )
        types, hidden = self._fault(ending) if isinstance(ending, FinalFault) else self._answer(ending, prompt, parts)
        self._pool.commit(types, hidden)
        return CommittedSlot(drawn.sha, drawn.types, self.tally.screened[-1], types, hidden)

    def _as_sent(self, prompt: Prompt, ending: Ending) -> Prompt:
        """Return the prompt of a slot with the hash and the demonstrations that it was sent with.

        They differ from those of this version if the slot was sent under another identity.
        """
        if prompt.slot not in self._rejudged:
            return prompt
        shown = prompt.demonstrations if ending.prompt_sha == prompt.sha else ()
        shown = self._rejudged.demonstrations.get(prompt.slot, shown)
        return replace(prompt, demonstrations=shown, sha=ending.prompt_sha)

    def _fault(self, ending: FinalFault) -> tuple[tuple[TaskType, ...], tuple[int, ...]]:
        """Add a reject. Returns the types of the accepted tasks, and the places of the hidden ones: there are none."""
        verdict = Verdict(Reason.NO_ANSWER, f"{ending.code}: {ending.message}", "")
        self.rejects.append(Reject(verdict, ending.slot, 0))
        self.tally.add_fault(verdict.reason, ending.attempts)
        return (), ()

    def _answer(
        self, ending: Answer, prompt: Prompt, parts: Sequence[Part] | None
    ) -> tuple[tuple[TaskType, ...], tuple[int, ...]]:
        """Add rows and rejects. Returns the types of the accepted tasks, and the places of the hidden ones."""
        reply = read_reply(ending.body)
        parts = read_parts(reply, self._language, self._pii) if parts is None else parts
        outcomes = screen(ending.slot, parts, self._near_duplicates)
        self.tally.add_reply(outcomes, reply.usage, ending.attempts)
        families = families_of(ending.body)
        # In a cut reply, a text before the first task could shift the positions unnoticed.
        families = families if len(outcomes) == len(families) and not reply.cut else []
        types = []
        for position, outcome in enumerate(outcomes):
            if isinstance(outcome, Verdict):
                self.rejects.append(Reject(outcome, ending.slot, position))
            else:
                types.append(self._accept(outcome, prompt, position, reply.usage, families))
        # The teacher must not take a spoiled output as the model to follow.
        accepted = (one for one in outcomes if isinstance(one, Accepted))
        return tuple(types), tuple(place for place, one in enumerate(accepted) if one.layout)

    def _accept(
        self, accepted: Accepted, prompt: Prompt, position: int, usage: Usage, families: Sequence[str]
    ) -> TaskType:
        task_type = accepted.task.task_type
        assert task_type is not None, "an accepted task has a type"
        origin = (prompt.slot, position, prompt.demonstrations)
        family = families[position] if families else ""
        self.rows.append(Row(accepted.task, *origin, accepted.nearest, prompt.sha, usage, accepted.flags, family))
        self.types[task_type] += 1
        self.flags.update(accepted.flags)
        return task_type

    def _accepted(self, number: int) -> Task:
        return self.rows[number].task


def _typed(seeds: Sequence[Task]) -> list[Task]:
    """The seeds, each with its own type or, if it has none, the type that the rules find."""
    return [seed if seed.task_type else replace(seed, task_type=classify(seed)) for seed in seeds]
