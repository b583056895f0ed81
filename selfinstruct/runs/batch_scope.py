"""How much of the work on batches a command does."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """What is done with the batches of a run: all until the target is reached, or only one step."""

    ALL = "all"
    SUBMIT = "submit"
    COLLECT = "collect"
