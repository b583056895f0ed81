"""ROUGE-L between instructions, Chinese-aware and exact: the decisions of rouge-score run over everything."""

from selfinstruct.similarity.index import Match, SimilarityIndex
from selfinstruct.similarity.tokens import has_tokens, tokenize

__all__ = ["Match", "SimilarityIndex", "has_tokens", "tokenize"]
