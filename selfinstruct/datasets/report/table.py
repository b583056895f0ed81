"""Format the numbers of a report: rounded for JSON, or as a short table for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from selfinstruct.runs.summary import columns, stored_price, tokens_text
from selfinstruct.schema.dedup_on import DedupOn
from selfinstruct.schema.price import cost_text

_DIGITS = 6
_MAX_SHOWN = 5


def as_json(value: Any) -> Any:
    """Return the numbers with fractions rounded to six decimal places, or six digits if that would be 0."""
    if isinstance(value, float):
        return round(value, _DIGITS) or float(f"{value:.{_DIGITS}g}")
    if isinstance(value, Mapping):
        return {name: as_json(inner) for name, inner in value.items()}
    return [as_json(inner) for inner in value] if isinstance(value, list | tuple) else value


def describe(numbers: Mapping[str, Any], page: Path) -> str:
    """Return a short table of the most important numbers, and the paths of the files with all numbers."""
    lines = [("tasks", _tasks(numbers)), *_of_run(numbers["run"])]
    lines += [
        ("task types", _types(numbers["task_types"])),
        ("root verbs", _verbs(numbers["roots"])),
        ("lengths", _lengths(numbers["lengths"])),
        ("nearest", _nearest(numbers["nearest"])),
        ("quality", _quality(numbers["quality"])),
    ]
    lines += [("overlap", _overlap(found)) for found in numbers["overlap"]]
    lines += [("page", str(page)), ("numbers", str(page.with_suffix(".json")))]
    return columns(lines)


def _tasks(numbers: Mapping[str, Any]) -> str:
    target = f" of {numbers['run']['target']:,}" if numbers["run"] else ""
    return f"{numbers['dataset']['rows']:,}{target} ({numbers['without_input']['share']:.1%} without input)"


def _of_run(run: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    if run is None:
        return []
    rejected, effort = run["funnel"]["rejected"], run["effort"]
    reasons = ", ".join(f"{reason} {count:,}" for reason, count in list(rejected.items())[:_MAX_SHOWN]) or "none"
    return [
        ("accepted", f"{run['funnel']['acceptance']:.1%} of all texts; rejected: {reasons}"),
        ("tokens", f"{tokens_text(effort['tokens'])} ({run['teacher']})"),
        ("cost", cost_text(effort["cost"], stored_price(run["teacher"], effort["prices"]))),
    ]


def _types(types: list[Mapping[str, Any]]) -> str:
    return ", ".join(
        f"{found['type']} {found['share']:.1%}"
        + ("" if found["wished"] is None else f" (target {found['wished']:.1%})")
        for found in types
    )


def _verbs(roots: Mapping[str, Any]) -> str:
    most = ", ".join(f"{found['verb']} {found['rows']:,}" for found in roots["verbs"][:_MAX_SHOWN])
    return f"{roots['different']:,} distinct; {most}" if most else "none"


def _lengths(lengths: Mapping[str, Any]) -> str:
    medians = [f"{field} {found['median']:,.0f}" for field, found in lengths.items() if found["rows"]]
    return f"median tokens: {', '.join(medians)}" if medians else "no texts"


def _nearest(nearest: Mapping[str, Any]) -> str:
    if nearest["mean"] is None:
        return "nothing to compare"
    compared = "" if nearest["dedup_on"] == DedupOn.INSTRUCTION else f" of {DedupOn(nearest['dedup_on']).in_words}"
    return f"mean ROUGE-L{compared} {nearest['mean']:.3f}; {nearest['over']:,} above {nearest['threshold']}"


def _quality(quality: Mapping[str, Any]) -> str:
    found = {name: numbers["share"] for name, numbers in quality["found"].items()}
    openings = quality["openings"]["most"][:1]
    opening = "".join(f"; {most['share']:.1%} start with {most['opening']}" for most in openings)
    return (
        f"{found['refusal']:.1%} refusals, {found['ai_identity']:.1%} refer to themselves as an AI, "
        f"{found['looks_cut']:.1%} appear truncated{opening}"
    )


def _overlap(found: Mapping[str, Any]) -> str:
    return f"{found['rows']:,} of {found['questions']:,} questions of {found['file']} ({found['share']:.1%})"
