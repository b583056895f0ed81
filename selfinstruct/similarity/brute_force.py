"""The slow engine, used if numba is missing: it compares every text with every row, using RapidFuzz."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from selfinstruct.similarity.engine import NO_ROW, OVER, SKIP, Encoded

_AT_ONCE = 16
"""Number of texts compared at once. RapidFuzz compares a batch in the time that it needs for two texts one by one. The
score matrix takes 128 bytes per row."""

Tokens = tuple[int, ...]


class BruteForce:
    """An `Engine` that runs without numba."""

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads
        self._rows: list[Tokens] = []
        self._lengths = np.zeros(1024, np.int64)

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self) -> Encoded:
        """See `Engine.rows`."""
        starts = np.zeros(len(self) + 1, np.int64)
        starts[1:] = self._lengths[: len(self)].cumsum()
        return Encoded(np.fromiter(chain.from_iterable(self._rows), np.int32, int(starts[-1])), starts)

    def packed(self, numbers: NDArray[np.int32], tokens: NDArray[np.int32]) -> dict[str, NDArray[Any]]:
        """Nothing: rows are added at once."""
        del numbers, tokens
        return {}

    def unpack(self, arrays: Mapping[str, NDArray[Any]], rows: Encoded, vocabulary: int) -> None:
        """See `Engine.unpack`; the arrays are not used."""
        del arrays, vocabulary
        for number in range(rows.size):
            self._add(tuple(rows.text(number).tolist()))

    def run(
        self, texts: Encoded, vocabulary: int, floor: float, look: int, keep: bool
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """See `Engine.run`; `vocabulary` is not used."""
        del vocabulary
        rows, scores = np.full(texts.size, NO_ROW, np.int64), np.zeros(texts.size, np.float64)
        for start in range(0, texts.size, _AT_ONCE):
            here = slice(start, min(start + _AT_ONCE, texts.size))
            part = [tuple(texts.text(number).tolist()) for number in range(here.start, here.stop)]
            if look != SKIP:
                rows[here], scores[here] = self._nearest(part)
            if keep:
                self._add_new(part, floor, look, rows[here], scores[here])
        if look == OVER:
            rows[scores < floor] = NO_ROW
            scores[scores < floor] = 0
        return rows, scores

    def _add_new(
        self, part: list[Tokens], floor: float, look: int, rows: NDArray[np.int64], scores: NDArray[np.float64]
    ) -> None:
        """Add the texts that score below the floor, after comparing each with the texts added before it."""
        among = _f1(part, part, np.array([len(text) for text in part])) if look != SKIP else np.zeros((0, 0))
        added: list[int] = []
        for place, text in enumerate(part):
            first = len(self) - len(added)
            for later, earlier in enumerate(added):
                if look != SKIP and (rows[place] == NO_ROW or among[place, earlier] > scores[place]):
                    rows[place], scores[place] = first + later, among[place, earlier]
            if scores[place] < floor:
                self._add(text)
                added.append(place)

    def _nearest(self, texts: list[Tokens]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        if not self._rows:
            return np.full(len(texts), NO_ROW, np.int64), np.zeros(len(texts), np.float64)
        scores = _f1(texts, self._rows, self._lengths[: len(self._rows)], self._threads)
        rows = scores.argmax(axis=1)
        return rows, scores[np.arange(len(texts)), rows]

    def _add(self, text: Tokens) -> None:
        if len(self._rows) == len(self._lengths):
            self._lengths = np.concatenate([self._lengths, np.zeros_like(self._lengths)])
        self._lengths[len(self._rows)] = len(text)
        self._rows.append(text)


def _f1(texts: list[Tokens], rows: list[Tokens], lengths: NDArray[np.int64], threads: int = 1) -> NDArray[np.float64]:
    """F1 of each text with each row, computed in the same order of operations as in rouge-score's `_score_lcs`."""
    common = cdist(texts, rows, scorer=LCSseq.similarity, dtype=np.int64, workers=threads)
    own_lengths = np.array([[len(text)] for text in texts])
    precision = common / np.maximum(lengths, 1)
    recall = common / np.maximum(own_lengths, 1)
    total = precision + recall
    scores: NDArray[np.float64] = 2 * precision * recall / np.where(total > 0, total, 1)
    return scores
