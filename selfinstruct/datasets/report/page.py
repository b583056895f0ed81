"""The numbers, rows and rejects of a dataset in, the page of its report as one HTML text out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfinstruct.datasets.html.render import render_page
from selfinstruct.datasets.report.charts import charts
from selfinstruct.datasets.report.measure import Measured
from selfinstruct.datasets.report.samples import rejects_sample, tasks_sample

_SECTIONS = (
    ("Overview", "overview"),
    ("Funnel", "funnel"),
    ("Types", "types"),
    ("Verbs", "verbs"),
    ("Lengths", "lengths"),
    ("Similarity", "similarity"),
    ("Drift", "drift"),
    ("Quality", "quality"),
    ("Overlap", "overlap"),
    ("Effort", "effort"),
    ("Tasks", "tasks"),
    ("Rejects", "rejects"),
    ("Settings", "settings"),
)
_OF_RUN = frozenset({"funnel", "effort", "rejects", "settings"})
_FOUND = {
    "refusal": "the output declines, or asks for what the input should have held",
    "ai_identity": "the output speaks of itself as an AI",
    "looks_cut": "the output looks cut (a guess)",
}


def render(measured: Measured) -> str:
    """The whole page. It needs no other file, and all texts of the dataset are escaped."""
    numbers, run = measured.numbers, measured.numbers["run"]
    tasks, rejects = tasks_sample(measured.rows), rejects_sample(measured.rejects)
    values = {
        **numbers,
        "sections": [(title, anchor) for title, anchor in _SECTIONS if _is_there(anchor, numbers)],
        "headline": _headline(numbers),
        "tiles": _tiles(numbers),
        "funnel_note": _funnel_note(run["funnel"]) if run else "",
        "wished": any(found["wished"] is not None for found in numbers["task_types"]),
        "found_rows": [(text, numbers["quality"]["found"][name]) for name, text in _FOUND.items()],
        "languages": _languages(numbers["quality"]["languages"]),
        "drift_caption": _drift_caption(numbers["drift"]),
        "usage_rows": _usage_rows(run["effort"], run["teacher"] == "offline") if run else [],
        "settings": _settings(run) if run else [],
        "task_note": tasks.note("tasks"),
        "reject_note": rejects.note("rejected texts"),
    }
    return render_page(
        "selfinstruct.datasets.report", charts(numbers), {"tasks": tasks.rows, "rejects": rejects.rows}, values
    )


def _is_there(anchor: str, numbers: Mapping[str, Any]) -> bool:
    return bool(numbers["overlap"] if anchor == "overlap" else numbers["run"] or anchor not in _OF_RUN)


def _headline(numbers: Mapping[str, Any]) -> str:
    rows = f"{numbers['dataset']['rows']:,} tasks"
    if not (run := numbers["run"]):
        return f"{rows} from a file"
    who = "the built-in offline teacher (rule-made tasks, no model)" if run["teacher"] == "offline" else run["teacher"]
    return f"{rows} of {run['target']:,} wanted, written by {who}"


def _funnel_note(funnel: Mapping[str, Any]) -> str:
    requests, answers, texts, *_ = (step["count"] for step in funnel["steps"])
    return f"Requests: {requests:,}; answers: {answers:,}; texts in them: {texts:,}, of which came through:"


def _tiles(numbers: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Name, value and a detail of the most important numbers."""
    lengths, nearest = numbers["lengths"], numbers["nearest"]
    tiles = [
        ("tasks", f"{numbers['dataset']['rows']:,}", f"{numbers['without_input']['share']:.0%} without input"),
        ("median output", _tokens_text(lengths["output"]), "characters and words"),
        ("nearest task", _number(nearest["mean"], ".2f"), f"mean ROUGE-L; {nearest['over']:,} over the threshold"),
    ]
    if opening := numbers["quality"]["openings"]["most"][:1]:
        tiles.append(("most repeated opening", f"{opening[0]['share']:.1%}", opening[0]["opening"]))
    if run := numbers["run"]:
        tiles[1:1] = [
            ("accepted", f"{run['funnel']['acceptance']:.1%}", "of all texts in the answers"),
            ("tokens a task", _number(run["effort"]["tokens_per_accepted"], ",.0f"), "prompts and completions"),
        ]
    return tiles


def _tokens_text(length: Mapping[str, Any]) -> str:
    return f"{length['median']:,.0f} tokens" if length["rows"] else "–"


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)


def _languages(found: Mapping[str, Mapping[str, int]]) -> list[str]:
    return list(dict.fromkeys(name for counts in found.values() for name in counts))


def _drift_caption(drift: Mapping[str, Any]) -> str:
    seeds = f"ROUGE-L with the nearest of {drift['seeds']} seed tasks and" if drift["seeds"] else "ROUGE-L"
    return (
        f"Consecutive groups of tasks: {seeds} with the nearest earlier task, and how far the words of the "
        "instructions are from those of the first group (Jensen-Shannon divergence: 0 the same, 1 nothing shared)."
    )


def _usage_rows(usage: Mapping[str, Any], is_offline: bool) -> list[tuple[str, str]]:
    tokens, latency = usage["tokens"], usage["latency"]
    unknown = "none" if is_offline else "not known (--price-in and --price-out tell it)"
    rows = [
        ("prompt tokens", f"{tokens['prompt']:,}"),
        ("completion tokens", f"{tokens['completion']:,}"),
        ("cost", unknown if usage["cost"] is None else f"{usage['cost']:,.2f}"),
        ("seconds of work", f"{usage['seconds']:,.1f} in {usage['sessions']:,} session(s)"),
        ("attempts repeated", f"{usage['retries']:,}"),
        ("paid answers kept for a larger --n", f"{usage['waiting']:,}"),
    ]
    if latency:
        rows.append(("seconds of an answer", f"median {latency['median']:.2f}, 95% under {latency['p95']:.2f}"))
    return rows


def _settings(run: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return [("Settings", run["settings"]), ("Versions", run["versions"]), ("Identity", run["identity"])]
