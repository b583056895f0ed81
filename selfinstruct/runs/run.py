"""One run in one process: its journal replayed, its target, and its files kept up to date. Endings in, files out."""

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
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.summary import Summary, summarize
from selfinstruct.schema.reply import Answer, Ending
from selfinstruct.schema.row import Row
from selfinstruct.schema.task_types import TO_BELLE, TaskType
from selfinstruct.storage.journal import Journal
from selfinstruct.storage.journal_entries import JournalState, Target, read_entry
from selfinstruct.storage.run_files import DatasetFiles, has_rows
from selfinstruct.storage.type_overrides import read_types

_SECONDS_BETWEEN_WRITES = 0.25
"""Writes are frequent and small, because nothing is sent while the files are written."""
_SHOWN_OF_A_REPLY = 1500


class Run:
    """The journal of a run folder, the state that it adds up to, and the target.

    Call `replay_journal` first: `state` starts with the schedule that the journal holds.
    """

    state: RunState

    def __init__(self, plan: RunPlan, journal: Journal, say: Reporter) -> None:
        self.journaled = JournalState()
        self.target = 0
        self._plan = plan
        self._journal = journal
        self._say = say
        self._given = read_types(plan.folder)
        self._corrections: Counter[TaskType] = Counter()
        self._files = DatasetFiles(plan.folder, plan.settings.model, self._given)
        self._began = self._written = time.monotonic()

    @property
    def rows(self) -> list[Row]:
        """The accepted rows up to the target, which are the dataset."""
        rows = self.state.rows
        return rows if len(rows) <= self.target else rows[: self.target]

    @property
    def accepted(self) -> int:
        """The number of rows in the dataset."""
        return min(len(self.state.rows), self.target)

    @property
    def types(self) -> Counter[TaskType]:
        """The number of rows in the dataset by type."""
        found = self.state.types.copy()
        found.update(self._corrections)
        found.subtract(self._type_of(row) for row in self.state.rows[self.target :])
        return found

    @property
    def answered(self) -> int:
        """The number of answers, processed or waiting."""
        return self.state.tally.answers + self.waiting

    @property
    def waiting(self) -> int:
        """The number of answers in the journal that are not processed: past the target, or behind an open slot."""
        return sum(isinstance(ending, Answer) for ending in self.journaled.endings.values())

    @property
    def is_blocked(self) -> bool:
        """Whether answers wait behind an open slot."""
        return bool(self.journaled.endings) and self.state.committed not in self.journaled.endings

    @property
    def reached(self) -> bool:
        """Whether there are as many tasks as the target."""
        return len(self.state.rows) >= self.target

    def replay_journal(self, raise_if_stopped: Callable[[], None]) -> None:
        """Read the journal and replay it up to the target that it holds.

        Raises Interrupted (by `raise_if_stopped`), and StorageError if the journal is damaged or missing.
        """
        for line in self._journal.read():
            self.journaled.add(read_entry(line))
        self.state = RunState(self._plan.rules, self.journaled.plan or Plan(0, self._plan.settings.window))
        self.target = self.journaled.target
        self._tell_of_journal()
        while not self.reached and (ending := self.journaled.endings.pop(self.state.committed, None)):
            raise_if_stopped()
            self.state.commit(ending)
        self._count_corrections()

    def _tell_of_journal(self) -> None:
        if self._journal.cut_bytes:
            self._say(f"the journal ended in a torn line ({self._journal.cut_bytes} bytes); it was cut off")
        if not self.target and has_rows(self._plan.folder):
            raise StorageError(
                f"{self._plan.folder}: there is a dataset here, but no journal that it came from; nothing was changed. "
                "Restore journal-*.jsonl, or start anew with another --out"
            )
        if self.journaled.endings:
            self._say(f"resuming {self._plan.folder}: {len(self.journaled.endings):,} answers are kept already")

    def _count_corrections(self) -> None:
        """Count what `classify` changed. It has seen no rows that are still to come, so doing this once is enough."""
        given = [row for row in self.state.rows if row.task.id in self._given]
        self._corrections.update(self._type_of(row) for row in given)
        self._corrections.subtract(row.task.task_type for row in given if row.task.task_type)

    async def set_target(self, n: int | None) -> None:
        """Set the target, and journal it with the schedule. Fewer tasks than there are already change nothing.

        Raises InputError if neither `n` nor the journal holds a target.
        """
        if n is None and not self.target:
            raise InputError("say how many tasks you want: --n 200")
        there = self.accepted
        if n is not None and n <= there:
            if n < there:
                self._say(f"{self._plan.folder} already holds {there:,} tasks, so --n {n} changes nothing")
            self.target = there
            return
        if n is not None and n != self.journaled.target:
            self.journaled.add(await persist(self._journal, Target(n)))
            self.target = n
        if self.journaled.plan is None:
            await persist(self._journal, Plan(0, self._plan.settings.window))

    async def close_open_slots(self) -> None:
        """Give up the slots that answers wait behind, and process those answers. Nothing is sent."""
        closed = 0
        while self.journaled.endings and not self.reached:
            slot = self.state.committed
            if slot not in self.journaled.endings:
                self.journaled.add(await persist(self._journal, given_up(slot, "", "closed by --close-open")))
                closed += 1
            self.state.commit(self.journaled.endings.pop(slot))
        self._say(f"{closed} open slots were given up" if closed else "no paid answer waits behind an open slot")

    def commit(self, ending: Ending) -> None:
        """Take in the ending of the next slot, and update the files four times a second."""
        self.state.commit(ending)
        if time.monotonic() - self._written > _SECONDS_BETWEEN_WRITES:
            self.write()

    def send_before(self) -> int:
        """The slot before which sending stops: the remaining tasks need no more at the current acceptance."""
        state, settings = self.state, self._plan.settings
        most = max(settings.tasks - settings.demonstrations, state.tally.best)
        return send_before(self.target - len(state.rows), len(state.rows), state.committed, most)

    def why_saturated(self) -> StoppedShort | None:
        """Why more requests would bring (almost) no new tasks; None while they do, and with `--saturation 0`."""
        least = self._plan.settings.saturation
        if least and self.state.tally.no_yield_yet():
            reasons = ", ".join(f"{reason} {count}" for reason, count in self.state.tally.reasons.most_common())
            return StoppedShort(
                f"the first replies gave no task at all ({reasons}); try another model, --prompt or other seeds "
                f"(--saturation 0 goes on all the same). The first of the rejected texts:\n{self._sample()}"
            )
        if least and self.state.tally.saturated(least):
            return StoppedShort(
                f"the last 200 replies gave under {least:.0%} new tasks: this teacher has little more to give on these "
                "seeds; add seeds (a new --out), or go on all the same with --saturation 0"
            )
        return None

    def write(self) -> None:
        """Bring the files of the dataset up to date."""
        self._files.write(self.rows, self.state.rejects, self.summary().as_json())
        self._written = time.monotonic()

    def summary(self) -> Summary:
        """The numbers of the run so far."""
        seconds = time.monotonic() - self._began
        model = self._plan.settings.model
        # A smaller `--n` lowers the target of this process only.
        target = max(self.target, self.journaled.target)
        mix = self._plan.rules.mix
        return summarize(self._plan.folder, model, target, self.types, mix, self.state.tally, self.waiting, seconds)

    @property
    def folder(self) -> Path:
        """The run folder."""
        return self._plan.folder

    def _type_of(self, row: Row) -> TaskType:
        """The type that `classify` gave the row, or the rules."""
        given = self._given.get(row.task.id)
        found = TO_BELLE[given.task_type] if given else row.task.task_type
        assert found is not None, "an accepted task has a type"
        return found

    def _sample(self) -> str:
        """The first rejected text, shortened, or what was wrong if it has no text."""
        verdict = self.state.rejects[0].verdict
        raw = verdict.raw or f"({verdict.detail})"
        return raw if len(raw) <= _SHOWN_OF_A_REPLY else raw[:_SHOWN_OF_A_REPLY] + " …"
