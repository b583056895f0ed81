"""Plotly figures for the charts of a report.

They are written as JSON data, because plotly's own classes check every value whenever a report is made. A test checks
the charts with these classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from selfinstruct.datasets.html.colours import ABOVE, COLOURS, FIRST, FOURTH, SECOND, THIRD
from selfinstruct.datasets.html.render import Figure

_SHADE = "rgba(59,130,196,0.2)"
_MAX_LABEL = 12
"""Maximum characters of a label in the chart of root verbs."""
_STEP_LABELS = {
    "texts in the answers": "Texts in the replies",
    "well-formed records": "Well-formed records",
    "passed the filters": "Passed the filters",
    "unlike all others: accepted": "Accepted (not duplicates)",
    "in the dataset": "In the dataset",
}
"""Labels of the funnel by step name in `report.json`."""

Numbers = Mapping[str, Any]


def charts(numbers: Numbers) -> dict[str, Figure]:
    """Return all figures by name. Some exist only for a run."""
    figures = {
        "types": _types(numbers["task_types"]),
        "nearest": _nearest(numbers["nearest"]),
        "drift": _drift(numbers["drift"]),
        **{f"length_{field}": _length(found) for field, found in numbers["lengths"].items() if found["rows"]},
    }
    if numbers["roots"]["verbs"]:
        figures["roots"] = _roots(numbers["roots"])
    if run := numbers["run"]:
        figures |= _of_run(run)
    return figures


def _of_run(run: Numbers) -> dict[str, Figure]:
    figures = {"funnel": _funnel(run["funnel"]["steps"][2:]), "acceptance": _acceptance(run["acceptance_over_time"])}
    if rejected := run["funnel"]["rejected"]:
        figures["rejected"] = _rejected(rejected)
    if over_time := run["effort"]["over_time"]:
        figures |= {"in_flight": _in_flight(over_time), "tokens": _tokens(over_time)}
    return figures


def _funnel(steps: Sequence[Numbers]) -> Figure:
    """Funnel from texts to tasks. Requests and replies are left out, because their bars would be too thin."""
    return _figure(
        _trace(
            "funnel",
            y=[_STEP_LABELS.get(step["step"], step["step"]) for step in steps],
            x=[step["count"] for step in steps],
            texttemplate="%{value:,}",
            textposition="auto",
            marker={"color": FIRST},
            connector={"fillcolor": _SHADE},
            hoverinfo="y+x",
        ),
        layout={"yaxis": {"automargin": True}, "height": 60 * len(steps)},
    )


def _rejected(rejected: Mapping[str, int]) -> Figure:
    return _figure(
        _trace(
            "bar",
            y=list(rejected),
            x=list(rejected.values()),
            orientation="h",
            texttemplate="%{x:,}",
            textposition="auto",
            marker={"color": SECOND},
        ),
        layout={"yaxis": {"autorange": "reversed", "automargin": True}, "height": 80 + 30 * len(rejected)},
    )


def _acceptance(points: Sequence[Numbers]) -> Figure:
    line = _trace(
        "scatter",
        x=[point["slots"] for point in points],
        y=[point["share"] for point in points],
        fill="tozeroy",
        fillcolor=_SHADE,
        line={"color": FIRST},
        customdata=[[point["accepted"], point["judged"]] for point in points],
        hovertemplate="up to request %{x:,}: %{y:.1%} (%{customdata[0]} of %{customdata[1]})<extra></extra>",
    )
    return _figure(line, layout={"xaxis": _titled("Requests"), "yaxis": {"tickformat": ".0%", "range": [0, 1.02]}})


def _types(types: Sequence[Numbers]) -> Figure:
    names = [found["type"] for found in types]
    bars = [_shares("Actual", names, [found["share"] for found in types], FIRST)]
    if any(found["wished"] is not None for found in types):
        bars.append(_shares("Target", names, [found["wished"] for found in types], SECOND))
    longest = max(share for bar in bars for share in bar["x"]) or 1
    xaxis = {"tickformat": ".0%", "range": [0, 1.25 * longest]}  # leaves room for the labels next to the bars
    layout = {"yaxis": {"autorange": "reversed", "automargin": True}, "xaxis": xaxis, "height": 420}
    return _figure(*bars, layout={**layout, "legend": ABOVE, "showlegend": len(bars) > 1, "barmode": "group"})


def _shares(name: str, types: Sequence[str], shares: Sequence[float], colour: str) -> dict[str, Any]:
    text = {"texttemplate": "%{x:.1%}", "textposition": "outside", "cliponaxis": False}
    return _trace("bar", name=name, y=types, x=shares, orientation="h", marker={"color": colour}, **text)


def _roots(roots: Numbers) -> Figure:
    """Sunburst of verbs with their objects around them, sized by the pairs shown, as in the Self-Instruct paper."""
    pairs = [(verb, found) for verb in roots["verbs"] for found in verb["objects"]]
    verbs = [verb for verb in roots["verbs"] if verb["objects"]]
    sunburst = _trace(
        "sunburst",
        ids=[verb["verb"] for verb in verbs] + [f"{verb['verb']} {found['object']}" for verb, found in pairs],
        labels=[_short(verb["verb"]) for verb in verbs] + [_short(found["object"]) for _, found in pairs],
        parents=[""] * len(verbs) + [verb["verb"] for verb, _ in pairs],
        values=[0] * len(verbs) + [found["rows"] for _, found in pairs],
        customdata=[verb["rows"] for verb in verbs] + [found["rows"] for _, found in pairs],
        insidetextorientation="radial",
        leaf={"opacity": 1},  # otherwise labels are hard to read on black
        hovertemplate="%{id}: %{customdata:,} tasks<extra></extra>",
    )
    return _figure(
        sunburst, layout={"height": 600, "meta": "square", "margin": _NO_MARGIN, "sunburstcolorway": COLOURS}
    )


_NO_MARGIN = dict.fromkeys("lrtb", 0)


def _short(label: str) -> str:
    return label if len(label) <= _MAX_LABEL else label[: _MAX_LABEL - 1] + "…"


def _length(found: Numbers) -> Figure:
    return _histogram(found["histogram"], FIRST, "Tokens", found["median"], height=260)


def _nearest(found: Numbers) -> Figure:
    return _histogram(found["histogram"], FIRST, "ROUGE-L F1", found["threshold"])


def _histogram(histogram: Numbers, colour: str, title: str, marked: float, **layout: int) -> Figure:
    """Bars with a vertical line at `marked`."""
    edges = histogram["edges"]
    middles = [(left + right) / 2 for left, right in pairwise(edges)]
    bars = _trace(
        "bar",
        x=middles,
        y=histogram["counts"],
        width=edges[1] - edges[0],
        marker={"color": colour},
        customdata=list(map(list, pairwise(edges))),
        hovertemplate="%{customdata[0]} to %{customdata[1]}: %{y:,} tasks<extra></extra>",
    )
    line = {"type": "line", "xref": "x", "yref": "y domain", "line": {"color": SECOND, "dash": "dash"}}
    shapes = [{**line, "x0": marked, "x1": marked, "y0": 0, "y1": 1}]
    return _figure(
        bars, layout={"bargap": 0.05, "xaxis": _titled(title), "yaxis": _titled("Tasks"), "shapes": shapes, **layout}
    )


def _drift(drift: Numbers) -> Figure:
    groups = drift["groups"]
    names = {
        "nearest": ("Similarity to nearest earlier task", FIRST),
        "seed": ("Similarity to nearest seed task", SECOND),
        "wording": ("Vocabulary shift from first group", THIRD),
        "topic": (f"Share that mentions {drift['topic']}", FOURTH),
    }
    lines = [
        _trace(
            "scatter",
            name=title,
            x=[group["rows"] for group in groups],
            y=[group[name] for group in groups],
            mode="lines+markers",
            line={"color": colour},
        )
        for name, (title, colour) in names.items()
        if any(group[name] is not None for group in groups)
    ]
    layout = {"xaxis": _titled("Tasks"), "yaxis": {"range": [0, 1.02]}, "legend": ABOVE, "showlegend": True}
    return _figure(*lines, layout={**layout, "height": 420})


def _in_flight(points: Sequence[Numbers]) -> Figure:
    seconds = [point["seconds"] for point in points]
    flight = [point["in_flight"] for point in points]
    line = _trace("scatter", name="Requests in flight", x=seconds, y=flight, line={"color": FIRST})
    retries = _trace("bar", name="Retries", x=seconds, y=[p["retries"] for p in points], marker={"color": SECOND})
    return _figure(line, retries, layout=_OVER_TIME)


def _tokens(points: Sequence[Numbers]) -> Figure:
    seconds = [point["seconds"] for point in points]
    lines = [
        _trace("scatter", name=name, x=seconds, y=[p[key] for p in points], stackgroup="all", line={"color": colour})
        for name, key, colour in (("Prompt", "prompt_tokens", FIRST), ("Completion", "completion_tokens", SECOND))
    ]
    return _figure(*lines, layout=_OVER_TIME)


def _figure(*traces: dict[str, Any], layout: dict[str, Any]) -> Figure:
    return {"data": list(traces), "layout": layout}


def _trace(kind: str, **values: Any) -> dict[str, Any]:
    return {"type": kind, **values}


def _titled(title: str) -> dict[str, Any]:
    return {"title": {"text": title}}


_OVER_TIME = {
    "xaxis": _titled("Working time in seconds (without pauses)"),
    "legend": ABOVE,
    "showlegend": True,
}
