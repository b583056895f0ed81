"""Format the numbers of a report: rounded for JSON, or as a short table for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from selfinstruct.runs.summary import columns, stored_price, tokens_text
from selfinstruct.schema.dedup_on import DedupOn
from selfinstruct.schema.extras import Extra
from selfinstruct.schema.flag import Flag
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
    lines += _conversations(numbers["conversations"])
    lines.append(("task types", _types(numbers["task_types"])))
    lines += [("families", _families(numbers["families"]))] if numbers["families"] else []
    lines += [
        ("root verbs", _verbs(numbers["roots"])),
        ("lengths", _lengths(numbers["lengths"])),
        ("nearest", _nearest(numbers["nearest"], numbers["run"] is not None)),
        ("openings", _opening(numbers["quality"]["openings"])),
        ("filters", _filters(numbers["quality"])),
        ("flagged", _counts(numbers["quality"]["flags"], shown=len(Flag))),
        ("suspicious", _suspicious(numbers["signs"])),
    ]
    lines += [("overlap", _overlap(found)) for found in numbers["overlap"]]
    lines += [("page", str(page)), ("numbers", str(page.with_suffix(".json")))]
    return columns(lines)


def _tasks(numbers: Mapping[str, Any]) -> str:
    target = f" of {numbers['run']['target']:,}" if numbers["run"] else ""
    return f"{numbers['dataset']['rows']:,}{target} ({numbers['without_input']['share']:.1%} without input)"


def _conversations(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """State how many rows have parts of conversations, if any has."""
    counts = [f"{found[extra.name.lower()]['rows']:,} with {extra}" for extra in Extra]
    return [("turns", ", ".join(counts))] if any(part["rows"] for part in found.values()) else []


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


def _families(families: Mapping[str, Mapping[str, Any]]) -> str:
    """State how many families there are, and which ones are the largest."""
    most = ", ".join(f"{name} {found['share']:.1%}" for name, found in list(families.items())[:_MAX_SHOWN])
    return f"{len(families):,} of the offline teacher; {most}"


def _verbs(roots: Mapping[str, Any]) -> str:
    most = ", ".join(f"{found['verb']} {found['rows']:,}" for found in roots["verbs"][:_MAX_SHOWN])
    return f"{roots['different']:,} distinct; {most}" if most else "none"


def _lengths(lengths: Mapping[str, Any]) -> str:
    medians = [f"{field} {found['median']:,.0f}" for field, found in lengths.items() if found["rows"]]
    return f"median tokens: {', '.join(medians)}" if medians else "no texts"


def _nearest(nearest: Mapping[str, Any], is_run: bool) -> str:
    if nearest["mean"] is None:
        return "nothing to compare"
    compared = "" if nearest["dedup_on"] == DedupOn.INSTRUCTION else f" of {DedupOn(nearest['dedup_on']).in_words}"
    why = ", by construction" if is_run and not nearest["over"] else ""
    over = f"{nearest['over']:,} above {nearest['threshold']}{why}"
    return f"mean ROUGE-L{compared} {nearest['mean']:.3f}; {over}"


def _opening(openings: Mapping[str, Any]) -> str:
    most = "".join(f"; {most['share']:.1%} start with {most['opening']}" for most in openings["most"][:1])
    return f"{openings['different']:,} distinct{most}"


def _filters(quality: Mapping[str, Any]) -> str:
    """State what the filters say: nothing about a run, whose rows have passed them."""
    found = quality["rejectable"]
    if found is None:
        return f"0 by construction ({len(quality['zero_by_construction'])} reasons), as the run rejects such texts"
    rejected = f"{found['rows']:,} ({found['share']:.1%}) would be rejected with --language {found['language']}"
    return f"{rejected}: {_counts(found['by_reason'])}" if found["rows"] else rejected


def _suspicious(signs: Mapping[str, Any]) -> str:
    """State how many rows have signs that no filter uses."""
    if not signs["rows"]:
        return "none"
    return f"{signs['rows']:,} ({signs['share']:.1%}), by signs that no filter uses: {_counts(signs['by_sign'])}"


def _counts(found: Mapping[str, Mapping[str, Any]], shown: int = _MAX_SHOWN) -> str:
    """Format the most frequent of some counts."""
    most = sorted(((name, numbers["rows"]) for name, numbers in found.items()), key=lambda item: -item[1])
    return ", ".join(f"{name} {rows:,}" for name, rows in most[:shown] if rows) or "none"


def _overlap(found: Mapping[str, Any]) -> str:
    return f"{found['rows']:,} of {found['questions']:,} questions of {found['file']} ({found['share']:.1%})"
