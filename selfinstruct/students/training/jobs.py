"""Define the training jobs of the built-in base, the students and their controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from selfinstruct.schema.task import Task
from selfinstruct.students.models.load import load
from selfinstruct.students.models.names import LoadedModel, ModelFiles, Precision
from selfinstruct.students.models.tiny import build_model, build_tokenizer, pieces, plain_lines
from selfinstruct.students.systems import Kind, System
from selfinstruct.students.training.recipe import BASE_SHARE, BUILT_IN, TINY_BASE, Recipe, Tuning
from selfinstruct.students.training.rows import training_rows
from selfinstruct.students.training.session import TrainingJob


def base_job(train: Sequence[Task], recipe: Recipe, log_extra: Mapping[str, Any]) -> TrainingJob:
    """Return the job that pre-trains the built-in base on the texts of the rows, for a share of a student's budget."""
    lines = plain_lines(train)
    tokenizer = build_tokenizer(lines)
    return TrainingJob(
        name="base",
        kind="base",
        seed=0,
        recipe=replace(TINY_BASE, budget=BASE_SHARE * recipe.budget) if recipe.budget else TINY_BASE,
        load_model=lambda: LoadedModel(BUILT_IN, build_model(tokenizer), tokenizer, Precision.FLOAT32),
        build_rows=lambda tokenizer, max_length: list(pieces(tokenizer, lines, max_length)),
        log_extra=log_extra,
    )


def student_job(
    system: System, base: ModelFiles, train: Sequence[Task], recipe: Recipe, log_extra: Mapping[str, Any]
) -> TrainingJob:
    """Return the job of a student or a control. A control is trained on the same answers, shuffled among the tasks."""
    seed = system.seed or 0
    shuffled = seed if system.kind is Kind.CONTROL else None
    return TrainingJob(
        name=system.name,
        kind="student",
        seed=seed,
        recipe=recipe,
        load_model=lambda: load(base, in_full=recipe.tuning is Tuning.FULL),
        build_rows=lambda tokenizer, max_length: training_rows(tokenizer, train, max_length, shuffled),
        log_extra=log_extra,
    )
