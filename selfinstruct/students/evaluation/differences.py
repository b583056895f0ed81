"""Differences in score between students and other systems, with intervals and p-values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from selfinstruct.students.evaluation.intervals import Floats, mean_interval, sign_test
from selfinstruct.students.evaluation.scores import Metric, Scores
from selfinstruct.students.systems import Kind, System

SHUFFLED_BASELINE = "guessing"
"""Name of the shuffled baseline: the student's own answers, permuted among tasks of the same type. They have the right
form but ignore the question."""

MAX_P = 0.05
"""The p-value below which a difference counts. On few tasks, a bootstrap interval excludes 0 too early: with four tasks
won and none lost of 40, it is above 0, but p = .125."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean score of a student minus that of another system on the same `n` tasks, with its 95% interval.

    `p` is the p-value of an exact two-sided test: McNemar's test for exact match, the sign test for ROUGE-L.
    """

    metric: Metric
    of: str
    to: str
    value: float
    low: float
    high: float
    p: float
    n: int

    @property
    def is_above(self) -> bool:
        """True if the student is shown to be above the other system: by the interval and by the test."""
        return self.low > 0 and self.p < MAX_P

    @property
    def is_below(self) -> bool:
        """True if the student is shown to be below the other system: by the interval and by the test."""
        return self.high < 0 and self.p < MAX_P


def differences(scores: Scores) -> list[Difference]:
    """Return each student minus the base, the base with demonstrations, the control of its seed, and guessing.

    Missing systems are skipped; without tasks the list is empty. Guessing, the shuffled baseline, is measured on the
    tasks whose type has at least two tasks.
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
    """Combine the mean of `gains` and the sign test of `tested`, which has differences of single answers, not means."""
    mean = mean_interval(gains)
    return Difference(metric, of.name, to, mean.value, mean.low, mean.high, sign_test(tested), len(gains))
