"""A short table of the numbers of a comparison and its verdicts, for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

from selfinstruct.students.evaluation.scores import Metric
from selfinstruct.students.evaluation.sentences import METRIC_NAMES

_HEADINGS = ("", "exact match", "ROUGE-L", "perplexity", "bits/char", "stops", "echoes", "plain bits/char")
_NOTHING = "-"
_MARGIN, _WIDTH = 16, 120


def describe(numbers: Mapping[str, Any]) -> str:
    """Format the numbers of `compare.json`: a row for each system with 95% intervals, then the verdicts."""
    table = [_HEADINGS, *(_cells(system, numbers["scores"][system["name"]]) for system in numbers["systems"])]
    verdicts = [
        (METRIC_NAMES[Metric(name)], f"{found['verdict']}. {found['sentence']}")
        for name, found in numbers["verdicts"].items()
    ]
    tasks = f"{numbers['tasks']:,} held out, {numbers['checkable']:,} of them checkable by exact match"
    lines = [("tasks", tasks), *verdicts, ("types improved", _improved(numbers))]
    return "\n".join([*_aligned(table), "", *(_wrapped(name, text) for name, text in lines)])


def _cells(system: Mapping[str, Any], scores: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        system["label"],
        _interval(scores["exact_match"], ".1%"),
        _interval(scores["rouge_l"], ".3f"),
        _number(scores["perplexity"]["value"], ".2f"),
        _number(scores["bits_per_character"]["value"], ".2f"),
        _number(scores["stops"], ".0%"),
        _number(scores["echoes"], ".0%"),
        _number(scores["plain_bits_per_character"], ".2f"),
    )


def _interval(found: Mapping[str, float | None], form: str) -> str:
    value, low, high = (_number(found[name], form) for name in ("value", "low", "high"))
    return value if value == _NOTHING else f"{value} [{low}, {high}]"


def _number(value: float | None, form: str) -> str:
    return _NOTHING if value is None else format(value, form)


def _improved(numbers: Mapping[str, Any]) -> str:
    names, types = numbers["types_improved"], len(numbers["by_type"])
    return f"{len(names)} of {types}, by ROUGE-L vs. the base{': ' if names else ''}{', '.join(names)}"


def _aligned(table: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in table]
    return [line.rstrip() for line in lines]


def _wrapped(name: str, text: str) -> str:
    return fill(f"{name:<{_MARGIN}}{text}", _WIDTH, subsequent_indent=" " * _MARGIN, break_on_hyphens=False)
