"""Claims about the students that the differences by one metric support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from selfinstruct.students.evaluation.differences import Difference
from selfinstruct.students.systems import Kind

MIN_TASKS = 20
"""Minimum number of tasks for a claim. With 20 tasks, the smallest gain in exact match that is shown is six tasks won
and none lost (30 points). In simulations, the intervals covered the true gain in 92% to 95% of the cases with 20 tasks
and in 90% to 93% with ten."""
MIN_SEEDS = 2
"""Minimum number of training seeds for a claim: an interval over tasks does not cover the variance of training."""

BASES = frozenset({str(Kind.BASE), str(Kind.SHOTS)})


class Claim(StrEnum):
    """A statement about the students.

    "Above" means that the whole interval of the difference is above 0 and that the exact test agrees (`Difference`),
    "below" that it is below 0.
    """

    BETTER = "better"
    """At every seed above the base (zero-shot and few-shot), above guessing, and above the control if there is one."""
    FORM_ONLY = "form only"
    """At every seed above the base (zero-shot and few-shot), but not at every seed above guessing and the control."""
    NO_DIFFERENCE = "no difference"
    """None of the other claims holds at every seed."""
    WORSE = "worse"
    """At every seed below the zero-shot base."""
    ONE_SEED = "one seed"
    """A claim other than "no difference" would hold, but there is only one seed."""
    TOO_FEW = "too few"
    """The number of tasks is less than `MIN_TASKS`."""


@dataclass(frozen=True, slots=True)
class Claims:
    """The overall claim about all students, and the claims that it was derived from.

    `combined` ignores the minimum numbers of tasks and seeds. `by_student` has the claim about each student by name.
    """

    overall: Claim
    combined: Claim
    by_student: Mapping[str, Claim]

    @property
    def is_above_bases(self) -> bool:
        """True if the students are shown to be above the base (zero-shot and few-shot), for whatever reason."""
        return self.overall in (Claim.BETTER, Claim.FORM_ONLY)


def claims_of(tasks: int, found: Sequence[Difference]) -> Claims:
    """Return the claims that the differences by one metric support; `tasks` is the number of tasks behind them."""
    students = {name: _of_one([one for one in found if one.of == name]) for name in dict.fromkeys(d.of for d in found)}
    combined = _combine(set(students.values()))
    if tasks < MIN_TASKS:
        return Claims(Claim.TOO_FEW, combined, students)
    is_difference = combined is not Claim.NO_DIFFERENCE
    overall = Claim.ONE_SEED if is_difference and len(students) < MIN_SEEDS else combined
    return Claims(overall, combined, students)


def _of_one(found: Sequence[Difference]) -> Claim:
    """Return the claim about one student.

    Without guessing (if no type has two tasks) and without a control, form and content of the answers cannot be
    separated, so the best possible claim is FORM_ONLY.
    """
    bases = [one for one in found if one.to in BASES]
    others = [one for one in found if one.to not in BASES]
    if all(one.is_above for one in bases):
        return Claim.BETTER if others and all(one.is_above for one in others) else Claim.FORM_ONLY
    is_below = any(one.is_below for one in bases if one.to == Kind.BASE)
    return Claim.WORSE if is_below else Claim.NO_DIFFERENCE


def _combine(claims: set[Claim]) -> Claim:
    """Combine the claims about several students into one that holds for all of them."""
    if claims == {Claim.BETTER, Claim.FORM_ONLY}:
        return Claim.FORM_ONLY
    return claims.pop() if len(claims) == 1 else Claim.NO_DIFFERENCE
