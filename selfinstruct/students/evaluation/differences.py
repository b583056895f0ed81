"""Scores in; out come the differences of students to whom they are measured against, with intervals and tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from selfinstruct.students.evaluation.intervals import Floats, mean_interval, sign_test
from selfinstruct.students.evaluation.scores import Metric, Scores
from selfinstruct.students.evaluation.systems import Kind, System

SHUFFLED_BASELINE = "guessing"
"""The student's own answers, dealt among tasks of the same type: not a system, but who answers in the same form without
regard to the question."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean score of a student less that of somebody else on the same `n` tasks, and its 95% interval.

    `p` is of the exact two-sided McNemar test for exact match, of the exact sign test for ROUGE-L.
    """

    metric: Metric
    of: str
    to: str
    value: float
    low: float
    high: float
    p: float
    n: int


def differences(scores: Scores) -> list[Difference]:
    """Of each student to the base, to the base with demonstrations, to the control of its seed, and to guessing.

    Those that there are; none where there are no tasks. Guessing is over the tasks whose type has another one.
    """
    return [found for student in scores.dealt for found in _of_student(scores, student)]


def _of_student(scores: Scores, student: System) -> Iterator[Difference]:
    own = scores.own[student]
    for other in (System(Kind.BASE), System(Kind.SHOTS), System(Kind.CONTROL, student.seed)):
        if other in scores.own and len(own):
            gains = own - scores.own[other]
            yield _difference(scores.metric, student, other.name, gains, gains)
    dealt = scores.dealt[student]
    among_others = ~np.isnan(dealt[:, 0])
    if among_others.any():
        own, dealt = own[among_others], dealt[among_others]
        yield _difference(scores.metric, student, SHUFFLED_BASELINE, own - np.nanmean(dealt, axis=1), own - dealt[:, 0])


def _difference(metric: Metric, of: System, to: str, gains: Floats, tested: Floats) -> Difference:
    """The mean of `gains`; tested is one answer against another, as the mean of several has other signs."""
    mean = mean_interval(gains)
    return Difference(metric, of.name, to, mean.value, mean.low, mean.high, sign_test(tested), len(gains))
