"""`selfinstruct sft`: students trained on a dataset, beside a base model.

rows ─► split ─┬─► held-out tasks, for `compare`
               └─► training rows ─► base ─► steps ─► a student for each seed, and a control
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.stopping import Stop
from selfinstruct.runs.summary import columns
from selfinstruct.schema.task import Task
from selfinstruct.similarity.split import LINKED
from selfinstruct.storage.source import find_source
from selfinstruct.students.evaluation.systems import Kind, System
from selfinstruct.students.folder import StudentFolder, owned, read_held_out, read_train, student_folder
from selfinstruct.students.models.models import Base, Files, Loaded, Precision, find, load
from selfinstruct.students.models.tiny import build_model, build_tokenizer, pieces, plain_lines
from selfinstruct.students.options import SftOptions
from selfinstruct.students.split import ensure_split, read_tasks, split_identity
from selfinstruct.students.training import processes
from selfinstruct.students.training.artifacts import read_log
from selfinstruct.students.training.recipe import (
    BASE_SHARE,
    BUILT_IN,
    FULL,
    LORA,
    TINY,
    TINY_BASE,
    Recipe,
    Tuning,
    amended,
)
from selfinstruct.students.training.rows import training_rows
from selfinstruct.students.training.session import TrainingJob, run_job

_OF_LOG = ("data", "base_version", "hub", "revision", "four_bit", "processes")
"""Of the identity, in every log."""
_SHOWN = ("name", "steps", "rows", "tokens", "seconds", "sessions", "loss")
"""Of a log, in the summary."""
TINY_NOTE = (
    "the built-in base is a toy of under a million parameters: it shows that the pipeline works, and not what the "
    "data is worth to a real model"
)


@dataclass(frozen=True, slots=True)
class _Job:
    """An options whose folder and recipe are known, and whose rows are split; `about` is what all logs say."""

    options: SftOptions
    folder: StudentFolder
    recipe: Recipe
    train: Sequence[Task]
    about: dict[str, Any]
    stop: Stop
    say: Reporter


def sft(options: SftOptions, stop: Stop, say: Reporter) -> dict[str, Any]:
    """Train what is not trained yet; gives the numbers and names.

    Raises InputError, StorageError, a hub's errors or Interrupted; the same command goes on where it was.
    """
    options, say = replace(options, base=_named(options.base)), say if processes.is_main() else _silent
    recipe = _recipe(options)
    source = find_source(options.target)
    folder = student_folder(source, options.out)
    given = _given_base(options, say)
    with owned(folder) if processes.is_main() else nullcontext():
        with processes.main_first():
            tasks = read_tasks(source, stop, say)
            identity = _identity(options, recipe, tasks, given)
            ensure_split(folder, source, tasks, identity, options.force, stop, say)
        about = {name: identity[name] for name in _OF_LOG}
        job = _Job(options, folder, recipe, read_train(folder), about, stop, say)
        if idle := processes.idle_gpus():
            say(f"note: {idle} more GPUs are here; accelerate launch -m selfinstruct sft … trains on all of them")
        base = given or _built_in(job)
        for system in _systems(options):
            run_job(_student(job, base, system), folder, stop, job.say)
    return _summary(job)


def describe(summary: Mapping[str, Any]) -> str:
    """What `sft` gives as a short table for people."""
    lines = [
        ("rows", f"{summary['train']:,} for training, {summary['held_out']:,} held out"),
        *_left_out(summary),
        ("leak-free", f"nearest training row of a held-out task: ROUGE-L {summary['nearest_max']:.3f}, under {LINKED}"),
        ("base", f"{summary['base']} ({summary['tuning']} tuning)"),
    ]
    lines += [
        (each["name"], f"{each['steps']:,} steps in {each['seconds']:,.0f} s, loss {_from_to(each['loss'])}")
        for each in summary["trainings"]
    ]
    return columns([*lines, ("folder", summary["folder"])])


def _left_out(summary: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if missing := summary["train"] - min(each["rows"] for each in summary["trainings"]):
        yield "left out", f"{missing:,} rows ({missing / summary['train']:.0%}), longer than --max-length"


def _from_to(loss: Sequence[tuple[int, float]]) -> str:
    return f"{loss[0][1]:.2f} to {loss[-1][1]:.2f}" if loss else "not measured"


def _recipe(options: SftOptions) -> Recipe:
    """What is asked for on top of what goes well with the base. Raises InputError for what can't be meant."""
    if options.base == BUILT_IN and (options.four_bit or options.tuning is Tuning.LORA):
        raise InputError("the built-in base is trained whole: --lora and --4bit are for real models")
    if options.four_bit and options.tuning is Tuning.FULL:
        raise InputError("a model loaded in 4 bits can only be trained with --lora")
    for flag, value in (("--epochs", options.epochs), ("--learning-rate", options.learning_rate)):
        if value is not None and not 0 < value < math.inf:
            raise InputError(f"{flag} must be over 0, not {value:g}")
    usual = TINY if options.base == BUILT_IN else FULL if options.tuning is Tuning.FULL else LORA
    return amended(
        usual,
        options.budget,
        options.epochs,
        batch_size=options.batch_size,
        learning_rate=options.learning_rate,
        max_length=options.max_length,
    )


def _systems(options: SftOptions) -> Iterator[System]:
    for seed in range(options.seeds):
        yield System(Kind.STUDENT, seed)
    for seed in range(options.seeds if options.control else 0):
        yield System(Kind.CONTROL, seed)


def _identity(options: SftOptions, recipe: Recipe, tasks: Sequence[Task], given: Files | None) -> dict[str, Any]:
    """All that changes a student but its seed."""
    return {
        **split_identity(tasks, options.held_out, options.max_rows),
        "base": options.base,
        "base_version": given.version if given else BUILT_IN,
        **{name: getattr(options, name) for name in ("hub", "revision", "four_bit")},
        **asdict(recipe),
        "processes": processes.count(),
    }


def _named(base: str) -> str:
    """A folder by its whole path, so that other commands find it from elsewhere."""
    folder = Path(base).expanduser()
    return str(folder.resolve()) if base != BUILT_IN and folder.is_dir() else base


def _given_base(options: SftOptions, say: Reporter) -> Files | None:
    """The base that is asked for, downloaded where it is a hub's; None for the built-in one."""
    if options.base == BUILT_IN:
        return None
    with processes.main_first():
        return find(Base(options.base, options.hub, options.revision, options.four_bit), say)


def _built_in(job: _Job) -> Files:
    """The built-in base, made where it is not there yet."""
    job.say(f"note: {TINY_NOTE}")
    run_job(_tiny(job), job.folder, job.stop, job.say)
    return find(Base(str(job.folder.base)))


def _tiny(job: _Job) -> TrainingJob:
    """The built-in base, in proportion to a student's time."""
    lines = plain_lines(job.train)
    tokenizer = build_tokenizer(lines)
    recipe = replace(TINY_BASE, budget=BASE_SHARE * job.recipe.budget) if job.recipe.budget else TINY_BASE
    return TrainingJob(
        name="base",
        kind="base",
        seed=0,
        recipe=recipe,
        begin=lambda: Loaded(BUILT_IN, build_model(tokenizer), tokenizer, Precision.FLOAT32),
        rows=lambda tokenizer, longest: list(pieces(tokenizer, lines, longest)),
        about=job.about,
    )


def _student(job: _Job, base: Files, system: System) -> TrainingJob:
    """A student, or its control: of the same seed, on the same tasks and answers, these shuffled among the tasks."""
    seed = system.seed or 0
    shuffled = seed if system.kind is Kind.CONTROL else None
    return TrainingJob(
        name=system.name,
        kind="student",
        seed=seed,
        recipe=job.recipe,
        begin=lambda: load(base, in_full=job.recipe.tuning is Tuning.FULL),
        rows=lambda tokenizer, longest: training_rows(tokenizer, job.train, longest, shuffled),
        about=job.about,
    )


def _summary(job: _Job) -> dict[str, Any]:
    held_out = read_held_out(job.folder)
    logs = [read_log(job.folder.model(system)) for system in _systems(job.options)]
    return {
        "folder": str(job.folder.path),
        "base": job.options.base,
        "tuning": job.recipe.tuning,
        "train": len(job.train),
        "held_out": len(held_out),
        "nearest_max": max(held.nearest for held in held_out),
        "trainings": [{name: log[name] for name in _SHOWN} for log in logs],
    }


def _silent(_message: str) -> None:
    """What all but the main process say."""
