"""Carrier that sends live requests. It manages all the concurrency of a run and yields endings in slot order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from selfinstruct.schema.reply import Ending, OpenSlot
from selfinstruct.teachers.protocol import Ask, Limit, Result, Slots


@dataclass(slots=True)
class Stream:
    """Keeps up to `limit()` requests in flight (see `Carrier`). Sets `stop` after a failure or an open slot."""

    slots: Slots
    ask: Ask
    limit: Limit
    stop: asyncio.Event
    open_slots: list[OpenSlot] = field(default_factory=list)
    failure: Exception | None = None
    _asking: set[asyncio.Future[Result]] = field(default_factory=set)
    _next: int = 0

    @property
    def in_flight(self) -> int:
        """Number of requests in flight."""
        return len(self._asking)

    async def endings(self) -> AsyncGenerator[Ending]:
        """Yield endings in slot order until a slot stays open, `stop` is set, or nothing is left to send.

        Use `contextlib.aclosing` when leaving early. Requests in flight are awaited when sending stops, so that every
        billed reply is kept. A failure is stored in `failure`, and the endings before it are still yielded.
        """
        slot = self._next = self.slots.first
        try:
            while True:
                self._send()
                if slot in self.slots.ended:
                    yield self.slots.ended.pop(slot)
                    slot += 1
                    await asyncio.sleep(0)  # let other tasks store their replies first, because a commit takes a while
                elif self._asking:
                    await self._receive()
                else:
                    return
        finally:
            self.stop.set()
            while self._asking:
                await self._receive()

    def _send(self) -> None:
        while self._may_send() and (prompt := self.slots.prompt(self._next)) is not None:
            if self._next not in self.slots.ended:
                self._asking.add(asyncio.ensure_future(self.ask(prompt)))
            self._next += 1

    def _may_send(self) -> bool:
        return not self.stop.is_set() and self.in_flight < self.limit() and self._next < self.slots.end()

    async def _receive(self) -> None:
        done, self._asking = await asyncio.wait(self._asking, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            try:
                result = task.result()
            except Exception as error:
                self.failure = self.failure or error
                self.stop.set()
                continue
            if isinstance(result, OpenSlot):
                self.open_slots.append(result)
                self.stop.set()
            else:
                self.slots.ended[result.slot] = result
