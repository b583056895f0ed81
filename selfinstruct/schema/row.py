"""What became of the texts of a reply: rows of the dataset, and rejects."""

from __future__ import annotations

from dataclasses import dataclass

from selfinstruct.schema.reply import Usage
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Nearest:
    """The id of a seed, an accepted task or an `--against` row, and the ROUGE-L F1 with it."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Row:
    """An accepted task, where it came from, and what it is nearest to. `usage` is that of its whole reply."""

    task: Task
    slot: int
    position: int
    demonstrations: tuple[str, ...]
    nearest: Nearest | None
    prompt_sha: str
    usage: Usage


@dataclass(frozen=True, slots=True)
class Reject:
    """A rejected text and its place."""

    verdict: Verdict
    slot: int
    position: int
