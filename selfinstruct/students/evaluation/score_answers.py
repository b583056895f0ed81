"""Scoring of the answers of all systems to the held-out tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import nan
from operator import eq
from typing import TypeVar

import numpy as np

from selfinstruct.students.evaluation.checkable import is_checkable, normalise
from selfinstruct.students.evaluation.echoes import is_echo
from selfinstruct.students.evaluation.intervals import Floats
from selfinstruct.students.evaluation.rouge import Score, rouge_l, tokens_of
from selfinstruct.students.evaluation.scores import Behaviour, Metric, Scored, Scores
from selfinstruct.students.evaluation.shuffled_baseline import NO_AUTHOR, Indices, permute
from selfinstruct.students.held_out import HeldOut
from selfinstruct.students.systems import Kind, Prediction, System

Answers = Mapping[System, Sequence[Prediction]]
Form = TypeVar("Form")
"""The form in which texts are compared: normalised text, or tokens."""


def score_answers(held_out: Sequence[HeldOut], answers: Answers, raise_if_stopped: Callable[[], None]) -> Scored:
    """Score all answers. `raise_if_stopped` is called often. Raises ValueError as `compare_answers` does."""
    _check_tasks(held_out)
    if System(Kind.BASE) not in answers or not any(system.kind is Kind.STUDENT for system in answers):
        raise ValueError("a comparison needs the answers of the base and of at least one student")
    listed = {system: _in_order(held_out, system, answers[system]) for system in sorted(answers, key=_rank)}
    checkable = np.flatnonzero([is_checkable(one.task) for one in held_out])
    score = rouge_l(raise_if_stopped)
    metrics = {
        Metric.EXACT_MATCH: _scores(Metric.EXACT_MATCH, checkable, held_out, listed, normalise, eq),
        Metric.ROUGE_L: _scores(Metric.ROUGE_L, np.arange(len(held_out)), held_out, listed, tokens_of, score),
    }
    return Scored(held_out, listed, metrics, {system: _behaviour(held_out, listed[system], score) for system in listed})


def _check_tasks(held_out: Sequence[HeldOut]) -> None:
    if not held_out:
        raise ValueError("no held-out tasks; a comparison needs at least one")
    if len({one.task.id for one in held_out}) < len(held_out):
        raise ValueError("duplicate id among the held-out tasks; ids must be unique")
    for one in held_out:
        if one.task.task_type is None:
            raise ValueError(f"task {one.task.id!r}: missing task type; the breakdown by type needs one")
        if not 0 <= one.nearest <= 1:
            raise ValueError(f"task {one.task.id!r}: `nearest` must be in [0, 1], not {one.nearest}")


def _rank(system: System) -> tuple[int, int]:
    return list(Kind).index(system.kind), -1 if system.seed is None else system.seed


def _in_order(held_out: Sequence[HeldOut], system: System, answers: Sequence[Prediction]) -> list[Prediction]:
    """Return a system's answers in the order of the tasks. Raises ValueError unless there is exactly one per task."""
    by_id = {answer.task_id: answer for answer in answers}
    missing = [one.task.id for one in held_out if one.task.id not in by_id]
    if missing:
        raise ValueError(f"{system.name}: {len(missing):,} unanswered held-out tasks, the first is {missing[0]!r}")
    if len(answers) > len(held_out):
        raise ValueError(
            f"{system.name}: {len(answers):,} answers to {len(held_out):,} held-out tasks, expected one each"
        )
    return [by_id[one.task.id] for one in held_out]


def _scores(
    metric: Metric,
    tasks: Indices,
    held_out: Sequence[HeldOut],
    answers: Answers,
    form: Callable[[str], Form],
    score: Callable[[Form, Form], float],
) -> Scores:
    """Score the answers of all systems to these tasks. Answers of students are also scored after permuting them."""
    references = [form(held_out[task].task.output) for task in tasks]
    authors = permute([held_out[task].task.task_type for task in tasks])
    own, permuted = {}, {}
    for system, given in answers.items():
        written = [form(given[task].text) for task in tasks]
        own[system] = _column(map(score, references, written))
        if system.kind is Kind.STUDENT:
            columns = [_permuted(score, references, written, permutation) for permutation in authors.T]
            permuted[system] = np.column_stack(columns)
    return Scores(metric, tasks, own, permuted)


def _permuted(
    score: Callable[[Form, Form], float], references: Sequence[Form], written: Sequence[Form], authors: Indices
) -> Floats:
    pairs = zip(references, authors, strict=True)
    return _column(nan if author == NO_AUTHOR else score(reference, written[author]) for reference, author in pairs)


def _behaviour(held_out: Sequence[HeldOut], answers: Sequence[Prediction], score: Score) -> Behaviour:
    pairs = zip(held_out, answers, strict=True)
    return Behaviour(
        nats=_column(answer.nats for answer in answers),
        tokens=_column(answer.tokens for answer in answers),
        characters=_column(len(one.task.output) for one in held_out),
        stopped=_column(answer.stopped for answer in answers),
        echoed=_column(is_echo(one.task, answer, score) for one, answer in pairs),
    )


def _column(values: Iterable[float]) -> Floats:
    return np.fromiter(values, dtype=np.float64)
