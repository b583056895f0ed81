"""All the concurrency of a run: an async generator that gives how slots ended, in slot order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field

from selfinstruct.schema.reply import Ending, OpenSlot, Prompt

Ask = Callable[[Prompt], Awaitable[Ending | OpenSlot]]


@dataclass(slots=True)
class Stream:
    """Slots from `first` on.

    `ended` holds what is known already (a resumed run's past) and is emptied as it is given out. `prompt` gives a
    slot's prompt, or None while its horizon is ahead; `end` gives the slot before which sending stops. Both are
    asked anew after every commit: the one who iterates commits an ending before taking the next.
    """

    first: int
    ended: dict[int, Ending]
    prompt: Callable[[int], Prompt | None]
    end: Callable[[], int]
    ask: Ask
    concurrency: int
    stop: asyncio.Event
    open_slots: list[OpenSlot] = field(default_factory=list)
    failure: Exception | None = None
    in_flight: set[asyncio.Future[Ending | OpenSlot]] = field(default_factory=set)
    _next: int = 0

    async def endings(self) -> AsyncGenerator[Ending]:
        """Give endings in slot order until a slot stays open, `stop` is set, or there is nothing left to send.

        Close it (`contextlib.aclosing`) when leaving early. What is in flight when sending stops is waited for, so
        that nothing that is paid for goes unkept. A failure is not raised but left in `failure`, and what ended
        before it is still given out; a failure and an open slot set `stop`.
        """
        slot = self._next = self.first
        try:
            while True:
                self._send()
                if slot in self.ended:
                    yield self.ended.pop(slot)
                    slot += 1
                    await asyncio.sleep(0)  # judging takes a while: first let what has arrived be kept
                elif self.in_flight:
                    await self._receive()
                else:
                    return
        finally:
            self.stop.set()
            while self.in_flight:
                await self._receive()

    def _send(self) -> None:
        while self._may_send() and (prompt := self.prompt(self._next)) is not None:
            if self._next not in self.ended:
                self.in_flight.add(asyncio.ensure_future(self.ask(prompt)))
            self._next += 1

    def _may_send(self) -> bool:
        return not self.stop.is_set() and len(self.in_flight) < self.concurrency and self._next < self.end()

    async def _receive(self) -> None:
        done, self.in_flight = await asyncio.wait(self.in_flight, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            try:
                outcome = task.result()
            except Exception as error:
                self.failure = self.failure or error
                self.stop.set()
                continue
            if isinstance(outcome, OpenSlot):
                self.open_slots.append(outcome)
                self.stop.set()
            else:
                self.ended[outcome.slot] = outcome
