"""Faults of batches on request. What happens to a row depends only on its custom_id, so it is the same in every run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from selfinstruct.teachers.offline.behavior import FAULTLESS, Behavior


class Fate(StrEnum):
    """What happens to a row: it is answered, fails, is filtered, expires, or is in neither result file."""

    ANSWERED = "answered"
    FAILED = "failed"
    FILTERED = "filtered"
    EXPIRED = "expired"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class BatchFaults:
    """Time that batches take, and faults.

    `delay` is the time from the creation of a batch to its end in seconds. `failed` (status 500), `filtered` (400
    content_filter), `expired` and `absent` are shares of the rows, together at most 1; a batch with expired or absent
    rows ends expired. `replies` is how the replies are written. `enqueued_tokens` is the most prompt tokens of all
    unfinished batches together. The others are numbers of first calls: creations whose answer is lost, downloads that
    break in the middle, and calls that are refused with 429 or 503.
    """

    delay: float = 0.0
    failed: float = 0.0
    filtered: float = 0.0
    expired: float = 0.0
    absent: float = 0.0
    replies: Behavior = FAULTLESS
    enqueued_tokens: int | None = None
    lost_creates: int = 0
    broken_downloads: int = 0
    busy_creates: int = 0
    busy_lists: int = 0
    busy_retrieves: int = 0

    @classmethod
    def of_behavior(cls, behavior: Behavior, delay: float = 0.0) -> BatchFaults:
        """Return the faults of `teacher serve --faults`: half of the share fails, the other half expires."""
        return cls(delay, failed=behavior.faults / 2, expired=behavior.faults / 2, replies=behavior)

    def fate(self, custom_id: str) -> Fate:
        """Return what happens to a row."""
        drawn = _random(custom_id).random()
        for fate, share in (
            (Fate.FAILED, self.failed),
            (Fate.FILTERED, self.filtered),
            (Fate.EXPIRED, self.expired),
            (Fate.ABSENT, self.absent),
        ):
            if drawn < share:
                return fate
            drawn -= share
        return Fate.ANSWERED


def moment(custom_id: str) -> float:
    """Return when a row is finished, as a share in [0, 1) of the time that its batch is in progress."""
    rng = _random(custom_id)
    rng.random()  # the first draw is the fate, and must not decide when the row is finished
    return rng.random()


def _random(custom_id: str) -> Random:
    return Random(hashlib.sha256(custom_id.encode("utf-8", "surrogatepass")).hexdigest())
