"""`selfinstruct generate`: from seed tasks to a dataset.

seeds ─► pool ─► prompting ─► teacher ─► journal ─► judging ─┬─► pool ─► dataset
                                                             └─► rejects, with a reason
"""

from __future__ import annotations

import os
from contextlib import aclosing, closing

from selfinstruct.errors import Interrupted, SelfinstructError, StoppedShort, StorageError, TeacherUnreachable
from selfinstruct.runs.options import GenerateOptions
from selfinstruct.runs.persist import persisted_ask, persisting_in
from selfinstruct.runs.prepare import RunPlan, announce_teacher, prepare, write_run_toml
from selfinstruct.runs.progress import Progress, Reporter
from selfinstruct.runs.run import Run
from selfinstruct.runs.settings import api_key
from selfinstruct.runs.stopping import Stop, farewell
from selfinstruct.runs.summary import Summary
from selfinstruct.runs.warmup import frozen_heap, warm_up
from selfinstruct.storage.journal import Journal
from selfinstruct.storage.run_folder import RunFolder
from selfinstruct.teachers.opening import open_teacher, require_model
from selfinstruct.teachers.stream import Stream


async def generate(
    options: GenerateOptions, stop: Stop, say: Reporter, quiet: bool = False, close_open: bool = False
) -> Summary:
    """Run or resume a run until its dataset has `options.n` tasks.

    Raises InputError before anything is written, and any other SelfinstructError after the files were brought up to
    what there is: the same command goes on.
    """
    job = prepare(options, os.environ)
    stop.bind(lambda: say(farewell(job.settings.timeout)))
    stop.raise_if_stopped()
    await require_model(job.settings, os.environ)
    warm_up(say)
    stop.raise_if_stopped()
    with (
        RunFolder(job.folder) as folder,
        closing(Journal(job.folder, (api_key(job.settings, os.environ),))) as journal,
    ):
        write_run_toml(folder, job)
        run = Run(job, journal, say)
        run.recall(stop.raise_if_stopped)
        short = await (_close_open(options, run) if close_open else _buy(options, run, job, journal, stop, say, quiet))
        run.write()
    if short:
        raise short
    return run.summary()


async def _close_open(options: GenerateOptions, run: Run) -> SelfinstructError | None:
    await run.aim(options.n)
    await run.close_open_slots()
    if run.reached:
        return None
    return StoppedShort(
        f"{run.accepted:,} of {run.target:,} tasks; without --close-open the same command buys the rest"
    )


async def _buy(
    options: GenerateOptions, run: Run, job: RunPlan, journal: Journal, stop: Stop, say: Reporter, quiet: bool
) -> SelfinstructError | None:
    """Ask until the target is reached; gives what stopped it short of that."""
    await run.aim(options.n)
    if run.reached:
        return None
    announce_teacher(job.settings, say)
    async with open_teacher(job.settings, os.environ) as teacher:
        stream = Stream(
            first=run.fold.committed,
            ended=run.ledger.endings,
            prompt=run.fold.prompt,
            end=run.send_before,
            ask=persisted_ask(
                teacher.ask, persisting_in(journal), run.ledger.exhausted.__getitem__, stop.event, run.answered
            ),
            concurrency=job.settings.concurrency,
            stop=stop.event,
        )
        with frozen_heap():
            dried_up = run.dried_up() or await _consume(stream, run, quiet)
    if run.reached and not isinstance(stream.failure, StorageError):
        return None
    return _what_stopped(run, stream, stop, dried_up)


async def _consume(stream: Stream, run: Run, quiet: bool) -> StoppedShort | None:
    with Progress(run.accepted, run.target, quiet) as progress:
        async with aclosing(stream.endings()) as endings:
            async for ending in endings:
                run.commit(ending)
                progress.show(run.accepted, run.fold.tally.acceptance, len(stream.in_flight), run.fold.tally.tokens)
                if run.reached:
                    return None
                if dried_up := run.dried_up():
                    return dried_up
    return None


def _what_stopped(run: Run, stream: Stream, stop: Stop, dried_up: StoppedShort | None) -> SelfinstructError:
    """The reason why a run ended short of its target, with how to go on."""
    behind = f" {run.waiting:,} paid answers wait behind slot {run.fold.committed}." if run.is_blocked else ""
    so_far = f"{run.accepted:,} of {run.target:,} tasks are in {run.folder}.{behind}"
    if isinstance(stream.failure, SelfinstructError):
        return type(stream.failure)(f"{stream.failure}. {so_far}")
    if stream.failure:
        raise stream.failure
    if dried_up:
        return type(dried_up)(f"{dried_up}\n{so_far}")
    if stop.requested or not stream.open_slots:
        return Interrupted(f"stopped; {so_far} The same command goes on")
    slot = stream.open_slots[0]
    return TeacherUnreachable(
        f"slot {slot.slot} used up its attempts ({slot.code}: {slot.message}). {so_far} "
        "The same command tries again; with --close-open the slot is given up"
    )
