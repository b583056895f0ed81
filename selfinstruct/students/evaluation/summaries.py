"""Summary numbers of each system, in the layout of `compare.json`; undefined numbers are None."""

from __future__ import annotations

from math import isfinite, log
from typing import Any

import numpy as np

from selfinstruct.students.evaluation.intervals import Floats, Interval, Ratio, mean_interval, ratio_interval
from selfinstruct.students.evaluation.scores import Behaviour, Metric, Scored, Scores
from selfinstruct.students.systems import System

Number = float | None


def summarise(scored: Scored, system: System, plain: float | None) -> dict[str, Any]:
    """Return all numbers of a system; `plain` is its bits per character of plain text, None if not measured."""
    exact, rouge = scored.metrics[Metric.EXACT_MATCH], scored.metrics[Metric.ROUGE_L]
    behaviour = scored.behaviours[system]
    return {
        "exact_match": _mean(exact.own[system]),
        "rouge_l": _mean(rouge.own[system]),
        "exact_match_macro": _macro(scored, exact, system),
        "rouge_l_macro": _macro(scored, rouge, system),
        "perplexity": _ends(ratio_interval(perplexity(behaviour))),
        "bits_per_character": _ends(ratio_interval(bits_per_character(behaviour))),
        "stops": float(behaviour.stopped.mean()),
        "echoes": float(behaviour.echoed.mean()),
        "plain_bits_per_character": None if plain is None else defined(plain),
    }


def perplexity(behaviour: Behaviour) -> Ratio:
    """Return the perplexity of the references per token of the system's own tokenizer, over all tasks."""
    return Ratio(behaviour.nats, behaviour.tokens, np.exp)


def bits_per_character(behaviour: Behaviour) -> Ratio:
    """Return the bits per character of the references, which can be compared across tokenizers."""
    return Ratio(behaviour.nats, log(2) * behaviour.characters, np.positive)


def mean(column: Floats) -> Number:
    """Return the mean of the scores; None if there are no scores."""
    return float(column.mean()) if len(column) else None


def defined(number: float) -> Number:
    """Return the number, or None if it is infinite or nan, which JSON cannot represent."""
    return number if isfinite(number) else None


def _mean(column: Floats) -> dict[str, Number | int]:
    return {**_ends(mean_interval(column)), "n": len(column)}


def _ends(interval: Interval) -> dict[str, Number]:
    return {"value": defined(interval.value), "low": defined(interval.low), "high": defined(interval.high)}


def _macro(scored: Scored, scores: Scores, system: System) -> Number:
    """Return the mean of the means by type, so that every type has the same weight."""
    means = [mean(scores.among(mask).own[system]) for mask in scored.by_type().values()]
    found = [value for value in means if value is not None]
    return sum(found) / len(found) if found else None
