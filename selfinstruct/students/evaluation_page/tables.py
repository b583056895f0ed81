"""Rows of the page's tables, formatted as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from selfinstruct.schema.task_types import TaskType
from selfinstruct.students.evaluation_page.cells import (
    FORMS,
    MEASURES,
    METRICS,
    ROUGE,
    Numbers,
    difference_cell,
    duration,
    named,
    p_value,
    plain,
    score_cell,
    written,
)

_SPLIT = {
    "train": "training rows",
    "held_out": "held-out tasks",
    "nearest_max": "highest ROUGE-L to a training row",
    "threshold": "near-duplicate threshold",
}
TRAINING_COLUMNS = ("name", "tuning", "steps", "rows", "tokens", "time", "learning rate", "batch size", "max length")


def score_rows(systems: Sequence[Numbers], scores: Numbers) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return a row for each system: its label, and the cells of all measures."""
    return [
        (system["label"], [score_cell(found.get(measure.key), measure.form) for measure in MEASURES])
        for system in systems
        if (found := scores.get(system["name"])) is not None
    ]


def difference_rows(differences: Sequence[Numbers], names: Mapping[str, str]) -> list[list[str]]:
    """Return rows of metric, student, baseline, difference, interval, p-value and number of tasks."""
    return [
        [
            METRICS[found["metric"]],
            named(found["of"], names),
            named(found["to"], names),
            *difference_cell(found),
            p_value(found["p"]),
            written(found["n"], ",d"),
        ]
        for found in differences
    ]


def training_rows(trainings: Sequence[Numbers]) -> list[list[str]]:
    """Return a row for each training run, with the columns of `TRAINING_COLUMNS`."""
    return [
        [
            plain(one["name"]),
            plain(one["tuning"]),
            *(plain(one[name]) for name in ("steps", "rows", "tokens")),
            duration(one["seconds"]),
            *(plain(one[name]) for name in ("learning_rate", "batch_size", "max_length")),
        ]
        for one in trainings
    ]


def type_tables(numbers: Numbers) -> dict[str, Any]:
    """Return the tables by task type, keyed by their names in the template."""
    names, by_type = labels(numbers), numbers["by_type"]
    students = [system["name"] for system in numbers["systems"] if system["kind"] == "student"]
    return {
        "labels": list(names.values()),
        "students": [names[name] for name in students],
        "type_rows": [_type_row(of_type, students, numbers["types_improved"]) for of_type in by_type],
        "type_scores": [(title, _type_scores(by_type, list(names), metric)) for metric, title in METRICS.items()],
        "type_differences": [(one["type"], difference_rows(one["differences"], names)) for one in by_type],
    }


def _type_row(of_type: Numbers, students: Sequence[str], improved: Sequence[str]) -> dict[str, Any]:
    """Return the verdict of a type, and the ROUGE-L of each student minus that of the base."""
    over_base = {one["of"]: one for one in of_type["differences"] if (one["metric"], one["to"]) == (ROUGE, "base")}
    return {
        "type": of_type["type"],
        "tasks": of_type["tasks"],
        "checkable": of_type["checkable"],
        "verdict": of_type["verdict"]["verdict"],
        "improved": of_type["type"] in improved,
        "differences": [difference_cell(over_base[name]) if name in over_base else None for name in students],
    }


def _type_scores(by_type: Sequence[Numbers], systems: Sequence[str], metric: str) -> list[tuple[str, list[str]]]:
    """Return a row for each type for which the metric is defined, with the score of every system."""
    rows = {of_type["type"]: [of_type["scores"].get(name, {}).get(metric) for name in systems] for of_type in by_type}
    form = FORMS[metric]
    return [
        (name, [written(value, form) for value in values])
        for name, values in rows.items()
        if any(value is not None for value in values)
    ]


def split_rows(split: Numbers) -> list[tuple[str, str, str]]:
    """Return rows of type, target number of held-out tasks, and actual number."""
    wanted, got = split["wanted"] or {}, split["got"] or {}
    types = [str(name) for name in TaskType if name in wanted or name in got]
    return [(name, written(wanted.get(name), ",d"), written(got.get(name), ",d")) for name in types]


def settings(numbers: Numbers) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the tables of settings: a title, and pairs of name and value."""
    limits = {name.replace("_", " "): value for name, value in numbers["limits"].items()}
    split = {title: numbers["split"][name] for name, title in _SPLIT.items()}
    tables = {"Base": numbers["base"], "Generation": limits, "Split": split, "Versions": numbers["versions"]}
    return [
        (title, [(name.replace("_", " "), plain(value)) for name, value in table.items()])
        for title, table in tables.items()
    ]


def labels(numbers: Numbers) -> dict[str, str]:
    """Return the label of each system by its name."""
    return {system["name"]: system["label"] for system in numbers["systems"]}
