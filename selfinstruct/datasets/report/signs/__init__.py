"""Signs that a row may be faulty, none of which a filter uses.

A filter cannot measure what it has removed, so a report looks for other faults: an order that is not kept, a text that
does not follow from the given one, wrong arithmetic. A sign is a suspicion; docs/report.md states how often each was
right. To add a sign, write its function, read 20 rows that have it, and list it below with the share of faulty ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from selfinstruct.datasets.report.signs.arithmetic import wrong_arithmetic
from selfinstruct.datasets.report.signs.form import broken_code, repeats
from selfinstruct.datasets.report.signs.given_text import longer_summary, new_numbers, other_words
from selfinstruct.datasets.report.signs.languages import other_language
from selfinstruct.datasets.report.signs.orders import count_missed, length_missed
from selfinstruct.schema.task import Task

__all__ = ["SIGNS", "Sign", "signs_of", "weight_of"]


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign: what it says of a row, its weight in the ranking, and the function that finds it.

    `find` returns what it has found, in words, or None. `weight` is about the share of faulty rows among those that were
    read (docs/report.md); for `repeats` and `broken_code`, which chat models rarely have, it is a guess.
    """

    about: str
    weight: float
    find: Callable[[Task], str | None]


SIGNS: Mapping[str, Sign] = {
    "wrong_arithmetic": Sign("a calculation in the output is wrong", 1.0, wrong_arithmetic),
    "length_missed": Sign("the output is longer or shorter than the instruction asks", 1.0, length_missed),
    "count_missed": Sign("the list has another number of items than the instruction asks", 1.0, count_missed),
    "new_numbers": Sign("the summary has numbers that are not in the text", 1.0, new_numbers),
    "other_language": Sign("the output is in a language that was not asked for", 0.85, other_language),
    "longer_summary": Sign("the summary is longer than the text", 0.85, longer_summary),
    "repeats": Sign("the output repeats itself", 0.75, repeats),
    "broken_code": Sign("the Python or JSON code in the output cannot be parsed", 0.75, broken_code),
    "other_words": Sign("the output has few words of the text that it is taken from", 0.65, other_words),
}
"""All signs by name, the most reliable ones first."""


def signs_of(task: Task) -> dict[str, str]:
    """Return the signs of a task by name, each with what was found."""
    return {name: found for name, sign in SIGNS.items() if (found := sign.find(task)) is not None}


def weight_of(names: Mapping[str, str]) -> float:
    """Return the sum of the weights of some signs."""
    return sum(SIGNS[name].weight for name in names)
