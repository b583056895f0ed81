"""Exact, Chinese-aware ROUGE-L between instructions, with the same results as rouge-score over all pairs."""

from selfinstruct.similarity.index import Match, SimilarityIndex
from selfinstruct.similarity.tokens import has_tokens, tokenize

__all__ = ["Match", "SimilarityIndex", "has_tokens", "tokenize"]
