"""The type of a rule: a function that takes a task and the run's language, and returns an objection or None."""

from __future__ import annotations

from collections.abc import Callable

from selfinstruct.pipeline.languages import Language
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason

Objection = tuple[Reason, str]
"""A reason and a human-readable detail."""

Rule = Callable[[Task, Language], Objection | None]
