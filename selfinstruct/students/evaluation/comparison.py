"""Comparison of all systems on the held-out tasks: the numbers of `compare.json`, and a row per task."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from selfinstruct.students.evaluation.breakdowns import nearness_breakdown, type_breakdowns
from selfinstruct.students.evaluation.conclusions import conclude
from selfinstruct.students.evaluation.intervals import CONFIDENCE, RESAMPLES
from selfinstruct.students.evaluation.rows import rows_of
from selfinstruct.students.evaluation.score_answers import score_answers
from selfinstruct.students.evaluation.scores import Scored
from selfinstruct.students.evaluation.summaries import summarise
from selfinstruct.students.held_out import HeldOut
from selfinstruct.students.systems import Kind, Prediction, System


@dataclass(frozen=True, slots=True)
class Comparison:
    """The numbers of `compare.json`, and a row per held-out task with the answers of all systems.

    All values are valid JSON: undefined numbers (no checkable tasks, a likelihood that is not finite) are None.
    """

    numbers: dict[str, Any]
    rows: list[dict[str, Any]]


def compare_answers(
    held_out: Sequence[HeldOut],
    answers: Mapping[System, Sequence[Prediction]],
    plain: Mapping[System, float],
    shots: int,
    raise_if_stopped: Callable[[], None] = lambda: None,
) -> Comparison:
    """Compare a base with its students on held-out tasks, each answered once by every system, in any order.

    `plain` maps systems to their bits per character on held-out plain text, if measured; `shots` is the number of
    demonstrations for the base; `raise_if_stopped` is called often during scoring. The same answers always lead to the
    same numbers. Raises ValueError if there is no task, no base or no student; if a task has no type, a duplicate id or
    a `nearest` score outside [0, 1]; or if a system does not have exactly one answer per task.
    """
    scored = score_answers(held_out, answers, raise_if_stopped)
    conclusions = {metric: conclude(scores) for metric, scores in scored.metrics.items()}
    breakdowns = type_breakdowns(scored)
    numbers = {
        "tasks": len(held_out),
        "checkable": int(scored.checkable.sum()),
        "confidence": CONFIDENCE,
        "resamples": RESAMPLES,
        "systems": [_system(system, shots) for system in scored.answers],
        "scores": _summaries(scored, plain),
        "by_type": [one.as_json() for one in breakdowns],
        "differences": [asdict(one) for conclusion in conclusions.values() for one in conclusion.differences],
        "verdicts": {str(metric): conclusion.as_json() for metric, conclusion in conclusions.items()},
        "types_improved": [str(one.task_type) for one in breakdowns if one.is_improved],
        "by_nearness": nearness_breakdown(scored),
    }
    return Comparison(numbers, rows_of(scored))


def _summaries(scored: Scored, plain: Mapping[System, float]) -> dict[str, Any]:
    return {system.name: summarise(scored, system, plain.get(system)) for system in scored.answers}


def _system(system: System, shots: int) -> dict[str, Any]:
    return {"name": system.name, "kind": str(system.kind), "seed": system.seed, "label": _label(system, shots)}


def _label(system: System, shots: int) -> str:
    if system.seed is not None:
        return f"{system.kind}, seed {system.seed}"
    return f"base, {shots if system.kind is Kind.SHOTS else 0}-shot"
