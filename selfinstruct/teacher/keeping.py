"""Ask, then keep: an outcome counts only when it is in the journal. Prompts in, kept outcomes out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from selfinstruct.errors import TeacherRefused
from selfinstruct.journal import Journal
from selfinstruct.ledger import Entry, Ledger, OpenSlot, read_entry, write_entry
from selfinstruct.replies import Answer, Ending, FinalFault, Prompt
from selfinstruct.teacher.client import RequestRefused
from selfinstruct.teacher.stream import Ask

AskTeacher = Callable[[Prompt, asyncio.Event], Awaitable[Ending | OpenSlot]]
GAVE_UP = "gave_up"


async def keep(journal: Journal, entry: Entry) -> Entry:
    """Journal an entry and give it back as it was written, which is how every later process will read it."""
    return read_entry(await journal.append(write_entry(entry)))


def asking(teacher: AskTeacher, journal: Journal, ledger: Ledger, stop: asyncio.Event, before: int) -> Ask:
    """A function that asks the teacher for one slot and gives its outcome once that is kept.

    `before` counts the answers of earlier processes: where there are any, the teacher takes requests of this kind.
    """
    others = _Others()

    async def ask(prompt: Prompt) -> Ending | OpenSlot:
        others.busy += 1
        outcome: Ending | OpenSlot | RequestRefused
        try:
            outcome = await teacher(prompt, stop)
            others.answered += isinstance(outcome, Answer)
        except RequestRefused as refused:
            outcome = refused
        finally:
            others.busy -= 1
            others.news.set()
        if isinstance(outcome, RequestRefused):
            if not before and not await others.answers():
                raise TeacherRefused(str(outcome)) from None
            outcome = outcome.ending
        elif isinstance(outcome, OpenSlot):
            if stop.is_set():
                return outcome
            outcome = _settled(outcome, prompt, ledger, await others.answers())
        kept = await keep(journal, outcome)
        assert isinstance(kept, Answer | FinalFault | OpenSlot), "an outcome is read as an outcome"
        return kept

    return ask


class _Others:
    """Whether other slots are answered while one is not: the teacher works, and the fault is the slot's own."""

    def __init__(self) -> None:
        self.answered = 0
        self.busy = 0
        self.news = asyncio.Event()

    async def answers(self) -> int:
        """How many there were, once there is one or nothing is left that could become one."""
        while self.busy and not self.answered:
            self.news.clear()
            await self.news.wait()
        return self.answered


def given_up(slot: int, prompt_sha: str, why: str) -> FinalFault:
    """The ending of a slot that is no longer asked."""
    return FinalFault(slot, prompt_sha, GAVE_UP, why, time.time(), 0)


def _settled(slot: OpenSlot, prompt: Prompt, ledger: Ledger, others: int) -> OpenSlot | FinalFault:
    """A slot that used up its attempts twice while others were answered is closed: the fault is its own."""
    if others and ledger.exhausted[slot.slot]:
        return given_up(slot.slot, prompt.sha, f"used up its attempts in two runs: {slot.message}")
    return OpenSlot(slot.slot, slot.code, slot.message, others)
