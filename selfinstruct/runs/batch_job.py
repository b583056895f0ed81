"""The batches of a run: submit slots, look after them, and collect their results.

Each step is journaled before the next one begins, so that the run can be killed at any point: nothing is created twice,
and no result is lost.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from selfinstruct.errors import StorageError, TeacherRefused
from selfinstruct.runs.batch_rows import Collected, Sent, close_refused, collect, sendable
from selfinstruct.runs.batch_state import KeepStep
from selfinstruct.runs.budget import Budget
from selfinstruct.runs.persist import Persist, closed_if_repeated
from selfinstruct.runs.progress import Reporter
from selfinstruct.schema.batches import Batch, Batches, BatchStep, Step
from selfinstruct.schema.reply import OpenSlot, Prompt
from selfinstruct.storage.causes import cause_of
from selfinstruct.teachers.batches.api import BatchApi, NotCreated
from selfinstruct.teachers.batches.formats import BatchFormat, request_line
from selfinstruct.teachers.batches.remote import Remote, asks_to_split
from selfinstruct.teachers.batches.rules import BatchRules
from selfinstruct.teachers.batches.splitting import split
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.protocol import Slots
from selfinstruct.teachers.request import RequestForm
from selfinstruct.teachers.urls import public_url

_JOURNALED_AT_ONCE = 256


@dataclass(slots=True)
class BatchJob:
    """Submits `slots` in batches to the provider behind `api`. `batches` are those of earlier processes.

    `folder` is for the files that are being sent and received. `first` is the next slot to commit.
    """

    api: BatchApi
    rules: BatchRules
    connection: Connection
    form: RequestForm
    slots: Slots
    batches: Batches
    keep_step: KeepStep
    persist: Persist
    budget: Budget
    folder: Path
    say: Reporter
    exhausted_before: Callable[[int], int] = lambda _: 0
    answered: int = 0
    remotes: dict[str, Remote] = field(default_factory=dict)

    async def submit(self, first: int) -> int:
        """Submit the slots from `first` on that may be sent. Returns the number of rows.

        Only while no other batch is open: a batch for a few slots would take as long as one for all.
        """
        for batch in tuple(self.batches.open.values()):
            if not batch.id:
                await self._create(batch, is_new=False)
        if self.batches.open:
            return 0
        submitted = 0
        exhausted = {slot.slot for slot in self.exhausted(first)}
        may_send = sendable(self.slots, first, self.batches.attempts, exhausted)
        rows = [(sent.prompt, self._line(sent)) for sent in may_send]
        for part in split(rows, self.rules, self.batches.most):
            sent = await self._submit([prompt for prompt, _ in part])
            submitted += sent
            if sent < len(part) or self.batches.most is not None:
                break
        return submitted

    async def look(self) -> int:
        """Look at the open batches, and collect those that have ended. Returns their number."""
        ended = 0
        for batch in tuple(self.batches.open.values()):
            current = batch if batch.id else await self._create(batch, is_new=False)
            if current is None:
                continue
            remote = self.remotes[batch.key] = await self._retrieve(current.id)
            if remote.is_refused:
                message = remote.message or "without a reason"
                refusal = TeacherRefused(f"the batch {current.id} was refused: {message}")
                await self._refused(current, message, refusal)
            elif remote.is_ended:
                await self._collect(current, remote)
            ended += remote.is_ended
        return ended

    async def _retrieve(self, batch: str) -> Remote:
        try:
            return await self.api.retrieve(batch)
        except TeacherRefused as error:
            run = self.folder.parent
            raise TeacherRefused(f"{error}; if it is gone, give it up with: selfinstruct batch cancel {run}") from error

    def exhausted(self, first: int) -> list[OpenSlot]:
        """Return the slots from `first` on that used up their attempts."""
        most = self.connection.retry.attempts
        return [
            OpenSlot(slot, "batch", f"its row failed in {failures} batches", 0)
            for slot, failures in sorted(self.batches.failures.items())
            if slot >= first and failures >= most and slot not in self.slots.ended
        ]

    async def close_exhausted(self, first: int) -> list[OpenSlot]:
        """Journal the slots that used up their attempts, and give up those that did so in an earlier run, too.

        Returns those that stay open.
        """
        open_slots: list[OpenSlot] = []
        for slot in self.exhausted(first):
            closed = closed_if_repeated(slot, "", self.exhausted_before(slot.slot), self.answered)
            result = await self.persist(closed)
            if isinstance(result, OpenSlot):
                open_slots.append(result)
            else:
                self.slots.ended[result.slot] = result
        return open_slots

    def _line(self, sent: Sent) -> bytes:
        return request_line(BatchFormat.OPENAI, sent.row(self.form), self.rules.url)

    async def _submit(self, prompts: Sequence[Prompt]) -> int:
        """Journal the intention, then upload and create. Returns the number of rows that the budget has room for."""
        key = f"selfinstruct-{uuid4().hex[:16]}"
        address = public_url(self.connection.urls[0])
        step = BatchStep(key, Step.INTENDED, address=address, slots=tuple(prompt.slot for prompt in prompts))
        step = await self.budget.begin_batch(prompts, self.form.output_bound, step)
        if step.slots:
            self.batches.add(step)
            await self._create(self.batches.open[key], is_new=True)
        return len(step.slots)

    async def _create(self, batch: Batch, is_new: bool) -> Batch | None:
        """Upload and create what is not yet there. Returns None if too many tokens are waiting at the provider."""
        try:
            if not batch.file:
                await self._step(BatchStep(batch.key, Step.UPLOADED, id=await self._upload(batch, is_new)))
            remote = await self.api.create(self.batches.open[batch.key].file, batch.key)
        except NotCreated as error:
            await self._refused(batch, str(error), error)
            return None
        self.remotes[batch.key] = remote
        await self._step(BatchStep(batch.key, Step.CREATED, id=remote.id))
        self.say(f"{remote.id}: {len(batch.slots):,} requests submitted")
        return self.batches.open[batch.key]

    async def _upload(self, batch: Batch, is_new: bool) -> str:
        path = self._path(batch, "jsonl")
        try:
            with self._disk_errors_told(), path.open("wb") as file:
                for sent in self._sent_in(batch):
                    file.write(self._line(sent))
            known = "" if is_new else await self.api.find_file(path.name, path.stat().st_size)
            return known or await self.api.upload(path)
        finally:
            path.unlink(missing_ok=True)

    def _sent_in(self, batch: Batch) -> list[Sent]:
        """Return the rows of a batch whose slots have not ended."""
        pairs = zip(batch.slots, batch.attempts, strict=True)
        first, ended = self.slots.first, self.slots.ended
        found = ((self.slots.prompt(slot), attempt) for slot, attempt in pairs if slot >= first and slot not in ended)
        return [Sent(prompt, attempt) for prompt, attempt in found if prompt is not None]

    async def _refused(self, batch: Batch, message: str, error: TeacherRefused) -> None:
        """Note that a batch was not begun, and raise the error.

        If too many tokens are waiting, smaller batches follow instead, one at a time.
        """
        if not asks_to_split(message):
            await self._release(batch, BatchStep(batch.key, Step.REFUSED, message=message))
            raise error
        is_alone = len(self.batches.open) == 1
        most = len(batch.slots) // 2 if is_alone else len(batch.slots)
        await self._release(batch, BatchStep(batch.key, Step.REFUSED, most=most, message=message))
        if not most:
            raise TeacherRefused(f"a batch of one request was refused: {message}")
        self.say(f"too many tokens wait at the provider; the next batches have up to {most:,} rows, one at a time")

    async def _release(self, batch: Batch, step: BatchStep) -> None:
        for slot in batch.slots:
            self.budget.end(slot, None)
        await self._step(step)

    async def _collect(self, batch: Batch, remote: Remote) -> None:
        """Download both files, journal every row, and only then note that the batch is collected."""
        paths = []
        with self._disk_errors_told():
            for file, name in ((remote.output, "output.jsonl"), (remote.errors, "errors.jsonl")):
                if file:
                    paths.append(self._path(batch, name))
                    await self.api.download(file, paths[-1])
            sent, is_complete = self._sent_in(batch), remote.status == "completed"
            found = await asyncio.to_thread(collect, paths, sent, self.connection, batch.key, is_complete)
        for path in paths:  # before the batch is marked, so that a kill leaves none behind
            path.unlink(missing_ok=True)
        await self._keep(batch, found)
        self._tell(batch, remote, found)

    async def _keep(self, batch: Batch, found: Collected) -> None:
        refusal = found.refusal
        is_adapted = refusal is not None and self.form.adapt(refusal, self.form.way)
        if found.answered and not is_adapted:
            close_refused(found, {sent.prompt.slot: sent for sent in self._sent_in(batch)})
        for slot, usage in found.usages.items():
            self.budget.end(slot, usage)
        for start in range(0, len(found.endings), _JOURNALED_AT_ONCE):
            results = await asyncio.gather(*map(self.persist, found.endings[start : start + _JOURNALED_AT_ONCE]))
            self.slots.ended.update({ending.slot: ending for ending in results if not isinstance(ending, OpenSlot)})
        self.answered += found.answered
        failed = tuple(sorted(found.failed))
        await self._step(BatchStep(batch.key, Step.COLLECTED, failed=failed, message=found.words()))
        if found.refused and not is_adapted and refusal is not None:
            raise TeacherRefused(f"the teacher refused all rows of {batch.id}: {refusal.message}")

    def _tell(self, batch: Batch, remote: Remote, found: Collected) -> None:
        left = found.words()
        rest = f"; {left}, which are sent again" if left else ""
        self.say(f"{batch.id} is {remote.status}: {found.answered:,} of {len(batch.slots):,} rows answered{rest}")

    @contextmanager
    def _disk_errors_told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            cause = cause_of(error, self.folder)
            raise StorageError(
                f"{self.folder}: the files of a batch cannot be kept here ({cause.why}); nothing is lost. "
                f"{cause.remedy.capitalize()}, then run the same command to resume"
            ) from error

    def _path(self, batch: Batch, name: str) -> Path:
        with self._disk_errors_told():
            self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f"{batch.key}.{name}"

    async def _step(self, step: BatchStep) -> None:
        await self.keep_step(step)
        self.batches.add(step)
