"""Number formats of the page's tables; None is shown as "–"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selfinstruct.students.evaluation.sentences import MIN_P

Numbers = Mapping[str, Any]

NOTHING = "–"
EXACT, ROUGE = "exact_match", "rouge_l"
METRICS = {EXACT: "exact match", ROUGE: "ROUGE-L"}
FORMS = {EXACT: ".1%", ROUGE: ".3f"}
_MINUTE, _HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of the table of scores: key, heading, format, whether higher or lower is better, and an explanation."""

    key: str
    title: str
    form: str
    better: str
    meaning: str


MEASURES = (
    Measure(
        EXACT,
        "exact match",
        ".1%",
        "higher",
        "Share of the checkable tasks (those with one short correct wording) where the answer equals the reference, "
        "ignoring case, character width and surrounding punctuation.",
    ),
    Measure(
        f"{EXACT}_macro",
        "exact match, macro",
        ".1%",
        "higher",
        "Mean of the exact match by task type, so that every type has the same weight.",
    ),
    Measure(
        ROUGE,
        "ROUGE-L",
        ".3f",
        "higher",
        "F1 of the longest common subsequence of the tokens of the answer and the reference.",
    ),
    Measure(f"{ROUGE}_macro", "ROUGE-L, macro", ".3f", "higher", "Mean of the ROUGE-L by task type."),
    Measure(
        "perplexity",
        "perplexity",
        ",.2f",
        "lower",
        "Perplexity of the reference answers per token. Comparable only between models with the same tokenizer.",
    ),
    Measure(
        "bits_per_character",
        "bits per character",
        ".2f",
        "lower",
        "Negative log-likelihood of the reference answers in bits per character. Comparable across tokenizers.",
    ),
    Measure("stops", "stops", ".1%", "higher", "Share of the answers that end before the token limit."),
    Measure("echoes", "echoes", ".1%", "lower", "Share of the answers that repeat the question."),
    Measure(
        "plain_bits_per_character",
        "plain text, bits per character",
        ".2f",
        "lower",
        "Bits per character of the held-out texts of this dataset as plain text, without a prompt. An increase over "
        "the base measures how much of such text the model has forgotten. General text is not measured.",
    ),
)


def written(value: float | None, form: str) -> str:
    """Format a value with a typographic minus."""
    return NOTHING if value is None else format(value, form).replace("-", "−")


def interval(found: Numbers, form: str) -> str:
    """Format the bounds of an interval; "" if there is none."""
    if found.get("low") is None or found.get("high") is None:
        return ""
    return f"{written(found['low'], form)} to {written(found['high'], form)}"


def score_cell(found: Numbers | float | None, form: str) -> tuple[str, str]:
    """Format a value and its interval, if it has one."""
    if isinstance(found, Mapping):
        return written(found["value"], form), interval(found, form)
    return written(found, form), ""


def difference_cell(found: Numbers) -> tuple[str, str]:
    """Format the value and the interval of a difference; for exact match in percentage points."""
    if found["metric"] != EXACT:
        return written(found["value"], "+z.3f"), interval(found, "+z.3f")
    points = {name: None if found[name] is None else 100 * found[name] for name in ("value", "low", "high")}
    value = written(points["value"], "+z.1f")
    return value if value == NOTHING else f"{value} points", interval(points, "+z.1f")


def named(system: str, labels: Mapping[str, str]) -> str:
    """Return the label of a system, or the name itself for guessing, which is a baseline without a model."""
    return labels.get(system, system)


def p_value(value: float | None) -> str:
    """Format a p-value with three decimals; smaller values are shown as a bound."""
    return f"< {MIN_P}" if value is not None and value < MIN_P else written(value, ".3f")


def duration(seconds: float | None) -> str:
    """Format a duration in seconds, minutes or hours."""
    if seconds is None:
        return NOTHING
    if seconds < 2 * _MINUTE:
        return f"{seconds:,.0f} s"
    return f"{seconds / _MINUTE:,.1f} min" if seconds < 2 * _HOUR else f"{seconds / _HOUR:,.1f} h"


def plain(value: Any) -> str:
    """Format a setting or a version; integers get thousands separators."""
    if value is None:
        return NOTHING
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
