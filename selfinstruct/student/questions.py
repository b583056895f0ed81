"""What the systems of a comparison are asked, and how long they may answer: tasks in, prompts out."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from selfinstruct.tasks import Task
from selfinstruct.turns import prompt

APART = "\n\n"
"""A blank line: it comes after each demonstration, and so after the answer."""

Choose = Callable[[Task], tuple[Task, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """A prompt and what answers it. After demonstrations an answer ends at the first blank line (`shots`)."""

    task_id: str
    prompt: str
    reference: str
    shots: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may be, how many are written at once, and how far a model sees back; lengths in tokens.

    `most_tokens` is for prompt and answer together: models that can read more are not made to, for memory's sake.
    """

    max_new_tokens: int = 128
    batch_size: int = 32
    most_tokens: int = 4096


def ask(task: Task, demonstrations: Sequence[Task] = ()) -> Question:
    """The question of a task, after demonstrations if there are any: each one a prompt and its output."""
    before = "".join(f"{prompt(shown)}{shown.output}{APART}" for shown in demonstrations)
    return Question(task.id, before + prompt(task), task.output, bool(demonstrations))


def choosing_shots(train: Sequence[Task], shots: int, seed: int = 0) -> Choose:
    """A function that draws demonstrations for a task from training rows of its type.

    They are drawn anew for each task, from the seed and its id, among the shorter half of the rows that hold no blank
    line; where a type has too few of those, among all types' rows.
    """
    fitting = [task for task in train if APART not in f"{prompt(task)}{task.output}"]
    by_type: dict[object, list[Task]] = {}
    for task in fitting:
        by_type.setdefault(task.task_type, []).append(task)
    pools = {name: _shorter_half(tasks) for name, tasks in by_type.items()}
    others = _shorter_half(fitting)

    def choose(task: Task) -> tuple[Task, ...]:
        pool = pools.get(task.task_type, [])
        pool = pool if len(pool) >= shots else others
        return tuple(random.Random(f"{seed}:{task.id}").sample(pool, min(shots, len(pool))))

    return choose


def _shorter_half(tasks: Iterable[Task]) -> list[Task]:
    lengths = {task: len(prompt(task)) + len(task.output) for task in tasks}
    middle = median(lengths.values()) if lengths else 0
    return [task for task, length in lengths.items() if length <= middle]
