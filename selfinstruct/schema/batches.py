"""The batches of a run, as the lines of its journal tell them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum

from selfinstruct.schema.reply import Usage


class Step(StrEnum):
    """What happened to a batch. `REFUSED` and `COLLECTED` end it."""

    INTENDED = "intended"
    UPLOADED = "uploaded"
    CREATED = "created"
    REFUSED = "refused"
    COLLECTED = "collected"


@dataclass(frozen=True, slots=True)
class BatchStep:
    """A step of the batch `key`, which is written down before the next one begins.

    `id` is that of the uploaded file or of the created batch at the provider. An intention names the `address` and the
    `slots`, each of which is a row of the batch. At the end, `failed` are the slots whose rows failed, `most` is the
    number of rows that later batches may have (0: no limit is known), and `message` says why a batch was refused.
    """

    key: str
    step: Step
    id: str = ""
    address: str = ""
    slots: tuple[int, ...] = ()
    failed: tuple[int, ...] = ()
    most: int = 0
    message: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that has not ended: its slots, and the ids of its file and of itself, "" as long as there is none.

    `attempts` are the numbers of the attempts of its slots, from 1.
    """

    key: str
    address: str
    slots: tuple[int, ...]
    attempts: tuple[int, ...]
    file: str = ""
    id: str = ""


@dataclass(slots=True)
class Batches:
    """The state that the steps of all batches add up to.

    `open` are the batches that have not ended, by key. `attempts` counts how often a slot was in a batch, `failures`
    how often its row failed. `most` is the number of rows that a batch may have, None if no limit is known.
    """

    open: dict[str, Batch] = field(default_factory=dict)
    attempts: Counter[int] = field(default_factory=Counter)
    failures: Counter[int] = field(default_factory=Counter)
    most: int | None = None
    count: int = 0
    collected: list[str] = field(default_factory=list)
    """The ids of the batches whose rows are all in the journal."""
    unsent: tuple[int, ...] = ()
    """Slots that were reserved for a batch whose intention did not reach the disk."""

    def reserved(self, attempts: tuple[tuple[int, Usage], ...]) -> None:
        """Note that attempts were reserved. If they are for a batch, its intention is the next step."""
        if any(most.is_in_batch for _, most in attempts):
            self.unsent = tuple(slot for slot, _ in attempts)

    def add(self, step: BatchStep) -> None:
        """Apply the next step."""
        match step.step:
            case Step.INTENDED:
                self.count += 1
                self.unsent = ()
                self.attempts.update(step.slots)
                attempts = tuple(self.attempts[slot] for slot in step.slots)
                self.open[step.key] = Batch(step.key, step.address, step.slots, attempts)
            case Step.UPLOADED if batch := self.open.get(step.key):
                self.open[step.key] = replace(batch, file=step.id)
            case Step.CREATED if batch := self.open.get(step.key):
                self.open[step.key] = replace(batch, id=step.id)
            case Step.REFUSED | Step.COLLECTED:
                ended = self.open.pop(step.key, None)
                if ended and ended.id and step.step is Step.COLLECTED:
                    self.collected.append(ended.id)
                self.failures.update(step.failed)
                self.most = step.most or self.most

    @property
    def slots(self) -> set[int]:
        """The slots of the batches that have not ended."""
        return {slot for batch in self.open.values() for slot in batch.slots}
