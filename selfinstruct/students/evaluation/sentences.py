"""A judgement and its numbers in, sentences for people out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from selfinstruct.students.evaluation.claims import BASES, MIN_TASKS, Claim, Claims
from selfinstruct.students.evaluation.differences import SHUFFLED_BASELINE, Difference
from selfinstruct.students.evaluation.scores import Metric
from selfinstruct.students.evaluation.systems import Kind, System

METRIC_NAMES: Mapping[Metric, str] = {Metric.EXACT_MATCH: "exact match", Metric.ROUGE_L: "ROUGE-L"}

_SYSTEM_NAMES = {
    Kind.STUDENT: "student",
    Kind.BASE: "base",
    Kind.SHOTS: "base with demonstrations",
    Kind.CONTROL: "control",
}
_GUESSING = "guessing (its own answers dealt to other questions)"
_CONTROL = "the control (trained on answers shuffled among the questions)"


def sentence(
    metric: Metric, tasks: int, judgement: Claims, found: Sequence[Difference], means: Mapping[System, float]
) -> str:
    """What the verdict says, everybody's mean score, and the difference that the verdict hangs on."""
    if judgement.verdict is Claim.TOO_FEW:
        return _too_few(metric, tasks)
    scores = f"Mean {METRIC_NAMES[metric]} on {tasks:,} tasks: {_standing(metric, means)}."
    return f"{_claim(judgement, found)} {scores} {_hinge(judgement.together, found)}"


def _too_few(metric: Metric, tasks: int) -> str:
    kind = "tasks with one right wording" if metric is Metric.EXACT_MATCH else "tasks"
    return f"A verdict needs {MIN_TASKS} held-out {kind}, and here the number is {tasks}: hold out more."


def _claim(judgement: Claims, found: Sequence[Difference]) -> str:
    if judgement.verdict is Claim.ONE_SEED:
        alone = f'by this one alone the verdict would be "{judgement.together}"'
        return f"One training seed is too few for a claim: {alone}. Train a second one."
    if judgement.verdict is Claim.NO_DIFFERENCE and len(set(judgement.students.values())) > 1:
        said = ", ".join(f'{name} "{verdict}"' for name, verdict in judgement.students.items())
        return f"The training seeds disagree ({said}), so nothing is claimed."
    return _agreed(judgement.verdict, found)


def _agreed(verdict: Claim, found: Sequence[Difference]) -> str:
    """What all seeds show."""
    bases, others = _parted(found)
    if verdict is Claim.BETTER:
        return f"The student is better, and answers what is asked: at every seed it is above {_named(found)}."
    if verdict is Claim.FORM_ONLY:
        learned = f"The student has learned what answers look like: at every seed it is above {_named(bases)}."
        not_above = f"it is not at every seed above {_named(_not_above(others))}"
        return f"{learned} But {not_above}, so nothing shows that it answers what is asked."
    if verdict is Claim.WORSE:
        return "The student is worse: at every seed it is below the base."
    return f"No difference is shown: the student is not at every seed above {_named(_not_above(bases))}."


def _standing(metric: Metric, means: Mapping[System, float]) -> str:
    """`student 30.9% and 29.1%, base 0.0%`; students in the order of their seeds."""
    values = {
        name: [_score(metric, mean) for system, mean in means.items() if system.kind is kind]
        for kind, name in _SYSTEM_NAMES.items()
    }
    return ", ".join(f"{name} {_listed(scores)}" for name, scores in values.items() if scores)


def _hinge(together: Claim, found: Sequence[Difference]) -> str:
    """The difference that would be the first to change the verdict."""
    bases, others = _parted(found)
    if together is Claim.WORSE:
        least = max((one for one in bases if one.to == Kind.BASE), key=lambda one: one.high)
    else:
        decisive = {Claim.BETTER: found, Claim.FORM_ONLY: others}.get(together, bases)
        least = min(decisive, key=lambda one: one.low)
    value, low, high = (_gain(least.metric, number) for number in (least.value, least.low, least.high))
    unit = " points" if least.metric is Metric.EXACT_MATCH else ""
    return f"The verdict hangs on {least.of} against {least.to}: {value}{unit} (95% interval {low} to {high})."


def _parted(found: Sequence[Difference]) -> tuple[list[Difference], list[Difference]]:
    bases = [one for one in found if one.to in BASES]
    return bases, [one for one in found if one.to not in BASES]


def _not_above(found: Iterable[Difference]) -> list[Difference]:
    return [one for one in found if one.low <= 0]


def _named(found: Iterable[Difference]) -> str:
    """Whom differences are to, each once."""
    return _listed(list(dict.fromkeys(_with_article(one.to) for one in found)))


def _with_article(to: str) -> str:
    if to == SHUFFLED_BASELINE:
        return _GUESSING
    return f"the {_SYSTEM_NAMES[Kind(to)]}" if to in BASES else _CONTROL


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _score(metric: Metric, mean: float) -> str:
    return f"{mean:.1%}" if metric is Metric.EXACT_MATCH else f"{mean:.3f}"


def _gain(metric: Metric, value: float) -> str:
    """With its sign; 0 has none of its own, so that it is +0 whatever it was rounded from."""
    number, digits = (100 * value, 1) if metric is Metric.EXACT_MATCH else (value, 3)
    return f"{round(number, digits) + 0.0:+.{digits}f}"
