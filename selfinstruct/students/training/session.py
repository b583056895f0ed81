"""A training from its first step to a model in its place, over any number of sessions."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
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
from selfinstruct.students.models.models import Loaded
from selfinstruct.students.training import processes
from selfinstruct.students.training.artifacts import clear_work, is_finished, log_of, save_model, work_folder
from selfinstruct.students.training.recipe import Recipe
from selfinstruct.students.training.train import Rows, Show, TrainingSetup, seconds_a_step, steps_of, train

_STOPPED = "stopped; the checkpoint is kept, and the same command goes on"
_STOPPED_BETWEEN = "stopped between two trainings; what is trained is kept, and the same command goes on"


@dataclass(frozen=True, slots=True)
class TrainingJob:
    """What is to be made: the model that `begin` gives, trained on rows by a recipe, under a name in the folder.

    `rows` gives those of at most so many tokens. `kind` are those trainings that have as many steps as this one;
    `about` is what the log says besides.
    """

    name: str
    kind: str
    seed: int
    recipe: Recipe
    begin: Callable[[], Loaded]
    rows: Callable[[PreTrainedTokenizerBase, int], Rows]
    about: dict[str, Any]


def run_job(making: TrainingJob, folder: StudentFolder, stop: Stop, say: Reporter) -> None:
    """Make it, unless it is there; from its last checkpoint, where it was begun.

    Of several processes all must call it. Raises InputError, StorageError or Interrupted.
    """
    if processes.any_of(stop.requested):
        _leave(_STOPPED_BETWEEN)
    target = folder.path / making.name
    if is_finished(target):
        _clear(target)
        say(f"{making.name}: trained already")
        return
    known = folder.steps(making.kind)
    processes.wait()  # until all have read it, as one of them is going to write it
    seconds = _timed(making, folder, stop, say) if known is None and making.recipe.budget is not None else None
    place = _place(making, work_folder(target))
    steps = known or _fixed(making, folder, len(place.rows), seconds)
    with _shown(making.name, steps) as show:
        trained = train(place, making.recipe, steps, making.seed, stop, show)
    if trained is None:
        _leave(_STOPPED)
    if processes.is_main():
        save_model(target, log_of(making.name, making.seed, place.loaded, making.recipe, trained) | making.about)
    processes.wait()


def _leave(why: str) -> NoReturn:
    """Stop, of which one of the processes tells; they have agreed on it."""
    if processes.is_main():
        raise Interrupted(why)
    raise SystemExit(Interrupted.exit_code)


def _timed(making: TrainingJob, folder: StudentFolder, stop: Stop, say: Reporter) -> float:
    """The seconds of a step. Raises Interrupted."""
    say(f"{making.name}: finding out how many steps fit into {making.recipe.budget:,.0f} s")
    target = folder.path / "timing"
    seconds = seconds_a_step(_place(making, work_folder(target)), making.recipe, stop)
    _clear(target)
    if seconds is None:
        _leave(_STOPPED_BETWEEN)
    return seconds


def _fixed(making: TrainingJob, folder: StudentFolder, rows: int, seconds: float | None) -> int:
    """How many steps there are: found once for each kind, so that students and controls do as many."""
    if processes.is_main():
        folder.store_steps(making.kind, steps_of(making.recipe, rows, processes.count(), seconds))
    processes.wait()
    steps = folder.steps(making.kind)
    assert steps is not None
    return steps


def _place(making: TrainingJob, work: Path) -> TrainingSetup:
    """Model and rows. Raises InputError where no row is short enough."""
    _free()
    loaded = making.begin()
    longest = min(making.recipe.max_length, loaded.positions or making.recipe.max_length)
    rows = making.rows(loaded.tokenizer, longest)
    if not rows:
        raise InputError(f"no row has {longest:,} tokens or fewer; give a larger --max-length")
    return TrainingSetup(loaded, rows, work)


def _free() -> None:
    """Make room where the model before was: a trainer and its parts hold each other, and a GPU's memory is kept."""
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _clear(target: Path) -> None:
    if processes.is_main():
        clear_work(target)


@contextmanager
def _shown(name: str, steps: int) -> Iterator[Show]:
    """A bar, by one of the processes."""
    if not processes.is_main():
        yield lambda _step, _loss: None
        return
    with TrainingProgress(name, steps) as progress:
        yield progress.show
