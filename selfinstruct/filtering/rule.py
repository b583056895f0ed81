"""What a rule is, and the language of a run."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from selfinstruct.tasks import Task
from selfinstruct.verdicts import Reason


class Language(StrEnum):
    """The language that instructions must be in."""

    CHINESE = "zh"
    ENGLISH = "en"
    ANY = "any"


Objection = tuple[Reason, str]
"""A reason, and a detail for people."""

Rule = Callable[[Task, Language], Objection | None]
