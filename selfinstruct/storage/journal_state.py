"""The state that the entries of a journal add up to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from selfinstruct.pipeline.schedule import Plan
from selfinstruct.schema.batches import Batches, BatchStep
from selfinstruct.schema.rejudged import Rejudged
from selfinstruct.schema.reply import Answer, Ending, FinalFault, OpenSlot, usage_of
from selfinstruct.schema.spending import Released, Reserved, Spending
from selfinstruct.storage.journal_entries import Entry, Target


@dataclass(slots=True)
class JournalState:
    """The state accumulated from the entries of a journal. The first ending of a slot wins.

    `committed` is the number of slots whose endings are no longer needed. `exhausted` counts, for each slot, the runs
    in which it used up its attempts while others were answered.
    """

    committed: int = 0
    plans: list[Plan] = field(default_factory=list)
    target: int = 0
    rejudged: Rejudged | None = None
    endings: dict[int, Ending] = field(default_factory=dict)
    exhausted: Counter[int] = field(default_factory=Counter)
    spending: Spending = field(default_factory=Spending)
    batches: Batches = field(default_factory=Batches)

    def add(self, entry: Entry) -> None:
        """Apply the next entry."""
        match entry:
            case Plan():
                self.plans.append(entry)
            case Target(n):
                self.target = n
            case Rejudged():
                self.rejudged = entry
            case OpenSlot(slot=slot, others=others):
                self.exhausted[slot] += others > 0
                self.batches.failures.pop(slot, None)
            case Answer(slot=slot) | FinalFault(slot=slot) if slot >= self.committed:
                self.endings.setdefault(slot, entry)
            case BatchStep():
                self.batches.add(entry)
            case Reserved(attempts):
                self.batches.reserved(attempts)
        count_attempts(entry, self.spending)


def count_attempts(entry: Entry, spending: Spending) -> None:
    """Count what an entry says about attempts."""
    match entry:
        case Reserved(attempts):
            for slot, most in attempts:
                spending.reserve(slot, most)
        case Released(slots):
            for slot in slots:
                spending.release(slot)
        case Answer(slot=slot, body=body, attempts=attempts, batch=batch):
            spending.answered(slot, usage_of(body).in_batch if batch else usage_of(body))
            spending.ended(slot, attempts)
        case FinalFault(slot=slot, attempts=attempts):
            spending.ended(slot, attempts)
