"""A dataset in, its records out, each with a type: the one that its row names, or else the one that the rules give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from selfinstruct.pipeline.classifier import classify
from selfinstruct.schema.task_types import TO_BELLE, Label
from selfinstruct.storage.source import Record, Source, read_records


@dataclass(frozen=True, slots=True)
class TypedRecord(Record):
    """A record whose label is known; its task has the type of the nine that the label belongs to."""

    label: Label


def typed_records(source: Source, on_bytes: Callable[[int], None]) -> Iterator[TypedRecord]:
    """The records of `read_records`, in order. Raises what it raises."""
    for record in read_records(source, on_bytes):
        label = record.label or classify(record.task)
        yield TypedRecord(replace(record.task, task_type=TO_BELLE[label]), label, record.fields)
