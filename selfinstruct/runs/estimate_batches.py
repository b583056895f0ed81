"""What batches change in an estimate: the price, and the rounds that a run waits for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selfinstruct.pipeline.forecast import Range
from selfinstruct.pipeline.schedule import ROUNDS, Plan, rounds_between
from selfinstruct.runs.prepare import RunPlan
from selfinstruct.storage.journal import read_kept
from selfinstruct.storage.journal_entries import read_entry
from selfinstruct.teachers.batches.rules import batch_rules

_WINDOW = re.compile(r"(\d{1,4})h")


@dataclass(frozen=True, slots=True)
class BatchEstimate:
    """The price of batches as a share of the usual one, the number of rounds, and the hours that each may take.

    `window` is None if the provider names no time.
    """

    price: float
    rounds: Range
    window: int | None

    @property
    def hours(self) -> float | None:
        """The most hours that all rounds may take."""
        return None if self.window is None else self.rounds.high * self.window


def estimate_batches(plan: RunPlan, replies: Range, stats: Mapping[str, Any] | None) -> BatchEstimate:
    """Estimate the rounds for this number of further replies, of a new run or one with these statistics.

    Raises InputError for a provider without batches in the form of OpenAI.
    """
    rules = batch_rules(plan.connection.provider)
    first = stats["acceptance_over_time"][-1]["slots"] if stats else 0
    schedule = _schedule(plan, first, stats is not None)
    low, high = (rounds_between(schedule, first, first + round(end)) for end in (replies.low, replies.high))
    found = _WINDOW.fullmatch(rules.window)
    return BatchEstimate(rules.price, Range(low, high), int(found[1]) if found else None)


def _schedule(plan: RunPlan, first: int, is_begun: bool) -> Plan:
    """Return the rounds from slot `first` on. Those of a run that is in batches continue unless others are given."""
    lines = (line for line in read_kept(plan.folder) if line.get("kind") == "plan") if is_begun else ()
    last = next((entry for line in reversed(list(lines)) if isinstance(entry := read_entry(line), Plan)), None)
    if last and last.rounds and plan.rounds in ((), last.rounds):
        return last
    return Plan(first, plan.settings.window, plan.rounds or ROUNDS)
