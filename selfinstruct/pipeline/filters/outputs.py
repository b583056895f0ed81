"""Rules for outputs that are not an answer."""

from __future__ import annotations

from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.nothing import is_placeholder_output
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason


def placeholder_output(task: Task, language: Language) -> Objection | None:
    """Reject an output that stands for an answer: `<无输出>`, `N/A`, `[在此处插入…]`. A bare `无` may be the answer."""
    if is_placeholder_output(task.output):
        return Reason.PLACEHOLDER_OUTPUT, "the output is a placeholder"
    return None
