"""Scores of answers as columns with a row for each held-out task: the nouns that all numbers are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from selfinstruct.schema.task_types import TaskType
from selfinstruct.students.evaluation.held_out import HeldOut
from selfinstruct.students.evaluation.intervals import Floats
from selfinstruct.students.evaluation.shuffled_baseline import Numbers
from selfinstruct.students.evaluation.systems import Prediction, System

Chosen = npt.NDArray[np.bool_]
"""A truth value for each held-out task."""


class Metric(StrEnum):
    """What an answer's text is scored by, from 0 to 1."""

    EXACT_MATCH = "exact_match"
    """Whether it is the reference (`normalise`), for tasks where one wording is right (`is_checkable`)."""
    ROUGE_L = "rouge_l"
    """ROUGE-L F1 with the reference over the project's tokens, for every task."""


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores by one metric; a row is one of the held-out tasks that the metric is defined for.

    `tasks` are their numbers among all held-out tasks. `own` has a score per task for each system; `dealt` has, for
    each student, those of its answers to other tasks of the same type (tasks × deals, nan where there is none).
    """

    metric: Metric
    tasks: Numbers
    own: Mapping[System, Floats]
    dealt: Mapping[System, Floats]

    def among(self, chosen: Chosen) -> Scores:
        """The scores of the chosen tasks."""
        rows = chosen[self.tasks]
        own = {system: scores[rows] for system, scores in self.own.items()}
        dealt = {system: scores[rows] for system, scores in self.dealt.items()}
        return Scores(self.metric, self.tasks[rows], own, dealt)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a system answers, beside what: a number per held-out task in each column.

    `nats` is what the reference costs it, over so many `tokens` of its own tokenizer and so many `characters`.
    `stopped` and `echoed` (the answer repeats the question) are 0 or 1.
    """

    nats: Floats
    tokens: Floats
    characters: Floats
    stopped: Floats
    echoed: Floats

    def among(self, chosen: Chosen) -> Manner:
        """The numbers of the chosen tasks."""
        columns = (self.nats, self.tokens, self.characters, self.stopped, self.echoed)
        return Manner(*(column[chosen] for column in columns))


@dataclass(frozen=True, slots=True)
class Scored:
    """All that is known of each answer. Systems are in the order of `Kind`, and of their seeds."""

    held_out: Sequence[HeldOut]
    answers: Mapping[System, Sequence[Prediction]]
    metrics: Mapping[Metric, Scores]
    manners: Mapping[System, Manner]

    @property
    def checkable(self) -> Chosen:
        """The tasks that exact match is defined for."""
        chosen = np.zeros(len(self.held_out), dtype=np.bool_)
        chosen[self.metrics[Metric.EXACT_MATCH].tasks] = True
        return chosen

    def by_type(self) -> dict[TaskType, Chosen]:
        """The tasks of each type that occurs, in the order of the definitions."""
        types = [one.task.task_type for one in self.held_out]
        return {name: np.array([found is name for found in types]) for name in TaskType if name in types}
