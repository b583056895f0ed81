"""ROUGE-L F1 of an answer and its reference, computed by the reference implementation (rouge-score)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from selfinstruct.similarity import tokenize

MAX_TOKENS = 200
"""Number of tokens from the start of a text that are compared. rouge-score fills a table of all pairs of tokens in pure
Python: two texts of 1,000 tokens took 0.39 s, two of 200 took 0.013 s, and a comparison scores each task more than ten
times. The length of generated answers is limited to a similar number of tokens."""

Tokens = Sequence[str]
Score = Callable[[Tokens, Tokens], float]


class _AsTheyAre:
    """A tokenizer that returns its input: texts are already tokenized, so that each is tokenized only once."""

    @staticmethod
    def tokenize(tokens: Tokens) -> Tokens:
        return tokens


def tokens_of(text: str) -> Tokens:
    """Return the first `MAX_TOKENS` tokens of a text, using the tokenizer of `selfinstruct.similarity`."""
    return tokenize(text)[:MAX_TOKENS]


def rouge_l(raise_if_stopped: Callable[[], None] = lambda: None) -> Score:
    """Return a function (reference tokens, answer tokens) -> F1 in [0, 1], which is 0 if either is empty.

    The function calls `raise_if_stopped` before each score.
    """
    from rouge_score.rouge_scorer import (
        RougeScorer,  # imported late because it imports nltk, which is slow to load
    )

    scorer = RougeScorer(["rougeL"], tokenizer=_AsTheyAre)

    def score(reference: Tokens, answer: Tokens) -> float:
        raise_if_stopped()
        return float(scorer.score(reference, answer)["rougeL"].fmeasure)

    return score
