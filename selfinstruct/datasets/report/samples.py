"""Draw the random samples of rows and rejects that a page shows, with long texts truncated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import pandas as pd

from selfinstruct.datasets.html.truncate import MAX_ROWS, Sample, truncated
from selfinstruct.datasets.report.frame import FINDINGS


def tasks_sample(frame: pd.DataFrame, seed: int = 0) -> Sample:
    """Sample rows as id, type, ROUGE-L F1 with the nearest (None if unknown), verb, findings, and the three fields."""
    chosen = frame.sample(min(len(frame), MAX_ROWS), random_state=seed).sort_index()
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
    return truncated(rows, len(frame))


def rejects_sample(rejects: Sequence[Mapping[str, Any]], seed: int = 0) -> Sample:
    """Sample rejects as slot, position, reason, detail and raw text."""
    chosen = sorted(Random(seed).sample(range(len(rejects)), min(len(rejects), MAX_ROWS)))
    names = ("slot", "position", "reason", "detail", "raw")
    return truncated([[rejects[number].get(name, "") for name in names] for number in chosen], len(rejects))
