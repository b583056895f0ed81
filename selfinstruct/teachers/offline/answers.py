"""Replies of the offline teacher to a request for tasks. A reply depends only on the prompt, the behavior and the sample."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.pipeline.mix import requested
from selfinstruct.pipeline.template import render_array
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.behavior import FAULTLESS, Behavior
from selfinstruct.teachers.offline.families import FAMILIES
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.layouts import LAYOUTS, write_in, write_plain
from selfinstruct.teachers.offline.leaks import Leak, leak_into
from selfinstruct.teachers.offline.mistakes import Mistake, err_in

_ASKED = re.compile(r"(\d{1,3})\s*[条个]")
_OPEN_NUMBER = re.compile(r"(\d{1,4})\s*[.．]\s*指令\s*[:：]\s*$")
_DEFAULT_ASKED = 10
_JSON = re.compile(r"写出其余的(\d{1,3})条，只输出一个 JSON (数组|对象)")
_FAMILIES_OF = {task_type: [family for family in FAMILIES if family.task_type is task_type] for task_type in TaskType}


@dataclass(frozen=True, slots=True)
class OfflineAnswer:
    """A reply: its text, its finish reason, and the families, leaks and mistakes of its tasks in order."""

    text: str
    finish_reason: str
    families: tuple[str, ...]
    leaks: tuple[Leak | None, ...] = ()
    errors: tuple[Mistake | None, ...] = ()


def answer(prompt: str, behavior: Behavior = FAULTLESS, sample: int = 0) -> OfflineAnswer:
    """Continue the task list of a prompt.

    The mistakes of several samples are independent; all other things are the same.
    """
    sha = hashlib.sha256(prompt.encode("utf-8", "replace")).hexdigest()
    rng = Random(sha)
    first, count = _wanted(prompt)
    families = _families(rng, count, requested(prompt))
    # Drawn separately, so that all other tasks are the same with and without mistakes and leaks.
    tasks, wrong = err_in(
        [family.write(rng) for family in families], families, Random(f"{sha}:errors:{sample}"), behavior.errors
    )
    tasks, leaked = leak_into(tasks, Random(f"{sha}:leaks"), behavior.leaks)
    text, finish = _laid_out(tasks, first, rng, behavior, _JSON.search(prompt))
    return OfflineAnswer(text, finish, tuple(family.name for family in families), leaked, wrong)


def _wanted(prompt: str) -> tuple[int, int]:
    """Number of the next task in the list, and number of tasks that are still missing."""
    if wanted := _JSON.search(prompt):
        return 1, max(1, int(wanted[1]))
    number = _OPEN_NUMBER.search(prompt)
    asked = _ASKED.search(prompt)
    first = int(number[1]) if number else 1
    last = int(asked[1]) if asked else _DEFAULT_ASKED
    return first, max(1, min(last, 100) - first + 1)


def _families(rng: Random, count: int, types: Sequence[TaskType]) -> list[Family]:
    """Choose a family for each task: of the type requested at its position, or any if no types are requested."""
    if not types:
        return [rng.choice(FAMILIES) for _ in range(count)]
    return [rng.choice(_FAMILIES_OF[types[place % len(types)]]) for place in range(count)]


def _laid_out(
    tasks: list[Task], first: int, rng: Random, behavior: Behavior, as_json: re.Match[str] | None
) -> tuple[str, str]:
    plain = write_plain(tasks, first)
    if as_json:
        array = render_array(tasks)
        plain = array if as_json[2] == "数组" else f'{{"tasks": {array}}}'
    if rng.random() >= behavior.faults:
        return write_in(behavior.style, tasks, first, plain), "stop"
    text = rng.choice(LAYOUTS)(tasks, first)
    if rng.random() < 0.5:
        return text, "stop"
    return text[: int(len(text) * rng.uniform(0.3, 0.95))], "length"
