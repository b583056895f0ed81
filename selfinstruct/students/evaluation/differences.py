"""Scores in, the differences between students and other systems out, with intervals and tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from selfinstruct.students.evaluation.intervals import Floats, mean_interval, sign_test
from selfinstruct.students.evaluation.scores import Metric, Scores
from selfinstruct.students.systems import Kind, System

SHUFFLED_BASELINE = "guessing"
"""The name of the baseline: the student's own answers, permuted among tasks of the same type. It has the form of the
answers but ignores the question."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean score of a student minus that of another system on the same `n` tasks, with its 95% interval.

    `p` is the p-value of the exact two-sided McNemar test for exact match, of the exact sign test for ROUGE-L.
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
    """Each student minus the base, the base with demonstrations, the control of its seed, and the shuffled baseline.

    Systems that do not exist are left out; without tasks there are no differences. The shuffled baseline is measured on
    the tasks whose type has another task.
    """
    return [found for student in scores.permuted for found in _of_student(scores, student)]


def _of_student(scores: Scores, student: System) -> Iterator[Difference]:
    own = scores.own[student]
    for other in (System(Kind.BASE), System(Kind.SHOTS), System(Kind.CONTROL, student.seed)):
        if other in scores.own and len(own):
            gains = own - scores.own[other]
            yield _difference(scores.metric, student, other.name, gains, gains)
    permuted = scores.permuted[student]
    has_others = ~np.isnan(permuted[:, 0])
    if has_others.any():
        own, permuted = own[has_others], permuted[has_others]
        gains = own - np.nanmean(permuted, axis=1)
        yield _difference(scores.metric, student, SHUFFLED_BASELINE, gains, own - permuted[:, 0])


def _difference(metric: Metric, of: System, to: str, gains: Floats, tested: Floats) -> Difference:
    """The mean of `gains` and the sign test of `tested`, which must be differences of single answers, not of means."""
    mean = mean_interval(gains)
    return Difference(metric, of.name, to, mean.value, mean.low, mean.high, sign_test(tested), len(gains))
