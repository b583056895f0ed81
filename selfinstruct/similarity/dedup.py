"""Texts in, in their order; out comes which of them repeat an earlier one, by the similarity index, and which one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from selfinstruct.similarity import Match, SimilarityIndex, has_tokens


class Cause(StrEnum):
    """Why a row is dropped."""

    DUPLICATE = "duplicate"
    NO_TOKENS = "no_tokens"


@dataclass(frozen=True, slots=True)
class LocatedText:
    """A text that rows are compared by, and where it stands: the file as it was named, the line from 1."""

    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Why a text is dropped; a duplicate has the kept text that it repeats, and their ROUGE-L F1 in [0, 1]."""

    cause: Cause
    matched: LocatedText | None = None
    score: float | None = None


class Seen:
    """The texts that are kept or only compared with: of those that are alike the first stays.

    `threshold` is ROUGE-L F1 in (0, 1]; a duplicate scores more than it, or with `at_least` as much.
    """

    def __init__(self, threshold: float, at_least: bool) -> None:
        self._index = SimilarityIndex(threshold, inclusive=at_least)
        self._sources: list[LocatedText] = []
        """Of each row of the index."""

    def compare_with(self, sources: Sequence[LocatedText]) -> None:
        """Add texts whatever they are like: one that repeats another may be nearer to what is judged later."""
        self._index.add_all(source.text for source in sources)
        self._sources += sources

    def judge(self, sources: Sequence[LocatedText]) -> list[Drop | None]:
        """For each text, in order, why it is dropped; the others are kept, and compared with from now on."""
        comparable = [has_tokens(source.text) for source in sources]
        texts = [source.text for source, is_comparable in zip(sources, comparable, strict=True) if is_comparable]
        matches = iter(self._index.extend(texts))
        return [
            self._judgement(source, next(matches)) if is_comparable else Drop(Cause.NO_TOKENS)
            for source, is_comparable in zip(sources, comparable, strict=True)
        ]

    def _judgement(self, source: LocatedText, match: Match | None) -> Drop | None:
        if match:
            return Drop(Cause.DUPLICATE, self._sources[match.row], match.score)
        self._sources.append(source)
        return None
