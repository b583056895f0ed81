"""The wished mix of task types, and which types a slot asks for to come near it. Numbers and text in and out.

A mix is reached by asking, never by rejecting: each new task of a slot is asked for with a type. Types are drawn by
what is still missing of them, and what the slots under way have asked for counts as there already: up to 256 slots
are sent before their answers are seen, and all of them would run after the same type.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.errors import InputError
from selfinstruct.schema.task_types import DEFINITIONS, TaskType

MAX_WEIGHT = 1_000_000
BY_SHARES = 0.25
"""This part of the draws goes by the shares alone: a type that a teacher can't give must not hold up the others."""
_KNOWN_AFTER = 10
"""A type's acceptance begins as that of all types, and counts as much as ten tasks that were asked for."""
_HARDEST = 4
"""No type is taken to need more than four times the asking that tasks need on the whole."""

_REQUEST = "这一次新写的各条任务，种类以这里指定的为准，依次是：{}。\n"
_BETWEEN = "、"
_REQUESTED = re.compile(re.escape(_REQUEST.strip()).replace(r"\{\}", "([^。]+)"))
_NAMES = {task_type: DEFINITIONS[task_type].name for task_type in TaskType}
_TYPES = {name: task_type for task_type, name in _NAMES.items()}


@dataclass(frozen=True, slots=True)
class Mix:
    """Wished weights by type, each over 0; a type that is not among them is not wished, and not rejected either."""

    weights: Mapping[TaskType, float]

    @property
    def text(self) -> str:
        """The one way to write it: `open_qa=2,classification=0.5`, in the order of the types."""
        named = [task_type for task_type in TaskType if task_type in self.weights]
        return ",".join(f"{task_type}={_written(self.weights[task_type])}" for task_type in named)

    @property
    def shares(self) -> dict[TaskType, float]:
        """The wished share of each of the nine types, in [0, 1]; together 1."""
        total = math.fsum(self.weights.values())
        return {task_type: self.weights.get(task_type, 0) / total for task_type in TaskType}


BALANCED = Mix(dict.fromkeys(TaskType, 1.0))
"""All nine types alike."""


@dataclass(frozen=True, slots=True)
class Past:
    """What a slot may know, in tasks by type.

    `accepted` and `asked` are what the slots up to its horizon gave and were asked for; `under_way` is what the slots
    between its horizon and itself are asked for.
    """

    accepted: Mapping[TaskType, int]
    asked: Mapping[TaskType, int]
    under_way: Mapping[TaskType, int]


def read_mix(given: str | Mapping[str, float]) -> Mix:
    """A mix from `open_qa=2,classification=1`, or from weights by type. Raises InputError."""
    if not isinstance(given, str | Mapping):
        raise _wrong(f"{given!r} is neither text nor weights by type")
    weights: dict[TaskType, float] = {}
    for name, weight in _pairs(given):
        task_type = _task_type(name)
        if task_type in weights:
            raise _wrong(f"{name} is named twice")
        weights[task_type] = _weight(name, weight)
    if not any(weights.values()):
        raise _wrong("no type has a weight over 0")
    return Mix(_reduced({task_type: weights[task_type] for task_type in TaskType if weights.get(task_type)}))


def acceptance(past: Past) -> dict[TaskType, float]:
    """How many tasks of each type come of one that is asked for, over 0 and at most 1; 1 before any is accepted."""
    overall = _overall(past)
    seen = {
        task_type: (past.accepted.get(task_type, 0) + _KNOWN_AFTER * overall)
        / (past.asked.get(task_type, 0) + _KNOWN_AFTER)
        for task_type in TaskType
    }
    return {task_type: min(1.0, max(overall / _HARDEST, share)) for task_type, share in seen.items()}


def needs(mix: Mix, past: Past, new: int) -> dict[TaskType, float]:
    """How many tasks of each type are missing, 0 or more, once a slot that asks for `new` tasks is answered.

    What the slots under way will probably give is there already.
    """
    given = acceptance(past)
    there = {
        task_type: past.accepted.get(task_type, 0) + past.under_way.get(task_type, 0) * given[task_type]
        for task_type in TaskType
    }
    total = math.fsum(there.values()) + new * _overall(past)
    return {task_type: max(0.0, share * total - there[task_type]) for task_type, share in mix.shares.items()}


def draw_types(rng: Random, mix: Mix, past: Past, new: int) -> tuple[TaskType, ...]:
    """A type for each of a slot's `new` tasks, wished ones only, by how much asking their needs take."""
    given = acceptance(past)
    asking = {task_type: need / given[task_type] for task_type, need in needs(mix, past, new).items()}
    total = math.fsum(asking.values()) or 1.0
    wished = {task_type: share for task_type, share in mix.shares.items() if share}
    odds = [BY_SHARES * share + (1 - BY_SHARES) * asking[task_type] / total for task_type, share in wished.items()]
    return tuple(rng.choices(list(wished), odds, k=new))


def request(types: Sequence[TaskType]) -> str:
    """The line of a prompt that asks for a type for each new task, in their order; "" for none."""
    return _REQUEST.format(_BETWEEN.join(_NAMES[task_type] for task_type in types)) if types else ""


def requested(prompt: str) -> tuple[TaskType, ...]:
    """The types that a prompt's `request` asks for; none where there is no such line."""
    found = _REQUESTED.search(prompt)
    names = found[1].split(_BETWEEN) if found else []
    return tuple(_TYPES[name] for name in names if name in _TYPES)


def _overall(past: Past) -> float:
    """How many tasks come of one that is asked for; until something is known, all are taken to come."""
    accepted, asked = sum(past.accepted.values()), sum(past.asked.values())
    return accepted / asked if accepted and asked else 1.0


def _pairs(given: str | Mapping[str, float]) -> list[tuple[str, object]]:
    if isinstance(given, Mapping):
        return [(str(name), weight) for name, weight in given.items()]
    parts = [part.partition("=") for part in given.split(",")]
    return [(name.strip(), weight) for name, _, weight in parts]


def _reduced(weights: dict[TaskType, float]) -> dict[TaskType, float]:
    """Whole weights as small as they can be, so that 4:2 is the same mix as 2:1."""
    if not all(weight.is_integer() for weight in weights.values()):
        return weights
    divisor = math.gcd(*map(int, weights.values()))
    return {task_type: weight / divisor for task_type, weight in weights.items()}


def _task_type(name: str) -> TaskType:
    try:
        return TaskType(name)
    except ValueError:
        raise _wrong(f"{name!r} is no task type") from None


def _weight(name: str, given: object) -> float:
    """A weight; text such as `2` is one, too, but neither True nor nan."""
    try:
        weight = float(given) if isinstance(given, str | int | float) and not isinstance(given, bool) else -1.0
    except (ValueError, OverflowError):
        weight = -1.0
    if not 0 <= weight <= MAX_WEIGHT:
        raise _wrong(f"the weight of {name} must be a number from 0 to {MAX_WEIGHT:,}, not {given!r}")
    return float(_written(weight))


def _written(weight: float) -> str:
    """A weight with the digits that count; more of them are never read."""
    return f"{weight:.15g}"


def _wrong(what: str) -> InputError:
    names = ", ".join(TaskType)
    return InputError(f"--mix: {what}; write types and weights, such as open_qa=2,classification=1 (types: {names})")
