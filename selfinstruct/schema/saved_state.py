"""What is saved of a run's state, so that a resumed run need not process all of its replies again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selfinstruct.schema.task_types import TaskType


@dataclass(frozen=True, slots=True)
class CommittedSlot:
    """What a committed slot leaves behind, besides its rows and rejects.

    `sha` is the hash of the prompt that was drawn for it, `requested` are the types that the prompt requests, and
    `screened` is the number of texts in its reply. `types` are those of its accepted tasks by the rules, and `hidden`
    the places of the tasks among these that are not shown as demonstrations.
    """

    sha: str
    requested: tuple[TaskType, ...]
    screened: int
    types: tuple[TaskType, ...]
    hidden: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SavedState:
    """The state of a run after its first slots. `counts` and `flags` are totals over them, by name."""

    slots: Sequence[CommittedSlot]
    counts: Mapping[str, int]
    reasons: Mapping[str, int]
    suspects: Mapping[str, int]
    latest: Sequence[str | None]
    flags: Mapping[str, int]
