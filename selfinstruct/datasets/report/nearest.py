"""Measure the similarity of each row with its nearest earlier row, and list the most similar pairs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from selfinstruct.datasets.report.composition import histogram
from selfinstruct.schema.dedup_on import DedupOn
from selfinstruct.similarity import SimilarityIndex

MAX_PAIRS = 50
MAX_SHOWN = 500
"""Maximum characters of a text in `report.json`."""
_TOP = 1.0


def nearest_of_run(frame: pd.DataFrame, seeds: Mapping[str, str]) -> pd.DataFrame:
    """Add a column `nearest_text`: the compared text of the row or seed with the id `nearest_id`, or None."""
    texts = {**dict(zip(frame["id"], frame["compared"], strict=True)), **seeds}
    return frame.assign(nearest_text=frame["nearest_id"].map(texts.get))


def nearest_of_file(frame: pd.DataFrame) -> pd.DataFrame:
    """Add id, score and text of each row's nearest earlier row, by exact ROUGE-L F1 of the compared texts.

    Nearest rows stored in the file are ignored, because its rows may come from several runs.
    """
    index = SimilarityIndex(_TOP)  # no score is above 1, so every row is added
    found = index.admit(frame["compared"])
    ids, texts = frame["id"].tolist(), frame["compared"].tolist()

    def column(values: list[Any], kind: type) -> pd.Series[Any]:
        return pd.Series(values, index=frame.index, dtype=kind)

    return frame.assign(
        nearest_id=column([ids[match.row] if match else None for match in found], object),
        nearest_score=column([match.score if match else None for match in found], float),
        nearest_text=column([texts[match.row] if match else None for match in found], object),
    )


def nearest(frame: pd.DataFrame, threshold: float, dedup_on: DedupOn = DedupOn.INSTRUCTION) -> dict[str, Any]:
    """Return the distribution of the scores, the rows above the threshold, and the most similar pairs.

    `dedup_on` names the compared texts.
    """
    compared = frame.dropna(subset=["nearest_score"])
    scores = compared["nearest_score"]
    pairs = compared.nlargest(MAX_PAIRS, "nearest_score").to_dict("records")
    return {
        "dedup_on": str(dedup_on),
        "threshold": threshold,
        "rows": len(scores),
        "over": int((scores > threshold).sum()),
        "mean": float(scores.mean()) if len(scores) else None,
        "median": float(scores.median()) if len(scores) else None,
        "histogram": histogram(scores, _TOP),
        "pairs": [_pair(row) for row in pairs],
    }


def _pair(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "score": row["nearest_score"],
        "id": row["id"],
        "text": row["compared"][:MAX_SHOWN],
        "nearest_id": row["nearest_id"],
        "nearest_text": row["nearest_text"][:MAX_SHOWN] if isinstance(row["nearest_text"], str) else None,
    }
