"""Measure the texts: repeated openings, distinct n-grams, languages, and flags."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from selfinstruct.datasets.report.frame import counted
from selfinstruct.datasets.report.written_in import languages
from selfinstruct.schema.flag import Flag
from selfinstruct.similarity.encoding import Vocabulary

OPENING = 4
"""Length of an opening in characters."""
_MAX_OPENINGS = 15
SAMPLE_TOKENS = 100_000
"""Tokens per sample. The share of distinct n-grams falls with text length, so all samples have the same size."""
_MAX_ROWS = 20_000


def quality(frame: pd.DataFrame) -> dict[str, Any]:
    """Measure openings, distinct n-grams and languages of the texts, and count the rows with each flag."""
    return {
        "openings": openings(frame["instruction"]),
        "distinct": {field: distinct(frame[field]) for field in ("instruction", "output")},
        "flags": flags(frame),
        "languages": {field: languages(frame[field].tolist()) for field in ("instruction", "output")},
    }


def openings(instructions: pd.Series[str]) -> dict[str, Any]:
    """Return the most common first four characters of instructions, and the number of different ones."""
    begun = instructions.str.strip().str[:OPENING]
    counts = begun[begun != ""].value_counts()
    rows = max(len(instructions), 1)
    shown = [
        {"opening": str(text), "rows": int(count), "share": float(count / rows)}
        for text, count in counts.head(_MAX_OPENINGS).items()
    ]
    return {"different": int(counts.size), "most": shown}


def distinct(texts: pd.Series[str], seed: int = 0) -> dict[str, Any]:
    """Return distinct-1, -2 and -3 (Li et al., 2016), the shares of distinct n-grams, in a random sample of rows.

    Two datasets are only comparable if both samples have about `SAMPLE_TOKENS` tokens.
    """
    shuffled = texts.sample(min(len(texts), _MAX_ROWS), random_state=seed)
    encoded = Vocabulary().encode(shuffled.tolist())
    rows = int(np.searchsorted(encoded.starts, SAMPLE_TOKENS, side="right")) - 1
    tokens, starts = encoded.tokens[: encoded.starts[rows]].astype(np.int64), encoded.starts[: rows + 1]
    shares = {f"distinct_{n}": _distinct(tokens, starts, n) for n in (1, 2, 3)}
    return {"rows": rows, "tokens": len(tokens), **shares}


def _distinct(tokens: NDArray[np.int64], starts: NDArray[np.int64], n: int) -> float | None:
    """Return the share of distinct n-grams within texts. Tokens are below 2^21, so three fit into 63 bits."""
    grams = len(tokens) - n + 1
    if grams < 1:
        return None
    combined = np.zeros(grams, np.int64)
    for offset in range(n):
        combined = combined << 21 | tokens[offset : offset + grams]
    ends = np.repeat(starts[1:], np.diff(starts))
    within = np.arange(grams) + n <= ends[:grams]
    return float(len(np.unique(combined[within])) / within.sum()) if within.any() else None


def flags(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the number and share of rows with each flag."""
    counts = frame["flags"].explode().value_counts()
    return {str(flag): counted(int(counts.get(str(flag), 0)), frame) for flag in Flag}
