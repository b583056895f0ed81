"""Bootstrap intervals of means and ratios over tasks, and the exact sign test."""

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
"""Decimals to which means are rounded: sums of thirds miss 0 by floating-point error, and claims test for > 0."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and its 95% interval; all three are nan if the value is undefined."""

    value: float
    low: float
    high: float


UNDEFINED = Interval(math.nan, math.nan, math.nan)


@dataclass(frozen=True, slots=True)
class Ratio:
    """The ratio of two sums over tasks, transformed by the monotonically increasing function `scale`."""

    over: Floats
    under: Floats
    scale: Callable[[Floats], Floats]

    @property
    def value(self) -> float:
        """The transformed ratio; not finite if the denominator is 0 or any number is not finite."""
        with np.errstate(all="ignore"):
            return float(self.scale(self.over.sum(keepdims=True) / self.under.sum(keepdims=True))[0])


def mean_interval(column: Floats) -> Interval:
    """Return the mean of a column of numbers per task, with its percentile bootstrap interval over tasks (Efron 1979).

    Paired differences of two systems form one column, so that each resample has the same tasks for both. The resamples
    depend only on the number of tasks. If a percentile lies between two resampled means, the outer one is used: counts
    of right answers take few distinct values, and an interpolated bound between 0 and 1 would exclude 0 too early.
    """
    if not len(column):
        return UNDEFINED
    means = np.round(_resampled_sums(column[:, np.newaxis])[:, 0] / len(column), _DIGITS)
    return _interval(float(column.mean()), means)


def ratio_interval(ratio: Ratio) -> Interval:
    """Return the ratio with its percentile bootstrap interval over tasks."""
    if not math.isfinite(value := ratio.value):
        return UNDEFINED
    sums = _resampled_sums(np.column_stack([ratio.over, ratio.under]))
    with np.errstate(all="ignore"):
        ratios = ratio.scale(sums[:, 0] / sums[:, 1])
    return _interval(value, ratios[np.isfinite(ratios)])


def sign_test(differences: Floats) -> float:
    """Return the p-value of the exact two-sided sign test. Ties are left out.

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
    """Return the sums of each column over tasks drawn with replacement, as an array of RESAMPLES × columns.

    Counts how often each task is drawn, in blocks of resamples to limit the use of memory.
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
