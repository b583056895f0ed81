"""Parses a reply, filters its records and rejects near-duplicates of earlier tasks.

`read_parts` depends on the reply alone, so replies can be read in any order and in another process. `screen` compares
what they contain, in slot order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from selfinstruct.pipeline.classifier import classify
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
from selfinstruct.schema.task_types import TaskType
from selfinstruct.schema.verdict import Reason, Verdict
from selfinstruct.similarity import Match, SimilarityIndex
from selfinstruct.similarity.tokens import VERSION


@dataclass(frozen=True, slots=True)
class Signs:
    """What rules find in a task: its type, the layout that its output ends in (None if it ends in text), its flags."""

    task_type: TaskType
    layout: str | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that passed the filters. `signs` are those of its task, or None if they are still to be looked for."""

    record: Record
    signs: Signs | None = None


Part = Candidate | Verdict
"""A part of a reply before it is compared with earlier tasks."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A task that passed every check, with its type.

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

    def admit(self, candidates: Sequence[Candidate]) -> list[Outcome]:
        """Accept candidates in order, unless they are near-duplicates of an earlier task or an accepted candidate."""
        if not candidates:
            return []
        while self._to_add:
            self._index.add_all(map(self._added, self._to_add.pop(0)))
        found = self._index.admit(self._dedup_on.text_of(each.record.task) for each in candidates)
        return [self._outcome(candidate, match) for candidate, match in zip(candidates, found, strict=True)]

    @cached_property
    def _index(self) -> SimilarityIndex:
        """Created when it is needed, which takes half a second."""
        return SimilarityIndex(self._threshold, tokens=self._tokens)

    def _added(self, task: Task) -> str:
        self._ids.append(task.id)
        return self._dedup_on.text_of(task)

    def _outcome(self, candidate: Candidate, match: Match | None) -> Outcome:
        task = candidate.record.task
        nearest = Nearest(self._ids[match.row], match.score) if match else None
        if nearest and self._index.is_match(match):
            return Verdict(Reason.DUPLICATE, self._detail(nearest), candidate.record.raw)
        self._ids.append(task.id)
        signs = candidate.signs or signs_of(task)
        typed = Task(task.instruction, task.input, task.output, task.id, signs.task_type)
        return Accepted(typed, nearest, signs.layout, signs.flags)

    def _detail(self, nearest: Nearest) -> str:
        shown = f"ROUGE-L {nearest.score:.4f} to {nearest.id}"
        return shown if self._dedup_on is DedupOn.INSTRUCTION else f"{shown} ({self._dedup_on.in_words})"


def signs_of(task: Task) -> Signs:
    """Return what rules find in a task."""
    return Signs(classify(task), layout_at_end(task.output), flags_of(task))


def read_parts(reply: Reply, language: Language, pii: Pii = Pii.KEEP) -> list[Part]:
    """Return the parts of a reply in order: candidates, and verdicts on what is malformed or filtered out."""
    if reply.why_empty:
        return [Verdict(Reason.EMPTY_REPLY, reply.why_empty, reply.text)]
    parts = parse(reply.text, reply.cut)
    return [part if isinstance(part, Verdict) else _filter(part, language, pii) for part in parts]


def screen(slot: int, parts: Sequence[Part], near_duplicates: NearDuplicates) -> list[Outcome]:
    """Return the outcome of each part of a reply, in order. Comparing all of them in one call is faster."""
    candidates = [_named(part, slot, place) for place, part in enumerate(parts) if isinstance(part, Candidate)]
    admitted = iter(near_duplicates.admit(candidates))
    return [part if isinstance(part, Verdict) else next(admitted) for part in parts]


def _named(candidate: Candidate, slot: int, position: int) -> Candidate:
    task, raw = candidate.record.task, candidate.record.raw
    named = Task(task.instruction, task.input, task.output, row_id(slot, position))
    return Candidate(Record(named, raw), candidate.signs)


def _filter(record: Record, language: Language, pii: Pii) -> Part:
    objection = first_objection(record.task, language)
    if objection is None and pii is Pii.REJECT:
        objection = personal_data_objection(record.task)
    return Verdict(*objection, record.raw) if objection else Candidate(record)
