"""The plotly figures of a comparison. The page sets the colours of text and background."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, isfinite

import plotly.graph_objects as go

from selfinstruct.datasets.html.colours import ABOVE
from selfinstruct.students.evaluation_page.cells import EXACT, FORMS, METRICS, Numbers
from selfinstruct.students.evaluation_page.forest import forest, forest_by_type
from selfinstruct.students.evaluation_page.styles import AXIS_FORMS, COLOURS, shade, system_colours

_MAX_POINTS = 150
"""Maximum number of points on a curve: the losses of single steps are too noisy to read."""


def charts(numbers: Numbers) -> dict[str, go.Figure]:
    """Return the figures by name; figures without data are left out."""
    systems, by_type = numbers["systems"], numbers["by_type"]
    found = {
        **{f"difference_{metric}": forest(numbers, metric) for metric in METRICS},
        **{f"types_{metric}": _type_bars(by_type, systems, metric) for metric in METRICS},
        "types_over_base": forest_by_type(numbers, ("base", "base-shots")),
        "types_over_form": forest_by_type(numbers, ("guessing", "control")),
        "nearness": _nearness(numbers["by_nearness"], systems) if numbers["split"]["known"] else None,
        "loss": _losses(numbers["training"]),
        "forgetting": _forgetting(systems, numbers["scores"]),
    }
    return {name: figure for name, figure in found.items() if figure is not None}


def _type_bars(by_type: Sequence[Numbers], systems: Sequence[Numbers], metric: str) -> go.Figure | None:
    """Plot a bar for each system in each type for which the metric is defined."""
    there = [of_type for of_type in by_type if any(found[metric] is not None for found in of_type["scores"].values())]
    if not there:
        return None
    names, tasks = [of_type["type"] for of_type in there], "checkable" if metric == EXACT else "tasks"
    colours, form = system_colours(systems), FORMS[metric]
    bars = [
        go.Bar(
            name=system["label"],
            y=names,
            x=[of_type["scores"].get(system["name"], {}).get(metric) for of_type in there],
            orientation="h",
            marker_color=colours[system["name"]],
            customdata=[of_type[tasks] for of_type in there],
            hovertemplate=f"%{{y}}: %{{x:{form}}} (%{{customdata:,}} tasks)<extra>{system['label']}</extra>",
        )
        for system in systems
    ]
    layout = {"yaxis": {"autorange": "reversed", "automargin": True}, "bargap": 0.3, "legend": ABOVE}
    axis = {"tickformat": AXIS_FORMS[metric], "title": METRICS[metric], "rangemode": "tozero"}
    height = 130 + len(there) * (16 + 10 * len(systems))
    return go.Figure(bars, {**layout, "xaxis": axis, "showlegend": True, "height": height, "barmode": "group"})


def _nearness(bins: Sequence[Numbers], systems: Sequence[Numbers]) -> go.Figure | None:
    """Plot the exact match of each system by ROUGE-L with the nearest training row; empty bins are left out."""
    there = [found for found in bins if found["checkable"]]
    if not there:
        return None
    names = [f"{found['from']:.1f}–{found['to']:.1f}<br>{found['checkable']:,} tasks" for found in there]
    colours = system_colours(systems)
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
    axis = {"tickformat": AXIS_FORMS[EXACT], "title": METRICS[EXACT], "rangemode": "tozero"}
    title = {"text": "ROUGE-L with the nearest training row", "standoff": 12}
    likeness = {"title": title, "automargin": True, "tickangle": 0, "tickfont": {"size": 11}}
    layout = {"xaxis": likeness, "yaxis": axis, "legend": ABOVE}
    return go.Figure(bars, {**layout, "showlegend": True, "height": 400, "barmode": "group"})


def loss_group(training: Numbers) -> int:
    """Return the number of logged losses that are averaged into each point of a loss curve."""
    return max(1, ceil(len(training["loss"]) / _MAX_POINTS))


def _losses(trainings: Sequence[Numbers]) -> go.Figure | None:
    """Plot a curve for each training run that logged a loss."""
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
            line={"color": shade(COLOURS[training["kind"]], kinds[:index].count(training["kind"])), "width": 2},
            hovertemplate=f"step %{{x:,}}: %{{y:.3f}}<extra>{_training_name(training)}</extra>",
        )
        for index, training in enumerate(there)
    ]
    axes = {"xaxis": {"title": "training step"}, "yaxis": {"title": "training loss", "rangemode": "tozero"}}
    return go.Figure(lines, {**axes, "legend": ABOVE, "showlegend": True, "height": 400})


def _training_name(training: Numbers) -> str:
    """Return the kind and the seed, as in the labels of systems."""
    return training["kind"] if training["seed"] is None else f"{training['kind']}, seed {training['seed']}"


def _curve(training: Numbers) -> list[tuple[int, float]]:
    """Return the last step and the mean loss of groups of steps; losses that are not finite are left out."""
    noted = [(step, loss) for step, loss in training["loss"] if loss is not None and isfinite(loss)]
    size = loss_group(training)
    groups = [noted[at : at + size] for at in range(0, len(noted), size)]
    return [(group[-1][0], sum(loss for _, loss in group) / len(group)) for group in groups]


def _forgetting(systems: Sequence[Numbers], scores: Numbers) -> go.Figure | None:
    """Plot bits per character of plain text by model; the base with demonstrations is left out."""
    models = [system for system in systems if system["kind"] != "base-shots"]
    there = [(one, bits) for one in models if (bits := _plain_bits(one, scores)) is not None]
    if not there:
        return None
    colours = system_colours(systems)
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
