"""Which carrier takes slots to their teacher: a connection and slots in, a carrier out whose answers are journaled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from selfinstruct.runs.persist import Persist, persisted_ask
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.opening import open_teacher
from selfinstruct.teachers.protocol import Carrier, Slots
from selfinstruct.teachers.stream import Stream


@asynccontextmanager
async def open_carrier(
    connection: Connection,
    slots: Slots,
    persist_result: Persist,
    exhausted: Callable[[int], int],
    answered: int,
    stop: asyncio.Event,
) -> AsyncIterator[Carrier]:
    """A carrier of these slots to the teacher of the connection, open as long as the context lasts.

    `exhausted` and `answered` tell of earlier runs, see `persisted_ask`.
    """
    async with open_teacher(connection) as teacher:
        ask = persisted_ask(teacher.ask, persist_result, exhausted, stop, answered)
        yield Stream(slots, ask, limit=lambda: connection.concurrency, stop=stop)
