"""Carrier that sends live requests. It manages all the concurrency of a run and yields endings in slot order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from dataclasses import dataclass, field
from typing import Any

from selfinstruct.schema.reply import Answer, Ending, OpenSlot
from selfinstruct.teachers.protocol import Ask, Close, Limit, Refused, Result, Slots, WaitsFor
from selfinstruct.teachers.undecided import Undecided


@dataclass(slots=True)
class Stream:
    """Keeps up to `limit()` requests in flight (see `Carrier`). Sets `stop` after a failure or an open slot.

    Refused requests wait in `undecided` until it is known whether they concern their slots alone; `close` ends those.
    """

    slots: Slots
    ask: Ask
    close: Close
    limit: Limit
    stop: asyncio.Event
    undecided: Undecided = field(default_factory=Undecided)
    waits_for: WaitsFor = str
    open_slots: list[OpenSlot] = field(default_factory=list)
    failure: Exception | None = None
    _asking: set[asyncio.Future[Result | Refused]] = field(default_factory=set)
    _received: asyncio.Event = field(default_factory=asyncio.Event)
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
                elif self._is_done():
                    return
        finally:
            self.stop.set()
            while self._asking:
                await self._receive()

    def _send(self) -> None:
        while self._may_send() and (prompt := self.slots.prompt(self._next)) is not None:
            if self._next not in self.slots.ended:
                self._start(self.ask(prompt))
            self._next += 1

    def _may_send(self) -> bool:
        may_send = not (self.stop.is_set() or self.undecided.is_doubtful)
        return may_send and self.in_flight < self.limit() and self._next < self.slots.end()

    def _start(self, request: Coroutine[Any, Any, Result | Refused]) -> None:
        task = asyncio.ensure_future(request)
        self._asking.add(task)
        task.add_done_callback(self._ended)

    async def _receive(self) -> None:
        """Wait until a request has ended."""
        self._received.clear()
        await self._received.wait()

    def _ended(self, task: asyncio.Future[Result | Refused]) -> None:
        """Take the result of a request, and send the next ones at once: endings may wait long for their commits."""
        self._asking.remove(task)
        self._received.set()
        if task.cancelled():
            return
        try:
            self._take(task.result())
            self._close_refused()
            self._send()
        except Exception as error:
            self._fail(error)

    def _take(self, result: Result | Refused) -> None:
        if isinstance(result, Refused):
            self.undecided.add(result)
        elif isinstance(result, OpenSlot):
            self.open_slots.append(result)
            self.stop.set()
        else:
            self.slots.ended[result.slot] = result
            self._note(result)

    def _note(self, ending: Ending) -> None:
        if isinstance(ending, Answer):
            self.undecided.answered()
        elif ending.attempts:  # a slot that is given up was not refused
            self.undecided.closed(ending)

    def _close_refused(self, is_last: bool = False) -> None:
        closed = self.undecided.take_closed(is_last)
        for refused in closed:
            self._start(self.close(refused.ending))

    def _is_done(self) -> bool:
        """Return True if nothing is left to do, when no request is in flight."""
        if not self.stop.is_set():
            self._close_refused(is_last=True)
        if self._asking:
            return False
        if not self.stop.is_set() and (failure := self.undecided.failure()):
            self._fail(failure)
        return True

    def _fail(self, error: Exception) -> None:
        self.failure = self.failure or error
        self.stop.set()
