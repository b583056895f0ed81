"""The carrier of a run in batches: submits rounds of slots, waits for them, and yields their endings in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from selfinstruct.errors import SelfinstructError
from selfinstruct.runs.batch_job import BatchJob
from selfinstruct.runs.batch_scope import Scope
from selfinstruct.runs.batch_state import KeepStep
from selfinstruct.runs.budget import Budget
from selfinstruct.runs.persist import Persist
from selfinstruct.runs.progress import Reporter
from selfinstruct.schema.batches import Batches
from selfinstruct.schema.reply import Ending, OpenSlot
from selfinstruct.teachers.batches.api import BatchApi, Stopped
from selfinstruct.teachers.batches.rules import batch_rules
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.opening import open_batches
from selfinstruct.teachers.protocol import Slots
from selfinstruct.teachers.request import RequestForm

_FIRST_POLL, _MAX_POLL, _SLOWER = 0.5, 60.0, 1.5


@dataclass(frozen=True, slots=True)
class Batching:
    """The batches of earlier processes, how steps are journaled, the folder for files, and what is to be done."""

    batches: Batches
    keep_step: KeepStep
    folder: Path
    scope: Scope = Scope.ALL
    exhausted: Callable[[int], int] = lambda _: 0
    """Returns the number of earlier runs in which a slot used up its attempts."""


@dataclass(slots=True)
class BatchCarrier:
    """Yields the endings of slots in order, see `Carrier`. Providers work on batches without this process, too."""

    job: BatchJob
    stop: asyncio.Event
    scope: Scope = Scope.ALL
    open_slots: list[OpenSlot] = field(default_factory=list)
    failure: Exception | None = None
    _pause: float = _FIRST_POLL

    @property
    def in_flight(self) -> int:
        """Number of rows at the provider that have no result."""
        remotes = self.job.remotes
        return sum(
            max(0, len(batch.slots) - (remotes[key].done if key in remotes else 0))
            for key, batch in self.job.batches.open.items()
        )

    def limit(self) -> int:
        """Return the number of rows at the provider."""
        return len(self.job.batches.slots)

    def waits_for(self) -> str:
        """Return the open batches as text."""
        return ", ".join(map(self._described, self.job.batches.open))

    def _described(self, key: str) -> str:
        batch, remote = self.job.batches.open[key], self.job.remotes.get(key)
        if remote is None:
            return f"{batch.id or 'a new batch'} ({len(batch.slots):,} rows)"
        return f"{remote.id} ({remote.status}, {remote.done:,} of {len(batch.slots):,} rows)"

    async def endings(self) -> AsyncGenerator[Ending]:
        """Yield endings in slot order. See `Carrier`."""
        slots = self.job.slots
        slot = slots.first
        while True:
            if slot in slots.ended:
                yield slots.ended.pop(slot)
                slot += 1
                await asyncio.sleep(0)
            elif self.stop.is_set() or not await self._advance(slot):
                return

    async def _advance(self, first: int) -> bool:
        """Submit, look, or wait. Returns False if nothing is left to do. A failure is stored."""
        try:
            return await self._step(first)
        except Stopped:
            return False
        except SelfinstructError as error:
            self.failure = error
            return False

    async def _step(self, first: int) -> bool:
        job = self.job
        submitted = await job.submit(first) if self.scope is not Scope.COLLECT else 0
        if submitted and not job.batches.open:  # refused as too large: smaller ones follow
            return True
        if not job.batches.open:
            self.open_slots = await job.close_exhausted(first)
            return first in job.slots.ended
        if self.scope is Scope.SUBMIT:
            return False
        if await job.look():
            self._pause = _FIRST_POLL
        elif self.scope is Scope.ALL:
            await job.api.pause(self._pause)
            self._pause = min(_MAX_POLL, _SLOWER * self._pause)
        return self.scope is Scope.ALL or first in job.slots.ended


@asynccontextmanager
async def open_batch_carrier(
    connection: Connection,
    slots: Slots,
    persist_result: Persist,
    batching: Batching,
    budget: Budget,
    stop: asyncio.Event,
    say: Reporter,
) -> AsyncIterator[BatchCarrier]:
    """Open a carrier that sends these slots in batches, as far as the budget allows. Raises InputError."""
    rules, batches, folder = batch_rules(connection.provider), batching.batches, batching.folder
    budget.forget(batches.unsent)
    async with open_batches(connection, folder) as reachable, BatchApi(reachable, rules, say, stop) as api:
        form = RequestForm(connection, say)
        form.unstream()
        keep = batching.keep_step
        job = BatchJob(
            api, rules, reachable, form, slots, batches, keep, persist_result, budget, folder, say, batching.exhausted
        )
        try:
            yield BatchCarrier(job, stop, batching.scope)
        finally:
            await budget.flush()
