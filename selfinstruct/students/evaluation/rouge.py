"""Tokens of a reference and of an answer in, their ROUGE-L F1 out, by rouge-score, the reference implementation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from selfinstruct.similarity import tokenize

MAX_TOKENS = 200
"""Of a text that are compared, from its beginning. rouge-score fills a table with a number for each pair of tokens in
plain Python: two texts of 1,000 tokens took 0.39 s, of 200 they took 0.013 s, and a comparison scores each task over
ten times. Answers are cut while they are written, at about as much."""

Tokens = Sequence[str]
Score = Callable[[Tokens, Tokens], float]


class _AsTheyAre:
    """A tokenizer for what has been cut into tokens already: each text is, once."""

    @staticmethod
    def tokenize(tokens: Tokens) -> Tokens:
        return tokens


def tokens_of(text: str) -> Tokens:
    """A text's first `MAX_TOKENS` tokens, those of `selfinstruct.similarity`."""
    return tokenize(text)[:MAX_TOKENS]


def rouge_l(raise_if_stopped: Callable[[], None] = lambda: None) -> Score:
    """What scores an answer: (tokens of the reference, tokens of the answer) -> F1 in [0, 1]; 0 where one has none.

    `raise_if_stopped` is called before each, and may raise.
    """
    from rouge_score.rouge_scorer import RougeScorer  # imports nltk, which only a comparison should wait for

    scorer = RougeScorer(["rougeL"], tokenizer=_AsTheyAre)

    def score(reference: Tokens, answer: Tokens) -> float:
        raise_if_stopped()
        return float(scorer.score(reference, answer)["rougeL"].fmeasure)

    return score
