"""Scores of answers as columns with a row for each held-out task: the nouns that all numbers are computed from."""

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
"""A truth value for each held-out task."""


class Metric(StrEnum):
    """A score of an answer's text in [0, 1]."""

    EXACT_MATCH = "exact_match"
    """Whether it is the reference (`normalise`), for tasks with one right wording (`is_checkable`)."""
    ROUGE_L = "rouge_l"
    """ROUGE-L F1 with the reference over the project's tokens, for every task."""


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores by one metric; a row is one of the held-out tasks that the metric is defined for.

    `tasks` are their indices among all held-out tasks. `own` has a score per task for each system. `permuted` has, for
    each student, the scores of its answers to other tasks of the same type (tasks × permutations, nan for none).
    """

    metric: Metric
    tasks: Indices
    own: Mapping[System, Floats]
    permuted: Mapping[System, Floats]

    def among(self, mask: Mask) -> Scores:
        """The scores of the tasks in the mask."""
        rows = mask[self.tasks]
        own = {system: scores[rows] for system, scores in self.own.items()}
        permuted = {system: scores[rows] for system, scores in self.permuted.items()}
        return Scores(self.metric, self.tasks[rows], own, permuted)


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The measures of a system that are not scores of its answers: columns with a number per held-out task.

    `nats` is the negative log-likelihood of the reference, which has `tokens` of the system's own tokenizer and
    `characters`. `stopped` and `echoed` (the answer repeats the question) are 0 or 1.
    """

    nats: Floats
    tokens: Floats
    characters: Floats
    stopped: Floats
    echoed: Floats

    def among(self, mask: Mask) -> Behaviour:
        """The numbers of the tasks in the mask."""
        columns = (self.nats, self.tokens, self.characters, self.stopped, self.echoed)
        return Behaviour(*(column[mask] for column in columns))


@dataclass(frozen=True, slots=True)
class Scored:
    """The answers of all systems and their measures. Systems are sorted by `Kind` and seed."""

    held_out: Sequence[HeldOut]
    answers: Mapping[System, Sequence[Prediction]]
    metrics: Mapping[Metric, Scores]
    behaviours: Mapping[System, Behaviour]

    @property
    def checkable(self) -> Mask:
        """The tasks that exact match is defined for."""
        mask = np.zeros(len(self.held_out), dtype=np.bool_)
        mask[self.metrics[Metric.EXACT_MATCH].tasks] = True
        return mask

    def by_type(self) -> dict[TaskType, Mask]:
        """The tasks of each type that occurs, in the order of the definitions."""
        types = [one.task.task_type for one in self.held_out]
        return {name: np.array([found is name for found in types]) for name in TaskType if name in types}
