"""Scores by one metric in; out come the differences between systems and what they allow to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfinstruct.students.evaluation.claims import Claims, claims_of
from selfinstruct.students.evaluation.differences import Difference, differences
from selfinstruct.students.evaluation.scores import Scores
from selfinstruct.students.evaluation.sentences import sentence


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The differences of students to others over so many tasks, the judgement by them, and its sentence for people."""

    tasks: int
    differences: Sequence[Difference]
    judgement: Claims
    sentence: str

    def as_json(self) -> dict[str, str]:
        """The verdict as `compare.json` has it."""
        return {"verdict": self.judgement.verdict, "sentence": self.sentence}


def conclude(scores: Scores) -> Conclusion:
    """What is concluded from the scores; over no tasks, that there are too few."""
    tasks = len(scores.tasks)
    found = differences(scores)
    judgement = claims_of(tasks, found)
    means = {system: float(column.mean()) for system, column in scores.own.items()} if tasks else {}
    return Conclusion(tasks, found, judgement, sentence(scores.metric, tasks, judgement, found, means))
