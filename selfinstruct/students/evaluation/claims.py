"""Differences by one metric in; out comes what may be said of the students."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from selfinstruct.students.evaluation.differences import Difference
from selfinstruct.students.evaluation.systems import Kind

MIN_TASKS = 20
"""For a verdict. With 20, the least that shows in right answers is four gains and no loss, 20 points of 100; with ten,
40 points. In simulations the interval held the true gain 92 to 95 times in 100 with 20, 90 to 93 times with ten."""
MIN_SEEDS = 2
"""Of training, before a difference is claimed: an interval over tasks knows nothing of a training's luck."""

BASES = frozenset({str(Kind.BASE), str(Kind.SHOTS)})


class Claim(StrEnum):
    """What may be said of the students. Above is a difference whose interval lies above 0; below, one below 0."""

    BETTER = "better"
    """At every seed above the base, however it is asked, above guessing, and above the control where there is one."""
    FORM_ONLY = "form only"
    """At every seed above the base, however it is asked; not at every seed above guessing and the control."""
    NO_DIFFERENCE = "no difference"
    """Neither that nor the next one: nothing is shown, or the seeds disagree."""
    WORSE = "worse"
    """At every seed below the base as it is."""
    ONE_SEED = "one seed"
    """One of the other three at the only seed there is."""
    TOO_FEW = "too few"
    """The tasks are fewer than `MIN_TASKS`."""


@dataclass(frozen=True, slots=True)
class Claims:
    """A verdict, and what it is made from: that of each student by its name, and what they come to together."""

    verdict: Claim
    together: Claim
    students: Mapping[str, Claim]

    @property
    def is_above_bases(self) -> bool:
        """Whether it is shown that the students are above the base, however it is asked, for whatever reason."""
        return self.verdict in (Claim.BETTER, Claim.FORM_ONLY)


def claims_of(tasks: int, found: Sequence[Difference]) -> Claims:
    """The verdict by the differences of one metric over so many tasks."""
    students = {name: _of_one([one for one in found if one.of == name]) for name in dict.fromkeys(d.of for d in found)}
    together = _together(set(students.values()))
    if tasks < MIN_TASKS:
        return Claims(Claim.TOO_FEW, together, students)
    claims = together is not Claim.NO_DIFFERENCE
    return Claims(Claim.ONE_SEED if claims and len(students) < MIN_SEEDS else together, together, students)


def _of_one(found: Sequence[Difference]) -> Claim:
    """Of one student. Without guessing (no type has two tasks) nothing tells an answer from its form."""
    bases = [one for one in found if one.to in BASES]
    others = [one for one in found if one.to not in BASES]
    if all(one.low > 0 for one in bases):
        return Claim.BETTER if others and all(one.low > 0 for one in others) else Claim.FORM_ONLY
    is_below = any(one.high < 0 for one in bases if one.to == Kind.BASE)
    return Claim.WORSE if is_below else Claim.NO_DIFFERENCE


def _together(verdicts: set[Claim]) -> Claim:
    """Of several students: what all of them are."""
    if verdicts == {Claim.BETTER, Claim.FORM_ONLY}:
        return Claim.FORM_ONLY
    return verdicts.pop() if len(verdicts) == 1 else Claim.NO_DIFFERENCE
