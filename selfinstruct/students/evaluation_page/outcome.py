"""The numbers of a comparison in, the sentences and tiles at the top of the page out."""

from __future__ import annotations

from collections.abc import Sequence

from selfinstruct.students.evaluation.claims import MIN_SEEDS
from selfinstruct.students.evaluation_page.cells import EXACT, METRICS, ROUGE, Numbers, duration, written


def verdicts(numbers: Numbers) -> list[tuple[str, str, str]]:
    """Measure, verdict and sentence of each measure that has a verdict."""
    return [
        (title, found["verdict"], found["sentence"])
        for metric, title in METRICS.items()
        if (found := numbers["verdicts"].get(metric)) is not None
    ]


def types_sentence(numbers: Numbers) -> str:
    """A sentence on how many types improved, and which did not."""
    types, improved = [of_type["type"] for of_type in numbers["by_type"]], numbers["types_improved"]
    if len(_students(numbers)) < MIN_SEEDS:
        return f"By task type nothing is claimed: that takes {MIN_SEEDS} training seeds."
    others = [name for name in types if name not in improved]
    rest = f"; not {', '.join(others)}" if improved and others else ""
    count = f"{len(improved) or 'none'} of {len(types)}{rest}"
    return f"Task types in which ROUGE-L is better than the base's at every seed: {count}."


def basis(numbers: Numbers) -> str:
    """A sentence on the tasks and intervals behind the verdicts."""
    checkable = f"{numbers['checkable']:,} of them with an answer that can be checked"
    if not numbers["checkable"]:
        checkable = "none of them with an answer that can be checked"
    return (
        f"Measured on {numbers['tasks']:,} held-out tasks, {checkable}; all intervals are "
        f"{numbers['confidence']:.0%} intervals of a bootstrap over the tasks ({numbers['resamples']:,} resamples)."
    )


def tiles(numbers: Numbers) -> list[tuple[str, str, str]]:
    """Name, value and detail of each tile."""
    split = numbers["split"]
    trained = f"; {split['train']:,} rows to train on" if split["known"] else ""
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
    together = f"{duration(sum(seconds for _, seconds in times))} for all {len(times)} trainings"
    return [("training of a student", duration(_mean(students)), together)]


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
