"""Run a training job to its end, in one or several sessions, and save the model and its log."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import torch
from transformers import PreTrainedTokenizerBase

from selfinstruct.errors import InputError, Interrupted
from selfinstruct.runs.progress import Reporter, TrainingProgress
from selfinstruct.runs.stopping import Stop
from selfinstruct.students.folder import StudentFolder
from selfinstruct.students.models.names import LoadedModel
from selfinstruct.students.training import processes
from selfinstruct.students.training.artifacts import clear_work, is_trained, save_model, training_log, work_folder
from selfinstruct.students.training.callbacks import Show
from selfinstruct.students.training.recipe import Recipe
from selfinstruct.students.training.train import seconds_per_step, steps_of, train
from selfinstruct.students.training.trainer import Rows, TrainingSetup

_STOPPED = "stopped; the checkpoint is saved, run the same command to resume"
_STOPPED_BETWEEN = "stopped between two trainings; finished models are saved, run the same command to resume"


@dataclass(frozen=True, slots=True)
class TrainingJob:
    """A model to train with a recipe and to save as `name` in the student folder.

    `load_model` returns the model to start from; `build_rows` takes the tokenizer and the maximum length in tokens and
    returns the rows. Trainings of the same `kind` have the same number of steps. `log_extra` is added to the log.
    """

    name: str
    kind: str
    seed: int
    recipe: Recipe
    load_model: Callable[[], LoadedModel]
    build_rows: Callable[[PreTrainedTokenizerBase, int], Rows]
    log_extra: Mapping[str, Any]


def run_job(job: TrainingJob, folder: StudentFolder, stop: Stop, say: Reporter) -> None:
    """Train a job's model, from the last checkpoint if there is one. Does nothing if the model is already trained.

    All processes of a distributed training must call this function. Raises InputError, StorageError or Interrupted.
    """
    if processes.any_of(stop.requested):
        _leave(_STOPPED_BETWEEN)
    target = folder.path / job.name
    if is_trained(target):
        _clear(target)
        say(f"{job.name}: already trained")
        return
    known = folder.steps(job.kind)
    processes.wait()  # all processes must have read the steps before the main process writes them
    seconds = _time_steps(job, folder, stop, say) if known is None and job.recipe.budget is not None else None
    setup = _set_up(job, work_folder(target))
    steps = known or _fix_steps(job, folder, len(setup.rows), seconds)
    with _progress(job.name, steps, say) as show:
        trained = train(setup, job.recipe, steps, job.seed, stop, show)
    if trained is None:
        _leave(_STOPPED)
    if processes.is_main():
        save_model(target, training_log(job.name, job.seed, setup.loaded, job.recipe, trained) | dict(job.log_extra))
    processes.wait()


def _leave(why: str) -> NoReturn:
    """End this process after all processes agreed to stop. Only the main process reports why."""
    if processes.is_main():
        raise Interrupted(why)
    raise SystemExit(Interrupted.exit_code)


def _time_steps(job: TrainingJob, folder: StudentFolder, stop: Stop, say: Reporter) -> float:
    """Measure the seconds per step. Raises Interrupted."""
    say(f"{job.name}: measuring how many steps fit into {job.recipe.budget:,.0f} s")
    target = folder.path / "timing"
    seconds = seconds_per_step(_set_up(job, work_folder(target)), job.recipe, stop)
    _clear(target)
    if seconds is None:
        _leave(_STOPPED_BETWEEN)
    return seconds


def _fix_steps(job: TrainingJob, folder: StudentFolder, rows: int, seconds: float | None) -> int:
    """Determine and store the number of steps for this kind of job; students and controls use the same number."""
    if processes.is_main():
        folder.store_steps(job.kind, steps_of(job.recipe, rows, processes.count(), seconds))
    processes.wait()
    steps = folder.steps(job.kind)
    assert steps is not None
    return steps


def _set_up(job: TrainingJob, work: Path) -> TrainingSetup:
    """Load the model and build the rows. Raises InputError if all rows are too long."""
    _free_memory()
    loaded = job.load_model()
    max_length = min(job.recipe.max_length, loaded.positions or job.recipe.max_length)
    rows = job.build_rows(loaded.tokenizer, max_length)
    if not rows:
        raise InputError(f"all rows have more than {max_length:,} tokens; increase --max-length")
    return TrainingSetup(loaded, rows, work)


def _free_memory() -> None:
    """Release the previous model: a trainer has reference cycles, and torch caches GPU memory."""
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _clear(target: Path) -> None:
    if processes.is_main():
        clear_work(target)


@contextmanager
def _progress(name: str, steps: int, say: Reporter) -> Iterator[Show]:
    """Show the progress in the main process."""
    if not processes.is_main():
        yield lambda _step, _loss: None
        return
    with TrainingProgress(name, steps, say) as progress:
        yield progress.show
