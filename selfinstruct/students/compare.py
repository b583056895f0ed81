"""`selfinstruct compare`: evaluate a base model and its students on tasks that were held out of training.

held-out tasks ─► base, base with demonstrations, students, controls ─► answers ─┬─► numbers ─► compare.json
                                                                                 └─► page, AlpacaEval files
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from selfinstruct.datasets.sources import source_of
from selfinstruct.errors import InputError
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.stopping import Stop
from selfinstruct.runs.summary import columns
from selfinstruct.storage.source import Source
from selfinstruct.students.alpaca_eval import write_alpaca_eval
from selfinstruct.students.evaluation.comparison import compare_answers
from selfinstruct.students.evaluation.table import describe
from selfinstruct.students.evaluation_page.page import render
from selfinstruct.students.folder import (
    StudentFolder,
    data_hash,
    locked,
    read_held_out,
    read_train,
    student_folder,
    write_file,
)
from selfinstruct.students.held_out import HeldOut
from selfinstruct.students.held_out_split import split_numbers
from selfinstruct.students.inference.collect_answers import Evaluation, ModelAnswers, collect_answers
from selfinstruct.students.inference.decoding import decoding_of
from selfinstruct.students.inference.questions import Limits
from selfinstruct.students.options import DEFAULT_HELD_OUT, CompareOptions
from selfinstruct.students.participants import Participants, find_participants
from selfinstruct.students.split import ensure_split, read_tasks, split_identity
from selfinstruct.students.training.artifacts import LIBRARIES

PAGE, NUMBERS = "compare.html", "compare.json"
_STOPPED = "stopped; the answers so far are kept, run the same command to resume"


@dataclass(frozen=True, slots=True)
class Compared:
    """The folder of a comparison and its numbers, in the layout of `compare.json`."""

    folder: Path
    numbers: dict[str, Any]

    def describe(self) -> str:
        """Format a short table for the terminal."""
        lines = [("page", str(self.folder / PAGE)), ("numbers", str(self.folder / NUMBERS))]
        return f"{describe(self.numbers)}\n{columns(lines)}"


def compare(options: CompareOptions, stop: Stop, say: Reporter) -> Compared:
    """Collect all answers, compare them, and write the page, the numbers and the AlpacaEval files.

    Answers are stored as they arrive, so that the same call resumes an interrupted comparison. Raises InputError,
    StorageError, HubRefused, HubUnreachable or Interrupted.
    """
    limits = Limits(options.max_new_tokens, decoding=decoding_of(options))
    source = source_of(options.target, options.reading, say)
    folder = student_folder(source, options.out)
    _check(options, source, folder)
    with locked(folder):
        settings = _settings(options, source, folder, stop, say)
        stop.explain(_STOPPED)
        held_out = read_held_out(folder)
        evaluation = _evaluation(options, folder, held_out, limits, stop, say)
        participants = find_participants(options, folder, settings["identity"], evaluation.shots > 0, say)
        collected = [collect_answers(evaluation, files, systems) for files, systems in participants.models.items()]
        answers = {system: found for one in collected for system, found in one.answers.items()}
        plain = {system: one.plain for one in collected for system in one.answers}
        compared = compare_answers(evaluation.held_out, answers, plain, evaluation.shots, evaluation.raise_if_stopped)
        split = split_numbers(settings["wanted"], evaluation.train, held_out) | {"known": not options.students}
        numbers = compared.numbers | _about(settings, participants, evaluation, collected[0]) | {"split": split}
        write_file(folder.path / PAGE, render(numbers, compared.rows))
        write_file(folder.path / NUMBERS, json.dumps(numbers, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
        write_alpaca_eval(folder.alpaca_eval, evaluation.tasks, answers)
    return Compared(folder.path, numbers)


def _check(options: CompareOptions, source: Source, folder: StudentFolder) -> None:
    """Raise InputError if the options leave nothing to compare."""
    if options.base and not options.students:
        raise InputError(
            "--base requires --student: the students of a folder are always compared with the base they were trained on"
        )
    if not folder.exists and not options.base:
        raise InputError(
            f"{folder.path}: no students found; train some with selfinstruct sft {source.place}, or pass --base and "
            "--student to compare existing models"
        )


def _settings(
    options: CompareOptions, source: Source, folder: StudentFolder, stop: Stop, say: Reporter
) -> dict[str, Any]:
    """Read the settings of the folder. A new folder, for students that were trained elsewhere, is split first."""
    tasks = read_tasks(source, stop, say)
    if (settings := folder.settings()) is None:
        ensure_split(folder, source, tasks, split_identity(tasks, DEFAULT_HELD_OUT, None), False, stop, say)
        settings = folder.settings() or {}
    folder.require(settings, "identity", "dataset", "wanted")
    folder.require(settings["identity"], "data")
    if settings["identity"]["data"] != data_hash(tasks):
        say(
            f"note: {source.place} has changed since {folder.path} was created; the held-out tasks come from the old "
            "rows"
        )
    if options.students:
        say("note: the training data of these students is unknown; it may contain some of the held-out tasks")
    return settings


def _evaluation(
    options: CompareOptions,
    folder: StudentFolder,
    held_out: Sequence[HeldOut],
    limits: Limits,
    stop: Stop,
    say: Reporter,
) -> Evaluation:
    train = read_train(folder)
    if (shots := min(options.shots, len(train))) < options.shots:
        say(f"note: the training set has only {shots} rows; the base gets {shots} demonstrations, not {options.shots}")
    return Evaluation(
        folder=folder.path / "answers",
        held_out=held_out[: options.tasks],
        train=train,
        shots=shots,
        limits=limits,
        raise_if_stopped=stop.raise_if_stopped,
        say=say,
    )


def _about(
    settings: Mapping[str, Any], participants: Participants, evaluation: Evaluation, base: ModelAnswers
) -> dict[str, Any]:
    """Return the dataset, models, settings and versions that the page shows next to the comparison."""
    return {
        "program": version("selfinstruct"),
        "made": datetime.now().astimezone().isoformat(" ", "minutes"),
        "dataset": {"name": settings["dataset"], "rows": settings.get("rows")},
        "tiny": participants.is_tiny,
        "base": base.facts,
        "training": participants.trainings(),
        "habit": base.habit,
        "limits": {
            "max_new_tokens": evaluation.limits.max_new_tokens,
            "shots": evaluation.shots,
            "decoding": evaluation.limits.decoding.describe(),
        },
        "versions": {name: version(name) for name in LIBRARIES},
    }
