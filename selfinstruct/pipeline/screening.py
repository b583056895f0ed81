"""One reply's way to verdicts: parse, filter, compare. In: a reply and what it is compared with. Out: judgements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfinstruct.pipeline.filters import first_objection
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.parsing import Record, parse
from selfinstruct.schema.reply import Reply
from selfinstruct.schema.row import Nearest
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason, Verdict
from selfinstruct.similarity import Match, SimilarityIndex


@dataclass(frozen=True, slots=True)
class Accepted:
    """A task that passed everything, and what it was nearest to (None when nothing was there to compare with)."""

    task: Task
    nearest: Nearest | None


Outcome = Accepted | Verdict


class NearDuplicates:
    """The similarity index, with an id for each of its rows."""

    def __init__(self, threshold: float) -> None:
        self._index = SimilarityIndex(threshold)
        self._ids: list[str] = []

    def add_all(self, tasks: Sequence[Task]) -> None:
        """Compare later tasks with these, too, whatever they are like."""
        self._ids.extend(task.id for task in tasks)
        self._index.add_all(task.instruction for task in tasks)

    def admit(self, records: Sequence[Record]) -> list[Outcome]:
        """Accept what is no near-duplicate, in order; what was accepted is compared with from then on."""
        found = self._index.admit(record.task.instruction for record in records)
        return [self._judge(record, match) for record, match in zip(records, found, strict=True)]

    def _judge(self, record: Record, match: Match | None) -> Outcome:
        nearest = Nearest(self._ids[match.row], match.score) if match else None
        if nearest and self._index.is_match(match):
            return Verdict(Reason.DUPLICATE, f"ROUGE-L {nearest.score:.4f} to {nearest.id}", record.raw)
        self._ids.append(record.task.id)
        return Accepted(record.task, nearest)


def screen(slot: int, reply: Reply, language: Language, neighbourhood: NearDuplicates) -> list[Outcome]:
    """A judgement for each record of a slot's reply, in its order. Similarity sees the whole reply at once."""
    found = [
        part if isinstance(part, Verdict) else _filter(_named(part, slot, position), language)
        for position, part in enumerate(parse(reply.text, reply.cut))
    ]
    admitted = iter(neighbourhood.admit([part for part in found if isinstance(part, Record)]))
    return [part if isinstance(part, Verdict) else next(admitted) for part in found]


def _named(record: Record, slot: int, position: int) -> Record:
    task = record.task
    return Record(Task(task.instruction, task.input, task.output, f"{slot:06d}-{position:02d}"), record.raw)


def _filter(record: Record, language: Language) -> Record | Verdict:
    objection = first_objection(record.task, language)
    return Verdict(*objection, record.raw) if objection else record
