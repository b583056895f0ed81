"""Numbers per task in, their mean or ratio with a bootstrap interval, or the p-value of an exact test, out."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

CONFIDENCE = 0.95
RESAMPLES = 2000
_SEED = 0
_DRAWS_AT_ONCE = 2**22
_DIGITS = 12
"""Decimals that means are rounded to: sums of thirds miss 0 by floating-point error, and claims test for > 0."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and its 95% interval; all three are nan if it is undefined."""

    value: float
    low: float
    high: float


UNDEFINED = Interval(math.nan, math.nan, math.nan)


@dataclass(frozen=True, slots=True)
class Ratio:
    """The quotient of two sums over tasks, on a monotonically increasing scale."""

    over: Floats
    under: Floats
    scale: Callable[[Floats], Floats]

    @property
    def value(self) -> float:
        """The ratio; not finite if the denominator is 0 or a number is not finite."""
        with np.errstate(all="ignore"):
            return float(self.scale(self.over.sum(keepdims=True) / self.under.sum(keepdims=True))[0])


def mean_interval(column: Floats) -> Interval:
    """The mean of a number per task, with its percentile bootstrap interval over tasks (Efron 1979).

    Paired differences of two systems are one column, so that a task is resampled for both. The resamples depend only on
    the number of tasks. If a percentile is between two resampled means, the outer one is taken: counts of right answers
    have few distinct values, and an interpolated end between 0 and 1 would exclude 0 too soon.
    """
    if not len(column):
        return UNDEFINED
    means = np.round(_resampled_sums(column[:, np.newaxis])[:, 0] / len(column), _DIGITS)
    return _interval(float(column.mean()), means)


def ratio_interval(ratio: Ratio) -> Interval:
    """The ratio with its percentile bootstrap interval over tasks."""
    if not math.isfinite(value := ratio.value):
        return UNDEFINED
    sums = _resampled_sums(np.column_stack([ratio.over, ratio.under]))
    with np.errstate(all="ignore"):
        ratios = ratio.scale(sums[:, 0] / sums[:, 1])
    return _interval(value, ratios[np.isfinite(ratios)])


def sign_test(differences: Floats) -> float:
    """The p-value of the exact two-sided sign test. Ties are left out.

    If all scores are 0 or 1, this is the exact McNemar test (McNemar 1947, with the binomial distribution).
    """
    gains, losses = int((differences > 0).sum()), int((differences < 0).sum())
    ways = all_ways = 1
    for number in range(1, min(gains, losses) + 1):
        ways = ways * (gains + losses - number + 1) // number
        all_ways += ways
    return min(1.0, 2 * all_ways / (1 << gains + losses))


def _interval(value: float, resampled: Floats) -> Interval:
    tail = (1 - CONFIDENCE) / 2
    low = np.quantile(resampled, tail, method="lower")
    high = np.quantile(resampled, 1 - tail, method="higher")
    return Interval(value, float(low), float(high))


def _resampled_sums(columns: Floats) -> Floats:
    """The sums of each column over tasks drawn with replacement: an array of RESAMPLES × columns.

    Counts how often each task is drawn, for a block of resamples at a time, so that memory is bounded.
    """
    draw, size = np.random.default_rng(_SEED), len(columns)
    step = max(1, _DRAWS_AT_ONCE // size)
    blocks = []
    for start in range(0, RESAMPLES, step):
        count = min(step, RESAMPLES - start)
        drawn = draw.integers(0, size, (count, size)) + size * np.arange(count)[:, np.newaxis]
        times = np.bincount(drawn.ravel(), minlength=count * size).reshape(count, size)
        blocks.append(times.astype(np.float64) @ columns)
    return np.concatenate(blocks)
