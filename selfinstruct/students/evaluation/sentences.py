"""The wording of a verdict: sentences that state the claim and the numbers behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from selfinstruct.students.evaluation.claims import BASES, MIN_TASKS, Claim, Claims
from selfinstruct.students.evaluation.differences import SHUFFLED_BASELINE, Difference
from selfinstruct.students.evaluation.scores import Metric
from selfinstruct.students.systems import Kind, System

METRIC_NAMES: Mapping[Metric, str] = {Metric.EXACT_MATCH: "exact match", Metric.ROUGE_L: "ROUGE-L"}

_SYSTEM_NAMES = {
    Kind.STUDENT: "student",
    Kind.BASE: "base",
    Kind.SHOTS: "base with demonstrations",
    Kind.CONTROL: "control",
}
MIN_P = 0.001
"""The smallest p-value that is written as a number."""
_GUESSING = "guessing (its own answers permuted among questions of the same type)"
_CONTROL = "the control (trained on answers shuffled among the questions)"


def sentence(
    metric: Metric, tasks: int, claims: Claims, found: Sequence[Difference], means: Mapping[System, float]
) -> str:
    """State the claim, the mean scores of all systems, and the difference that the claim depends on."""
    if claims.overall is Claim.TOO_FEW:
        return _too_few(metric, tasks)
    scores = f"Mean {METRIC_NAMES[metric]} on {tasks:,} tasks: {_mean_scores(metric, means)}."
    return f"{_claim(claims, found)} {scores} {_decisive(claims.combined, found)}"


def _too_few(metric: Metric, tasks: int) -> str:
    kind = "checkable tasks" if metric is Metric.EXACT_MATCH else "tasks"
    return f"A verdict needs at least {MIN_TASKS} held-out {kind} (available: {tasks}). Hold out more tasks."


def _claim(claims: Claims, found: Sequence[Difference]) -> str:
    if claims.overall is Claim.ONE_SEED:
        alone = f'This seed alone would support "{claims.combined}"'
        return f"One training seed is not enough for a verdict. {alone}. Train a second seed."
    if claims.overall is Claim.NO_DIFFERENCE and len(set(claims.by_student.values())) > 1:
        said = ", ".join(f'{name}: "{claim}"' for name, claim in claims.by_student.items())
        return f"The training seeds disagree ({said}), so no claim is made."
    return _agreed(claims.overall, found)


def _agreed(claim: Claim, found: Sequence[Difference]) -> str:
    """State a claim that all seeds support."""
    bases, others = _split_by_base(found)
    if claim is Claim.BETTER:
        return f"The student is better and answers the question asked: at every seed it is above {_opponents(found)}."
    if claim is Claim.FORM_ONLY:
        learned = f"The student has learned the form of the answers: at every seed it is above {_opponents(bases)}."
        not_above = f"it is not above {_opponents(_not_above(others), 'or')} at every seed"
        return f"{learned} However, {not_above}, so there is no evidence that it answers the question asked."
    if claim is Claim.WORSE:
        return "The student is worse: at every seed it is below the base."
    return f"No difference is shown: the student is not above {_opponents(_not_above(bases), 'or')} at every seed."


def _mean_scores(metric: Metric, means: Mapping[System, float]) -> str:
    """Format the mean scores as `student 30.9% and 29.1%, base 0.0%`, with the students by seed."""
    values = {
        name: [_score(metric, mean) for system, mean in means.items() if system.kind is kind]
        for kind, name in _SYSTEM_NAMES.items()
    }
    return ", ".join(f"{name} {_listed(scores)}" for name, scores in values.items() if scores)


def _decisive(combined: Claim, found: Sequence[Difference]) -> str:
    """State the difference that is closest to changing the claim."""
    bases, others = _split_by_base(found)
    if combined is Claim.WORSE:
        least = max((one for one in bases if one.to == Kind.BASE), key=lambda one: (not one.is_below, one.high))
    else:
        decisive = {Claim.BETTER: found, Claim.FORM_ONLY: others}.get(combined, bases)
        least = min(decisive, key=lambda one: (one.is_above, one.low))
    value, low, high = (_gain(least.metric, number) for number in (least.value, least.low, least.high))
    unit = " points" if least.metric is Metric.EXACT_MATCH else ""
    interval = f"95% interval {low} to {high}, {_p_value(least.p)}"
    return f"The verdict depends on {least.of} vs. {least.to}: {value}{unit} ({interval})."


def _p_value(p: float) -> str:
    return f"p < {MIN_P}" if p < MIN_P else f"p = {p:.3f}"


def _split_by_base(found: Sequence[Difference]) -> tuple[list[Difference], list[Difference]]:
    bases = [one for one in found if one.to in BASES]
    return bases, [one for one in found if one.to not in BASES]


def _not_above(found: Iterable[Difference]) -> list[Difference]:
    return [one for one in found if not one.is_above]


def _opponents(found: Iterable[Difference], conjunction: str = "and") -> str:
    """List the systems that a student was compared with, without duplicates."""
    return _listed(list(dict.fromkeys(_with_article(one.to) for one in found)), conjunction)


def _with_article(to: str) -> str:
    if to == SHUFFLED_BASELINE:
        return _GUESSING
    return f"the {_SYSTEM_NAMES[Kind(to)]}" if to in BASES else _CONTROL


def _listed(names: Sequence[str], conjunction: str = "and") -> str:
    *first, last = names
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def _score(metric: Metric, mean: float) -> str:
    return f"{mean:.1%}" if metric is Metric.EXACT_MATCH else f"{mean:.3f}"


def _gain(metric: Metric, value: float) -> str:
    """Format the value with its sign; a value that rounds to 0 has a plus sign."""
    number, digits = (100 * value, 1) if metric is Metric.EXACT_MATCH else (value, 3)
    return f"{round(number, digits) + 0.0:+.{digits}f}"
