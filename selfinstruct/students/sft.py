"""`selfinstruct sft`: train students on a dataset, to compare them with their base model.

rows ─► split ─┬─► held-out tasks, for `compare`
               └─► training rows ─► base ─► steps ─► a student and, on request, a control for each seed
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from selfinstruct.datasets.sources import source_of
from selfinstruct.errors import InputError
from selfinstruct.runs.progress import Reporter, silent
from selfinstruct.runs.stopping import Stop
from selfinstruct.runs.summary import columns
from selfinstruct.schema.task import Task
from selfinstruct.schema.thresholds import NEAR_DUPLICATE
from selfinstruct.students.folder import StudentFolder, locked, read_held_out, read_train, student_folder
from selfinstruct.students.models.find import find
from selfinstruct.students.models.names import ModelFiles, ModelRef
from selfinstruct.students.options import SftOptions
from selfinstruct.students.split import ensure_split, read_tasks, split_identity
from selfinstruct.students.systems import Kind, System
from selfinstruct.students.training import processes
from selfinstruct.students.training.artifacts import read_log
from selfinstruct.students.training.jobs import base_job, student_job
from selfinstruct.students.training.recipe import BUILT_IN, Recipe, Tuning, default_recipe, with_overrides
from selfinstruct.students.training.session import run_job

_LOGGED = ("data", "base_version", "hub", "revision", "four_bit", "processes")
"""Fields of the identity that are written to every log."""
_SUMMARISED = ("name", "steps", "rows", "tokens", "seconds", "sessions", "loss")
"""Fields of a log that are in the summary."""
TINY_NOTE = (
    "the built-in base has under a million parameters; it tests the pipeline and does not show how much the data "
    "improves a real model"
)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Options with the folder, recipe and training rows resolved; `log_extra` is added to every log."""

    options: SftOptions
    folder: StudentFolder
    recipe: Recipe
    train: Sequence[Task]
    log_extra: dict[str, Any]
    stop: Stop
    say: Reporter


def sft(options: SftOptions, stop: Stop, say: Reporter) -> dict[str, Any]:
    """Train all students that are not trained yet. Returns the summary that `--json` prints.

    Raises InputError, StorageError, HubRefused, HubUnreachable or Interrupted; repeat the same call to resume.
    """
    options, say = replace(options, base=_absolute(options.base)), say if processes.is_main() else silent
    recipe = _recipe(options)
    with processes.main_process_first():
        source = source_of(options.target, options.reading, say)
    folder = student_folder(source, options.out)
    given = _given_base(options, say)
    with locked(folder) if processes.is_main() else nullcontext():
        with processes.main_process_first():
            tasks = read_tasks(source, stop, say)
            identity = _identity(options, recipe, tasks, given)
            ensure_split(folder, source, tasks, identity, options.force, stop, say)
        log_extra = {name: identity[name] for name in _LOGGED}
        plan = _Plan(options, folder, recipe, read_train(folder), log_extra, stop, say)
        if idle := processes.idle_gpus():
            say(f"note: {idle} more GPUs are available; use all of them with: accelerate launch -m selfinstruct sft …")
        base = given or _built_in_base(plan)
        for system in _systems(options):
            job = student_job(system, base, plan.train, recipe, log_extra)
            run_job(job, folder, stop, say)
    return _summary(plan)


def describe(summary: Mapping[str, Any]) -> str:
    """Format the summary of `sft` as a short table."""
    nearest = f"ROUGE-L {summary['nearest_max']:.3f}, under {NEAR_DUPLICATE}"
    lines = [
        ("rows", f"{summary['train']:,} for training, {summary['held_out']:,} held out"),
        *_left_out(summary),
        ("leak-free", f"nearest training row of a held-out task: {nearest}"),
        ("base", f"{summary['base']} ({summary['tuning']} tuning)"),
    ]
    lines += [
        (each["name"], f"{each['steps']:,} steps in {each['seconds']:,.0f} s, loss {_first_to_last(each['loss'])}")
        for each in summary["trainings"]
    ]
    return columns([*lines, ("folder", summary["folder"])])


def _left_out(summary: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if missing := summary["train"] - min(each["rows"] for each in summary["trainings"]):
        yield "left out", f"{missing:,} rows ({missing / summary['train']:.0%}), longer than --max-length"


def _first_to_last(loss: Sequence[tuple[int, float]]) -> str:
    return f"{loss[0][1]:.2f} to {loss[-1][1]:.2f}" if loss else "not measured"


def _recipe(options: SftOptions) -> Recipe:
    """Return the default recipe for the base, overridden by the options. Raises InputError for conflicting options."""
    if options.base == BUILT_IN and (options.four_bit or options.tuning is Tuning.LORA):
        raise InputError("--lora and --4bit do not apply to the built-in base; choose another --base")
    if options.four_bit and options.tuning is Tuning.FULL:
        raise InputError("--4bit requires --lora; remove --full or --4bit")
    if options.budget is not None and options.epochs is not None:
        raise InputError("--budget and --epochs cannot be combined; remove one of them")
    for flag, value in (("--epochs", options.epochs), ("--learning-rate", options.learning_rate)):
        if value is not None and not 0 < value < math.inf:
            raise InputError(f"{flag} must be greater than 0, not {value:g}")
    return with_overrides(
        default_recipe(options.base, options.tuning),
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


def _identity(options: SftOptions, recipe: Recipe, tasks: Sequence[Task], given: ModelFiles | None) -> dict[str, Any]:
    """Return everything that determines a student except its seed."""
    return {
        **split_identity(tasks, options.held_out, options.max_rows),
        "base": options.base,
        "base_version": given.version if given else BUILT_IN,
        **{name: getattr(options, name) for name in ("hub", "revision", "four_bit")},
        **asdict(recipe),
        "processes": processes.count(),
    }


def _absolute(base: str) -> str:
    """Make a folder path absolute, so that `compare` finds it from any working directory; return other names as is."""
    folder = Path(base).expanduser()
    return str(folder.resolve()) if base != BUILT_IN and folder.is_dir() else base


def _given_base(options: SftOptions, say: Reporter) -> ModelFiles | None:
    """Return the base given in the options, downloaded if necessary; None for the built-in base."""
    if options.base == BUILT_IN:
        return None
    with processes.main_process_first():
        return find(ModelRef(options.base, options.hub, options.revision, options.four_bit), say)


def _built_in_base(plan: _Plan) -> ModelFiles:
    """Return the built-in base; train it if necessary."""
    plan.say(f"note: {TINY_NOTE}")
    run_job(base_job(plan.train, plan.recipe, plan.log_extra), plan.folder, plan.stop, plan.say)
    return find(ModelRef(str(plan.folder.base)))


def _summary(plan: _Plan) -> dict[str, Any]:
    held_out = read_held_out(plan.folder)
    logs = [read_log(plan.folder.model(system), _SUMMARISED) for system in _systems(plan.options)]
    return {
        "folder": str(plan.folder.path),
        "base": plan.options.base,
        "tuning": plan.recipe.tuning,
        "train": len(plan.train),
        "held_out": len(held_out),
        "nearest_max": max(held.nearest for held in held_out),
        "trainings": [{name: log[name] for name in _SUMMARISED} for log in logs],
    }
