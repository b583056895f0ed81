"""Parses a reply, filters its records and rejects near-duplicates of earlier tasks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from selfinstruct.pipeline.filters import first_objection
from selfinstruct.pipeline.flags import flags_of
from selfinstruct.pipeline.flags.personal_data import personal_data_objection
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.layout_check import layout_at_end
from selfinstruct.pipeline.parsing import Record, parse
from selfinstruct.schema.dedup_on import DedupOn
from selfinstruct.schema.flag import Flag, Pii
from selfinstruct.schema.reply import Reply
from selfinstruct.schema.row import Nearest, row_id
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason, Verdict
from selfinstruct.similarity import Match, SimilarityIndex
from selfinstruct.similarity.tokens import VERSION


@dataclass(frozen=True, slots=True)
class Accepted:
    """A task that passed every check.

    `nearest` is the earlier task nearest to it (None if there is none), `layout` the layout that its output ends in
    (None if it ends in text).
    """

    task: Task
    nearest: Nearest | None
    layout: str | None = None
    flags: tuple[Flag, ...] = ()


Outcome = Accepted | Verdict
"""The outcome of one record: accepted or rejected."""


class NearDuplicates:
    """A similarity index of the texts that `dedup_on` selects, with the task id of each row.

    `tokens` is the version of the tokenizer.
    """

    def __init__(self, threshold: float, dedup_on: DedupOn = DedupOn.INSTRUCTION, tokens: int = VERSION) -> None:
        self._threshold = threshold
        self._dedup_on = dedup_on
        self._tokens = tokens
        self._ids: list[str] = []
        self._to_add: list[Iterable[Task]] = []

    def add_all(self, tasks: Iterable[Task]) -> None:
        """Add tasks to compare later ones with, even if they are near-duplicates themselves.

        They are read when the first records are compared with them.
        """
        self._to_add.append(tasks)

    def admit(self, records: Sequence[Record]) -> list[Outcome]:
        """Accept records in order, unless they are near-duplicates of an earlier task or an accepted record."""
        if not records:
            return []
        while self._to_add:
            self._index.add_all(map(self._added, self._to_add.pop(0)))
        found = self._index.admit(self._dedup_on.text_of(record.task) for record in records)
        return [self._outcome(record, match) for record, match in zip(records, found, strict=True)]

    @cached_property
    def _index(self) -> SimilarityIndex:
        """Created when it is needed, which takes half a second."""
        return SimilarityIndex(self._threshold, tokens=self._tokens)

    def _added(self, task: Task) -> str:
        self._ids.append(task.id)
        return self._dedup_on.text_of(task)

    def _outcome(self, record: Record, match: Match | None) -> Outcome:
        nearest = Nearest(self._ids[match.row], match.score) if match else None
        if nearest and self._index.is_match(match):
            return Verdict(Reason.DUPLICATE, self._detail(nearest), record.raw)
        self._ids.append(record.task.id)
        return Accepted(record.task, nearest, layout_at_end(record.task.output), flags_of(record.task))

    def _detail(self, nearest: Nearest) -> str:
        shown = f"ROUGE-L {nearest.score:.4f} to {nearest.id}"
        return shown if self._dedup_on is DedupOn.INSTRUCTION else f"{shown} ({self._dedup_on.in_words})"


def screen(
    slot: int, reply: Reply, language: Language, near_duplicates: NearDuplicates, pii: Pii = Pii.KEEP
) -> list[Outcome]:
    """Return the outcome of each record in a reply, in order. Comparing all records in one call is faster."""
    parts = (
        [Verdict(Reason.EMPTY_REPLY, reply.why_empty, reply.text)] if reply.why_empty else parse(reply.text, reply.cut)
    )
    found = [
        part if isinstance(part, Verdict) else _filter(_named(part, slot, position), language, pii)
        for position, part in enumerate(parts)
    ]
    admitted = iter(near_duplicates.admit([part for part in found if isinstance(part, Record)]))
    return [part if isinstance(part, Verdict) else next(admitted) for part in found]


def _named(record: Record, slot: int, position: int) -> Record:
    task = record.task
    return Record(Task(task.instruction, task.input, task.output, row_id(slot, position)), record.raw)


def _filter(record: Record, language: Language, pii: Pii) -> Record | Verdict:
    objection = first_objection(record.task, language)
    if objection is None and pii is Pii.REJECT:
        objection = personal_data_objection(record.task)
    return Verdict(*objection, record.raw) if objection else record
