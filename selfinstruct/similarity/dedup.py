"""Finds near-duplicates by ROUGE-L, and the earlier text that each of them repeats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfinstruct.similarity import Match, SimilarityIndex, has_tokens


@dataclass(frozen=True, slots=True)
class LocatedText:
    """The text by which a row is compared, and its location: the file as named by the user, and the line from 1."""

    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Drop:
    """The earlier text that a dropped text repeats, and their ROUGE-L F1 in [0, 1]."""

    matched: LocatedText
    score: float


class Seen:
    """The texts that later texts are compared with. The first of several near-duplicates is kept.

    `threshold` is a ROUGE-L F1 in (0, 1]; a duplicate scores above it or, with `inclusive`, equal to it or above. A
    text without tokens, such as an emoji, scores 1 with an equal text and 0 with all others. `threads` is the number of
    threads that compare texts; the result does not depend on it.
    """

    def __init__(self, threshold: float, inclusive: bool, threads: int = 1) -> None:
        self._index = SimilarityIndex(threshold, inclusive=inclusive, threads=threads)
        self._sources: list[LocatedText] = []
        """The text of each row of the index."""
        self._equal_is_duplicate = inclusive or threshold < 1
        self._without_tokens: dict[str, LocatedText] = {}
        """The first of all equal texts without tokens."""
        self.kept_without_tokens = 0
        """Number of kept texts without tokens."""

    def compare_with(self, sources: Sequence[LocatedText]) -> None:
        """Add texts to compare with, including near-duplicates: any of them may be the nearest to a later text."""
        self._index.add_all(source.text for source in sources)
        self._sources += sources
        for source in sources:
            if not has_tokens(source.text):
                self._without_tokens.setdefault(source.text, source)

    def screen(self, sources: Sequence[LocatedText]) -> list[Drop | None]:
        """Return a Drop for each text to drop, None for each text to keep. Later texts are compared with kept ones."""
        comparable = [has_tokens(source.text) for source in sources]
        texts = [source.text for source, is_comparable in zip(sources, comparable, strict=True) if is_comparable]
        matches = iter(self._index.extend(texts))
        return [
            self._outcome(source, next(matches)) if is_comparable else self._outcome_without_tokens(source)
            for source, is_comparable in zip(sources, comparable, strict=True)
        ]

    def _outcome(self, source: LocatedText, match: Match | None) -> Drop | None:
        if match:
            return Drop(self._sources[match.row], match.score)
        self._sources.append(source)
        return None

    def _outcome_without_tokens(self, source: LocatedText) -> Drop | None:
        first = self._without_tokens.setdefault(source.text, source)
        if first is not source and self._equal_is_duplicate:
            return Drop(first, 1.0)
        self.kept_without_tokens += 1
        return None
