"""The pictures of a comparison: its numbers in, plotly figures out; the page sets the colours of text and paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, isfinite
from typing import Any

import plotly.graph_objects as go

from selfinstruct.datasets.html.colours import ABOVE, EIGHTH, FIRST, FOURTH, SECOND, SIXTH
from selfinstruct.students.evaluation_page.cells import EXACT, METRICS, ROUGE, Numbers, named

_COLOURS = {"base": EIGHTH, "base-shots": SIXTH, "guessing": FOURTH, "control": SECOND, "student": FIRST}
"""By kind of system, and of what is no system; further seeds of a kind are paler."""
_PALER = 0.5
_SYMBOLS = ("circle", "diamond", "square", "triangle-up", "x")
_SHARE, _SCORE = ".0%", ".2f"
_FORMS = {EXACT: _SHARE, ROUGE: _SCORE}
_ZERO = {"color": "rgba(127,143,166,0.9)", "width": 1.5, "dash": "dot"}
_LOSS_POINTS = 150
"""Of a curve, at most: steps of few rows are too noisy for one beside another to be read."""


def charts(numbers: Numbers) -> dict[str, go.Figure]:
    """All figures by name, of what is there."""
    systems, by_type = numbers["systems"], numbers["by_type"]
    found = {
        **{f"difference_{metric}": _forest(_overall(numbers, metric), metric) for metric in METRICS},
        **{f"types_{metric}": _type_bars(by_type, systems, metric) for metric in METRICS},
        "types_over_base": _forest(_by_type(numbers, ("base", "base-shots")), ROUGE),
        "types_over_form": _forest(_by_type(numbers, ("guessing", "control")), ROUGE),
        "nearness": _nearness(numbers["by_nearness"], systems) if numbers["split"]["known"] else None,
        "loss": _losses(numbers["training"]),
        "forgetting": _forgetting(systems, numbers["scores"]),
    }
    return {name: figure for name, figure in found.items() if figure is not None}


@dataclass(frozen=True, slots=True)
class _Series:
    """Differences of one colour, by the row in which they stand."""

    name: str
    colour: str
    symbol: str
    found: Mapping[str, Numbers]


def _overall(numbers: Numbers, metric: str) -> list[_Series]:
    """A series of each student, with a row of each opponent."""
    labels = _labels(numbers["systems"])
    differences = [found for found in numbers["differences"] if found["metric"] == metric]
    return [
        _Series(
            labels[student],
            _shade(FIRST, rank),
            _SYMBOLS[rank % len(_SYMBOLS)],
            {_opponent(found["to"], labels): found for found in differences if found["of"] == student},
        )
        for rank, student in enumerate(_of_kind("student", numbers["systems"]))
    ]


def _opponent(name: str, labels: Mapping[str, str]) -> str:
    """A row of its own for each, but one for the controls, as each student has its own."""
    return "control" if name.startswith("control") else named(name, labels)


def _by_type(numbers: Numbers, opponents: Sequence[str]) -> list[_Series]:
    """A series of each student and opponent, with a row of each type; those of ROUGE-L."""
    labels = _labels(numbers["systems"])
    return [
        _Series(
            f"{labels[student]} − {_opponent(opponent, labels)}",
            _shade(_COLOURS[opponent], rank),
            _SYMBOLS[rank % len(_SYMBOLS)],
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


def _labels(systems: Sequence[Numbers]) -> dict[str, str]:
    return {system["name"]: system["label"] for system in systems}


def _system_colours(systems: Sequence[Numbers]) -> dict[str, str]:
    kinds = [system["kind"] for system in systems]
    return {
        system["name"]: _shade(_COLOURS[system["kind"]], kinds[:place].count(system["kind"]))
        for place, system in enumerate(systems)
    }


def _shade(colour: str, rank: int) -> str:
    """The colour of the seed at this place: each is nearer to white, which is readable on black as well."""
    colours = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    paler = (round(255 - (255 - part) * max(_PALER**rank, 0.2)) for part in colours)
    return f"#{''.join(f'{part:02x}' for part in paler)}"


def _forest(series: Sequence[_Series], metric: str) -> go.Figure | None:
    """A point and a bar of each difference that has a value, around a line at zero."""
    rows = list(dict.fromkeys(row for one in series for row, found in one.found.items() if found["value"] is not None))
    shown = [one for one in series if any(found["value"] is not None for found in one.found.values())]
    if not rows:
        return None
    step = 0.7 / len(shown)
    offsets = [step * (place - (len(shown) - 1) / 2) for place in range(len(shown))]
    points = [_points(one, rows, offset, _FORMS[metric]) for one, offset in zip(shown, offsets, strict=True)]
    figure = go.Figure(points, _forest_layout(rows, len(shown), metric))
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
        hovertemplate=f"%{{customdata[0]}}: %{{x:+{_finer(form)}}} "
        f"(%{{customdata[1]:+{_finer(form)}}} to %{{customdata[2]:+{_finer(form)}}})<extra>{one.name}</extra>",
    )


def _end(found: Numbers, side: str) -> float:
    """An end of the interval; the point itself where there is none."""
    end: float = found["value"] if found[side] is None else found[side]
    return end


def _finer(form: str) -> str:
    return {_SHARE: ".1%", _SCORE: ".3f"}[form]


def _forest_layout(rows: Sequence[str], series: int, metric: str) -> dict[str, Any]:
    places = {"tickvals": list(range(len(rows))), "ticktext": list(rows), "range": [len(rows) - 0.4, -0.6]}
    return {
        "xaxis": {"tickformat": f"+{_FORMS[metric]}", "zeroline": False, "title": f"difference in {METRICS[metric]}"},
        "yaxis": {**places, "automargin": True, "zeroline": False},
        "legend": ABOVE,
        "showlegend": series > 1,
        "height": 130 + len(rows) * (14 + 16 * series),
    }


def _range(shown: Sequence[_Series]) -> tuple[float, float]:
    """From the lowest to the highest end, and zero, with room beside them."""
    found = [one for series in shown for one in series.found.values() if one["value"] is not None]
    low = min(0.0, *(_end(one, "low") for one in found))
    high = max(0.0, *(_end(one, "high") for one in found))
    room = 0.06 * (high - low) or 0.1
    return low - room, high + room


def _type_bars(by_type: Sequence[Numbers], systems: Sequence[Numbers], metric: str) -> go.Figure | None:
    """A bar of each system in each type that has the measure."""
    there = [of_type for of_type in by_type if any(found[metric] is not None for found in of_type["scores"].values())]
    if not there:
        return None
    names, tasks = [of_type["type"] for of_type in there], "checkable" if metric == EXACT else "tasks"
    colours, form = _system_colours(systems), _finer(_FORMS[metric])
    bars = [
        go.Bar(
            name=system["label"],
            y=names,
            x=[of_type["scores"].get(system["name"], {}).get(metric) for of_type in there],
            orientation="h",
            marker_color=colours[system["name"]],
            customdata=[of_type[tasks] for of_type in there],
            hovertemplate=f"%{{y}}: %{{x:{form}}} of %{{customdata:,}} tasks<extra>{system['label']}</extra>",
        )
        for system in systems
    ]
    layout = {"yaxis": {"autorange": "reversed", "automargin": True}, "bargap": 0.3, "legend": ABOVE}
    axis = {"tickformat": _FORMS[metric], "title": METRICS[metric], "rangemode": "tozero"}
    height = 130 + len(there) * (16 + 10 * len(systems))
    return go.Figure(bars, {**layout, "xaxis": axis, "showlegend": True, "height": height, "barmode": "group"})


def _nearness(bins: Sequence[Numbers], systems: Sequence[Numbers]) -> go.Figure | None:
    """Exact match of each system by how near the nearest training row is, where there are tasks."""
    there = [found for found in bins if found["checkable"]]
    if not there:
        return None
    names = [f"{found['from']:.1f}–{found['to']:.1f}<br>{found['checkable']:,} tasks" for found in there]
    colours = _system_colours(systems)
    bars = [
        go.Bar(
            name=system["label"],
            x=names,
            y=[found["exact_match"].get(system["name"]) for found in there],
            marker_color=colours[system["name"]],
            hovertemplate=f"%{{x}}: %{{y:.1%}}<extra>{system['label']}</extra>",
        )
        for system in systems
    ]
    axis = {"tickformat": _SHARE, "title": METRICS[EXACT], "rangemode": "tozero"}
    title = {"text": "ROUGE-L with the nearest training row", "standoff": 12}
    likeness = {"title": title, "automargin": True, "tickangle": 0, "tickfont": {"size": 11}}
    layout = {"xaxis": likeness, "yaxis": axis, "legend": ABOVE}
    return go.Figure(bars, {**layout, "showlegend": True, "height": 400, "barmode": "group"})


def loss_group(training: Numbers) -> int:
    """Of how many noted losses a point of a training's curve is the mean."""
    return max(1, ceil(len(training["loss"]) / _LOSS_POINTS))


def _losses(trainings: Sequence[Numbers]) -> go.Figure | None:
    """A curve of each training that has noted a loss."""
    there = [training for training in trainings if _curve(training)]
    if not there:
        return None
    kinds = [training["kind"] for training in there]
    lines = [
        go.Scatter(
            name=_training_name(training),
            x=[step for step, _ in _curve(training)],
            y=[loss for _, loss in _curve(training)],
            mode="lines",
            line={"color": _shade(_COLOURS[training["kind"]], kinds[:place].count(training["kind"])), "width": 2},
            hovertemplate=f"step %{{x:,}}: %{{y:.3f}}<extra>{_training_name(training)}</extra>",
        )
        for place, training in enumerate(there)
    ]
    axes = {"xaxis": {"title": "step"}, "yaxis": {"title": "loss", "rangemode": "tozero"}}
    return go.Figure(lines, {**axes, "legend": ABOVE, "showlegend": True, "height": 400})


def _training_name(training: Numbers) -> str:
    """As in the labels of systems: what is trained, and its seed."""
    return training["kind"] if training["seed"] is None else f"{training['kind']}, seed {training['seed']}"


def _curve(training: Numbers) -> list[tuple[int, float]]:
    """Last step and mean loss of groups of steps; a loss that is no number is left out."""
    noted = [(step, loss) for step, loss in training["loss"] if loss is not None and isfinite(loss)]
    size = loss_group(training)
    groups = [noted[at : at + size] for at in range(0, len(noted), size)]
    return [(group[-1][0], sum(loss for _, loss in group) / len(group)) for group in groups]


def _forgetting(systems: Sequence[Numbers], scores: Numbers) -> go.Figure | None:
    """Bits per character of plain text by model; the base with demonstrations is no other model than the base."""
    models = [system for system in systems if system["kind"] != "base-shots"]
    there = [(one, bits) for one in models if (bits := _plain_bits(one, scores)) is not None]
    if not there:
        return None
    colours = _system_colours(systems)
    bars = go.Bar(
        y=[system["label"] for system, _ in there],
        x=[bits for _, bits in there],
        orientation="h",
        texttemplate="%{x:.2f}",
        textposition="outside",
        cliponaxis=False,
        marker={"color": [colours[system["name"]] for system, _ in there]},
        hovertemplate="%{y}: %{x:.3f}<extra></extra>",
    )
    axis = {"title": "bits per character", "range": [0, 1.1 * max(bits for _, bits in there)]}
    layout = {"yaxis": {"autorange": "reversed", "automargin": True}, "height": 100 + 36 * len(there)}
    return go.Figure(bars, {**layout, "xaxis": axis})


def _plain_bits(system: Numbers, scores: Numbers) -> float | None:
    bits: float | None = scores.get(system["name"], {}).get("plain_bits_per_character")
    return bits
