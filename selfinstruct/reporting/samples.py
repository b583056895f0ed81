"""The texts that a page shows: a random sample, long ones cut so that the page stays small. Rows in, values out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import pandas as pd

from selfinstruct.reporting.frame import FINDINGS

MOST_ROWS = 5000
MOST_BYTES = 9_000_000
"""Of each of the two tables: with the 4.7 MB of plotly.js the page stays under 30 MB."""
_CUTS = (8000, 4000, 2000, 1000, 500, 250, 120)
"""Characters of a text: the first length is taken with which the table is small enough."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows to show, of how many, and the longest text that is shown whole."""

    rows: list[list[Any]]
    total: int
    cut: int


def script_json(value: Any) -> str:
    """JSON inside a script element: no text in it may end the element or begin a comment."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def tasks_sample(frame: pd.DataFrame, seed: int = 0) -> Sample:
    """Rows of id, type, ROUGE-L with the nearest (None where unknown), verb, findings, and the three fields."""
    chosen = frame.sample(min(len(frame), MOST_ROWS), random_state=seed).sort_index()
    rows = [
        [
            row["id"],
            row["task_type"],
            None if pd.isna(row["nearest_score"]) else round(row["nearest_score"], 3),
            row["verb"] if isinstance(row["verb"], str) else "",
            [name for name in FINDINGS if row[name]],
            row["instruction"],
            row["input"],
            row["output"],
        ]
        for row in chosen.to_dict("records")
    ]
    return _fitted(rows, len(frame))


def rejects_sample(rejects: Sequence[Mapping[str, Any]], seed: int = 0) -> Sample:
    """Rows of slot, position, reason, detail and raw text."""
    places = sorted(Random(seed).sample(range(len(rejects)), min(len(rejects), MOST_ROWS)))
    names = ("slot", "position", "reason", "detail", "raw")
    return _fitted([[rejects[place].get(name, "") for name in names] for place in places], len(rejects))


def _fitted(rows: list[list[Any]], total: int) -> Sample:
    for cut in _CUTS:
        shown = [[_cut(value, cut) for value in row] for row in rows]
        if len(script_json(shown).encode("utf-8", "replace")) <= MOST_BYTES:
            break
    return Sample(shown, total, cut)


def _cut(value: Any, most: int) -> Any:
    if not isinstance(value, str) or len(value) <= most:
        return value
    return f"{value[:most]} … ({len(value) - most:,} more characters)"
