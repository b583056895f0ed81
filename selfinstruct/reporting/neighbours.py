"""How like its nearest earlier row each row is, and the pairs that are most alike. A frame in, numbers out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from selfinstruct.reporting.contents import histogram
from selfinstruct.similarity import SimilarityIndex

MOST_PAIRS = 50
_TOP = 1.0


def with_nearest(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with each row's nearest earlier row, by exact ROUGE-L F1 of the instructions.

    For rows that know theirs, as a run's do, that is kept: seeds and `--against` files were compared with, too.
    """
    if frame.empty or frame["nearest_score"].notna().any():
        return frame
    index = SimilarityIndex(_TOP)  # nothing scores over 1, so every row is added
    found = index.admit(frame["instruction"])
    ids = frame["id"].tolist()
    return frame.assign(
        nearest_id=pd.Series([ids[match.row] if match else None for match in found], index=frame.index, dtype=object),
        nearest_score=pd.Series([match.score if match else None for match in found], index=frame.index, dtype=float),
    )


def nearest(frame: pd.DataFrame, threshold: float, texts: Mapping[str, str]) -> dict[str, Any]:
    """Scores as a histogram, the rows over the threshold, and the nearest pairs with both texts.

    `texts` are instructions that rows may be nearest to and that are no rows: seeds.
    """
    compared = frame.dropna(subset=["nearest_score"])
    scores = compared["nearest_score"]
    pairs = compared.nlargest(MOST_PAIRS, "nearest_score").to_dict("records")
    instructions = {**dict(zip(frame["id"], frame["instruction"], strict=True)), **texts}
    return {
        "threshold": threshold,
        "rows": len(scores),
        "over": int((scores > threshold).sum()),
        "mean": float(scores.mean()) if len(scores) else None,
        "median": float(scores.median()) if len(scores) else None,
        "histogram": histogram(scores, _TOP),
        "pairs": [_pair(row, instructions) for row in pairs],
    }


def _pair(row: Mapping[Any, Any], instructions: Mapping[str, str]) -> dict[str, Any]:
    return {
        "score": row["nearest_score"],
        "id": row["id"],
        "text": row["instruction"],
        "nearest_id": row["nearest_id"],
        "nearest_text": instructions.get(row["nearest_id"]),
    }
