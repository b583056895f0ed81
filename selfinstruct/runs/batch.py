"""`selfinstruct batch status`, `cancel` and `delete`: look at the batches of a run, end them, or clean up."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError, TeacherRefused
from selfinstruct.runs.batch_state import BATCHES, require_batches
from selfinstruct.runs.options import BatchOptions
from selfinstruct.runs.prepare import RunPlan, prepare
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.trust import require_confirmation
from selfinstruct.schema.batches import Batch, Batches, BatchStep, Step
from selfinstruct.schema.spending import Released
from selfinstruct.storage.journal import Journal, read_kept
from selfinstruct.storage.journal_entries import read_entries, write_batch_step, write_spending
from selfinstruct.storage.journal_state import JournalState
from selfinstruct.storage.run_folder import RunFolder
from selfinstruct.teachers.batches.api import BatchApi
from selfinstruct.teachers.batches.rules import batch_rules
from selfinstruct.teachers.opening import open_batches


async def status(options: BatchOptions, say: Reporter) -> dict[str, Any]:
    """Return the state of each open batch. Writes nothing. Raises InputError and the errors of a teacher."""
    plan = _prepared(options)
    batches = _batches(plan.folder, read_kept(plan.folder))
    async with _api(plan, say) as api:
        found = [await _described(api, batch) for batch in batches.open.values()]
    return {"run": str(plan.folder), "ended": batches.count - len(batches.open), "batches": found}


async def cancel(options: BatchOptions, say: Reporter) -> dict[str, Any]:
    """Ask the provider to end the open batches. What is already answered can still be collected.

    A batch that was not created yet, or that the provider does not know, is given up at once.
    """
    plan = _prepared(options)
    with RunFolder(plan.folder), closing(Journal(plan.folder, plan.connection.secrets)) as journal:
        batches = _batches(plan.folder, journal.read())
        async with _api(plan, say) as api:
            found = [await _cancelled(api, batch, journal) for batch in batches.open.values()]
    return {"run": str(plan.folder), "batches": found}


async def delete_files(options: BatchOptions, say: Reporter) -> dict[str, Any]:
    """Delete the files of collected batches at the provider. Their rows are in the journal. Returns the counts."""
    plan = _prepared(options)
    batches = _batches(plan.folder, read_kept(plan.folder)).collected
    async with _api(plan, say) as api:
        deleted = [await _deleted(api, batch) for batch in batches]
    return {"run": str(plan.folder), "batches": len(batches), "deleted": sum(deleted)}


async def _deleted(api: BatchApi, batch: str) -> int:
    """Delete the files of a batch. Returns how many there were; a file that is gone does not count."""
    try:
        remote = await api.retrieve(batch)
    except TeacherRefused:
        return 0
    deleted = 0
    for file in (remote.input, remote.output, remote.errors):
        if file and not file.startswith(("http://", "https://")):
            with suppress(TeacherRefused):
                await api.delete_file(file)
                deleted += 1
    return deleted


def describe(found: dict[str, Any]) -> str:
    """Format the batches as lines."""
    lines = [f"{each['id'] or each['key']:<42}{each['status']:<14}{_progress(each)}" for each in found["batches"]]
    return "\n".join(lines) if lines else f"no batch of {found['run']} is open"


def _progress(each: dict[str, Any]) -> str:
    return f"{each['done']:,} of {each['rows']:,} rows"


def _prepared(options: BatchOptions) -> RunPlan:
    plan = prepare(options.of_run, os.environ)
    if plan.stored is None:
        raise InputError(f"{plan.folder}: not a run folder; pass the folder of a run")
    require_batches(plan)
    require_confirmation(plan, plan.completed.options, os.environ)
    return plan


def _batches(folder: Path, lines: Iterable[Mapping[str, Any]]) -> Batches:
    state = JournalState()
    for entry in read_entries(folder, lines):
        state.add(entry)
    return state.batches


@asynccontextmanager
async def _api(plan: RunPlan, say: Reporter) -> AsyncIterator[BatchApi]:
    rules = batch_rules(plan.connection.provider)
    async with (
        open_batches(plan.connection, plan.folder / BATCHES) as reachable,
        BatchApi(reachable, rules, say, asyncio.Event()) as api,
    ):
        yield api


async def _described(api: BatchApi, batch: Batch) -> dict[str, Any]:
    if not batch.id:
        return _row(batch, "not created", 0)
    remote = await api.retrieve(batch.id)
    return _row(batch, remote.status, remote.done, remote.message)


async def _cancelled(api: BatchApi, batch: Batch, journal: Journal) -> dict[str, Any]:
    remote = None if batch.id else await api.find(batch.file, batch.key)
    name = batch.id or (remote.id if remote else "")
    if not name:
        return await _given_up(batch, journal, "not created")
    if not batch.id:
        await journal.append(write_batch_step(BatchStep(batch.key, Step.CREATED, id=name)))
    try:
        current = await api.retrieve(name)
        ended = current if current.is_ended else await api.cancel(name)
    except TeacherRefused as error:
        return await _given_up(batch, journal, str(error))
    return _row(batch, ended.status, ended.done)


async def _given_up(batch: Batch, journal: Journal, why: str) -> dict[str, Any]:
    await journal.append(write_batch_step(BatchStep(batch.key, Step.REFUSED, message=why)))
    await journal.append(write_spending(Released(batch.slots)))
    return _row(batch, "given up", 0, why)


def _row(batch: Batch, status: str, done: int, message: str = "") -> dict[str, Any]:
    return {
        "id": batch.id,
        "key": batch.key,
        "address": batch.address,
        "status": status,
        "rows": len(batch.slots),
        "done": done,
        "message": message,
    }
