"""The charts of a report. Its numbers in, plotly figures by name out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from selfinstruct.datasets.html.colours import ABOVE, COLOURS, FIRST, FOURTH, SECOND, THIRD

_SHADE = "rgba(59,130,196,0.2)"
_MAX_LABEL = 12
"""Characters."""

Numbers = Mapping[str, Any]


def charts(numbers: Numbers) -> dict[str, go.Figure]:
    """All figures by name. Some exist only for a run."""
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


def _of_run(run: Numbers) -> dict[str, go.Figure]:
    figures = {"funnel": _funnel(run["funnel"]["steps"][2:]), "acceptance": _acceptance(run["acceptance_over_time"])}
    if rejected := run["funnel"]["rejected"]:
        figures["rejected"] = _rejected(rejected)
    if over_time := run["effort"]["over_time"]:
        figures |= {"in_flight": _in_flight(over_time), "tokens": _tokens(over_time)}
    return figures


def _funnel(steps: Sequence[Numbers]) -> go.Figure:
    """From texts to tasks. Requests are left out: there are so few of them that their bar would be a line."""
    return go.Figure(
        go.Funnel(
            y=[step["step"] for step in steps],
            x=[step["count"] for step in steps],
            texttemplate="%{value:,}",
            textposition="auto",
            marker={"color": FIRST},
            connector={"fillcolor": _SHADE},
            hoverinfo="y+x",
        ),
        {"yaxis": {"automargin": True}, "height": 60 * len(steps)},
    )


def _rejected(rejected: Mapping[str, int]) -> go.Figure:
    return go.Figure(
        go.Bar(
            y=list(rejected),
            x=list(rejected.values()),
            orientation="h",
            texttemplate="%{x:,}",
            textposition="auto",
            marker={"color": SECOND},
        ),
        {"yaxis": {"autorange": "reversed", "automargin": True}, "height": 80 + 30 * len(rejected)},
    )


def _acceptance(points: Sequence[Numbers]) -> go.Figure:
    line = go.Scatter(
        x=[point["slots"] for point in points],
        y=[point["share"] for point in points],
        fill="tozeroy",
        fillcolor=_SHADE,
        line={"color": FIRST},
        customdata=[[point["accepted"], point["judged"]] for point in points],
        hovertemplate="up to request %{x:,}: %{y:.1%} (%{customdata[0]} of %{customdata[1]})<extra></extra>",
    )
    return go.Figure(line, {"xaxis": {"title": "requests"}, "yaxis": {"tickformat": ".0%", "range": [0, 1.02]}})


def _types(types: Sequence[Numbers]) -> go.Figure:
    names = [found["type"] for found in types]
    bars = [_shares("had", names, [found["share"] for found in types], FIRST)]
    if any(found["wished"] is not None for found in types):
        bars.append(_shares("wished", names, [found["wished"] for found in types], SECOND))
    layout = {"yaxis": {"autorange": "reversed", "automargin": True}, "xaxis": {"tickformat": ".0%"}, "height": 420}
    return go.Figure(bars, {**layout, "showlegend": len(bars) > 1, "barmode": "group"})


def _shares(name: str, types: Sequence[str], shares: Sequence[float], colour: str) -> go.Bar:
    template = "%{x:.1%}"
    return go.Bar(
        name=name, y=types, x=shares, orientation="h", texttemplate=template, textposition="auto", marker_color=colour
    )


def _roots(roots: Numbers) -> go.Figure:
    """Verbs inside, their objects around them, sized by the pairs that are shown, as in Self-Instruct's figure."""
    pairs = [(verb, found) for verb in roots["verbs"] for found in verb["objects"]]
    verbs = [verb for verb in roots["verbs"] if verb["objects"]]
    sunburst = go.Sunburst(
        ids=[verb["verb"] for verb in verbs] + [f"{verb['verb']} {found['object']}" for verb, found in pairs],
        labels=[_short(verb["verb"]) for verb in verbs] + [_short(found["object"]) for _, found in pairs],
        parents=[""] * len(verbs) + [verb["verb"] for verb, _ in pairs],
        values=[0] * len(verbs) + [found["rows"] for _, found in pairs],
        customdata=[verb["rows"] for verb in verbs] + [found["rows"] for _, found in pairs],
        insidetextorientation="radial",
        leaf={"opacity": 1},  # otherwise labels are hard to read on black
        hovertemplate="%{id}: %{customdata:,} tasks<extra></extra>",
    )
    return go.Figure(sunburst, {"height": 600, "meta": "square", "margin": _NO_MARGIN, "sunburstcolorway": COLOURS})


_NO_MARGIN = dict.fromkeys("lrtb", 0)


def _short(label: str) -> str:
    return label if len(label) <= _MAX_LABEL else label[: _MAX_LABEL - 1] + "…"


def _length(found: Numbers) -> go.Figure:
    figure = _histogram(found["histogram"], FIRST, "tokens")
    figure.add_vline(x=found["median"], line={"color": SECOND, "dash": "dash"})
    return figure.update_layout(height=260)


def _nearest(found: Numbers) -> go.Figure:
    figure = _histogram(found["histogram"], FIRST, "ROUGE-L")
    figure.add_vline(x=found["threshold"], line={"color": SECOND, "dash": "dash"})
    return figure


def _histogram(histogram: Numbers, colour: str, title: str) -> go.Figure:
    edges = histogram["edges"]
    middles = [(left + right) / 2 for left, right in pairwise(edges)]
    bars = go.Bar(
        x=middles,
        y=histogram["counts"],
        width=edges[1] - edges[0],
        marker={"color": colour},
        customdata=list(pairwise(edges)),
        hovertemplate="%{customdata[0]} to %{customdata[1]}: %{y:,}<extra></extra>",
    )
    return go.Figure(bars, {"bargap": 0.05, "xaxis": {"title": title}, "yaxis": {"title": "tasks"}})


def _drift(drift: Numbers) -> go.Figure:
    groups = drift["groups"]
    names = {
        "nearest": ("like the nearest earlier task", FIRST),
        "seed": ("like the nearest seed task", SECOND),
        "wording": ("other words than the first group", THIRD),
        "topic": (f"name the topic {drift['topic']}", FOURTH),
    }
    lines = [
        go.Scatter(
            name=title,
            x=[group["rows"] for group in groups],
            y=[group[name] for group in groups],
            mode="lines+markers",
            line={"color": colour},
        )
        for name, (title, colour) in names.items()
        if any(group[name] is not None for group in groups)
    ]
    layout = {"xaxis": {"title": "tasks"}, "yaxis": {"range": [0, 1.02]}, "legend": ABOVE, "showlegend": True}
    return go.Figure(lines, {**layout, "height": 420})


def _in_flight(points: Sequence[Numbers]) -> go.Figure:
    seconds = [point["seconds"] for point in points]
    line = go.Scatter(name="in flight", x=seconds, y=[p["in_flight"] for p in points], line={"color": FIRST})
    retries = go.Bar(name="retries", x=seconds, y=[p["retries"] for p in points], marker={"color": SECOND})
    return go.Figure([line, retries], {"xaxis": {"title": _SECONDS}, "legend": ABOVE, "showlegend": True})


def _tokens(points: Sequence[Numbers]) -> go.Figure:
    seconds = [point["seconds"] for point in points]
    lines = [
        go.Scatter(name=name, x=seconds, y=[p[f"{name}_tokens"] for p in points], stackgroup="all", line_color=colour)
        for name, colour in (("prompt", FIRST), ("completion", SECOND))
    ]
    return go.Figure(lines, {"xaxis": {"title": _SECONDS}, "legend": ABOVE, "showlegend": True})


_SECONDS = "seconds of work (pauses left out)"
