"""Scores by one metric in, the differences between systems and the claims that they support out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfinstruct.students.evaluation.claims import Claims, claims_of
from selfinstruct.students.evaluation.differences import Difference, differences
from selfinstruct.students.evaluation.scores import Scores
from selfinstruct.students.evaluation.sentences import sentence


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The differences between students and other systems on `tasks` tasks, the claims, and a sentence about them."""

    tasks: int
    differences: Sequence[Difference]
    claims: Claims
    sentence: str

    def as_json(self) -> dict[str, str]:
        """The overall claim as `compare.json` has it."""
        return {"verdict": self.claims.overall, "sentence": self.sentence}


def conclude(scores: Scores) -> Conclusion:
    """The conclusion from the scores; without any tasks, that there are too few."""
    tasks = len(scores.tasks)
    found = differences(scores)
    claims = claims_of(tasks, found)
    means = {system: float(column.mean()) for system, column in scores.own.items()} if tasks else {}
    return Conclusion(tasks, found, claims, sentence(scores.metric, tasks, claims, found, means))
