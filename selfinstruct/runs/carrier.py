"""Open the carrier that sends slots to a teacher and journals the answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from selfinstruct.runs.budget import Budget
from selfinstruct.runs.persist import Persist, persisted_ask
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.warmup import quick_thread_switches
from selfinstruct.teachers.attempts import OnAttempt
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.opening import open_teacher
from selfinstruct.teachers.protocol import Carrier, Slots
from selfinstruct.teachers.stream import Stream
from selfinstruct.teachers.undecided import Undecided


@asynccontextmanager
async def open_carrier(
    connection: Connection,
    slots: Slots,
    persist_result: Persist,
    exhausted: Callable[[int], int],
    answered: int,
    budget: Budget,
    stop: asyncio.Event,
    say: Reporter,
    on_attempt: OnAttempt | None = None,
) -> AsyncIterator[Carrier]:
    """Open a carrier that sends these slots to the teacher of the connection, as far as the budget allows.

    Of earlier runs, `exhausted` returns how often a slot used up its attempts, and `answered` is the number of answers.
    """
    async with open_teacher(connection, say, budget, on_attempt) as teacher:

        def limit() -> int:
            places = budget.places()
            return teacher.limit if places is None else min(places, teacher.limit)

        ask = persisted_ask(teacher.ask, persist_result, exhausted, stop)
        undecided = Undecided(answered > 0)
        try:
            with quick_thread_switches():
                yield Stream(slots, ask, persist_result, limit, stop, undecided, lambda: teacher.waits_for)
        finally:
            await budget.flush()
