"""The texts seen so far, and which of them a new text is most like.

Scores are rouge-score's: the same F1 by the same expression in the same floats, so that a decision at exactly the
threshold comes out the same. RapidFuzz finds the longest common subsequences.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from selfinstruct.similarity.tokens import tokenize

_BATCH = 16
"""Texts compared at once: RapidFuzz does several in the time of two, and the score matrix stays small."""

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the index and its ROUGE-L F1 with the text that was asked about, in [0, 1]."""

    row: int
    score: float


class SimilarityIndex:
    """Rows of text, numbered from 0 in the order in which they were added.

    `threshold` is ROUGE-L F1 in (0, 1]; a match scores *more* than it, as in Self-Instruct's and Alpaca's code, so
    a score of exactly 0.7 is no match. A text without tokens scores 0 against everything.
    """

    def __init__(self, threshold: float = 0.7) -> None:
        if not 0 < threshold <= 1:
            raise ValueError(f"threshold must be in (0, 1], not {threshold}")
        self.threshold = threshold
        self._codes: dict[str, str] = {}
        self._rows: list[str] = []
        self._lengths = np.zeros(1024, dtype=np.int64)

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, text: str) -> int:
        """Add a text and give its row number."""
        return self._add(self._encode(text))

    def match(self, text: str) -> Match | None:
        """A row that scores over the threshold (the nearest one), or None."""
        return self._if_over(self.nearest(text))

    def nearest(self, text: str) -> Match | None:
        """The row with the highest score, the earliest of several; None only where there are no rows."""
        return self._nearest_rows([self._encode(text)])[0]

    def extend(self, texts: Iterable[str]) -> list[Match | None]:
        """Judge texts in order and add those without a match; gives each one's match."""
        return [self._if_over(nearest) for nearest in self.admit(texts)]

    def admit(self, texts: Iterable[str]) -> list[Match | None]:
        """Like `extend`, and gives each text's nearest row, over the threshold or not.

        A text is compared with those before it that were added, too.
        """
        encoded = [self._encode(text) for text in texts]
        found: list[Match | None] = []
        for start in range(0, len(encoded), _BATCH):
            found += self._admit_batch(encoded[start : start + _BATCH])
        return found

    def _admit_batch(self, batch: list[str]) -> list[Match | None]:
        found = self._nearest_rows(batch)
        among = _scores(batch, batch, np.array([len(text) for text in batch]))
        added: dict[int, int] = {}
        for position, text in enumerate(batch):
            candidates = [Match(row, float(among[position, earlier])) for earlier, row in added.items()]
            found[position] = _higher(found[position], candidates)
            if self._if_over(found[position]) is None:
                added[position] = self._add(text)
        return found

    def _nearest_rows(self, texts: Sequence[str]) -> list[Match | None]:
        """The nearest of the rows for each encoded text."""
        if not self._rows:
            return [None] * len(texts)
        scores = _scores(texts, self._rows, self._lengths[: len(self._rows)])
        best = scores.argmax(axis=1)
        return [Match(int(row), float(scores[position, row])) for position, row in enumerate(best)]

    def _if_over(self, found: Match | None) -> Match | None:
        return found if found and found.score > self.threshold else None

    def _add(self, encoded: str) -> int:
        row = len(self._rows)
        if row == len(self._lengths):
            self._lengths = np.concatenate([self._lengths, np.zeros_like(self._lengths)])
        self._rows.append(encoded)
        self._lengths[row] = len(encoded)
        return row

    def _encode(self, text: str) -> str:
        """One code point a token: RapidFuzz compares strings fastest."""
        codes = self._codes
        return "".join([codes.get(token) or self._new_code(token) for token in tokenize(text)])

    def _new_code(self, token: str) -> str:
        """The next free code point. A single character gets one like any word does."""
        return self._codes.setdefault(token, chr(len(self._codes) + 1))


def _higher(found: Match | None, later: list[Match]) -> Match | None:
    """The match with the highest score, the earliest of several."""
    return max([found, *later] if found else later, key=lambda match: match.score, default=None)


def _scores(texts: Sequence[str], rows: Sequence[str], lengths: NDArray[np.int64]) -> Scores:
    """F1 of each text with each row, by the expression of rouge-score's `_score_lcs` in its order of operations."""
    common = cdist(texts, rows, scorer=LCSseq.similarity, dtype=np.int64)
    own_lengths = np.array([[len(text)] for text in texts])
    precision = common / np.maximum(lengths, 1)
    recall = common / np.maximum(own_lengths, 1)
    total = precision + recall
    scores: Scores = 2 * precision * recall / np.where(total > 0, total, 1)
    return scores
