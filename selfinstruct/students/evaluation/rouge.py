"""The tokens of a reference and of an answer in, their ROUGE-L F1 by the reference implementation (rouge-score) out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from selfinstruct.similarity import tokenize

MAX_TOKENS = 200
"""Tokens of a text that are compared, from its start. rouge-score fills a table of all pairs of tokens in plain Python:
two texts of 1,000 tokens took 0.39 s, two of 200 took 0.013 s, and a comparison scores each task over ten times.
Generated answers are limited to about as many tokens."""

Tokens = Sequence[str]
Score = Callable[[Tokens, Tokens], float]


class _AsTheyAre:
    """A tokenizer for texts that are tokens already, so that each text is tokenized only once."""

    @staticmethod
    def tokenize(tokens: Tokens) -> Tokens:
        return tokens


def tokens_of(text: str) -> Tokens:
    """A text's first `MAX_TOKENS` tokens, those of `selfinstruct.similarity`."""
    return tokenize(text)[:MAX_TOKENS]


def rouge_l(raise_if_stopped: Callable[[], None] = lambda: None) -> Score:
    """A function (tokens of the reference, tokens of the answer) -> F1 in [0, 1]; 0 if either is empty.

    It calls `raise_if_stopped` before each score.
    """
    from rouge_score.rouge_scorer import (
        RougeScorer,  # imports nltk, which takes time that only a comparison should spend
    )

    scorer = RougeScorer(["rougeL"], tokenizer=_AsTheyAre)

    def score(reference: Tokens, answer: Tokens) -> float:
        raise_if_stopped()
        return float(scorer.score(reference, answer)["rougeL"].fmeasure)

    return score
