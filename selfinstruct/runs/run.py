"""One run in one process: the journal's past folded, the target, and the files kept up to date."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from selfinstruct.errors import InputError, StoppedShort, StorageError
from selfinstruct.pipeline.replay import RunState
from selfinstruct.pipeline.schedule import Plan, send_before
from selfinstruct.runs.persist import given_up, persist
from selfinstruct.runs.prepare import RunPlan
from selfinstruct.runs.summary import Summary, summarize
from selfinstruct.schema.reply import Answer, Ending
from selfinstruct.schema.row import Row
from selfinstruct.schema.task_types import TO_BELLE, TaskType
from selfinstruct.storage.journal import Journal
from selfinstruct.storage.journal_entries import JournalState, Target, read_entry
from selfinstruct.storage.run_files import DatasetFiles, has_rows
from selfinstruct.storage.type_overrides import read_types

_SECONDS_BETWEEN_WRITES = 0.25
"""Often and little: while the files are written, nothing is sent."""
_SHOWN_OF_A_REPLY = 1500


class Run:
    """A run folder's journal, its fold, and how many tasks are wanted. `say` takes a line for the user.

    `recall` comes first: the fold begins with the plan that the journal holds.
    """

    fold: RunState

    def __init__(self, job: RunPlan, journal: Journal, say: Callable[[str], None]) -> None:
        self.ledger = JournalState()
        self.target = 0
        self._job = job
        self._journal = journal
        self._say = say
        self._given = read_types(job.folder)
        self._corrections: Counter[TaskType] = Counter()
        self._files = DatasetFiles(job.folder, job.settings.model, self._given)
        self._began = self._written = time.monotonic()

    @property
    def rows(self) -> list[Row]:
        """The accepted rows, cut at the target: what is written."""
        rows = self.fold.rows
        return rows if len(rows) <= self.target else rows[: self.target]

    @property
    def accepted(self) -> int:
        """How many rows those are."""
        return min(len(self.fold.rows), self.target)

    @property
    def types(self) -> Counter[TaskType]:
        """How many of those are of which type."""
        found = self.fold.types.copy()
        found.update(self._corrections)
        found.subtract(self._type_of(row) for row in self.fold.rows[self.target :])
        return found

    @property
    def answered(self) -> int:
        """How many answers there are, judged or not."""
        return self.fold.tally.answers + self.waiting

    @property
    def waiting(self) -> int:
        """How many answers are kept and not judged: past the target, or behind an open slot."""
        return sum(isinstance(ending, Answer) for ending in self.ledger.endings.values())

    @property
    def is_blocked(self) -> bool:
        """Whether answers wait behind a slot that is still open."""
        return bool(self.ledger.endings) and self.fold.committed not in self.ledger.endings

    @property
    def reached(self) -> bool:
        """Whether there are as many tasks as are wanted."""
        return len(self.fold.rows) >= self.target

    def recall(self, raise_if_stopped: Callable[[], None]) -> None:
        """Read the journal and replay it up to the target that it was written for; `raise_if_stopped` may end it."""
        for line in self._journal.read():
            self.ledger.add(read_entry(line))
        self.fold = RunState(self._job.rules, self.ledger.plan or Plan(0, self._job.settings.window))
        if self._journal.cut_bytes:
            self._say(f"the journal ended in a torn line ({self._journal.cut_bytes} bytes); it was cut off")
        self.target = self.ledger.target
        if not self.target and has_rows(self._job.folder):
            raise StorageError(
                f"{self._job.folder}: there is a dataset here, but no journal that it came from; nothing was changed. "
                "Restore journal-*.jsonl, or start anew with another --out"
            )
        if self.ledger.endings:
            self._say(f"resuming {self._job.folder}: {len(self.ledger.endings):,} answers are kept already")
        while not self.reached and (ending := self.ledger.endings.pop(self.fold.committed, None)):
            raise_if_stopped()
            self.fold.commit(ending)
        # Rows that are still to come are not classified yet: to count those of the past once is enough.
        given = [row for row in self.fold.rows if row.task.id in self._given]
        self._corrections.update(self._type_of(row) for row in given)
        self._corrections.subtract(row.task.task_type for row in given if row.task.task_type)

    async def aim(self, n: int | None) -> None:
        """Set the target, and journal it with the plan. Fewer than there are already changes nothing."""
        if n is None and not self.target:
            raise InputError("say how many tasks you want: --n 200")
        there = self.accepted
        if n is not None and n <= there:
            if n < there:
                self._say(f"{self._job.folder} already holds {there:,} tasks, so --n {n} changes nothing")
            self.target = there
            return
        if n is not None and n != self.ledger.target:
            self.ledger.add(await persist(self._journal, Target(n)))
            self.target = n
        if self.ledger.plan is None:
            await persist(self._journal, Plan(0, self._job.settings.window))

    async def close_open_slots(self) -> None:
        """Give up the slots that answers wait behind, and fold those answers. Nothing is asked."""
        closed = 0
        while self.ledger.endings and not self.reached:
            slot = self.fold.committed
            if slot not in self.ledger.endings:
                self.ledger.add(await persist(self._journal, given_up(slot, "", "closed by --close-open")))
                closed += 1
            self.fold.commit(self.ledger.endings.pop(slot))
        self._say(f"{closed} open slots were given up" if closed else "no paid answer waits behind an open slot")

    def commit(self, ending: Ending) -> None:
        """Take in the next slot's ending, and bring the files up to date four times a second."""
        self.fold.commit(ending)
        if time.monotonic() - self._written > _SECONDS_BETWEEN_WRITES:
            self.write()

    def send_before(self) -> int:
        """The slot before which sending stops: no more than the remaining tasks need at the current acceptance."""
        fold, settings = self.fold, self._job.settings
        most = max(settings.tasks - settings.demonstrations, fold.tally.best)
        return send_before(self.target - len(fold.rows), len(fold.rows), fold.committed, most)

    def dried_up(self) -> StoppedShort | None:
        """Why it makes no sense to go on, if it does not."""
        least = self._job.settings.saturation
        if least and self.fold.tally.barren():
            reasons = ", ".join(f"{reason} {count}" for reason, count in self.fold.tally.reasons.most_common())
            return StoppedShort(
                f"the first replies gave no task at all ({reasons}); try another model, --prompt or other seeds "
                f"(--saturation 0 goes on all the same). The first of the rejected texts:\n{self._sample()}"
            )
        if least and self.fold.tally.saturated(least):
            return StoppedShort(
                f"the last 200 replies gave under {least:.0%} new tasks: this teacher has little more to give on these "
                "seeds; add seeds (a new --out), or go on all the same with --saturation 0"
            )
        return None

    def write(self) -> None:
        """Bring the dataset's files up to what is folded."""
        self._files.write(self.rows, self.fold.rejects, self.summary().as_json())
        self._written = time.monotonic()

    def summary(self) -> Summary:
        """What the run has come to."""
        seconds = time.monotonic() - self._began
        model = self._job.settings.model
        # A smaller `--n` lowers the target of this process only.
        target = max(self.target, self.ledger.target)
        mix = self._job.rules.mix
        return summarize(self._job.folder, model, target, self.types, mix, self.fold.tally, self.waiting, seconds)

    @property
    def folder(self) -> Path:
        """Where the run is."""
        return self._job.folder

    def _type_of(self, row: Row) -> TaskType:
        """What `classify` found, or the rules."""
        given = self._given.get(row.task.id)
        found = TO_BELLE[given.task_type] if given else row.task.task_type
        assert found is not None, "an accepted task has a type"
        return found

    def _sample(self) -> str:
        """The first rejected text, shortened; what was wrong where there is none."""
        verdict = self.fold.rejects[0].verdict
        raw = verdict.raw or f"({verdict.detail})"
        return raw if len(raw) <= _SHOWN_OF_A_REPLY else raw[:_SHOWN_OF_A_REPLY] + " …"
