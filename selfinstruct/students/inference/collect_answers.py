"""Collect a model's answers and likelihoods for an evaluation; results of earlier calls are read from disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from selfinstruct.runs.progress import AnswerProgress, Reporter
from selfinstruct.schema.hashing import sha256
from selfinstruct.schema.prompt_format import prompt, user_turn
from selfinstruct.schema.task import Task
from selfinstruct.students.held_out import HeldOut
from selfinstruct.students.inference.answer_cache import AnswerCache, cache_key, cache_name
from selfinstruct.students.inference.answers import answer, continue_texts, plain_bits
from selfinstruct.students.inference.questions import (
    Limits,
    Question,
    choose_separator,
    question_of,
    shot_chooser,
)
from selfinstruct.students.inference.stored_values import load_or_compute
from selfinstruct.students.models.device import precision_of
from selfinstruct.students.models.load import load
from selfinstruct.students.models.names import LoadedModel, ModelFiles, facts
from selfinstruct.students.systems import Kind, Prediction, System

_HABIT_TASKS = 12
"""Number of instructions that the base continues with and without the instruction format, as examples on the page."""
_MAX_HABIT_TOKENS = 64


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The tasks and limits shared by all systems, and the folder in which their answers are stored.

    `shots` is the number of demonstrations for the base. `raise_if_stopped` is called between batches, `say` with lines
    about the progress.
    """

    folder: Path
    held_out: Sequence[HeldOut]
    train: Sequence[Task]
    shots: int
    limits: Limits
    raise_if_stopped: Callable[[], None]
    say: Reporter

    @property
    def tasks(self) -> list[Task]:
        """The held-out tasks."""
        return [held.task for held in self.held_out]

    @property
    def lines(self) -> list[str]:
        """The instructions, inputs and outputs of the held-out tasks as separate plain texts."""
        return [text for task in self.tasks for text in (task.instruction, task.input, task.output) if text]


@dataclass(frozen=True, slots=True)
class ModelAnswers:
    """The answers of a model by system, its bits per character of plain text, and facts about the model.

    `habit` holds a base model's continuations of instructions with and without the instruction format; it is empty for
    a student.
    """

    answers: Mapping[System, Sequence[Prediction]]
    plain: float
    facts: Mapping[str, Any]
    habit: Sequence[Mapping[str, str]]


def collect_answers(evaluation: Evaluation, files: ModelFiles, systems: Sequence[System]) -> ModelAnswers:
    """Evaluate a model as each of its systems. The model is loaded only if a result is missing.

    Raises InputError, StorageError, or the error of `evaluation.raise_if_stopped`.
    """
    name, loaded, key = systems[0].name, cache(lambda: load(files)), _value_key(evaluation, files)

    def stored(what: str, depends_on: Mapping[str, Any], compute: Callable[[], Any]) -> Any:
        def computed() -> Any:
            evaluation.raise_if_stopped()
            return compute()

        return load_or_compute(evaluation.folder, what, depends_on, computed)

    answers = {system: _answers(evaluation, files, system, loaded) for system in systems}
    plain = stored(f"{name}.plain", key, lambda: plain_bits(loaded(), evaluation.lines, evaluation.limits))
    about = stored(f"{name}.facts", key, lambda: facts(loaded()))
    is_base = systems[0].kind is Kind.BASE
    decoded = {**key, **evaluation.limits.decoding.changes}
    habit = stored("habit", decoded, lambda: _habit(loaded(), evaluation)) if is_base else []
    return ModelAnswers(answers, plain, about, habit)


def _value_key(evaluation: Evaluation, files: ModelFiles) -> dict[str, Any]:
    return {
        "model": files.version,
        "precision": precision_of(files),
        "max_new_tokens": evaluation.limits.max_new_tokens,
        "most_tokens": evaluation.limits.max_tokens,
        "lines": sha256("\0".join(evaluation.lines)),
    }


def _answers(
    evaluation: Evaluation, files: ModelFiles, system: System, loaded: Callable[[], LoadedModel]
) -> list[Prediction]:
    questions = _questions(evaluation, system)
    key = cache_key(files.version, precision_of(files), questions, evaluation.limits)
    with AnswerCache(evaluation.folder / f"{cache_name(system.name, key)}.jsonl", key) as stored:
        if len(stored.answers) < len(questions):
            with AnswerProgress(system.name, len(stored.answers), len(questions), evaluation.say) as progress:
                for batch in answer(loaded(), questions, evaluation.limits, stored.answers):
                    stored.add(batch)
                    progress.show(len(stored.answers))
                    evaluation.raise_if_stopped()
        return stored.of(questions)


def _questions(evaluation: Evaluation, system: System) -> list[Question]:
    if system.kind is not Kind.SHOTS:
        return [question_of(task) for task in evaluation.tasks]
    choose = shot_chooser(evaluation.train, evaluation.shots)
    separator = choose_separator([*evaluation.train, *evaluation.tasks])
    return [question_of(task, choose(task), separator) for task in evaluation.tasks]


def _habit(loaded: LoadedModel, evaluation: Evaluation) -> list[dict[str, str]]:
    """Return a model's continuations of a few instructions, without and with the instruction format."""
    tasks = evaluation.tasks[:_HABIT_TASKS]
    limits = replace(evaluation.limits, max_new_tokens=min(_MAX_HABIT_TOKENS, evaluation.limits.max_new_tokens))
    plain = continue_texts(loaded, [user_turn(task) for task in tasks], limits)
    formatted = continue_texts(loaded, [prompt(task) for task in tasks], limits)
    return [
        {"instruction": user_turn(task), "reference": task.output, "plain": bare, "format": after}
        for task, bare, after in zip(tasks, plain, formatted, strict=True)
    ]
