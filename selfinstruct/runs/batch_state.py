"""The batches of a run folder: where their files are, how their steps are journaled, and what they forbid."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from selfinstruct.errors import InputError, StoppedShort
from selfinstruct.runs.batch_scope import Scope
from selfinstruct.runs.prepare import RunPlan
from selfinstruct.runs.progress import Reporter
from selfinstruct.schema.batches import Batches, BatchStep
from selfinstruct.storage.journal import Journal
from selfinstruct.storage.journal_entries import write_batch_step
from selfinstruct.teachers.batches.rules import batch_rules
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.urls import public_url

BATCHES = "batches"
"""Subfolder of a run for the files of its batches while they are sent or received."""
KeepStep = Callable[[BatchStep], Awaitable[None]]
"""Journals a step of a batch."""


def journaling_in(journal: Journal) -> KeepStep:
    """Return a function that journals the steps of batches."""

    async def keep_step(step: BatchStep) -> None:
        await journal.append(write_batch_step(step))

    return keep_step


def require_no_other_batch(batches: Batches, plan: RunPlan, close_open: bool) -> None:
    """Check that open batches are at this address, and that nothing else would end their slots. Raises InputError."""
    folder, names = plan.folder, _names(batches)
    if batches.open and (close_open or not plan.in_batches):
        raise InputError(
            f"{folder}: {names} is not collected yet; wait for it with selfinstruct generate --batch --out {folder}, "
            f"or end it with: selfinstruct batch cancel {folder}"
        )
    require_collectable(batches, plan.connection, folder, plan.in_batches)


def require_collectable(batches: Batches, connection: Connection, folder: Path, in_batches: bool) -> None:
    """Check that a command can collect the open batches of a folder. Raises InputError."""
    if not batches.open:
        return
    if not in_batches:
        raise InputError(f"{folder}: {_names(batches)} is not collected yet; add --batch to wait for it")
    address = public_url(connection.urls[0])
    there = {batch.address for batch in batches.open.values()}
    if not connection.is_offline and there != {address}:
        raise InputError(
            f"{folder}: {_names(batches)} is at {' and '.join(sorted(there))}; leave --base-url out until it ends"
        )


def _names(batches: Batches) -> str:
    return ", ".join(batch.id or batch.key for batch in batches.open.values())


def require_batches(plan: RunPlan) -> None:
    """Check that the provider has batches, if they are asked for. Raises InputError."""
    if plan.in_batches:
        batch_rules(plan.connection.provider)


def after_step(
    scope: Scope, batches: Batches, waits_for: str, folder: Path, short: StoppedShort | None, say: Reporter
) -> StoppedShort | None:
    """Say what is next after `batch submit` or `batch collect`.

    Returns an error if nothing was submitted, or if a batch to collect has not ended.
    """
    if scope is Scope.COLLECT and batches.open:
        return StoppedShort(f"{waits_for} has not ended; try again later with: selfinstruct batch collect {folder}")
    if scope is Scope.SUBMIT and not batches.open:
        return short or StoppedShort(f"{folder}: nothing could be submitted")
    say(
        f"next: selfinstruct batch submit {folder}"
        if scope is Scope.COLLECT
        else f"submitted: {waits_for}; later: selfinstruct batch collect {folder}"
    )
    return None
