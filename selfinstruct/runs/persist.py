"""Send a request, then journal its result: a result only counts once it is in the journal."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from selfinstruct.schema.reply import Answer, FinalFault, OpenSlot, Prompt
from selfinstruct.storage.journal import Journal
from selfinstruct.storage.journal_entries import Entry, read_entry, write_entry
from selfinstruct.teachers.protocol import BUDGET, Ask, AskTeacher, Refused, RequestRefused, Result

Persist = Callable[[Result], Coroutine[Any, Any, Result]]
"""Journals a result and returns it as it was written."""
GAVE_UP = "gave_up"


async def persist(journal: Journal, entry: Entry) -> Entry:
    """Journal an entry. Returns it as it was written, which is how later processes read it."""
    return read_entry(await journal.append(write_entry(entry)))


def persisting_in(journal: Journal) -> Persist:
    """Return a function that journals slot endings and open slots."""

    async def persist_result(result: Result) -> Result:
        written = await persist(journal, result)
        assert isinstance(written, Answer | FinalFault | OpenSlot), "a result is read as a result"
        return written

    return persist_result


def persisted_ask(
    teacher: AskTeacher, persist_result: Persist, exhausted: Callable[[int], int], stop: asyncio.Event
) -> Ask:
    """Return a function that sends one slot to the teacher and returns the result once it is journaled.

    `exhausted` returns the number of earlier runs in which a slot used up its attempts.
    """
    others = _Others()

    async def ask(prompt: Prompt) -> Result | Refused:
        try:
            result = await others.counted(teacher(prompt, stop))
        except RequestRefused as refused:
            return Refused(refused.ending, str(refused))
        if isinstance(result, OpenSlot):
            if stop.is_set() or result.code == BUDGET:
                return result
            result = closed_if_repeated(result, prompt.sha, exhausted(prompt.slot), await others.answers())
        return await persist_result(result)

    return ask


class _Others:
    """Tracks whether other slots are answered while one fails: if so, the teacher works and the slot is at fault."""

    def __init__(self) -> None:
        self._busy = self._answered = 0
        self._changed = asyncio.Event()

    async def counted(self, asked: Awaitable[Result]) -> Result:
        """Wait for a result and count it."""
        self._busy += 1
        try:
            result = await asked
            self._answered += isinstance(result, Answer)
            return result
        finally:
            self._busy -= 1
            self._changed.set()

    async def answers(self) -> int:
        """Wait for the first answer, or until no request is in flight. Returns the number of answers."""
        while self._busy and not self._answered:
            self._changed.clear()
            await self._changed.wait()
        return self._answered


def given_up(slot: int, prompt_sha: str, why: str) -> FinalFault:
    """Return the ending of a slot that is abandoned."""
    return FinalFault(slot, prompt_sha, GAVE_UP, why, time.time(), 0)


def closed_if_repeated(slot: OpenSlot, prompt_sha: str, exhausted: int, others: int) -> OpenSlot | FinalFault:
    """Abandon a slot that used up its attempts in two runs while others were answered, otherwise leave it open."""
    if others and exhausted:
        return given_up(slot.slot, prompt_sha, f"used up its attempts in two runs: {slot.message}")
    return OpenSlot(slot.slot, slot.code, slot.message, others)
