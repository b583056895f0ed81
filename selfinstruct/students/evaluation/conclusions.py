"""Conclusions from the scores by one metric: differences between systems, and the claims that they support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfinstruct.students.evaluation.claims import Claims, claims_of
from selfinstruct.students.evaluation.differences import Difference, differences
from selfinstruct.students.evaluation.scores import Scores
from selfinstruct.students.evaluation.sentences import sentence


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Differences between students and other systems on `tasks` tasks, the claims they support, and their wording."""

    tasks: int
    differences: Sequence[Difference]
    claims: Claims
    sentence: str

    def as_json(self) -> dict[str, str]:
        """Return the overall claim in the layout of `compare.json`."""
        return {"verdict": self.claims.overall, "sentence": self.sentence}


def conclude(scores: Scores) -> Conclusion:
    """Draw the conclusion from the scores. Without any tasks, the claim is TOO_FEW."""
    tasks = len(scores.tasks)
    found = differences(scores)
    claims = claims_of(tasks, found)
    means = {system: float(column.mean()) for system, column in scores.own.items()} if tasks else {}
    return Conclusion(tasks, found, claims, sentence(scores.metric, tasks, claims, found, means))
