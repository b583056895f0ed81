"""Read the records of a dataset, each with a type: from its row, or otherwise from the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from selfinstruct.pipeline.classifier import classify
from selfinstruct.pipeline.flags import flags_of
from selfinstruct.schema.flag import Flag
from selfinstruct.schema.task_types import TO_BELLE, Label
from selfinstruct.storage.source import Record, Source, read_records

_FLAGS: frozenset[str] = frozenset(Flag)


@dataclass(frozen=True, slots=True)
class TypedRecord(Record):
    """A record with a label. The type of its task is the one of the nine types that the label maps to."""

    label: Label

    @property
    def flags(self) -> Sequence[str]:
        """The flags in the row; computed for a row that has none, as in a file or in a run of an earlier version."""
        stored = self.fields.get("flags")
        if isinstance(stored, list) and all(isinstance(flag, str) and flag in _FLAGS for flag in stored):
            return stored
        return flags_of(self.task)


def typed_records(source: Source, on_bytes: Callable[[int], None]) -> Iterator[TypedRecord]:
    """Yield the records of `read_records` in order, with labels. Raises the same errors."""
    for record in read_records(source, on_bytes):
        task = record.task
        label = record.label or classify(task)
        typed = task if task.task_type is TO_BELLE[label] else replace(task, task_type=TO_BELLE[label])
        yield TypedRecord(typed, label, record.fields)
