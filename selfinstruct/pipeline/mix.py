"""Target shares of task types in; out come the types that a slot requests to get closer to them.

A mix is reached by asking, never by rejecting: a slot requests a type for each of its new tasks. Types are drawn by how
many tasks of each are still missing. Requests of slots whose answers are still to come count as partly fulfilled: up to
256 slots are sent before their answers are seen, and otherwise all of them would request the same type.
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
"""The share of draws that follow the target shares alone: a type that a teacher cannot write must not hold up the
others."""
_KNOWN_AFTER = 10
"""The acceptance of a type starts as that of all types together, which counts as much as ten requested tasks."""
_HARDEST = 4
"""No type is assumed to need more than four times as many requests as the average task."""

_NAMES = {task_type: DEFINITIONS[task_type].name for task_type in TaskType}
_TYPES = {name: task_type for task_type, name in _NAMES.items()}


def _pattern(words: PromptText) -> re.Pattern[str]:
    """A pattern for the line that requests types, whose group is the list of their names."""
    before, after = words.types.strip().split("{}")
    return re.compile(f"{re.escape(before)}([^{re.escape(after[0])}]+){re.escape(after)}")


_REQUESTS = {profile.prompt: _pattern(profile.prompt) for profile in PROFILES}
"""The lines that request types, as patterns."""


@dataclass(frozen=True, slots=True)
class Mix:
    """Target weights by type, each over 0. A type without a weight is not requested, but not rejected either."""

    weights: Mapping[TaskType, float]

    @property
    def text(self) -> str:
        """The canonical form, with types in the order of `TaskType`: `open_qa=2,classification=0.5`."""
        named = [task_type for task_type in TaskType if task_type in self.weights]
        return ",".join(f"{task_type}={_written(self.weights[task_type])}" for task_type in named)

    @property
    def shares(self) -> dict[TaskType, float]:
        """The target share of each of the nine types, in [0, 1]; together 1."""
        total = math.fsum(self.weights.values())
        return {task_type: self.weights.get(task_type, 0) / total for task_type in TaskType}


BALANCED = Mix(dict.fromkeys(TaskType, 1.0))
"""All nine types equally."""


@dataclass(frozen=True, slots=True)
class Past:
    """What a slot may know about earlier slots, in tasks by type.

    `accepted` and `asked` are the tasks that the slots up to its horizon brought and requested; `under_way` are those
    that the slots between its horizon and itself request.
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
    """The accepted tasks of each type per requested one, over 0 and at most 1; 1 before any task is accepted."""
    overall = _overall(past)
    seen = {
        task_type: (past.accepted.get(task_type, 0) + _KNOWN_AFTER * overall)
        / (past.asked.get(task_type, 0) + _KNOWN_AFTER)
        for task_type in TaskType
    }
    return {task_type: min(1.0, max(overall / _HARDEST, share)) for task_type, share in seen.items()}


def needs(mix: Mix, past: Past, new: int) -> dict[TaskType, float]:
    """How many tasks of each type will be missing, 0 or more, after a slot that requests `new` tasks.

    The tasks that are expected from slots under way are not missing.
    """
    share_accepted = acceptance(past)
    expected = {
        task_type: past.accepted.get(task_type, 0) + past.under_way.get(task_type, 0) * share_accepted[task_type]
        for task_type in TaskType
    }
    total = math.fsum(expected.values()) + new * _overall(past)
    return {task_type: max(0.0, share * total - expected[task_type]) for task_type, share in mix.shares.items()}


def draw_types(rng: Random, mix: Mix, past: Past, new: int) -> tuple[TaskType, ...]:
    """A type for each of a slot's `new` tasks, drawn by how many requests its missing tasks take.

    Only types with a target share are drawn.
    """
    share_accepted = acceptance(past)
    requests = {task_type: need / share_accepted[task_type] for task_type, need in needs(mix, past, new).items()}
    total = math.fsum(requests.values()) or 1.0
    targets = {task_type: share for task_type, share in mix.shares.items() if share}
    odds = [BY_SHARES * share + (1 - BY_SHARES) * requests[task_type] / total for task_type, share in targets.items()]
    return tuple(rng.choices(list(targets), odds, k=new))


def request(types: Sequence[TaskType], words: PromptText) -> str:
    """The line of a prompt that requests a type for each new task, in their order; "" without types."""
    return words.types.format(words.between_types.join(_NAMES[task_type] for task_type in types)) if types else ""


def requested(prompt: str) -> tuple[TaskType, ...]:
    """The types that a prompt's `request` names, whatever its language; empty if the prompt has no such line."""
    for words, pattern in _REQUESTS.items():
        if found := pattern.search(prompt):
            return tuple(_TYPES[name] for name in found[1].split(words.between_types) if name in _TYPES)
    return ()


def _overall(past: Past) -> float:
    """The accepted tasks per requested one; 1 until some were accepted."""
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
