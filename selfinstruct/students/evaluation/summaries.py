"""Scores of answers in; out come the numbers of each system, as `compare.json` has them. What is undefined is None."""

from __future__ import annotations

from math import isfinite, log
from typing import Any

import numpy as np

from selfinstruct.students.evaluation.intervals import Floats, Interval, Ratio, mean_interval, ratio_interval
from selfinstruct.students.evaluation.scores import Manner, Metric, Scored, Scores
from selfinstruct.students.evaluation.systems import System

Number = float | None


def summarise(scored: Scored, system: System, plain: float | None) -> dict[str, Any]:
    """All numbers of a system; `plain` are its bits per character of plain text, where that was measured."""
    exact, rouge = scored.metrics[Metric.EXACT_MATCH], scored.metrics[Metric.ROUGE_L]
    manner = scored.manners[system]
    return {
        "exact_match": _mean(exact.own[system]),
        "rouge_l": _mean(rouge.own[system]),
        "exact_match_macro": _macro(scored, exact, system),
        "rouge_l_macro": _macro(scored, rouge, system),
        "perplexity": _ends(ratio_interval(perplexity(manner))),
        "bits_per_character": _ends(ratio_interval(bits_per_character(manner))),
        "stops": float(manner.stopped.mean()),
        "echoes": float(manner.echoed.mean()),
        "plain_bits_per_character": None if plain is None else defined(plain),
    }


def perplexity(manner: Manner) -> Ratio:
    """Of the references: e to the nats per token, over all tokens of all tasks; tokens are the system's own."""
    return Ratio(manner.nats, manner.tokens, np.exp)


def bits_per_character(manner: Manner) -> Ratio:
    """Of the references: the one number that can be compared across tokenizers."""
    return Ratio(manner.nats, log(2) * manner.characters, np.positive)


def mean(column: Floats) -> Number:
    """The mean of scores; None of none."""
    return float(column.mean()) if len(column) else None


def defined(number: float) -> Number:
    """A number as JSON can have it: None for what is infinite or none."""
    return number if isfinite(number) else None


def _mean(column: Floats) -> dict[str, Number | int]:
    return {**_ends(mean_interval(column)), "n": len(column)}


def _ends(interval: Interval) -> dict[str, Number]:
    return {"value": defined(interval.value), "low": defined(interval.low), "high": defined(interval.high)}


def _macro(scored: Scored, scores: Scores, system: System) -> Number:
    """The mean of the types' means, so that a type of many tasks counts no more than another."""
    means = [mean(scores.among(chosen).own[system]) for chosen in scored.by_type().values()]
    found = [value for value in means if value is not None]
    return sum(found) / len(found) if found else None
