"""Replies of the offline teacher to a request for tasks. They depend only on the prompt, the behavior and the sample."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from random import Random

from selfinstruct.pipeline.template import render_array
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.behavior import FAULTLESS, Behavior
from selfinstruct.teachers.offline.families import FAMILIES
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.layouts import LAYOUTS, write_in, write_plain
from selfinstruct.teachers.offline.leaks import Leak, leak_into
from selfinstruct.teachers.offline.mistakes import Mistake, err_in
from selfinstruct.teachers.offline.request import Form, Request, read_request
from selfinstruct.teachers.offline.topics import fit

_FAMILIES_OF = {task_type: [family for family in FAMILIES if family.task_type is task_type] for task_type in TaskType}
_MAX_TRIES = 40
"""Tasks that are written for one place of the list until one has the requested topic and length."""


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
    request = read_request(prompt)
    written = [_task(rng, request, place) for place in range(request.count)]
    families = [family for family, _ in written]
    # Drawn separately, so that all other tasks are the same with and without mistakes and leaks.
    tasks, wrong = err_in([task for _, task in written], families, Random(f"{sha}:errors:{sample}"), behavior.errors)
    tasks, leaked = leak_into(tasks, Random(f"{sha}:leaks"), behavior.leaks)
    text, finish = _laid_out(tasks, request, rng, behavior)
    return OfflineAnswer(text, finish, tuple(family.name for family in families), leaked, wrong)


def _task(rng: Random, request: Request, place: int) -> tuple[Family, Task]:
    """Write the task for a place of the list: of the type requested there, and the best of several if asked for more."""
    families = _FAMILIES_OF[request.types[place % len(request.types)]] if request.types else FAMILIES
    best, found = -1.0, None
    for _ in range(_MAX_TRIES if request.is_choosy else 1):
        family = rng.choice(families)
        task = family.write(rng)
        if (score := _score(task, request)) > best:
            best, found = score, (family, task)
        if best >= 1:
            break
    assert found is not None
    return found


def _score(task: Task, request: Request) -> float:
    """Return how well a task meets the request, in [0, 1]. The topic counts more than the length."""
    length = len(task.output)
    nearest = min(max(length, request.min_output), request.max_output)
    has_length = min(length, nearest) / max(length, nearest)
    has_topic = fit(task, request.topic) if request.topic else 1.0
    return (2 * has_topic + has_length) / 3


def _laid_out(tasks: list[Task], request: Request, rng: Random, behavior: Behavior) -> tuple[str, str]:
    plain = _as_asked(tasks, request)
    if rng.random() >= behavior.faults:
        return write_in(behavior.style, tasks, request.first, plain), "stop"
    text = rng.choice(LAYOUTS)(tasks, request.first)
    if rng.random() < 0.5:
        return text, "stop"
    return text[: int(len(text) * rng.uniform(0.3, 0.95))], "length"


def _as_asked(tasks: list[Task], request: Request) -> str:
    if request.form is Form.LIST:
        return write_plain(tasks, request.first)
    array = render_array(tasks)
    return array if request.form is Form.JSON_ARRAY else f'{{"tasks": {array}}}'
