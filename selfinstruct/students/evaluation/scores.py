"""Scores and other measures of answers, as columns with an entry per held-out task: the data behind all numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from selfinstruct.schema.task_types import TaskType
from selfinstruct.students.evaluation.intervals import Floats
from selfinstruct.students.evaluation.shuffled_baseline import Indices
from selfinstruct.students.held_out import HeldOut
from selfinstruct.students.systems import Prediction, System

Mask = npt.NDArray[np.bool_]
"""A boolean for each held-out task."""


class Metric(StrEnum):
    """A score of an answer's text, in [0, 1]."""

    EXACT_MATCH = "exact_match"
    """1 if the answer equals the reference after `normalise`, else 0. Defined for checkable tasks (`is_checkable`)."""
    ROUGE_L = "rouge_l"
    """ROUGE-L F1 with the reference, over the tokens of `selfinstruct.similarity`. Defined for all tasks."""


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores by one metric. A row stands for a held-out task for which the metric is defined.

    `tasks` has the indices of these tasks among all held-out tasks, and `own` has a score per task for each system.
    `permuted` has the scores of each student after permuting its answers among tasks of the same type (an array of
    tasks × permutations, nan if there is no other task).
    """

    metric: Metric
    tasks: Indices
    own: Mapping[System, Floats]
    permuted: Mapping[System, Floats]

    def among(self, mask: Mask) -> Scores:
        """Select the scores of the tasks in the mask."""
        rows = mask[self.tasks]
        own = {system: scores[rows] for system, scores in self.own.items()}
        permuted = {system: scores[rows] for system, scores in self.permuted.items()}
        return Scores(self.metric, self.tasks[rows], own, permuted)


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Measures of a system that are not scores of its answers, as columns with a number per held-out task.

    `nats` is the negative log-likelihood of the reference; `tokens` and `characters` are the length of the reference,
    in tokens of the system's own tokenizer and in characters. `stopped` (the answer ended before the token limit) and
    `echoed` (it repeats the question) are 0 or 1.
    """

    nats: Floats
    tokens: Floats
    characters: Floats
    stopped: Floats
    echoed: Floats

    def among(self, mask: Mask) -> Behaviour:
        """Select the numbers of the tasks in the mask."""
        columns = (self.nats, self.tokens, self.characters, self.stopped, self.echoed)
        return Behaviour(*(column[mask] for column in columns))


@dataclass(frozen=True, slots=True)
class Scored:
    """The answers of all systems with their scores and other measures. Systems are sorted by `Kind` and seed."""

    held_out: Sequence[HeldOut]
    answers: Mapping[System, Sequence[Prediction]]
    metrics: Mapping[Metric, Scores]
    behaviours: Mapping[System, Behaviour]

    @property
    def checkable(self) -> Mask:
        """Mask of the tasks for which exact match is defined."""
        mask = np.zeros(len(self.held_out), dtype=np.bool_)
        mask[self.metrics[Metric.EXACT_MATCH].tasks] = True
        return mask

    def by_type(self) -> dict[TaskType, Mask]:
        """Return a mask of the tasks of each type that occurs, in the order of `TaskType`."""
        types = [one.task.task_type for one in self.held_out]
        return {name: np.array([found is name for found in types]) for name in TaskType if name in types}
