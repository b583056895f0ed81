"""Labels a task by local rules.

A Chinese task is labelled by its characters: each of its features (`features`) has a weight for each label (`weights`,
learned from instructions labelled by hand), and the label with the largest sum wins. In a long instruction the order is
found first (`orders`); of the text that it is about, only the kind counts (`texts`). An English task is labelled by the
words at the start of its clauses (`english`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from selfinstruct.pipeline.classifier.english import label_english
from selfinstruct.pipeline.classifier.weights import label_chinese
from selfinstruct.pipeline.languages import Language, language_of
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TO_BELLE, Label, TaskType

__all__ = ["VERSION", "classify", "label"]

VERSION = 7
"""Part of a run's identity: increase it when the same task would get a different type."""

_RULES: Mapping[Language, Callable[[Task], Label]] = {
    Language.CHINESE: label_chinese,
    Language.ENGLISH: label_english,
}
"""The rules of each language."""


def classify(task: Task) -> TaskType:
    """Return the task's type, one of the nine. Never raises."""
    return TO_BELLE[label(task)]


def label(task: Task) -> Label:
    """Return the task's label, one of the eleven. Never raises."""
    return _RULES[language_of(task.instruction)](task)
