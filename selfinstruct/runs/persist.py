"""Ask, then keep: an outcome counts only when it is in the journal. Prompts in, kept outcomes out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from selfinstruct.errors import TeacherRefused
from selfinstruct.schema.reply import Answer, Ending, FinalFault, OpenSlot, Prompt
from selfinstruct.storage.journal import Journal
from selfinstruct.storage.journal_entries import Entry, read_entry, write_entry
from selfinstruct.teachers.openai_chat import RequestRefused
from selfinstruct.teachers.stream import Ask

AskTeacher = Callable[[Prompt, asyncio.Event], Awaitable[Ending | OpenSlot]]
Persist = Callable[[Ending | OpenSlot], Awaitable[Ending | OpenSlot]]
GAVE_UP = "gave_up"
_MAX_REFUSED = 20
"""Refused requests in a row after which it is no longer the single request's fault."""


async def persist(journal: Journal, entry: Entry) -> Entry:
    """Journal an entry and give it back as it was written, which is how every later process will read it."""
    return read_entry(await journal.append(write_entry(entry)))


def persisting_in(journal: Journal) -> Persist:
    """A function that journals how slots end, and which stay open."""

    async def keep_outcome(outcome: Ending | OpenSlot) -> Ending | OpenSlot:
        kept = await persist(journal, outcome)
        assert isinstance(kept, Answer | FinalFault | OpenSlot), "an outcome is read as an outcome"
        return kept

    return keep_outcome


def persisted_ask(
    teacher: AskTeacher, keep_outcome: Persist, exhausted: Callable[[int], int], stop: asyncio.Event, before: int
) -> Ask:
    """A function that asks the teacher for one slot and gives its outcome once that is kept.

    `exhausted` tells in how many earlier runs a slot used up its attempts; `before` counts their answers.
    """
    others = _Others(before)

    async def ask(prompt: Prompt) -> Ending | OpenSlot:
        try:
            outcome = await others.meanwhile(teacher(prompt, stop))
        except RequestRefused as refused:
            if not await others.are_taken():
                raise TeacherRefused(str(refused)) from None
            outcome = refused.ending
        if isinstance(outcome, OpenSlot):
            if stop.is_set():
                return outcome
            outcome = _settled(outcome, prompt, exhausted(prompt.slot), await others.answers())
        return await keep_outcome(outcome)

    return ask


class _Others:
    """Whether other slots are answered while one is not: the teacher works, and the fault is the slot's own."""

    def __init__(self, before: int) -> None:
        self._before = before
        self._asked = self._busy = self._answered = self._refused = 0
        self._news = asyncio.Event()

    async def meanwhile(self, asked: Awaitable[Ending | OpenSlot]) -> Ending | OpenSlot:
        """Wait for an outcome and take note of it."""
        self._asked += 1
        self._busy += 1
        try:
            outcome = await asked
            if isinstance(outcome, Answer):
                self._answered += 1
                self._refused = 0
            return outcome
        except RequestRefused:
            self._refused += 1
            raise
        finally:
            self._busy -= 1
            self._news.set()

    async def answers(self) -> int:
        """How many there were, once there is one or nothing is left that could become one."""
        while self._busy and not self._answered:
            self._news.clear()
            await self._news.wait()
        return self._answered

    async def are_taken(self) -> bool:
        """Whether the teacher takes requests of this kind, so that a refused one is at fault itself."""
        alone_after_others = self._asked == 1 and self._before > 0
        return (await self.answers() > 0 or alone_after_others) and self._refused <= _MAX_REFUSED


def given_up(slot: int, prompt_sha: str, why: str) -> FinalFault:
    """The ending of a slot that is no longer asked."""
    return FinalFault(slot, prompt_sha, GAVE_UP, why, time.time(), 0)


def _settled(slot: OpenSlot, prompt: Prompt, exhausted: int, others: int) -> OpenSlot | FinalFault:
    """A slot that used up its attempts twice while others were answered is closed: the fault is its own."""
    if others and exhausted:
        return given_up(slot.slot, prompt.sha, f"used up its attempts in two runs: {slot.message}")
    return OpenSlot(slot.slot, slot.code, slot.message, others)
