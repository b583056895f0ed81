"""Label task types with a teacher. Answers are journaled before they are used, so none is lost.

Slots are numbered on from those of earlier processes. Before a batch job is sent, the journal holds the tasks of each
of its slots, so that a later process finds them again, even if the file has other tasks by then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import dataclass, field, replace
from typing import Any

from selfinstruct.errors import Interrupted, SelfinstructError, StoppedShort, StorageError, TeacherUnreachable
from selfinstruct.pipeline.llm_labels import Labelling, SentLabels
from selfinstruct.runs.batch_carrier import Batching, open_batch_carrier
from selfinstruct.runs.batch_state import BATCHES, journaling_in
from selfinstruct.runs.budget import Budget
from selfinstruct.runs.carrier import open_carrier
from selfinstruct.runs.heartbeat import heartbeat
from selfinstruct.runs.label_job import LabelJob
from selfinstruct.runs.persist import Persist, given_up
from selfinstruct.runs.progress import Reporter, RequestProgress
from selfinstruct.runs.snapshot import Snapshot
from selfinstruct.runs.stopping import Stop, farewell, farewell_of_batches
from selfinstruct.schema.batches import Batches, BatchStep
from selfinstruct.schema.reply import Answer, Ending, FinalFault, OpenSlot, Prompt, usage_of
from selfinstruct.schema.spending import Reserved, Spending
from selfinstruct.storage.journal import Journal
from selfinstruct.storage.journal_entries import read_entry
from selfinstruct.storage.journal_state import count_attempts
from selfinstruct.storage.stored_files import is_count
from selfinstruct.teachers.attempts import OnAttempt
from selfinstruct.teachers.protocol import Carrier, Result, Slots

_MAX_EXHAUSTED = 2
"""A batch that used up its attempts in two runs is abandoned in the next, even if no other batch is left."""
_AGAIN = "all labels received so far are saved; run the same command to resume"


@dataclass(slots=True)
class JournaledLabels:
    """What earlier processes used and sent. `next_slot` is the first number that none of their slots has."""

    spending: Spending = field(default_factory=Spending)
    batches: Batches = field(default_factory=Batches)
    next_slot: int = 0
    _sent: dict[int, SentLabels] = field(default_factory=dict)

    @property
    def in_batches(self) -> dict[int, SentLabels]:
        """The requests in batches that have not ended, by slot, except those whose answer is in the journal."""
        return {slot: self._sent[slot] for slot in self.batches.slots if slot in self._sent}

    def count(self, line: Mapping[str, Any]) -> None:
        """Count what a line of the journal says about attempts and batches. Lines of earlier versions name no slot."""
        match line:
            case {"kind": "reserved" | "released" | "batch"}:
                entry = read_entry(line)
                count_attempts(entry, self.spending)
                if isinstance(entry, BatchStep):
                    self.batches.add(entry)
                elif isinstance(entry, Reserved):
                    self.batches.reserved(entry.attempts)
                    self.next_slot = max([self.next_slot, *(slot + 1 for slot, _ in entry.attempts)])
            case {"kind": "sent", "slot": int(slot), "tasks": [*tasks], "text": str(text)} if _are_keys(tasks):
                self._sent[slot] = SentLabels(tuple(tasks), text)
                self.next_slot = max(self.next_slot, slot + 1)
            case {"kind": "types" | "refused", "attempts": int(attempts)}:
                slot = line["slot"] if is_count(line.get("slot")) else -1
                usage = usage_of(line.get("body", {}))
                self.spending.answered(slot, usage.in_batch if line.get("batch") else usage)
                self.spending.ended(slot, attempts)
                self._sent.pop(slot, None)


def replay_labels(journal: Journal, labelling: Labelling) -> JournaledLabels:
    """Apply the answers of earlier processes. Returns what they used and sent.

    Raises StorageError if the journal cannot be read.
    """
    journaled = JournaledLabels()
    for line in journal.read():
        journaled.count(line)
        match line:
            case {"kind": "types", "tasks": [*tasks], "body": {} as body} if _are_keys(tasks):
                labelling.answered(tasks, body)
            case {"kind": "refused", "tasks": [*tasks]} if _are_keys(tasks):
                labelling.refused(tasks)
            case {"kind": "reserved" | "released" | "batch" | "sent"}:
                pass
            case {"kind": "open", "tasks": [*tasks]} if _are_keys(tasks):
                labelling.unanswered(tasks)
            case _:
                raise StorageError(
                    f"{journal.folder}: the journal contains a line of kind {line.get('kind')!r} that cannot be used; "
                    "resume with the version that wrote it, or restore the journal from a backup"
                )
    return journaled


def _are_keys(tasks: Sequence[object]) -> bool:
    return all(isinstance(task, str) for task in tasks)


async def ask_labels(
    labelling: Labelling,
    job: LabelJob,
    journal: Journal,
    journaled: JournaledLabels,
    stop: Stop,
    say: Reporter,
    on_attempt: OnAttempt | None = None,
) -> None:
    """Request every missing label. `journaled` is what earlier processes used and sent.

    Raises Interrupted, StoppedShort, TeacherRefused, TeacherUnreachable or StorageError; received labels are kept.
    """
    stop.bind(lambda: say(farewell_of_batches() if job.in_batches else farewell(job.connection.retry.timeout)))
    budget = Budget(job.caps, journaled.spending, journal, job.connection.max_tokens)
    prompt = _noted_in(journal, labelling, journaled) if job.in_batches else labelling.prompt
    slots = Slots(labelling.first, _ended_before(labelling), prompt, lambda: labelling.end)
    persist_result = _persisting_in(journal, labelling)
    carriers: AbstractAsyncContextManager[Carrier] = (
        open_batch_carrier(
            job.connection,
            slots,
            persist_result,
            Batching(journaled.batches, journaling_in(journal), job.folder / BATCHES, exhausted=labelling.exhausted),
            budget,
            stop.event,
            say,
        )
        if job.in_batches
        else open_carrier(
            job.connection,
            slots,
            persist_result,
            labelling.exhausted,
            labelling.answers,
            budget,
            stop.event,
            say,
            on_attempt,
        )
    )
    async with carriers as carrier:
        await _consume(carrier, labelling, say)
    short = budget.why_stopped() if labelling.committed < len(labelling.batches) else None
    if failure := _what_stopped(carrier, stop, short):
        raise failure


def _noted_in(journal: Journal, labelling: Labelling, journaled: JournaledLabels) -> Callable[[int], Prompt | None]:
    """Return a function that journals the tasks of a slot before its prompt can be sent."""
    noted = set(journaled.in_batches)

    def prompt(slot: int) -> Prompt | None:
        if (found := labelling.prompt(slot)) is not None and slot not in noted:
            noted.add(slot)
            # Lines are written in order, and the batch is only sent after its own line.
            journal.note({"kind": "sent", "slot": slot, "tasks": list(labelling.keys(slot)), "text": found.user})
        return found

    return prompt


def _ended_before(labelling: Labelling) -> dict[int, Ending]:
    """Return an ending for each number between those of open batches whose batch has ended in an earlier process."""
    numbers = range(labelling.first, labelling.end)
    return {number: given_up(number, "", "ended before") for number in numbers if not labelling.keys(number)}


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
        tasks = labelling.keys(result.slot)
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
        case Answer(seconds=seconds, body=body, batch=batch):
            return {"kind": "types", **common, "seconds": seconds, **({"batch": batch} if batch else {}), "body": body}
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
