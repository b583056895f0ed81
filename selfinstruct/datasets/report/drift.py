"""Measure how a dataset changes from its first to its last rows, relative to seeds, topic and first rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
import rjieba

from selfinstruct.similarity import SimilarityIndex
from selfinstruct.similarity.brute_force import BruteForce

_MAX_GROUPS = 20
_MIN_ROWS = 50
"""Minimum rows per group; means of fewer rows are mostly noise."""
_MAX_READ = 500
"""Rows per group, drawn at random, that are compared with the seeds and split into words: enough for stable means."""
MAX_SEEDS = 300
"""Seeds up to which comparing with all of them takes less time than loading and using the compiled index."""
_MIN_WORD = 2
"""Minimum length in characters of a topic word whose occurrence counts as a mention of the topic."""


def drift(frame: pd.DataFrame, seeds: Sequence[str], topic: str) -> dict[str, Any]:
    """Measure consecutive groups of rows. `seeds` are the compared texts of the seed tasks, empty if they are unknown.

    `nearest`: mean ROUGE-L F1 with the nearest earlier row. `seed`: the same with the nearest seed task; None if the
    seeds are unknown. `topic`: share of rows that mention the topic or a word of it; None without a topic. `wording`:
    Jensen-Shannon divergence (base 2: 0 if equal, 1 if nothing in common) between the words of the instructions and
    those of the first group. It is positive even for two groups from the same source, because most words are too rare
    to occur in both.
    """
    topic = topic.strip()
    groups = _groups(frame)
    samples = [group.sample(min(len(group), _MAX_READ), random_state=0) for group in groups]
    by_seed = _nearest_seed([sample["compared"] for sample in samples], seeds)
    words = [_words(sample["instruction"]) for sample in samples]
    points = [
        {
            "rows": int(group.index[-1]) + 1,
            "nearest": _mean(group["nearest_score"]),
            "seed": by_seed[number],
            "topic": _mean(_naming(group, topic)) if topic else None,
            "wording": divergence(words[0], own) if number else 0.0,
        }
        for number, (group, own) in enumerate(zip(groups, words, strict=True))
    ]
    return {"topic": topic, "seeds": len(seeds) if seeds else None, "groups": points}


def divergence(one: Counter[str], other: Counter[str]) -> float:
    """Return the Jensen-Shannon divergence of two bags of words, base 2, in [0, 1]; 0 if one of them is empty."""
    names = list({*one, *other})
    if not one or not other:
        return 0.0
    p, q = (np.array([bag[name] for name in names], float) / bag.total() for bag in (one, other))
    middle = (p + q) / 2
    halves = [part[part > 0] * np.log2(part[part > 0] / middle[part > 0]) for part in (p, q)]
    return float(min(1.0, max(0.0, sum(half.sum() for half in halves) / 2)))


def _groups(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """Split the rows into up to 20 consecutive groups of equal size; the last one may be smaller."""
    size = max(_MIN_ROWS, -(-len(frame) // _MAX_GROUPS))
    return [frame.iloc[start : start + size] for start in range(0, len(frame), size)]


def _nearest_seed(samples: Sequence[pd.Series[str]], seeds: Sequence[str]) -> list[float | None]:
    """Return the mean ROUGE-L F1 of each sample with the nearest seed task; None without seeds."""
    if not seeds:
        return [None] * len(samples)
    index = SimilarityIndex(engine=BruteForce() if len(seeds) <= MAX_SEEDS else None)
    index.add_all(seeds)
    return [float(np.mean([match.score for match in index.nearest_all(sample) if match])) for sample in samples]


def _naming(group: pd.DataFrame, topic: str) -> pd.Series[bool]:
    """Flag the rows that mention the topic, or a word of it, in any field."""
    words = {topic, *(word for word in rjieba.cut(topic) if len(word.strip()) >= _MIN_WORD)}
    texts = group["instruction"] + "\n" + group["input"] + "\n" + group["output"]
    return texts.map(lambda text: any(word in text for word in words))


def _words(texts: pd.Series[str]) -> Counter[str]:
    return Counter(chain.from_iterable(rjieba.cut(text) for text in texts))


def _mean(values: pd.Series[Any]) -> float | None:
    return float(values.mean()) if values.notna().any() else None
