"""Exact ROUGE-L between texts of any script: the scores are those of rouge-score with this tokenizer."""

from selfinstruct.similarity.index import Match, SimilarityIndex
from selfinstruct.similarity.tokens import has_tokens, tokenize

__all__ = ["Match", "SimilarityIndex", "has_tokens", "tokenize"]
