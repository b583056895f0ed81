"""Breakdowns of the scores by task type and by similarity to the nearest training row."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from selfinstruct.schema.task_types import TaskType
from selfinstruct.students.evaluation.conclusions import Conclusion, conclude
from selfinstruct.students.evaluation.scores import Mask, Metric, Scored
from selfinstruct.students.evaluation.summaries import bits_per_character, defined, mean, perplexity

_NEARNESS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7)
"""Edges of the bins of `nearest` scores. A split at the default threshold leaves no task at 0.7 or above."""
_MAX = 1.0


@dataclass(frozen=True, slots=True)
class TypeBreakdown:
    """The numbers for the tasks of one type, and the conclusion from each metric."""

    task_type: TaskType
    scores: dict[str, dict[str, float | None]]
    conclusions: dict[Metric, Conclusion]

    @property
    def is_improved(self) -> bool:
        """True if ROUGE-L is above the base, both zero-shot and few-shot, at every seed and with at least two seeds."""
        return self.conclusions[Metric.ROUGE_L].claims.is_above_bases

    def as_json(self) -> dict[str, Any]:
        """Return the breakdown in the layout of `compare.json`. Its verdict is by ROUGE-L, which covers all tasks."""
        found = [one for conclusion in self.conclusions.values() for one in conclusion.differences]
        return {
            "type": str(self.task_type),
            "tasks": self.conclusions[Metric.ROUGE_L].tasks,
            "checkable": self.conclusions[Metric.EXACT_MATCH].tasks,
            "scores": self.scores,
            "differences": [asdict(one) for one in found],
            "verdict": self.conclusions[Metric.ROUGE_L].as_json(),
        }


def type_breakdowns(scored: Scored) -> list[TypeBreakdown]:
    """Return the breakdown of each type that occurs, in the order of `TaskType`."""
    return [_of_type(scored, task_type, mask) for task_type, mask in scored.by_type().items()]


def nearness_breakdown(scored: Scored) -> list[dict[str, Any]]:
    """Return exact match by ROUGE-L with the nearest training row, in bins.

    A bin includes `from` and excludes `to`, except that the last bin includes 1. The bin that starts at 0.7 is left out
    if it is empty.
    """
    nearest = np.array([one.nearest for one in scored.held_out])
    ends = [*_NEARNESS, _MAX] if nearest.max() >= _NEARNESS[-1] else _NEARNESS
    return [
        _of_bin(scored, low, high, (nearest >= low) & ((nearest < high) | (high == _MAX)))
        for low, high in pairwise(ends)
    ]


def _of_type(scored: Scored, task_type: TaskType, mask: Mask) -> TypeBreakdown:
    metrics = {metric: scores.among(mask) for metric, scores in scored.metrics.items()}
    numbers = {}
    for system, behaviour in scored.behaviours.items():
        behaviour = behaviour.among(mask)
        numbers[system.name] = {
            **{str(metric): mean(scores.own[system]) for metric, scores in metrics.items()},
            "perplexity": defined(perplexity(behaviour).value),
            "bits_per_character": defined(bits_per_character(behaviour).value),
        }
    return TypeBreakdown(task_type, numbers, {metric: conclude(scores) for metric, scores in metrics.items()})


def _of_bin(scored: Scored, low: float, high: float, mask: Mask) -> dict[str, Any]:
    exact = scored.metrics[Metric.EXACT_MATCH].among(mask)
    return {
        "from": low,
        "to": high,
        "tasks": int(mask.sum()),
        "checkable": len(exact.tasks),
        "exact_match": {system.name: mean(scores) for system, scores in exact.own.items()},
    }
