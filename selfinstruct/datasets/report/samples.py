"""Draw the random samples of rows and rejects that a page shows, with long texts truncated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import pandas as pd

from selfinstruct.datasets.html.truncate import MAX_ROWS, Sample, truncated
from selfinstruct.datasets.report.signs import SIGNS
from selfinstruct.datasets.report.suspicions import ranked

MAX_LOOK = 30
"""Suspicious rows on the page."""
MAX_READ = 300
"""Random rows that can be read with tick boxes, 30 at a time."""
SEED = 0


@dataclass(frozen=True, slots=True)
class TasksSample:
    """The rows to show, and which of them to look at and to read, by position in `sample.rows`.

    `look` has the signs of each row with their texts. `read` has the number of each row in the dataset, from 1.
    """

    sample: Sample
    look: list[tuple[int, list[tuple[str, str]]]]
    read: list[tuple[int, int]]


def tasks_sample(frame: pd.DataFrame, seed: int = SEED) -> TasksSample:
    """Sample rows at random, and add the most suspicious ones.

    A row has id, type, ROUGE-L F1 with the nearest (None if unknown), verb, findings, and the three fields.
    """
    drawn = Random(seed).sample(range(len(frame)), min(len(frame), MAX_ROWS))
    look = ranked(frame)[:MAX_LOOK]
    chosen = sorted({*drawn, *look})
    positions = {number: position for position, number in enumerate(chosen)}
    rows = [_row(row) for row in frame.iloc[chosen].to_dict("records")]
    signs = frame["signs"].tolist()
    return TasksSample(
        truncated(rows, len(frame)),
        [(positions[number], _signs(signs[number])) for number in look],
        [(positions[number], number + 1) for number in drawn[:MAX_READ]],
    )


def _row(row: Mapping[Any, Any]) -> list[Any]:
    return [
        row["id"],
        row["task_type"],
        None if pd.isna(row["nearest_score"]) else round(row["nearest_score"], 3),
        row["verb"] if isinstance(row["verb"], str) else "",
        [*filter(None, [row["reason"]]), *row["flags"], *row["signs"]],
        row["instruction"],
        row["input"],
        row["output"],
    ]


def _signs(signs: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, f"{SIGNS[name].about}: {found}") for name, found in signs.items()]


def rejects_sample(rejects: Sequence[Mapping[str, Any]], seed: int = SEED) -> Sample:
    """Sample rejects as slot, position, reason, detail and raw text."""
    chosen = sorted(Random(seed).sample(range(len(rejects)), min(len(rejects), MAX_ROWS)))
    names = ("slot", "position", "reason", "detail", "raw")
    return truncated([[rejects[number].get(name, "") for name in names] for number in chosen], len(rejects))
