"""Scores of answers in; out come the numbers of each task type, and of tasks by how near training came to them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from selfinstruct.schema.task_types import TaskType
from selfinstruct.students.evaluation.conclusions import Conclusion, conclude
from selfinstruct.students.evaluation.scores import Chosen, Metric, Scored
from selfinstruct.students.evaluation.summaries import bits_per_character, defined, mean, perplexity

_NEARNESS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7)
"""Between these are the bins of nearest scores: a split at the usual threshold leaves none from 0.7 on."""
_MAX = 1.0


@dataclass(frozen=True, slots=True)
class TypeBreakdown:
    """The numbers of the tasks of one type, and what is concluded from each metric there."""

    task_type: TaskType
    scores: dict[str, dict[str, float | None]]
    conclusions: dict[Metric, Conclusion]

    @property
    def is_improved(self) -> bool:
        """Whether ROUGE-L is above the base, however it is asked, at every one of two seeds or more."""
        return self.conclusions[Metric.ROUGE_L].judgement.is_above_bases

    def as_json(self) -> dict[str, Any]:
        """The part as `compare.json` has it; its verdict is that of ROUGE-L, which all tasks have."""
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
    """A part for each type that occurs, in the order of the definitions."""
    return [_type_part(scored, task_type, chosen) for task_type, chosen in scored.by_type().items()]


def nearness_breakdown(scored: Scored) -> list[dict[str, Any]]:
    """Exact match by the score of the nearest training row: `from` is in the bin, `to` is not (1 is in the last).

    A bin from 0.7 on is there only where a row is in it.
    """
    nearest = np.array([one.nearest for one in scored.held_out])
    ends = [*_NEARNESS, _MAX] if nearest.max() >= _NEARNESS[-1] else _NEARNESS
    return [
        _nearness_part(scored, low, high, (nearest >= low) & ((nearest < high) | (high == _MAX)))
        for low, high in pairwise(ends)
    ]


def _type_part(scored: Scored, task_type: TaskType, chosen: Chosen) -> TypeBreakdown:
    metrics = {metric: scores.among(chosen) for metric, scores in scored.metrics.items()}
    numbers = {}
    for system, manner in scored.manners.items():
        manner = manner.among(chosen)
        numbers[system.name] = {
            **{str(metric): mean(scores.own[system]) for metric, scores in metrics.items()},
            "perplexity": defined(perplexity(manner).value),
            "bits_per_character": defined(bits_per_character(manner).value),
        }
    return TypeBreakdown(task_type, numbers, {metric: conclude(scores) for metric, scores in metrics.items()})


def _nearness_part(scored: Scored, low: float, high: float, chosen: Chosen) -> dict[str, Any]:
    exact = scored.metrics[Metric.EXACT_MATCH].among(chosen)
    return {
        "from": low,
        "to": high,
        "tasks": int(chosen.sum()),
        "checkable": len(exact.tasks),
        "exact_match": {system.name: mean(scores) for system, scores in exact.own.items()},
    }
