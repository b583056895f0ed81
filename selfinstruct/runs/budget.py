"""Keep a run within its budget: an attempt is sent only if the most that it may use still fits.

Before attempts are sent, the journal holds the most that they may use, so that no kill can make a run forget them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from math import ceil

from selfinstruct.errors import StoppedShort
from selfinstruct.runs.caps import NO_BOUND, Caps
from selfinstruct.schema.batches import BatchStep
from selfinstruct.schema.price import money
from selfinstruct.schema.reply import Prompt, Usage
from selfinstruct.schema.spending import Released, Reserved, Spending
from selfinstruct.storage.journal import Journal
from selfinstruct.storage.journal_entries import write_batch_step, write_spending

_MANY = 1_000_000
"""Attempts that cost nothing."""
_TEMPLATE = 100
"""Tokens that a server may add to a prompt: the markers of its messages."""
_MARGIN = 1.2
"""By how much the share of tokens in the bytes of a prompt may exceed what it was in earlier prompts."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """One cap: what is used of it, and how much an attempt that uses these tokens takes."""

    flag: str
    most: float
    used: Callable[[], float]
    taken: Callable[[Usage], float]
    shown: Callable[[float], str]

    def times(self, most: Usage) -> int:
        """Return how many attempts that may use `most` there is room for."""
        taken, rest = self.taken(most), self.most - self.used()
        return max(0, int(rest / taken)) if taken else _MANY

    def has_room(self, most: Usage) -> bool:
        return self.times(most) > 0


class Budget:
    """The meter of a run: counts in `spending`, and keeps within the caps. `completion` is the limit of a reply.

    Without a journal, the requests belong to no run.
    """

    def __init__(self, caps: Caps, spending: Spending, journal: Journal | None, completion: int) -> None:
        self._spending = spending
        self._journal = journal
        self._measures = _measures(caps, spending)
        self._needs_bound = caps.need_bound
        self._most = Usage(0, completion)
        self._per_byte = 0.0
        self._excess = 0
        self._sent: dict[int, Usage] = {}
        self._ended = asyncio.Event()
        self._group: list[tuple[int, Usage]] = []
        self._writing: asyncio.Task[None] | None = None
        self._is_unbounded = False
        self._refused: Usage | None = None

    def places(self) -> int | None:
        """Return how many requests may be waiting or in flight, so that there is room for each; None without a cap."""
        if not self._measures:
            return None
        return len(self._sent) + min(each.times(self._most) for each in self._measures)

    async def begin(self, prompt: Prompt, completion: int) -> bool:
        """Reserve an attempt, in the journal, too. See `Meter`. Waits while others may turn out to use less."""
        asked = Usage(_size(prompt), completion)
        most = self._bound(asked)
        self._is_unbounded = self._is_unbounded or (self._needs_bound and not completion)
        while not self._has_room(most):
            if not self._sent or self._is_unbounded:
                self._refused = most
                return False
            self._ended.clear()
            await self._ended.wait()
            most = self._bound(asked)
        self._most = most
        self._sent[prompt.slot] = asked
        self._spending.reserve(prompt.slot, most)
        try:
            await self._save(prompt.slot, most)
        except BaseException:
            self.end(prompt.slot, None)
            raise
        return True

    async def begin_batch(self, prompts: Sequence[Prompt], completion: int, step: BatchStep) -> BatchStep:
        """Reserve as many attempts as there is room for, at the price of batches, and journal the batch with them.

        `step` is the intention to send the batch. Returns it with the slots that there is room for.
        """
        group: list[tuple[int, Usage]] = []
        self._refused = None
        self._is_unbounded = self._needs_bound and not completion
        for prompt in prompts:
            asked = Usage(_size(prompt), completion)
            most = self._bound(asked).in_batch
            if not self._has_room(most):
                self._refused = most
                break
            self._sent[prompt.slot] = asked
            self._spending.reserve(prompt.slot, most)
            group.append((prompt.slot, most))
        kept = replace(step, slots=tuple(slot for slot, _ in group))
        if group and self._journal:
            # One write: what is reserved was always intended.
            reserved = self._journal.append(write_spending(Reserved(tuple(group))))
            await asyncio.gather(reserved, self._journal.append(write_batch_step(kept)))
        return kept

    def forget(self, slots: Collection[int]) -> None:
        """Release attempts of slots that were reserved for a batch, but never intended because of a kill."""
        unsent = [slot for slot, most in self._spending.open_attempts() if slot in slots and most.is_in_batch]
        for slot in unsent:
            self.end(slot, None)

    def end(self, slot: int, usage: Usage | None) -> None:
        """Note what an attempt used. See `Meter`."""
        asked = self._sent.pop(slot, None)
        if usage is None:
            self._spending.release(slot)
            if self._journal:
                self._journal.note(write_spending(Released((slot,))))
        else:
            self._spending.answered(slot, usage)
            if asked:  # a batch of an earlier process has been asked elsewhere
                self._learn(asked, usage)
        self._ended.set()

    async def flush(self) -> None:
        """Wait until everything that was noted is in the journal."""
        if self._journal:
            await self._journal.flush()

    def why_stopped(self) -> StoppedShort | None:
        """Return the error for a budget that has no room for another attempt; None if it has."""
        if self._is_unbounded:
            return StoppedShort(f"the teacher takes no limit of tokens, and {NO_BOUND}; leave the cap out")
        most = self._refused or self._most
        full = next((each for each in self._measures if not each.has_room(most)), None)
        if full is None and self._refused is None:
            return None
        full = full or self._measures[0]
        used = full.used()
        rest = "" if used >= full.most else f", and another request may take up to {full.shown(full.taken(most))}"
        return StoppedShort(
            f"the budget is used up: {full.shown(used)} of {full.flag} {full.shown(full.most)}{rest}; raise "
            f"{full.flag} to continue"
        )

    def _has_room(self, most: Usage) -> bool:
        return not self._is_unbounded and all(each.has_room(most) for each in self._measures)

    def _bound(self, asked: Usage) -> Usage:
        """Return the most tokens that an attempt may use. `asked` are the bytes of its prompt and the limit of a reply.

        A token has at least one byte. Once replies show how many bytes a token has, less is reserved.
        """
        prompt = ceil(asked.prompt * self._per_byte * _MARGIN) if self._per_byte else asked.prompt + _TEMPLATE
        return Usage(prompt, asked.completion + self._excess if asked.completion else 0)

    def _learn(self, asked: Usage, usage: Usage) -> None:
        """Note how many tokens a server counts; some count those of thoughts beyond the limit of a reply."""
        self._per_byte = max(self._per_byte, usage.prompt / max(1, asked.prompt))
        if asked.completion:
            self._excess = max(self._excess, usage.completion - asked.completion)

    async def _save(self, slot: int, most: Usage) -> None:
        """Journal a reservation, with those of the other attempts that are about to be sent, in one write."""
        if self._journal is None:
            return
        self._group.append((slot, most))
        if self._writing is None:
            self._writing = asyncio.ensure_future(self._write_group(self._journal))
        await asyncio.shield(self._writing)

    async def _write_group(self, journal: Journal) -> None:
        await asyncio.sleep(0)  # let the others of the group join
        group, self._group, self._writing = tuple(self._group), [], None
        await journal.append(write_spending(Reserved(group)))


def _measures(caps: Caps, spending: Spending) -> tuple[_Measure, ...]:
    found = []
    if caps.requests is not None:
        found.append(_Measure("--max-requests", caps.requests, lambda: spending.requests, lambda _: 1, _count))
    if caps.tokens is not None:
        found.append(_Measure("--max-total-tokens", caps.tokens, lambda: _total(spending.most), _total, _count))
    if caps.cost is not None and (price := caps.price) is not None:
        shown = lambda amount: money(amount, price.currency)  # noqa: E731
        found.append(_Measure("--max-cost", caps.cost, lambda: price.cost(spending.most), price.cost, shown))
    return tuple(found)


def _size(prompt: Prompt) -> int:
    """Return the most tokens that the texts of a prompt may have: a token has at least one byte."""
    return len(prompt.system.encode("utf-8", "replace")) + len(prompt.user.encode("utf-8", "replace"))


def _total(usage: Usage) -> int:
    return usage.prompt + usage.completion


def _count(number: float) -> str:
    return f"{number:,.0f}"
