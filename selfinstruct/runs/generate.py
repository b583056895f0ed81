"""`selfinstruct generate`: from seed tasks to a dataset.

seeds ─► pool ─► prompts ─► teacher ─► journal ─► screening ─┬─► pool ─► dataset
                                                             └─► rejects, with a reason
"""

from __future__ import annotations

import os
from contextlib import aclosing, closing

from selfinstruct.errors import SelfinstructError, StoppedShort, StorageError
from selfinstruct.runs.announcements import announce_teacher
from selfinstruct.runs.attempt_log import attempt_log
from selfinstruct.runs.batch_scope import Scope
from selfinstruct.runs.batch_state import after_step, require_batches, require_no_other_batch
from selfinstruct.runs.budget import Budget
from selfinstruct.runs.carrier_choice import carrier_of
from selfinstruct.runs.heartbeat import heartbeat
from selfinstruct.runs.messages import bars_hidden
from selfinstruct.runs.options import GenerateOptions
from selfinstruct.runs.prepare import RunPlan, prepare, write_run_toml
from selfinstruct.runs.progress import Reporter, RequestProgress
from selfinstruct.runs.read_ahead import ReadAhead
from selfinstruct.runs.run import Run
from selfinstruct.runs.snapshot import Snapshot
from selfinstruct.runs.stop_reasons import what_stopped
from selfinstruct.runs.stopping import Stop, farewell, farewell_of_batches
from selfinstruct.runs.summary import Summary
from selfinstruct.runs.trust import remember_teacher, require_confirmation
from selfinstruct.runs.warmup import frozen_heap, load_language, warm_up
from selfinstruct.storage.journal import Journal
from selfinstruct.storage.run_folder import RunFolder
from selfinstruct.storage.state_home import user_key
from selfinstruct.teachers.attempts import OnAttempt
from selfinstruct.teachers.opening import require_model
from selfinstruct.teachers.protocol import Carrier


async def generate(
    options: GenerateOptions,
    stop: Stop,
    say: Reporter,
    quiet: bool = False,
    close_open: bool = False,
    scope: Scope = Scope.ALL,
) -> Summary:
    """Start or resume a run and continue until its dataset has `options.n` tasks. `scope` is for batches.

    Raises InputError before anything is written. Any other SelfinstructError is raised after the files are updated, so
    the same command resumes the run.
    """
    plan = prepare(options, os.environ)
    require_batches(plan)
    options = plan.completed.options
    plan.completed.announce(say)
    if not close_open:
        require_confirmation(plan, options, os.environ)
    stop.bind(lambda: say(farewell_of_batches() if plan.in_batches else farewell(plan.connection.retry.timeout)))
    stop.raise_if_stopped()
    await require_model(plan.connection)
    stop.raise_if_stopped()
    with (
        RunFolder(plan.folder) as folder,
        closing(Journal(plan.folder, plan.connection.secrets)) as journal,
        closing(Run(plan, journal, say, plan.rounds, user_key(os.environ))) as run,
    ):
        with attempt_log(options.log_file, say) as on_attempt, bars_hidden(quiet):
            run.read_journal()
            if not run.has(options.n):
                warm_up(say)
                load_language(plan.settings.language, say)
                run.process_waiting(stop.raise_if_stopped)
            require_no_other_batch(run.journaled.batches, plan, close_open)
            write_run_toml(folder, plan)
            if not close_open:
                remember_teacher(plan, os.environ, say)
            await run.set_target(options.n)
            if not (close_open or run.reached):
                announce_teacher(plan.connection, options, say, plan.settings.topic, is_new=not run.answered)
            short = await (_close_open(run) if close_open else _buy(run, plan, journal, stop, say, on_attempt, scope))
        run.write()
    if short:
        raise short
    return run.summary()


async def _close_open(run: Run) -> SelfinstructError | None:
    await run.close_open_slots()
    if run.reached:
        return None
    return StoppedShort(
        f"{run.accepted:,} of {run.target:,} tasks; run the same command without --close-open to generate the rest"
    )


async def _buy(
    run: Run, plan: RunPlan, journal: Journal, stop: Stop, say: Reporter, on_attempt: OnAttempt | None, scope: Scope
) -> SelfinstructError | None:
    """Send requests until the target is reached. Returns the error that stopped the run early, or None."""
    if run.reached:
        return None
    budget = Budget(plan.caps, run.journaled.spending, journal, plan.settings.max_tokens)
    async with (
        aclosing(ReadAhead(plan.rules.language, plan.rules.pii)) as ahead,
        carrier_of(run, plan, journal, budget, stop, say, on_attempt, scope, ahead) as carrier,
    ):
        with frozen_heap():
            saturated = run.why_saturated_before() or await _consume(carrier, run, ahead, say)
    if run.reached and not isinstance(carrier.failure, StorageError):
        return None
    if scope is not Scope.ALL and not (carrier.failure or carrier.open_slots or saturated or stop.requested):
        return after_step(scope, run.journaled.batches, carrier.waits_for(), plan.folder, budget.why_stopped(), say)
    return what_stopped(run, carrier, stop, saturated or budget.why_stopped())


async def _consume(carrier: Carrier, run: Run, ahead: ReadAhead, say: Reporter) -> StoppedShort | None:
    with RequestProgress(lambda: _snapshot(carrier, run)) as progress:
        async with heartbeat(progress, say), aclosing(carrier.endings()) as endings:
            async for ending in endings:
                run.limits.note(carrier.limit())  # before the commit, which writes it into the statistics
                run.commit(ending, await ahead.parts_of(ending.slot))
                await run.change_plan()
                if run.reached:
                    return None
                if saturated := run.why_saturated():
                    return saturated
    return None


def _snapshot(carrier: Carrier, run: Run) -> Snapshot:
    tally = run.state.tally
    return Snapshot(
        done=run.accepted,
        target=run.target,
        acceptance=tally.acceptance if tally.screened else None,
        in_flight=carrier.in_flight,
        limit=carrier.limit(),
        tokens=tally.tokens,
        cost=run.cost,
        waits_for=carrier.waits_for(),
    )
