"""A training from its first step to a model in its place, over any number of sessions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import PreTrainedTokenizerBase

from selfinstruct.errors import InputError, Interrupted
from selfinstruct.progress import TrainingProgress
from selfinstruct.stopping import Stop
from selfinstruct.student import processes
from selfinstruct.student.finished import is_finished, keep, log_of, work_folder
from selfinstruct.student.folder import StudentFolder
from selfinstruct.student.models import Loaded
from selfinstruct.student.recipe import Recipe, Tuning
from selfinstruct.student.training import Place, Rows, seconds_a_step, steps_of, train

Say = Callable[[str], None]

_STOPPED = "stopped; the checkpoint is kept, and the same command goes on"


@dataclass(frozen=True, slots=True)
class Making:
    """What is to be made: the model that `begin` gives, trained on rows by a recipe, under a name in the folder.

    `kind` are those trainings that have as many steps as this one; `about` is what the log says besides.
    """

    name: str
    kind: str
    seed: int
    recipe: Recipe
    begin: Callable[[], Loaded]
    rows: Callable[[PreTrainedTokenizerBase], Rows]
    about: dict[str, Any]


def make(making: Making, folder: StudentFolder, stop: Stop, say: Say) -> None:
    """Make it, unless it is there; from its last checkpoint, where it was begun. Raises Interrupted."""
    target = folder.path / making.name
    if is_finished(target):
        say(f"{making.name}: trained already")
        return
    steps = _steps(making, folder, say)
    place = _place(making, work_folder(target))
    with TrainingProgress(making.name, steps) as progress:
        trained = train(place, making.recipe, steps, making.seed, stop, progress.show)
    if trained is None:
        raise Interrupted(_STOPPED)
    if processes.is_main():
        keep(target, log_of(making.name, making.seed, place.loaded, making.recipe, trained) | making.about)
    processes.wait()


def _place(making: Making, work: Path) -> Place:
    """Model and rows. Raises InputError where no row is short enough."""
    loaded = making.begin()
    if making.recipe.tuning is Tuning.FULL:
        # In bfloat16 small changes of a weight would be rounded away; a GPU computes the steps in it all the same.
        loaded.model.to(torch.float32)  # type: ignore[arg-type]
    rows = making.rows(loaded.tokenizer)
    if not rows:
        raise InputError(f"no row has {making.recipe.max_length:,} tokens or fewer; give a larger --max-length")
    return Place(loaded, rows, work)


def _steps(making: Making, folder: StudentFolder, say: Say) -> int:
    """How many steps there are: found once for each kind, so that students and controls do as many."""
    if (known := folder.steps(making.kind)) is not None:
        return known
    place = _place(making, work_folder(folder.path / "timing"))
    seconds = None
    if making.recipe.budget is not None:
        say(f"{making.name}: finding out how many steps fit into {making.recipe.budget:,.0f} s")
        seconds = seconds_a_step(place, making.recipe)
    if processes.is_main():
        folder.store_steps(making.kind, steps_of(making.recipe, len(place.rows), processes.count(), seconds))
    processes.wait()
    return folder.steps(making.kind) or 1
