"""Forest plots of the differences: a point with its interval for each, and a line at zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from selfinstruct.datasets.html.colours import ABOVE, FIRST
from selfinstruct.students.evaluation_page.cells import FORMS, METRICS, ROUGE, Numbers, named
from selfinstruct.students.evaluation_page.styles import AXIS_FORMS, COLOURS, SYMBOLS, shade
from selfinstruct.students.evaluation_page.tables import labels

_ZERO = {"color": "rgba(127,143,166,0.9)", "width": 1.5, "dash": "dot"}


@dataclass(frozen=True, slots=True)
class _Series:
    """Differences that share a colour, keyed by their row in the chart."""

    name: str
    colour: str
    symbol: str
    found: Mapping[str, Numbers]


def forest(numbers: Numbers, metric: str) -> go.Figure | None:
    """Plot the differences by a metric, with a row for each baseline and a series for each student; None if empty."""
    return _plot(_by_opponent(numbers, metric), metric)


def forest_by_type(numbers: Numbers, opponents: Sequence[str]) -> go.Figure | None:
    """Plot the ROUGE-L differences, with a row per type and a series per student and baseline; None if empty."""
    return _plot(_by_type(numbers, opponents), ROUGE)


def _by_opponent(numbers: Numbers, metric: str) -> list[_Series]:
    names = labels(numbers)
    differences = [found for found in numbers["differences"] if found["metric"] == metric]
    return [
        _Series(
            names[student],
            shade(FIRST, rank),
            SYMBOLS[rank % len(SYMBOLS)],
            {_opponent(found["to"], names): found for found in differences if found["of"] == student},
        )
        for rank, student in enumerate(_of_kind("student", numbers["systems"]))
    ]


def _opponent(name: str, names: Mapping[str, str]) -> str:
    """Return the row label of a baseline. All controls share a row, because each student has its own control."""
    return "control" if name.startswith("control") else named(name, names)


def _by_type(numbers: Numbers, opponents: Sequence[str]) -> list[_Series]:
    names = labels(numbers)
    return [
        _Series(
            f"{names[student]} − {_opponent(opponent, names)}",
            shade(COLOURS[opponent], rank),
            SYMBOLS[rank % len(SYMBOLS)],
            {
                _type_label(of_type, numbers): found
                for of_type in numbers["by_type"]
                for found in of_type["differences"]
                if (found["metric"], found["of"]) == (ROUGE, student) and _kind(found["to"]) == opponent
            },
        )
        for opponent in opponents
        for rank, student in enumerate(_of_kind("student", numbers["systems"]))
    ]


def _kind(name: str) -> str:
    return "control" if name.startswith("control") else name


def _type_label(of_type: Numbers, numbers: Numbers) -> str:
    return f"{of_type['type']} ✓" if of_type["type"] in numbers["types_improved"] else of_type["type"]


def _of_kind(kind: str, systems: Sequence[Numbers]) -> list[str]:
    return [system["name"] for system in systems if system["kind"] == kind]


def _plot(series: Sequence[_Series], metric: str) -> go.Figure | None:
    rows = list(dict.fromkeys(row for one in series for row, found in one.found.items() if found["value"] is not None))
    shown = [one for one in series if any(found["value"] is not None for found in one.found.values())]
    if not rows:
        return None
    step = 0.7 / len(shown)
    offsets = [step * (index - (len(shown) - 1) / 2) for index in range(len(shown))]
    points = [_points(one, rows, offset, FORMS[metric]) for one, offset in zip(shown, offsets, strict=True)]
    figure = go.Figure(points, _layout(rows, len(shown), metric))
    return figure.add_vline(x=0, line=_ZERO).update_xaxes(range=_range(shown))


def _points(one: _Series, rows: Sequence[str], offset: float, form: str) -> go.Scatter:
    there = [(row, found) for row, found in one.found.items() if found["value"] is not None]
    values = [found["value"] for _, found in there]
    lows, highs = ([_end(found, side) for _, found in there] for side in ("low", "high"))
    return go.Scatter(
        name=one.name,
        mode="markers",
        x=values,
        y=[rows.index(row) + offset for row, _ in there],
        error_x={
            "array": [high - value for high, value in zip(highs, values, strict=True)],
            "arrayminus": [value - low for low, value in zip(lows, values, strict=True)],
            "color": one.colour,
            "thickness": 2,
            "width": 4,
        },
        marker={"color": one.colour, "size": 9, "symbol": one.symbol},
        customdata=[[row, low, high] for (row, _), low, high in zip(there, lows, highs, strict=True)],
        hovertemplate=f"%{{customdata[0]}}: %{{x:+{form}}} "
        f"(%{{customdata[1]:+{form}}} to %{{customdata[2]:+{form}}})<extra>{one.name}</extra>",
    )


def _end(found: Numbers, side: str) -> float:
    """Return a bound of the interval, or the value itself if there is no interval."""
    end: float = found["value"] if found[side] is None else found[side]
    return end


def _layout(rows: Sequence[str], series: int, metric: str) -> dict[str, Any]:
    ticks = {"tickvals": list(range(len(rows))), "ticktext": list(rows), "range": [len(rows) - 0.4, -0.6]}
    return {
        "xaxis": {
            "tickformat": f"+{AXIS_FORMS[metric]}",
            "zeroline": False,
            "title": f"difference in {METRICS[metric]}",
        },
        "yaxis": {**ticks, "automargin": True, "zeroline": False},
        "legend": ABOVE,
        "showlegend": series > 1,
        "height": 130 + len(rows) * (14 + 16 * series),
    }


def _range(shown: Sequence[_Series]) -> tuple[float, float]:
    """Return an axis range that includes all intervals and zero, with a margin."""
    found = [one for series in shown for one in series.found.values() if one["value"] is not None]
    low = min(0.0, *(_end(one, "low") for one in found))
    high = max(0.0, *(_end(one, "high") for one in found))
    room = 0.06 * (high - low) or 0.1
    return low - room, high + room
