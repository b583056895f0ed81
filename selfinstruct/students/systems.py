"""The systems of a comparison (a model and the way it is prompted) and their predictions for held-out tasks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The role of a system in a comparison."""

    BASE = "base"
    """The base model, zero-shot."""
    SHOTS = "base-shots"
    """The base model, few-shot, with demonstrations from the training rows."""
    STUDENT = "student"
    """A model trained on the dataset."""
    CONTROL = "control"
    """A model trained for the same number of steps on the same answers, shuffled among the questions."""


@dataclass(frozen=True, slots=True)
class System:
    """A model and the way it is prompted; `seed` is the training seed, None for a base."""

    kind: Kind
    seed: int | None = None

    @property
    def name(self) -> str:
        """`base`, `base-shots`, `student-0` or `control-0`: the name in files and tables."""
        return str(self.kind) if self.seed is None else f"{self.kind}-{self.seed}"


@dataclass(frozen=True, slots=True)
class Prediction:
    """The text that a system generated for a held-out task, and the likelihood that it assigns to the reference.

    `nats` is the negative natural logarithm of the reference's probability given the prompt, without the end-of-text
    token, over `tokens` tokens of the system's own tokenizer. `stopped` is False if the text reached the token limit.
    """

    task_id: str
    text: str
    stopped: bool
    nats: float
    tokens: int
