"""Everybody is asked the held-out tasks: models in, answers and what goes with them out, kept as they come."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from selfinstruct.runs.identity import sha
from selfinstruct.runs.progress import AnswerProgress
from selfinstruct.schema.prompt_format import prompt, user_turn
from selfinstruct.schema.task import Task
from selfinstruct.students.evaluation import HeldOut, Kind, Prediction, System
from selfinstruct.students.folder import write
from selfinstruct.students.inference.answer_cache import AnswerCache, cache_key, cache_name
from selfinstruct.students.inference.answers import answer, continue_texts, plain_bits
from selfinstruct.students.inference.questions import Limits, Question, ask, choosing_shots, mark_apart
from selfinstruct.students.models.models import Files, Loaded, facts, load, precision_of

Check = Callable[[], None]

_HABITS = 12
"""Instructions that the base is asked with and without the instruction format, to look at."""
_HABIT_TOKENS = 64


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What all are asked, and where their answers are kept; `raise_if_stopped` is called between batches."""

    folder: Path
    held_out: Sequence[HeldOut]
    train: Sequence[Task]
    shots: int
    limits: Limits
    raise_if_stopped: Check

    @property
    def tasks(self) -> list[Task]:
        """Those that are held out."""
        return [held.task for held in self.held_out]

    @property
    def lines(self) -> list[str]:
        """Their texts, each for itself: text as it is, without a question or an answer to it."""
        return [text for task in self.tasks for text in (task.instruction, task.input, task.output) if text]


@dataclass(frozen=True, slots=True)
class ModelAnswers:
    """What a model came to: answers by system, and bits per character of plain text; `facts` of the model."""

    answers: Mapping[System, Sequence[Prediction]]
    plain: float
    facts: Mapping[str, Any]
    habit: Sequence[Mapping[str, str]]


def collect_answers(exam: Evaluation, files: Files, systems: Sequence[System]) -> ModelAnswers:
    """Ask one model all that it is asked, as each of these systems; it is loaded only where something is missing."""
    opened = cache(lambda: load(files))
    answers = {system: _answers(exam, files, system, opened) for system in systems}
    plain = _kept(exam, files, f"{systems[0].name}.plain", lambda: plain_bits(opened(), exam.lines, exam.limits))
    about = _kept(exam, files, f"{systems[0].name}.facts", lambda: facts(opened()))
    is_base = systems[0].kind is Kind.BASE
    habit = _kept(exam, files, "habit", lambda: _habit(opened(), exam)) if is_base else []
    return ModelAnswers(answers, plain, about, habit)


def _answers(exam: Evaluation, files: Files, system: System, opened: Callable[[], Loaded]) -> list[Prediction]:
    questions = _questions(exam, system)
    belongs = cache_key(files.version, precision_of(files), questions, exam.limits)
    with AnswerCache(exam.folder / f"{cache_name(system.name, belongs)}.jsonl", belongs) as kept:
        if len(kept.answers) < len(questions):
            with AnswerProgress(system.name, len(kept.answers), len(questions)) as progress:
                for batch in answer(opened(), questions, exam.limits, kept.answers):
                    kept.keep(batch)
                    progress.show(len(kept.answers))
                    exam.raise_if_stopped()
        return kept.of(questions)


def _questions(exam: Evaluation, system: System) -> list[Question]:
    if system.kind is not Kind.SHOTS:
        return [ask(task) for task in exam.tasks]
    choose, mark = choosing_shots(exam.train, exam.shots), mark_apart([*exam.train, *exam.tasks])
    return [ask(task, choose(task), mark) for task in exam.tasks]


def _habit(loaded: Loaded, exam: Evaluation) -> list[dict[str, str]]:
    """What the base writes after an instruction as it stands, and after the prompt that students are trained on."""
    tasks = exam.tasks[:_HABITS]
    limits = Limits(min(_HABIT_TOKENS, exam.limits.max_new_tokens), exam.limits.batch_size)
    plain = continue_texts(loaded, [user_turn(task) for task in tasks], limits)
    formatted = continue_texts(loaded, [prompt(task) for task in tasks], limits)
    return [
        {"instruction": user_turn(task), "reference": task.output, "plain": bare, "format": after}
        for task, bare, after in zip(tasks, plain, formatted, strict=True)
    ]


def _kept(exam: Evaluation, files: Files, name: str, compute: Callable[[], Any]) -> Any:
    """What is computed once for a model and these tasks, from its file where it is there."""
    belongs = {
        "model": files.version,
        "precision": precision_of(files),
        "max_new_tokens": exam.limits.max_new_tokens,
        "most_tokens": exam.limits.most_tokens,
        "lines": sha("\0".join(exam.lines)),
    }
    path = exam.folder / f"{cache_name(name, belongs)}.json"
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["belongs"] == belongs:
            return stored["value"]
    except (OSError, ValueError, KeyError, TypeError):
        pass  # it is not there, or no use: it can be computed again
    exam.raise_if_stopped()
    value = compute()
    write(path, json.dumps({"belongs": belongs, "value": value}, ensure_ascii=False) + "\n")
    return value
