"""A run in one process: replay the journal, set the target, and update the files as slots end."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from selfinstruct.errors import InputError, StoppedShort, StorageError
from selfinstruct.pipeline.layout_check import MAX_SUSPECTS
from selfinstruct.pipeline.replay import RunState
from selfinstruct.pipeline.schedule import ROUNDS, Plan, send_before, send_in_batch_before
from selfinstruct.pipeline.screening import Part
from selfinstruct.runs.limit_history import LimitHistory
from selfinstruct.runs.persist import given_up, persist
from selfinstruct.runs.prepare import RunPlan
from selfinstruct.runs.progress import ReplayProgress, Reporter
from selfinstruct.runs.summary import Summary, summarize
from selfinstruct.schema.flag import Flag
from selfinstruct.schema.hashing import sha256
from selfinstruct.schema.price import cost_of, money
from selfinstruct.schema.reply import Answer, Ending
from selfinstruct.schema.row import Row
from selfinstruct.schema.saved_state import CommittedSlot
from selfinstruct.schema.task_types import TO_BELLE, GivenType, TaskType
from selfinstruct.storage.journal import Journal
from selfinstruct.storage.journal_entries import Entry, Target, read_entries
from selfinstruct.storage.journal_state import JournalState
from selfinstruct.storage.run_files import RunFiles, has_rows
from selfinstruct.storage.saved_run import SavedRun, StateFiles
from selfinstruct.storage.type_overrides import read_types

_SECONDS_BETWEEN_WRITES = 0.25
"""Shortest time between two updates of the files."""
_SHARE_OF_WRITES = 0.02
"""Share of the time that updates of the files may take: on a slow disk they are less frequent."""
"""Writes are frequent and small, because no requests are sent while files are written."""
_SHOWN_OF_A_REPLY = 1500


class Run:
    """The journal of a run folder, the state replayed from it, and the target.

    Call `read_journal` first: it creates `state` with the schedule in the journal. With `rounds`, slots are sent in
    batches of these sizes, or without any, of those that the run began with.
    """

    state: RunState

    def __init__(
        self,
        plan: RunPlan,
        journal: Journal,
        say: Reporter,
        rounds: tuple[int, ...] | None = None,
        key: bytes | None = None,
    ) -> None:
        self._wanted = rounds
        self._rounds: tuple[int, ...] = ()
        self._stragglers_before = 0
        self.journaled = JournalState()
        self.target = 0
        self.limits = LimitHistory()
        self._plan = plan
        self._journal = journal
        self._say = say
        self._warned = False
        self._given = read_types(plan.folder)
        self._corrections: Counter[TaskType] = Counter()
        self._files = RunFiles(plan.folder, plan.settings.model, self._given)
        self._state_files = StateFiles(plan.folder, key, rules_of_state(plan, self._given))
        self._unsaved: list[CommittedSlot] = []
        self._began = time.monotonic()
        self._next_write = self._began + _SECONDS_BETWEEN_WRITES

    @property
    def accepted(self) -> int:
        """The number of rows in the dataset."""
        return min(len(self.state.rows), self.target)

    @property
    def types(self) -> Counter[TaskType]:
        """The number of rows in the dataset by type."""
        found = self.state.types.copy()
        found.update(self._corrections)
        found.subtract(map(self._type_of, self._rows_past_target()))
        return found

    @property
    def flags(self) -> Counter[Flag]:
        """The number of rows in the dataset by flag."""
        return self.state.flags - Counter(flag for row in self._rows_past_target() for flag in row.flags)

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
        """True if answers wait behind an open slot."""
        return bool(self.journaled.endings) and self.state.committed not in self.journaled.endings

    @property
    def reached(self) -> bool:
        """True if the target is reached."""
        return len(self.state.rows) >= self.target

    def has(self, n: int | None) -> bool:
        """True if there is nothing to do for a target of `n` tasks; None stands for the target in the journal."""
        return self.reached and (n is None or n <= self.accepted)

    def read_journal(self) -> None:
        """Read the journal, and the state that was saved of its replies; the others wait to be processed.

        Raises StorageError if the journal is damaged or missing.
        """
        saved = self._resumed()
        self.journaled.committed = len(saved.state.slots) if saved else 0
        for entry in read_entries(self._plan.folder, self._journal.read()):
            self.journaled.add(entry)
        self._rounds = self._rounds_to_send()
        plans = self.journaled.plans or [Plan(0, self._plan.settings.window, self._rounds)]
        files = self._files
        self.state = RunState(self._plan.rules, plans, self.journaled.rejudged, files.rows, files.rejects)
        if saved:
            self.state.restore(saved.state, files.rows.compared())
        self.target = self.journaled.target
        self._tell_of_journal()
        self._count_corrections(0)

    def _resumed(self) -> SavedRun | None:
        """Return the saved state if the journal and the files are those that it was saved with."""
        saved = self._state_files.read()
        if saved is None:
            return None
        types = [task_type for slot in saved.state.slots for task_type in slot.types]
        if self._journal.begins_with(saved.journal) and self._files.resume(saved.files, types, saved.rest):
            return saved
        self._files.close()
        self._state_files.forget()
        self._files = RunFiles(self._plan.folder, self._plan.settings.model, self._given)
        return None

    def _tell_of_journal(self) -> None:
        if self._journal.cut_bytes:
            self._say(f"the last line of the journal was incomplete and was cut off ({self._journal.cut_bytes} bytes)")
        if not self.target and has_rows(self._plan.folder):
            raise StorageError(
                f"{self._plan.folder}: the folder contains a dataset but not its journal; nothing was changed. "
                "Restore journal-*.jsonl, or start a new run with another --out"
            )
        if replies := self.journaled.committed + len(self.journaled.endings):
            self._say(f"resuming {self._plan.folder}: {replies:,} replies are already in the journal")

    def _count_corrections(self, first: int) -> None:
        """Count the types changed by `classify` in the rows from `first`: those that were in the journal before."""
        rows = (self.state.rows[number] for number in range(first, len(self.state.rows)))
        given = [row for row in rows if row.task.id in self._given] if self._given else []
        self._corrections.update(self._type_of(row) for row in given)
        self._corrections.subtract(row.task.task_type for row in given if row.task.task_type)

    async def set_target(self, n: int | None) -> None:
        """Set the target, and journal it with the schedule. A target below the number of tasks changes nothing.

        Raises InputError if neither `n` nor the journal contains a target.
        """
        if n is None and not self.target:
            raise InputError("the number of tasks is missing; set it with --n, such as --n 200")
        there = self.accepted
        if n is not None and n <= there:
            if n < there:
                self._say(f"{self._plan.folder} already contains {there:,} tasks; --n {n} changes nothing")
            self.target = there
            return
        if n is not None and n != self.journaled.target:
            await self.add(Target(n))
            self.target = n
        if not self.journaled.plans:
            await self.add(Plan(0, self._plan.settings.window, self._rounds))
        if self._changes_plan:
            self._stragglers_before = max(self.journaled.endings, default=self.state.committed - 1) + 1
        await self.change_plan()

    def _rounds_to_send(self) -> tuple[int, ...]:
        """Return the rounds of this process; none online."""
        last = self.journaled.plans[-1].rounds if self.journaled.plans else ()
        return () if self._wanted is None else self._wanted or last or ROUNDS

    async def change_plan(self) -> None:
        """Continue online or in batches, as this process does, once all slots sent otherwise are committed."""
        if self._changes_plan and not self.reached and self.state.committed >= self._stragglers_before:
            plan = Plan(self.state.committed, self._plan.settings.window, self._rounds)
            await self.add(plan)
            self.state.add_plan(plan)

    @property
    def _changes_plan(self) -> bool:
        return self.journaled.plans[-1].rounds != self._rounds

    async def add(self, entry: Entry) -> None:
        """Journal an entry, and apply it."""
        self.journaled.add(await persist(self._journal, entry))

    def process_waiting(self, raise_if_stopped: Callable[[], None]) -> None:
        """Process the replies in the journal, up to the first open slot or the target. Raises Interrupted."""
        first = len(self.state.rows)
        with ReplayProgress(len(self.journaled.endings), self._say) as progress:
            while not self.reached and (ending := self.journaled.endings.pop(self.state.committed, None)):
                raise_if_stopped()
                self._unsaved.append(self.state.commit(ending))
                progress.step()
        self._count_corrections(first)

    def is_ended(self, slot: int) -> bool:
        """Return True if a slot has ended, whether or not its reply is processed."""
        return slot < self.state.committed or slot in self.journaled.endings

    async def close_open_slots(self) -> None:
        """Abandon the open slots that answers wait behind, and process these answers. No requests are sent."""
        closed = 0
        while self.journaled.endings and not self.reached:
            slot = self.state.committed
            if slot not in self.journaled.endings:
                await self.add(given_up(slot, "", "closed by --close-open"))
                closed += 1
            self._unsaved.append(self.state.commit(self.journaled.endings.pop(slot)))
        self._say(f"{closed} open slots were abandoned" if closed else "no replies wait behind an open slot")

    def commit(self, ending: Ending, parts: Sequence[Part] | None) -> None:
        """Process the ending of the next slot, whose reply may be read already. Updates the files from time to time."""
        self._unsaved.append(self.state.commit(ending, parts))
        self._warn_about_layout()
        if time.monotonic() > self._next_write:
            self.write()

    def _warn_about_layout(self) -> None:
        """Report once that the teacher writes a layout that the parser does not understand."""
        tally = self.state.tally
        if self._warned or not (tally.foreign_layout() or tally.mostly_lost()):
            return
        self._warned = True
        what = (
            f"more than {MAX_SUSPECTS:.0%} of the latest outputs end in {kind}"
            if (kind := tally.foreign_layout())
            else "more than half of the texts in the first replies belong to no complete record"
        )
        self._say(
            f"warning: {what}: the teacher does not write the layout of the prompt. Look at a reply with --preview and "
            "at rejected.jsonl; another --model, a lower --temperature or --layout json may help"
        )

    def send_before(self) -> int:
        """The slot before which sending stops: at the current acceptance, the remaining tasks need no more slots."""
        state, settings = self.state, self._plan.settings
        most = max(settings.tasks - settings.demonstrations, state.tally.best)
        before = send_in_batch_before if self._rounds else send_before
        end = before(self.target - len(state.rows), len(state.rows), state.committed, most)
        return min(end, self._stragglers_before) if state.committed < self._stragglers_before else end

    def why_saturated(self) -> StoppedShort | None:
        """Return an error if more requests would add (almost) no tasks; None otherwise and with `--saturation 0`."""
        least = self._plan.settings.saturation
        if least and self.state.tally.no_yield_yet():
            reasons = ", ".join(f"{reason} {count}" for reason, count in self.state.tally.reasons.most_common())
            return StoppedShort(
                f"the first replies contained no usable task ({reasons}); try another model, --prompt or other seeds, "
                f"or continue with --saturation 0. The first rejected text:\n{self._sample()}"
            )
        if least and self.state.tally.saturated(least):
            return StoppedShort(
                f"less than {least:.0%} of the texts in the last 200 replies were accepted: this teacher has little "
                "more to offer for these seeds; add seeds (with a new --out), or continue with --saturation 0"
            )
        return None

    def why_saturated_before(self) -> StoppedShort | None:
        """Like `why_saturated`, before the first request; a past of empty replies does not count."""
        return None if self.state.tally.only_empty() else self.why_saturated()

    def write(self) -> None:
        """Update the dataset files to the current state."""
        began = time.monotonic()
        self._files.write(self.accepted, self.summary().as_json())
        self._save()
        ended = time.monotonic()
        self._next_write = ended + max(_SECONDS_BETWEEN_WRITES, (ended - began) / _SHARE_OF_WRITES)

    def close(self) -> None:
        """Close the files."""
        self._files.close()
        self._state_files.close()

    def _save(self) -> None:
        state, self._unsaved = self.state.saved(self._unsaved), []
        rest = self._files.rows.records_left()
        self._state_files.write(SavedRun(state, self._journal.mark, self._files.marks, rest))

    def summary(self) -> Summary:
        """The numbers of the run so far."""
        seconds = time.monotonic() - self._began
        model = self._plan.settings.model
        # A smaller `--n` lowers the target of this process only.
        target = max(self.target, self.journaled.target)
        mix = self._plan.rules.mix
        counts = (self.types, self.flags, mix, self.state.tally, self.waiting, seconds)
        paid = (self._plan.price, self.journaled.spending)
        return summarize(self._plan.folder, model, target, *counts, *paid, self.limits, self.journaled.batches.slots)

    @property
    def cost(self) -> str | None:
        """The cost of all answers so far as text; None if it is unknown, or if the teacher is free."""
        price = self._plan.price
        if price is None or price.is_free:
            return None
        cost = cost_of(self.journaled.spending.known, self.answered, price)
        return None if cost is None else money(cost, price.currency)

    @property
    def folder(self) -> Path:
        """The run folder."""
        return self._plan.folder

    def _rows_past_target(self) -> Iterator[Row]:
        return (self.state.rows[number] for number in range(self.target, len(self.state.rows)))

    def _type_of(self, row: Row) -> TaskType:
        """Return the type of the row from `classify`, or otherwise from the rules."""
        given = self._given.get(row.task.id)
        found = TO_BELLE[given.task_type] if given else row.task.task_type
        assert found is not None, "an accepted task has a type"
        return found

    def _sample(self) -> str:
        """Return the first rejected text, shortened; or why it was rejected, if it has no text."""
        verdict = self.state.rejects[0].verdict
        raw = verdict.raw or f"({verdict.detail})"
        return raw if len(raw) <= _SHOWN_OF_A_REPLY else raw[:_SHOWN_OF_A_REPLY] + " …"


def rules_of_state(plan: RunPlan, given: Mapping[str, GivenType]) -> str:
    """Return a hash of what a saved state depends on: identity, version of the package, and types of `classify`."""
    types = {name: [one.task_type, one.source] for name, one in given.items()}
    own = [dict(plan.identity), version("selfinstruct"), types]
    return sha256(json.dumps(own, sort_keys=True, default=str))
