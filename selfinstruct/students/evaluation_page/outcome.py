"""The sentences and tiles at the top of the page."""

from __future__ import annotations

from collections.abc import Sequence

from selfinstruct.students.evaluation.claims import MIN_SEEDS
from selfinstruct.students.evaluation.differences import MAX_P
from selfinstruct.students.evaluation_page.cells import EXACT, METRICS, ROUGE, Numbers, duration, written


def verdicts(numbers: Numbers) -> list[tuple[str, str, str]]:
    """Return the name, verdict and sentence of each metric that has a verdict."""
    return [
        (title, found["verdict"], found["sentence"])
        for metric, title in METRICS.items()
        if (found := numbers["verdicts"].get(metric)) is not None
    ]


def types_sentence(numbers: Numbers) -> str:
    """State how many task types improved, and which did not."""
    types, improved = [of_type["type"] for of_type in numbers["by_type"]], numbers["types_improved"]
    if len(_students(numbers)) < MIN_SEEDS:
        return f"No claim is made by task type: it would need at least {MIN_SEEDS} training seeds."
    others = [name for name in types if name not in improved]
    rest = f"; not improved: {', '.join(others)}" if improved and others else ""
    count = f"{len(improved) or 'none'} of {len(types)} task types"
    return f"ROUGE-L is above the base at every seed in {count}{rest}."


def basis(numbers: Numbers) -> str:
    """Describe the tasks and intervals behind the verdicts."""
    checkable = f"{numbers['checkable']:,}" if numbers["checkable"] else "none"
    return (
        f"Measured on {numbers['tasks']:,} held-out tasks, {checkable} of them checkable by exact match. All intervals "
        f"are {numbers['confidence']:.0%} bootstrap intervals over the tasks ({numbers['resamples']:,} resamples). In "
        "the verdicts, “above” and “below” mean that the interval of the difference excludes 0 and that the p-value of "
        f"the exact test is below {MAX_P}."
    )


def tiles(numbers: Numbers) -> list[tuple[str, str, str]]:
    """Return the name, value and detail of each tile."""
    split = numbers["split"]
    trained = f"; {split['train']:,} training rows" if split["known"] else ""
    return [
        _score_tile(numbers, EXACT, ".1%"),
        _score_tile(numbers, ROUGE, ".3f"),
        ("held-out tasks", f"{numbers['tasks']:,}", f"{numbers['checkable']:,} checkable{trained}"),
        *_time_tile(numbers["training"]),
    ]


def _students(numbers: Numbers) -> list[str]:
    return [system["name"] for system in numbers["systems"] if system["kind"] == "student"]


def _score_tile(numbers: Numbers, metric: str, form: str) -> tuple[str, str, str]:
    values = {name: found[metric]["value"] for name, found in numbers["scores"].items() if found[metric]}
    students = [values[name] for name in _students(numbers) if values.get(name) is not None]
    arrow = f"{written(values.get('base'), form)} → {written(_mean(students), form)}"
    return METRICS[metric], arrow, f"base → mean of {len(students)} students" if students[1:] else "base → student"


def _time_tile(trainings: Sequence[Numbers]) -> list[tuple[str, str, str]]:
    times = [(one["kind"], one["seconds"]) for one in trainings if one["seconds"] is not None]
    students = [seconds for kind, seconds in times if kind == "student"]
    if not students:
        return []
    together = f"{duration(sum(seconds for _, seconds in times))} for all {len(times)} training runs"
    return [("training time per student", duration(_mean(students)), together)]


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
