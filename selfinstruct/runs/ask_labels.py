"""A teacher asked for the types of tasks: batches out, answers journaled, labels in. Paid answers are never lost."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from selfinstruct.errors import Interrupted, SelfinstructError, StoppedShort, StorageError, TeacherUnreachable
from selfinstruct.pipeline.llm_labels import Labelling
from selfinstruct.runs.persist import Persist, given_up, persisted_ask
from selfinstruct.runs.progress import LabelProgress, Reporter
from selfinstruct.runs.settings import Settings
from selfinstruct.runs.stopping import Stop, farewell
from selfinstruct.schema.reply import Answer, Ending, FinalFault, OpenSlot
from selfinstruct.storage.journal import Journal
from selfinstruct.teachers.opening import open_teacher
from selfinstruct.teachers.stream import Stream

_RUNS = 2
"""A batch that used up its attempts in so many runs is given up in the next, although no other may be left to ask."""
_AGAIN = "the labels so far are kept; the same command goes on"


def replay_labels(journal: Journal, labelling: Labelling) -> None:
    """Take in what earlier processes were answered. Raises StorageError where the journal can't be read."""
    for line in journal.read():
        match line:
            case {"kind": "types", "tasks": tasks, "body": body}:
                labelling.answered(tasks, body)
            case {"kind": "refused", "tasks": tasks}:
                labelling.refused(tasks)
            case {"kind": "open", "tasks": tasks}:
                labelling.unanswered(tasks)
            case _:
                raise StorageError(f"the journal holds a line of kind {line.get('kind')!r}; it is no journal of labels")


async def ask_labels(labelling: Labelling, settings: Settings, journal: Journal, stop: Stop, say: Reporter) -> None:
    """Ask for every label that is missing.

    Raises Interrupted, StoppedShort, TeacherRefused, TeacherUnreachable or StorageError; what came until then is kept.
    """
    stop.bind(lambda: say(farewell(settings.timeout)))
    async with open_teacher(settings, os.environ) as teacher:
        stream = Stream(
            first=0,
            ended={},
            prompt=labelling.prompt,
            end=lambda: len(labelling.batches),
            ask=persisted_ask(
                teacher.ask, _keeping_in(journal, labelling), labelling.exhausted, stop.event, labelling.answers
            ),
            concurrency=settings.concurrency,
            stop=stop.event,
        )
        await _consume(stream, labelling)
    if failure := _what_stopped(stream, stop):
        raise failure


async def _consume(stream: Stream, labelling: Labelling) -> None:
    with LabelProgress(labelling.given, labelling.wanted) as progress:
        async with aclosing(stream.endings()) as endings:
            async for ending in endings:
                labelling.commit(ending)
                progress.show(labelling.given, len(stream.in_flight))
                if labelling.is_barren:
                    raise StoppedShort(
                        f"the first {labelling.committed} requests brought no type of any task: this teacher refuses "
                        "them or does not keep to the layout, so it is not asked any further; try another --model, or "
                        "--with rules"
                    )


def _keeping_in(journal: Journal, labelling: Labelling) -> Persist:
    """A function that journals an outcome with the tasks that it is about."""

    async def keep_outcome(outcome: Ending | OpenSlot) -> Ending | OpenSlot:
        tasks = labelling.batches[outcome.slot]
        before = labelling.exhausted(outcome.slot)
        if isinstance(outcome, OpenSlot) and before >= _RUNS:
            outcome = given_up(outcome.slot, "", f"used up its attempts in {before + 1} runs: {outcome.message}")
        if isinstance(outcome, OpenSlot):
            if outcome.others or before:
                await journal.append({"kind": "open", "tasks": list(tasks), "code": outcome.code})
            return outcome
        written = await journal.append(_entry(outcome, tasks))
        return replace(outcome, body=written["body"]) if isinstance(outcome, Answer) else outcome

    return keep_outcome


def _entry(outcome: Ending, tasks: Sequence[str]) -> dict[str, Any]:
    """The journal line of an outcome; tasks are named by their keys, so it holds whatever file they stand in."""
    common = {"tasks": list(tasks), "prompt_sha": outcome.prompt_sha, "at": outcome.at, "attempts": outcome.attempts}
    match outcome:
        case Answer(seconds=seconds, body=body):
            return {"kind": "types", **common, "seconds": seconds, "body": body}
        case FinalFault(code=code, message=message):
            return {"kind": "refused", **common, "code": code, "message": message}


def _what_stopped(stream: Stream, stop: Stop) -> Exception | None:
    """Why not every label could be had, if so, and how to go on."""
    if isinstance(stream.failure, SelfinstructError):
        return type(stream.failure)(f"{stream.failure}. {_AGAIN[0].upper()}{_AGAIN[1:]}")
    if stream.failure:
        return stream.failure
    if stop.requested:
        return Interrupted(f"stopped; {_AGAIN}")
    if stream.open_slots:
        slot = stream.open_slots[0]
        return TeacherUnreachable(
            f"a request used up its attempts ({slot.code}: {slot.message}); {_AGAIN}, and what fails time and again is "
            "left to the rules"
        )
    return None
