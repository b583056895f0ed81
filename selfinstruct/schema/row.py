"""Dataset rows and rejects."""

from __future__ import annotations

from dataclasses import dataclass

from selfinstruct.schema.flag import Flag
from selfinstruct.schema.reply import Usage
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Verdict


def row_id(slot: int, position: int) -> str:
    """Return the id of the task at a position of the reply to a slot."""
    return f"{slot:06d}-{position:02d}"


@dataclass(frozen=True, slots=True)
class Nearest:
    """The id of the nearest seed, accepted task or `--against` row, and its ROUGE-L F1 in [0, 1]."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Row:
    """An accepted task with its origin and its nearest earlier task. `usage` covers the whole reply.

    `family` names the rules that wrote the task; "" if a model wrote it.
    """

    task: Task
    slot: int
    position: int
    demonstrations: tuple[str, ...]
    nearest: Nearest | None
    prompt_sha: str
    usage: Usage
    flags: tuple[Flag, ...] = ()
    family: str = ""


@dataclass(frozen=True, slots=True)
class Reject:
    """A rejected text with its slot and its position in the reply."""

    verdict: Verdict
    slot: int
    position: int
