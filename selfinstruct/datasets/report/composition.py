"""Measure the composition of a dataset: task types, lengths, inputs, root verbs and their objects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from selfinstruct.datasets.report.frame import FIELDS, counted
from selfinstruct.schema.extras import Extra
from selfinstruct.schema.task_types import TaskType

MAX_VERBS = 20
MAX_OBJECTS = 4
"""Maximum objects per verb. Both limits are those of the figure in Self-Instruct (Wang et al., 2022)."""
_BINS = 40


def task_types(frame: pd.DataFrame, target_shares: Mapping[str, float] | None) -> list[dict[str, Any]]:
    """Return rows, share and target share (None without a mix) of each of the nine task types."""
    counts = frame["task_type"].value_counts()
    return [
        {
            "type": str(name),
            "rows": int(counts.get(str(name), 0)),
            "share": float(counts.get(str(name), 0) / max(len(frame), 1)),
            "wished": None if target_shares is None else target_shares.get(str(name), 0.0),
        }
        for name in TaskType
    ]


def lengths(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the distribution of tokens in each field, counted as for ROUGE-L. Empty texts are left out."""
    return {field: _length(frame.loc[frame[field] != "", f"{field}_tokens"]) for field in FIELDS}


def histogram(values: pd.Series[float], top: float) -> dict[str, list[float]]:
    """Count values in equal bins from 0 to `top`; the last bin includes all larger values."""
    counts, edges = np.histogram(values.clip(upper=top), bins=_BINS, range=(0, top))
    return {"edges": edges.round(6).tolist(), "counts": counts.tolist()}


def _length(tokens: pd.Series[Any]) -> dict[str, Any]:
    if tokens.empty:
        return {"rows": 0}
    top = max(float(tokens.quantile(0.99)), _BINS)
    return {
        "rows": len(tokens),
        "mean": float(tokens.mean()),
        **{name: float(tokens.quantile(at)) for name, at in (("p5", 0.05), ("median", 0.5), ("p95", 0.95))},
        "max": int(tokens.max()),
        "histogram": histogram(tokens, float(np.ceil(top / _BINS) * _BINS)),
    }


def without_input(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the number and share of rows without an input."""
    return counted(int((frame["input"] == "").sum()), frame)


def conversations(frame: pd.DataFrame) -> dict[str, Any]:
    """Return how many rows have a system prompt, earlier turns, and turns of tools between instruction and output."""
    counts = Counter(name for names in frame["extras"] for name in names)
    return {extra.name.lower(): counted(counts[extra.name.lower()], frame) for extra in Extra}


def families(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the rows of each family of tasks, the largest first; none unless the offline teacher wrote them."""
    counts = frame["family"].value_counts()
    return {str(name): counted(int(rows), frame) for name, rows in counts.items()}


def roots(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the most common root verbs of the instructions, each with its most common objects.

    `without` counts instructions without a root verb, such as questions.
    """
    named = frame.dropna(subset=["verb"])
    verbs = named["verb"].value_counts()
    return {
        "rows": len(named),
        "without": len(frame) - len(named),
        "different": int(verbs.size),
        "verbs": [_verb(str(verb), named[named["verb"] == verb]) for verb in verbs.index[:MAX_VERBS]],
    }


def _verb(verb: str, rows: pd.DataFrame) -> dict[str, Any]:
    objects = rows["object"].value_counts().head(MAX_OBJECTS)
    return {
        "verb": verb,
        "rows": len(rows),
        "objects": [{"object": str(name), "rows": int(count)} for name, count in objects.items()],
    }
