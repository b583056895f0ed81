"""What a rule is: a task and the run's language in, an objection or nothing out."""

from __future__ import annotations

from collections.abc import Callable

from selfinstruct.pipeline.languages import Language
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason

Objection = tuple[Reason, str]
"""A reason, and a detail for people."""

Rule = Callable[[Task, Language], Objection | None]
