"""The carrier of live requests, and all the concurrency of a run: slots in, endings out, in slot order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from selfinstruct.schema.reply import Ending, OpenSlot
from selfinstruct.teachers.protocol import Ask, Limit, Result, Slots


@dataclass(slots=True)
class Stream:
    """Keeps up to `limit()` requests in flight (see `Carrier`). A failure and an open slot set `stop`."""

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
        """The number of requests that wait for an answer."""
        return len(self._asking)

    async def endings(self) -> AsyncGenerator[Ending]:
        """Yields endings in slot order until a slot stays open, `stop` is set, or nothing is left to send.

        Close it (`contextlib.aclosing`) when leaving early. What is in flight when sending stops is waited for, so
        that every answer that is paid for is kept. A failure is stored in `failure`, and the endings before it are
        still yielded.
        """
        slot = self._next = self.slots.first
        try:
            while True:
                self._send()
                if slot in self.slots.ended:
                    yield self.slots.ended.pop(slot)
                    slot += 1
                    await asyncio.sleep(0)  # a commit takes a while: first let what has arrived be kept
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
