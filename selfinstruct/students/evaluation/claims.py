"""Differences by one metric in, the claim about the students that they support out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from selfinstruct.students.evaluation.differences import Difference
from selfinstruct.students.systems import Kind

MIN_TASKS = 20
"""Tasks needed for a claim. With 20, the smallest gain in exact match that shows is four tasks won and none lost (20
points); with ten, 40 points. In simulations, the intervals covered the true gain in 92 to 95 of 100 cases with 20 tasks
and in 90 to 93 with ten."""
MIN_SEEDS = 2
"""Training seeds needed for a claim: an interval over tasks does not cover the variance of training."""

BASES = frozenset({str(Kind.BASE), str(Kind.SHOTS)})


class Claim(StrEnum):
    """What the differences support. "Above" means that the whole interval is above 0, "below" that it is below 0."""

    BETTER = "better"
    """At every seed above the base, both zero-shot and few-shot, above guessing, and above the control if any."""
    FORM_ONLY = "form only"
    """At every seed above the base, both zero-shot and few-shot; not at every seed above guessing and the control."""
    NO_DIFFERENCE = "no difference"
    """None of the other claims holds at every seed."""
    WORSE = "worse"
    """At every seed below the zero-shot base."""
    ONE_SEED = "one seed"
    """One of the claims above holds, except "no difference", but there is only one seed."""
    TOO_FEW = "too few"
    """There are fewer tasks than `MIN_TASKS`."""


@dataclass(frozen=True, slots=True)
class Claims:
    """The claim about all students; the one that would hold with enough seeds and tasks, and the one for each student.

    `by_student` has the students' names as keys.
    """

    overall: Claim
    combined: Claim
    by_student: Mapping[str, Claim]

    @property
    def is_above_bases(self) -> bool:
        """Whether the students are shown to be above the base, both zero-shot and few-shot, for whatever reason."""
        return self.overall in (Claim.BETTER, Claim.FORM_ONLY)


def claims_of(tasks: int, found: Sequence[Difference]) -> Claims:
    """The claims that the differences of one metric support; `tasks` is the number of tasks they were measured on."""
    students = {name: _of_one([one for one in found if one.of == name]) for name in dict.fromkeys(d.of for d in found)}
    combined = _combine(set(students.values()))
    if tasks < MIN_TASKS:
        return Claims(Claim.TOO_FEW, combined, students)
    is_difference = combined is not Claim.NO_DIFFERENCE
    overall = Claim.ONE_SEED if is_difference and len(students) < MIN_SEEDS else combined
    return Claims(overall, combined, students)


def _of_one(found: Sequence[Difference]) -> Claim:
    """The claim about one student. Without guessing (no type has two tasks), an answer cannot be told from its form."""
    bases = [one for one in found if one.to in BASES]
    others = [one for one in found if one.to not in BASES]
    if all(one.low > 0 for one in bases):
        return Claim.BETTER if others and all(one.low > 0 for one in others) else Claim.FORM_ONLY
    is_below = any(one.high < 0 for one in bases if one.to == Kind.BASE)
    return Claim.WORSE if is_below else Claim.NO_DIFFERENCE


def _combine(claims: set[Claim]) -> Claim:
    """The claim that holds for all of several students."""
    if claims == {Claim.BETTER, Claim.FORM_ONLY}:
        return Claim.FORM_ONLY
    return claims.pop() if len(claims) == 1 else Claim.NO_DIFFERENCE
