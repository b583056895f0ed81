"""Build questions from held-out tasks: zero-shot or few-shot prompts, and the limits of the answers."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from statistics import median

from selfinstruct.schema.prompt_format import prompt
from selfinstruct.schema.task import Task
from selfinstruct.students.inference.decoding import GREEDY, Decoding

_MIN_SEPARATOR = 3
"""Minimum length of the separator in characters; Alpaca's prompt marks its sections with ###."""

ChooseShots = Callable[[Task], tuple[Task, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """A prompt and its reference. `separator` is the line after each demonstration, at which a few-shot answer ends."""

    task_id: str
    prompt: str
    reference: str
    separator: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Maximum length of an answer in tokens, batch size, maximum length of prompt and answer in tokens, and decoding.

    `max_tokens` limits memory use for models with a longer context.
    """

    max_new_tokens: int = 128
    batch_size: int = 32
    max_tokens: int = 4096
    decoding: Decoding = GREEDY


def question_of(task: Task, demonstrations: Sequence[Task] = (), separator: str = "") -> Question:
    """Return the question of a task, preceded by demonstrations: each is a prompt, an output and the separator."""
    before = "".join(f"{prompt(shown)}{shown.output}\n{separator}\n" for shown in demonstrations)
    return Question(task.id, before + prompt(task), task.output, separator)


def choose_separator(tasks: Iterable[Task]) -> str:
    """Return the shortest of ###, ####, … that is not a line of any task.

    A blank line is not suitable: half of all real answers contain one and would be truncated there.
    """
    taken = {
        line.strip()
        for task in tasks
        for text in (task.instruction, task.input, task.output)
        for line in text.split("\n")
    }
    return next(separator for length in count(_MIN_SEPARATOR) if (separator := "#" * length) not in taken)


def before_separator(text: str, separator: str) -> str | None:
    """Return the part of an answer before the first separator line; None if it has no such line."""
    before, found, _ = f"\n{text}\n".partition(f"\n{separator}\n")
    return before[1:] if separator and found else None


def shot_chooser(train: Sequence[Task], shots: int, seed: int = 0) -> ChooseShots:
    """Return a function that samples demonstrations for a task from the training rows of its type.

    The sample depends on the seed and the task id. It is drawn from the shorter half of the rows of that type or, if
    there are too few, of all types. `train` must have at least `shots` rows.
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
