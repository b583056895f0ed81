"""ROUGE-L between instructions, Chinese-aware and exact: the decisions of rouge-score run over everything."""

from selfinstruct.similarity.index import Match, SimilarityIndex, is_compiled
from selfinstruct.similarity.tokens import tokenize

__all__ = ["Match", "SimilarityIndex", "is_compiled", "tokenize"]
