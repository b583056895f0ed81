"""What the systems of a comparison are asked, and how long they may answer: tasks in, prompts out."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from statistics import median

from selfinstruct.schema.prompt_format import prompt
from selfinstruct.schema.task import Task

_MIN_MARK = 3
"""As in Alpaca's prompt, whose parts begin with ###."""

Choose = Callable[[Task], tuple[Task, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """A prompt and what answers it. After demonstrations an answer ends at the line that parted them, the `mark`."""

    task_id: str
    prompt: str
    reference: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may be, how many are written at once, and how far a model sees back; lengths in tokens.

    `most_tokens` is for prompt and answer together: models that can read more are not made to, for memory's sake.
    """

    max_new_tokens: int = 128
    batch_size: int = 32
    most_tokens: int = 4096


def ask(task: Task, demonstrations: Sequence[Task] = (), mark: str = "") -> Question:
    """The question of a task, after demonstrations if there are any: each one a prompt, its output and the mark."""
    before = "".join(f"{prompt(shown)}{shown.output}\n{mark}\n" for shown in demonstrations)
    return Question(task.id, before + prompt(task), task.output, mark)


def mark_apart(tasks: Iterable[Task]) -> str:
    """### or, where that is a line of one of the tasks, the first longer one that is none.

    Not a blank line: half of all real answers hold one, and would end at it.
    """
    taken = {
        line.strip()
        for task in tasks
        for text in (task.instruction, task.input, task.output)
        for line in text.split("\n")
    }
    return next(mark for length in count(_MIN_MARK) if (mark := "#" * length) not in taken)


def before_mark(text: str, mark: str) -> str | None:
    """What of an answer stands before the mark, which is a line of its own; None where it does not come."""
    before, found, _ = f"\n{text}\n".partition(f"\n{mark}\n")
    return before[1:] if mark and found else None


def choosing_shots(train: Sequence[Task], shots: int, seed: int = 0) -> Choose:
    """A function that draws demonstrations for a task from training rows of its type.

    They are drawn anew for each task, from the seed and its id, among the shorter half of the rows; where a type has
    too few of those, among all types' rows. There are as many rows as shots at least.
    """
    by_type: dict[object, list[Task]] = {}
    for task in train:
        by_type.setdefault(task.task_type, []).append(task)
    pools = {name: _shorter_half(tasks) for name, tasks in by_type.items()}
    others = _shorter_half(train)

    def choose(task: Task) -> tuple[Task, ...]:
        enough = (pool for pool in (pools.get(task.task_type, []), others) if len(pool) >= shots)
        return tuple(random.Random(f"{seed}:{task.id}").sample(next(enough, train), shots))

    return choose


def _shorter_half(tasks: Iterable[Task]) -> list[Task]:
    lengths = {task: len(prompt(task)) + len(task.output) for task in tasks}
    middle = median(lengths.values())
    return [task for task, length in lengths.items() if length <= middle]
