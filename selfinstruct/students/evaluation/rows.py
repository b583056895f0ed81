"""A row for each held-out task, with the answers of all systems and their scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfinstruct.students.evaluation.scores import Metric, Scored
from selfinstruct.students.systems import System


def rows_of(scored: Scored) -> list[dict[str, Any]]:
    """Return a row for each held-out task, in order; `exact` is None if the task is not checkable."""
    exact = {system: _by_task(scored, system) for system in scored.answers}
    return [_row(scored, number, exact) for number in range(len(scored.held_out))]


def _by_task(scored: Scored, system: System) -> dict[int, bool]:
    scores = scored.metrics[Metric.EXACT_MATCH]
    return dict(zip(scores.tasks.tolist(), scores.own[system].astype(bool).tolist(), strict=True))


def _row(scored: Scored, number: int, exact: Mapping[System, Mapping[int, bool]]) -> dict[str, Any]:
    task, rouge = scored.held_out[number].task, scored.metrics[Metric.ROUGE_L]
    answers = {
        system.name: {
            "text": given[number].text,
            "exact": exact[system].get(number),
            "rouge_l": float(rouge.own[system][number]),
            "stopped": given[number].stopped,
        }
        for system, given in scored.answers.items()
    }
    return {
        "id": task.id,
        "type": str(task.task_type),
        "instruction": task.instruction,
        "input": task.input,
        "reference": task.output,
        "checkable": bool(scored.checkable[number]),
        "nearest": scored.held_out[number].nearest,
        "answers": answers,
    }
