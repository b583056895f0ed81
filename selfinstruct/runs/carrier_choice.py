"""Open the carrier of a run: live requests, or batches."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import replace

from selfinstruct.runs.batch_carrier import Batching, open_batch_carrier
from selfinstruct.runs.batch_scope import Scope
from selfinstruct.runs.batch_state import BATCHES, journaling_in
from selfinstruct.runs.budget import Budget
from selfinstruct.runs.carrier import open_carrier
from selfinstruct.runs.persist import persisting_in
from selfinstruct.runs.prepare import RunPlan
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.read_ahead import ReadAhead
from selfinstruct.runs.run import Run
from selfinstruct.runs.stopping import Stop
from selfinstruct.storage.journal import Journal
from selfinstruct.teachers.attempts import OnAttempt
from selfinstruct.teachers.protocol import Carrier, Slots


def carrier_of(
    run: Run,
    plan: RunPlan,
    journal: Journal,
    budget: Budget,
    stop: Stop,
    say: Reporter,
    on_attempt: OnAttempt | None,
    scope: Scope,
    ahead: ReadAhead,
) -> AbstractAsyncContextManager[Carrier]:
    """Return the context of the carrier that sends the slots of a run. `scope` is for batches.

    `ahead` reads the replies to live requests as they arrive.
    """
    slots = Slots(run.state.committed, run.journaled.endings, run.state.prompt, run.send_before)
    persist_result = persisting_in(journal)
    exhausted = run.journaled.exhausted.__getitem__
    if plan.in_batches:
        batches = Batching(run.journaled.batches, journaling_in(journal), plan.folder / BATCHES, scope, exhausted)
        return open_batch_carrier(plan.connection, slots, persist_result, batches, budget, stop.event, say)
    connection = replace(plan.connection, is_known=run.answered > 0 and plan.has_stored_address)
    answered, event = run.answered, stop.event
    return open_carrier(
        connection, slots, ahead.reading(persist_result), exhausted, answered, budget, event, say, on_attempt
    )
