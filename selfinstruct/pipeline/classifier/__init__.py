"""The type of a task by local rules. In: a task's instruction and input. Out: a label.

A Chinese task is seen from its characters: each of its features (`features`) speaks for or against each label by a
weight (`weights`, learned from instructions labelled by hand), and the label with the largest sum is the task's. An
English one is seen from the words that its clauses begin with (`english`).
"""

from __future__ import annotations

import re

from selfinstruct.pipeline.classifier.english import label_english
from selfinstruct.pipeline.classifier.weights import label_chinese
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TO_BELLE, Label, TaskType

__all__ = ["VERSION", "classify", "label"]

VERSION = 2
"""Part of a run's identity: raise it when the same task would get another type."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def classify(task: Task) -> TaskType:
    """The task's type, one of the nine. Never fails."""
    return TO_BELLE[label(task)]


def label(task: Task) -> Label:
    """The task's label, one of the eleven. Never fails."""
    return label_chinese(task) if _HAN.search(task.instruction) else label_english(task)
