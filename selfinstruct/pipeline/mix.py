"""Chooses the task types that a slot requests, so that the accepted tasks approach the target shares.

A mix is reached by requesting types, never by rejecting tasks: a slot requests a type for each of its new tasks. Types
are drawn in proportion to the tasks that are still missing. Requests of slots in flight count as partly fulfilled: up
to 256 slots are sent before their answers arrive, and all of them would otherwise request the same type.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.errors import InputError
from selfinstruct.pipeline.languages import PROFILES
from selfinstruct.pipeline.languages.profile import PromptText
from selfinstruct.schema.task_types import DEFINITIONS, TaskType

MAX_WEIGHT = 1_000_000
BY_SHARES = 0.25
"""Share of draws that follow the target shares alone, so that a type the teacher cannot write does not block the
others."""
_KNOWN_AFTER = 10
"""The estimated acceptance of a type starts at the overall acceptance, which counts like ten requested tasks."""
_HARDEST = 4
"""No type is assumed to need more than four times as many requests per accepted task as the average."""

_NAMES = {task_type: DEFINITIONS[task_type].name for task_type in TaskType}
_TYPES = {name: task_type for task_type, name in _NAMES.items()}


def _pattern(words: PromptText) -> re.Pattern[str]:
    """Return a pattern for the line that requests types; its group captures the list of their names."""
    before, after = words.types.strip().split("{}")
    return re.compile(f"{re.escape(before)}([^{re.escape(after[0])}]+){re.escape(after)}")


_REQUESTS = {profile.prompt: _pattern(profile.prompt) for profile in PROFILES}
"""The lines that request types, as patterns."""


@dataclass(frozen=True, slots=True)
class Mix:
    """Target weights by type, each greater than 0. Types without a weight are neither requested nor rejected."""

    weights: Mapping[TaskType, float]

    @property
    def text(self) -> str:
        """The canonical form, with types in the order of `TaskType`: `open_qa=2,classification=0.5`."""
        named = [task_type for task_type in TaskType if task_type in self.weights]
        return ",".join(f"{task_type}={_written(self.weights[task_type])}" for task_type in named)

    @property
    def shares(self) -> dict[TaskType, float]:
        """The target share of each of the nine types, in [0, 1]; the shares add up to 1."""
        total = math.fsum(self.weights.values())
        return {task_type: self.weights.get(task_type, 0) / total for task_type in TaskType}


BALANCED = Mix(dict.fromkeys(TaskType, 1.0))
"""All nine types equally."""


@dataclass(frozen=True, slots=True)
class Past:
    """Task counts by type, as known when the types of a slot are drawn.

    `accepted` counts the tasks accepted from the slots up to its horizon, `asked` those that these slots requested, and
    `under_way` those requested by the slots between its horizon and itself.
    """

    accepted: Mapping[TaskType, int]
    asked: Mapping[TaskType, int]
    under_way: Mapping[TaskType, int]


def read_mix(given: str | Mapping[str, float]) -> Mix:
    """Read a mix from text such as `open_qa=2,classification=1`, or from weights by type. Raises InputError."""
    if not isinstance(given, str | Mapping):
        raise _wrong(f"{given!r} is neither text nor weights by type")
    weights: dict[TaskType, float] = {}
    for name, weight in _pairs(given):
        task_type = _task_type(name)
        if task_type in weights:
            raise _wrong(f"{name} appears twice")
        weights[task_type] = _weight(name, weight)
    if not any(weights.values()):
        raise _wrong("no type has a weight greater than 0")
    return Mix(_reduced({task_type: weights[task_type] for task_type in TaskType if weights.get(task_type)}))


def acceptance(past: Past) -> dict[TaskType, float]:
    """Accepted tasks per requested task for each type, in (0, 1]; 1 before any task is accepted."""
    overall = _overall(past)
    seen = {
        task_type: (past.accepted.get(task_type, 0) + _KNOWN_AFTER * overall)
        / (past.asked.get(task_type, 0) + _KNOWN_AFTER)
        for task_type in TaskType
    }
    return {task_type: min(1.0, max(overall / _HARDEST, share)) for task_type, share in seen.items()}


def needs(mix: Mix, past: Past, new: int) -> dict[TaskType, float]:
    """Number of tasks of each type, 0 or more, that will be missing after a slot that requests `new` tasks.

    Tasks expected from slots in flight do not count as missing.
    """
    return _needs(mix.shares, acceptance(past), past, new)


def _needs(
    shares: Mapping[TaskType, float], share_accepted: Mapping[TaskType, float], past: Past, new: int
) -> dict[TaskType, float]:
    expected = {
        task_type: past.accepted.get(task_type, 0) + past.under_way.get(task_type, 0) * share_accepted[task_type]
        for task_type in TaskType
    }
    total = math.fsum(expected.values()) + new * _overall(past)
    return {task_type: max(0.0, share * total - expected[task_type]) for task_type, share in shares.items()}


def draw_types(rng: Random, mix: Mix, past: Past, new: int) -> tuple[TaskType, ...]:
    """Draw a type for each of a slot's `new` tasks, mostly in proportion to the requests that the missing tasks need.

    Only types with a target share above 0 are drawn.
    """
    shares, share_accepted = mix.shares, acceptance(past)
    missing = _needs(shares, share_accepted, past, new)
    requests = {task_type: need / share_accepted[task_type] for task_type, need in missing.items()}
    total = math.fsum(requests.values()) or 1.0
    targets = {task_type: share for task_type, share in shares.items() if share}
    odds = [BY_SHARES * share + (1 - BY_SHARES) * requests[task_type] / total for task_type, share in targets.items()]
    return tuple(rng.choices(list(targets), odds, k=new))


def request(types: Sequence[TaskType], words: PromptText) -> str:
    """The line of a prompt that requests a type for each new task, in order; "" without types."""
    return words.types.format(words.between_types.join(_NAMES[task_type] for task_type in types)) if types else ""


def requested(prompt: str) -> tuple[TaskType, ...]:
    """The types that a prompt requests, in order, whatever its language; empty if it does not request types."""
    for words, pattern in _REQUESTS.items():
        if found := pattern.search(prompt):
            return tuple(_TYPES[name] for name in found[1].split(words.between_types) if name in _TYPES)
    return ()


def _overall(past: Past) -> float:
    """Accepted tasks per requested task; 1 before any task is accepted."""
    accepted, asked = sum(past.accepted.values()), sum(past.asked.values())
    return accepted / asked if accepted and asked else 1.0


def _pairs(given: str | Mapping[str, float]) -> list[tuple[str, object]]:
    if isinstance(given, Mapping):
        return [(str(name), weight) for name, weight in given.items()]
    parts = [part.partition("=") for part in given.split(",")]
    return [(name.strip(), weight) for name, _, weight in parts]


def _reduced(weights: dict[TaskType, float]) -> dict[TaskType, float]:
    """Reduce whole weights to lowest terms, so that 4:2 is the same mix as 2:1."""
    if not all(weight.is_integer() for weight in weights.values()):
        return weights
    divisor = math.gcd(*map(int, weights.values()))
    return {task_type: weight / divisor for task_type, weight in weights.items()}


def _task_type(name: str) -> TaskType:
    try:
        return TaskType(name)
    except ValueError:
        raise _wrong(f"{name!r} is not a task type") from None


def _weight(name: str, given: object) -> float:
    """Read a weight from a number or from text such as `2`. True and nan are errors."""
    if given == "":
        raise InputError(f"--mix: {name} has no weight; write {name}=1")
    try:
        weight = float(given) if isinstance(given, str | int | float) and not isinstance(given, bool) else -1.0
    except (ValueError, OverflowError):
        weight = -1.0
    if not 0 <= weight <= MAX_WEIGHT:
        raise _wrong(f"the weight of {name} must be a number from 0 to {MAX_WEIGHT:,}, not {given!r}")
    return float(_written(weight))


def _written(weight: float) -> str:
    """The weight with 15 significant digits; further digits are ignored."""
    return f"{weight:.15g}"


def _wrong(what: str) -> InputError:
    names = ", ".join(TaskType)
    return InputError(f"--mix: {what}; write types and weights, such as open_qa=2,classification=1 (types: {names})")
