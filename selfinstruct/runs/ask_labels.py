"""Label task types with a teacher, in batches. Answers are journaled before they are used, so none is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from selfinstruct.errors import Interrupted, SelfinstructError, StoppedShort, StorageError, TeacherUnreachable
from selfinstruct.pipeline.llm_labels import Labelling
from selfinstruct.runs.budget import Budget
from selfinstruct.runs.carrier import open_carrier
from selfinstruct.runs.heartbeat import heartbeat
from selfinstruct.runs.label_job import LabelJob
from selfinstruct.runs.persist import Persist, given_up
from selfinstruct.runs.progress import Reporter, RequestProgress
from selfinstruct.runs.snapshot import Snapshot
from selfinstruct.runs.stopping import Stop, farewell
from selfinstruct.schema.reply import Answer, Ending, FinalFault, OpenSlot, usage_of
from selfinstruct.schema.spending import Spending
from selfinstruct.storage.journal import Journal
from selfinstruct.storage.journal_entries import read_entry
from selfinstruct.storage.journal_state import count_attempts
from selfinstruct.storage.stored_files import is_count
from selfinstruct.teachers.attempts import OnAttempt
from selfinstruct.teachers.protocol import Carrier, Result, Slots

_MAX_EXHAUSTED = 2
"""A batch that used up its attempts in two runs is abandoned in the next, even if no other batch is left."""
_AGAIN = "all labels received so far are saved; run the same command to resume"


def replay_labels(journal: Journal, labelling: Labelling) -> Spending:
    """Apply the answers of earlier processes. Returns what they used.

    Raises StorageError if the journal cannot be read.
    """
    spending = Spending()
    for line in journal.read():
        _count(line, spending)
        match line:
            case {"kind": "types", "tasks": [*tasks], "body": {} as body} if _are_keys(tasks):
                labelling.answered(tasks, body)
            case {"kind": "refused", "tasks": [*tasks]} if _are_keys(tasks):
                labelling.refused(tasks)
            case {"kind": "reserved" | "released"}:
                pass
            case {"kind": "open", "tasks": [*tasks]} if _are_keys(tasks):
                labelling.unanswered(tasks)
            case _:
                raise StorageError(
                    f"{journal.folder}: the journal contains a line of kind {line.get('kind')!r} that cannot be used; "
                    "resume with the version that wrote it, or restore the journal from a backup"
                )
    return spending


def _count(line: Mapping[str, Any], spending: Spending) -> None:
    """Count what a line of the journal says about attempts. Lines of earlier versions name no slot."""
    match line:
        case {"kind": "reserved" | "released"}:
            count_attempts(read_entry(line), spending)
        case {"kind": "types" | "refused", "attempts": int(attempts)}:
            slot = line["slot"] if is_count(line.get("slot")) else -1
            spending.answered(slot, usage_of(line.get("body", {})))
            spending.ended(slot, attempts)


def _are_keys(tasks: Sequence[object]) -> bool:
    return all(isinstance(task, str) for task in tasks)


async def ask_labels(
    labelling: Labelling,
    job: LabelJob,
    journal: Journal,
    spending: Spending,
    stop: Stop,
    say: Reporter,
    on_attempt: OnAttempt | None = None,
) -> None:
    """Request every missing label. `spending` is what earlier processes used.

    Raises Interrupted, StoppedShort, TeacherRefused, TeacherUnreachable or StorageError; received labels are kept.
    """
    stop.bind(lambda: say(farewell(job.connection.retry.timeout)))
    budget = Budget(job.caps, spending, journal, job.connection.max_tokens)
    slots = Slots(first=0, ended={}, prompt=labelling.prompt, end=lambda: len(labelling.batches))
    persist_result = _persisting_in(journal, labelling)
    async with open_carrier(
        job.connection,
        slots,
        persist_result,
        labelling.exhausted,
        labelling.answers,
        budget,
        stop.event,
        say,
        on_attempt,
    ) as carrier:
        await _consume(carrier, labelling, say)
    short = budget.why_stopped() if labelling.committed < len(labelling.batches) else None
    if failure := _what_stopped(carrier, stop, short):
        raise failure


async def _consume(carrier: Carrier, labelling: Labelling, say: Reporter) -> None:
    with RequestProgress(lambda: _snapshot(carrier, labelling)) as progress:
        async with heartbeat(progress, say), aclosing(carrier.endings()) as endings:
            async for ending in endings:
                labelling.commit(ending)
                if labelling.has_no_yield:
                    raise StoppedShort(
                        f"the first {labelling.committed} requests returned no task type: the teacher refuses them or "
                        "ignores the requested format; try another --model, or use --with rules"
                    )


def _snapshot(carrier: Carrier, labelling: Labelling) -> Snapshot:
    return Snapshot(
        unit="label",
        done=labelling.given,
        target=labelling.wanted,
        in_flight=carrier.in_flight,
        limit=carrier.limit(),
        waits_for=carrier.waits_for(),
    )


def _persisting_in(journal: Journal, labelling: Labelling) -> Persist:
    """Return a function that journals a result with the tasks of its batch."""

    async def persist_result(result: Result) -> Result:
        tasks = labelling.batches[result.slot]
        before = labelling.exhausted(result.slot)
        if isinstance(result, OpenSlot) and before >= _MAX_EXHAUSTED:
            result = given_up(result.slot, "", f"used up its attempts in {before + 1} runs: {result.message}")
        if isinstance(result, OpenSlot):
            if result.others or before:
                await journal.append({"kind": "open", "tasks": list(tasks), "code": result.code})
            return result
        written = await journal.append(_entry(result, tasks))
        return replace(result, body=written["body"]) if isinstance(result, Answer) else result

    return persist_result


def _entry(ending: Ending, tasks: Sequence[str]) -> dict[str, Any]:
    """Return the journal line of an ending. Tasks are identified by key, so the line is valid for any file."""
    common = {
        "tasks": list(tasks),
        "slot": ending.slot,
        "prompt_sha": ending.prompt_sha,
        "at": ending.at,
        "attempts": ending.attempts,
    }
    match ending:
        case Answer(seconds=seconds, body=body):
            return {"kind": "types", **common, "seconds": seconds, "body": body}
        case FinalFault(code=code, message=message):
            return {"kind": "refused", **common, "code": code, "message": message}


def _what_stopped(carrier: Carrier, stop: Stop, short: StoppedShort | None) -> Exception | None:
    """Return an error that says why labels are missing and how to resume; None if all are available."""
    if isinstance(carrier.failure, SelfinstructError):
        return type(carrier.failure)(f"{carrier.failure}. {_AGAIN[0].upper()}{_AGAIN[1:]}")
    if carrier.failure:
        return carrier.failure
    if stop.requested:
        return Interrupted(f"stopped: {_AGAIN}")
    if short:
        return StoppedShort(f"{short}; {_AGAIN}")
    if carrier.open_slots:
        slot = carrier.open_slots[0]
        return TeacherUnreachable(
            f"a request used up its attempts ({slot.code}: {slot.message}); {_AGAIN}. Tasks that keep failing get "
            "their type from the rules"
        )
    return None
