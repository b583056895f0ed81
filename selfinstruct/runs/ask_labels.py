"""Label task types with a teacher, in batches. Answers are journaled before they are used, so none is lost."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from selfinstruct.errors import Interrupted, SelfinstructError, StoppedShort, StorageError, TeacherUnreachable
from selfinstruct.pipeline.llm_labels import Labelling
from selfinstruct.runs.carrier import open_carrier
from selfinstruct.runs.heartbeat import heartbeat
from selfinstruct.runs.persist import Persist, given_up
from selfinstruct.runs.progress import Reporter, RequestProgress
from selfinstruct.runs.snapshot import Snapshot
from selfinstruct.runs.stopping import Stop, farewell
from selfinstruct.schema.reply import Answer, Ending, FinalFault, OpenSlot
from selfinstruct.storage.journal import Journal
from selfinstruct.teachers.attempts import OnAttempt
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.protocol import Carrier, Result, Slots

_MAX_EXHAUSTED = 2
"""A batch that used up its attempts in two runs is abandoned in the next, even if no other batch is left."""
_AGAIN = "all labels received so far are saved; run the same command to resume"


def replay_labels(journal: Journal, labelling: Labelling) -> None:
    """Apply the answers of earlier processes. Raises StorageError if the journal cannot be read."""
    for line in journal.read():
        match line:
            case {"kind": "types", "tasks": [*tasks], "body": {} as body} if _are_keys(tasks):
                labelling.answered(tasks, body)
            case {"kind": "refused", "tasks": [*tasks]} if _are_keys(tasks):
                labelling.refused(tasks)
            case {"kind": "open", "tasks": [*tasks]} if _are_keys(tasks):
                labelling.unanswered(tasks)
            case _:
                raise StorageError(
                    f"{journal.folder}: the journal contains a line of kind {line.get('kind')!r} that cannot be used; "
                    "resume with the version that wrote it, or restore the journal from a backup"
                )


def _are_keys(tasks: Sequence[object]) -> bool:
    return all(isinstance(task, str) for task in tasks)


async def ask_labels(
    labelling: Labelling,
    connection: Connection,
    journal: Journal,
    stop: Stop,
    say: Reporter,
    on_attempt: OnAttempt | None = None,
) -> None:
    """Request every missing label.

    Raises Interrupted, StoppedShort, TeacherRefused, TeacherUnreachable or StorageError; received labels are kept.
    """
    stop.bind(lambda: say(farewell(connection.retry.timeout)))
    slots = Slots(first=0, ended={}, prompt=labelling.prompt, end=lambda: len(labelling.batches))
    persist_result = _persisting_in(journal, labelling)
    async with open_carrier(
        connection, slots, persist_result, labelling.exhausted, labelling.answers, stop.event, say, on_attempt
    ) as carrier:
        await _consume(carrier, labelling, say)
    if failure := _what_stopped(carrier, stop):
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
        waits_for=carrier.waits_for,
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
    common = {"tasks": list(tasks), "prompt_sha": ending.prompt_sha, "at": ending.at, "attempts": ending.attempts}
    match ending:
        case Answer(seconds=seconds, body=body):
            return {"kind": "types", **common, "seconds": seconds, "body": body}
        case FinalFault(code=code, message=message):
            return {"kind": "refused", **common, "code": code, "message": message}


def _what_stopped(carrier: Carrier, stop: Stop) -> Exception | None:
    """Return an error that says why labels are missing and how to resume; None if all are available."""
    if isinstance(carrier.failure, SelfinstructError):
        return type(carrier.failure)(f"{carrier.failure}. {_AGAIN[0].upper()}{_AGAIN[1:]}")
    if carrier.failure:
        return carrier.failure
    if stop.requested:
        return Interrupted(f"stopped: {_AGAIN}")
    if carrier.open_slots:
        slot = carrier.open_slots[0]
        return TeacherUnreachable(
            f"a request used up its attempts ({slot.code}: {slot.message}); {_AGAIN}. Tasks that keep failing get "
            "their type from the rules"
        )
    return None
