"""Who answers, and what: the nouns of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a system is."""

    BASE = "base"
    """The base model, asked as it is."""
    SHOTS = "base-shots"
    """The base model, asked after a few demonstrations from the training rows."""
    STUDENT = "student"
    """What was trained on the dataset."""
    CONTROL = "control"
    """What was trained for as many steps on the same answers, shuffled among the questions."""


@dataclass(frozen=True, slots=True)
class System:
    """Somebody who answers: a model, and how it is asked. `seed` is that of a training."""

    kind: Kind
    seed: int | None = None

    @property
    def name(self) -> str:
        """`base`, `base-shots`, `student-0`, `control-0`: its name in files and tables."""
        return str(self.kind) if self.seed is None else f"{self.kind}-{self.seed}"


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a system wrote for a held-out task, and what it makes of the reference.

    `nats` is the negative natural logarithm of the reference's probability after the prompt, without its end; it is
    over so many `tokens` of the system's tokenizer.
    """

    task_id: str
    text: str
    stopped: bool
    nats: float
    tokens: int
