"""Rendering of a comparison as a self-contained HTML page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from selfinstruct.datasets.html.render import render_page
from selfinstruct.datasets.html.truncate import MAX_BYTES, MAX_ROWS, Sample, truncated
from selfinstruct.students.evaluation_page import outcome, tables
from selfinstruct.students.evaluation_page.cells import MEASURES, Numbers
from selfinstruct.students.evaluation_page.charts import charts, loss_group

GENERATOR = "selfinstruct compare"
"""Value of the page's `generator` meta tag."""
_SECTIONS = (
    ("Outcome", "outcome"),
    ("Scores", "scores"),
    ("Differences", "differences"),
    ("Task types", "types"),
    ("Held-out tasks", "held-out"),
    ("Training", "training"),
    ("Forgetting", "forgetting"),
    ("Base outputs", "habit"),
    ("Answers", "answers"),
    ("Settings", "settings"),
)
_SHOWN_HABITS = 4
"""Further examples are collapsed to keep the page short."""


def render(numbers: Numbers, rows: Sequence[Numbers]) -> str:
    """Render the page from the numbers of `compare.json` and a row per held-out task.

    A row has `id`, `type`, `instruction`, `input`, `reference`, `checkable`, `nearest`, and `answers` by system, each
    with `text`, `exact`, `rouge_l` and `stopped`. All texts are escaped, so that no script in them can run.
    """
    plots, systems = charts(numbers), numbers["systems"]
    sample = _sample(rows, [system["name"] for system in systems])
    habits = numbers["habit"]
    values = {
        "generator": GENERATOR,
        "made": numbers["made"],
        "dataset": numbers["dataset"],
        "tiny": numbers["tiny"],
        "sections": [(title, anchor) for title, anchor in _SECTIONS if _is_there(anchor, numbers, plots)],
        "verdicts": outcome.verdicts(numbers),
        "types_sentence": outcome.types_sentence(numbers),
        "basis": outcome.basis(numbers),
        "tiles": outcome.tiles(numbers),
        "kinds": {system["kind"] for system in systems},
        "measures": MEASURES,
        "score_rows": tables.score_rows(systems, numbers["scores"]),
        "difference_rows": tables.difference_rows(numbers["differences"], tables.labels(numbers)),
        **tables.type_tables(numbers),
        "is_known": numbers["split"]["known"],
        "held_out_sentence": _held_out_sentence(numbers["split"], numbers["tasks"]),
        "split_rows": tables.split_rows(numbers["split"]),
        "loss_note": _loss_note(numbers["training"]),
        "training_columns": tables.TRAINING_COLUMNS,
        "training_rows": tables.training_rows(numbers["training"]),
        "habit_parts": (habits[:_SHOWN_HABITS], habits[_SHOWN_HABITS:]),
        "answers_note": sample.note("held-out tasks"),
        "settings": tables.settings(numbers),
    }
    data = {"answers": sample.rows, "systems": [[one["name"], one["label"], one["kind"]] for one in systems]}
    figures = {name: plot.update_layout(template=None).to_plotly_json() for name, plot in plots.items()}
    return render_page("selfinstruct.students.evaluation_page", figures, data, values)


def _is_there(anchor: str, numbers: Numbers, plots: Mapping[str, Any]) -> bool:
    needs = {"forgetting": "forgetting" in plots, "habit": numbers["habit"], "training": numbers["training"]}
    return bool(needs.get(anchor, True))


def _sample(rows: Sequence[Numbers], systems: Sequence[str], seed: int = 0) -> Sample:
    """Sample the rows for the page's script.

    Each row becomes a list of id, type, checkable, nearest, the three texts and the answers. An answer is a list
    [text, exact, ROUGE-L, stopped], or None if it is missing.
    """
    indices = sorted(Random(seed).sample(range(len(rows)), min(len(rows), MAX_ROWS)))
    return truncated([_shown(rows[index], systems) for index in indices], len(rows), 2 * MAX_BYTES)


def _shown(row: Numbers, systems: Sequence[str]) -> list[Any]:
    texts = [row[name] for name in ("instruction", "input", "reference")]
    answers = [_answer(row["answers"].get(name)) for name in systems]
    return [row["id"], row["type"], row["checkable"], _rounded(row["nearest"]), *texts, answers]


def _answer(found: Numbers | None) -> list[Any] | None:
    if found is None:
        return None
    return [found["text"], found["exact"], _rounded(found["rouge_l"]), found["stopped"]]


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 3)


def _held_out_sentence(split: Numbers, tasks: int) -> str:
    """Describe the sizes of the split, and whether both sides are far enough apart."""
    held_out, train = f"{split['held_out']:,}", f"{split['train']:,}"
    asked = "" if tasks == split["held_out"] else f" Only {tasks:,} of them were used in this comparison."
    if not split["known"]:
        return (
            f"{held_out} tasks were split off from the other {train} rows of this dataset.{asked} The students were "
            "trained elsewhere. Whether their training data contains some of these tasks is unknown; if it does, their "
            "scores are inflated."
        )
    sides = f"{held_out} tasks were held out before training; the training set has {train} rows.{asked}"
    if (nearest := split["nearest_max"]) is None:
        return sides
    below = f"below the near-duplicate threshold of {split['threshold']}"
    risk = "a student that memorised that row may know the answer"
    verdict = below if nearest < split["threshold"] else f"NOT {below}: {risk}"
    return f"{sides} The highest ROUGE-L between a held-out instruction and a training row is {nearest:.3f}, {verdict}."


def _loss_note(trainings: Sequence[Numbers]) -> str:
    """Return the caption of the loss curves."""
    most = max((loss_group(training) for training in trainings), default=1)
    points = "Each point is one logged loss." if most == 1 else f"Each point is the mean of up to {most} logged losses."
    return f"Training loss by step. {points}"
