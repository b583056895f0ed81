"""Train a model on tokenized rows; a killed training resumes from its last checkpoint.

The number of steps is fixed before training starts. The result therefore does not depend on interruptions, and other
trainings can use the same number.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from safetensors import SafetensorError
from trl.trainer.sft_trainer import SFTTrainer

from selfinstruct.errors import InputError, StorageError
from selfinstruct.runs.stopping import Stop
from selfinstruct.students.models.device import is_out_of_memory
from selfinstruct.students.models.quiet import quiet
from selfinstruct.students.training import processes
from selfinstruct.students.training.callbacks import Monitor, Show, StepTimer
from selfinstruct.students.training.checkpoints import newest_checkpoint, read_time_spent
from selfinstruct.students.training.recipe import Recipe
from selfinstruct.students.training.trainer import TrainingSetup, build_trainer

MODEL = "model"
_ENDLESS = 10**9
"""Number of steps that is never reached while steps are timed."""
_TIMED_SHARE, _MAX_TIMED = 0.1, 60.0
"""Share of the budget that is spent on timing steps, and its maximum in seconds."""
_TORN_FILE = "inline_container.cc"
"""Part of torch's error message for a file that it could not write; the message does not state the cause."""


@dataclass(frozen=True, slots=True)
class Trained:
    """Training results. `tokens` includes padding; `seconds` and `sessions` are totals over all sessions.

    `loss` holds pairs of a step and the mean loss since the previous pair, in nats per token.
    """

    steps: int
    rows: int
    tokens: int
    seconds: float
    sessions: int
    loss: tuple[tuple[int, float], ...]


def steps_of(recipe: Recipe, rows: int, processes: int, seconds_per_step: float | None) -> int:
    """Return the number of steps that fit into the recipe's budget or that its epochs take."""
    if recipe.budget is not None:
        assert seconds_per_step is not None
        return max(1, int(recipe.budget / seconds_per_step))
    assert recipe.epochs is not None
    return max(1, round(recipe.epochs * math.ceil(rows / (recipe.batch_size * processes))))


def seconds_per_step(setup: TrainingSetup, recipe: Recipe, stop: Stop) -> float | None:
    """Measure how long a step takes; None if a stop was requested. Do not use the model afterwards.

    Raises the same errors as `train`.
    """
    assert recipe.budget is not None
    timer = StepTimer(min(_TIMED_SHARE * recipe.budget, _MAX_TIMED), stop)
    with quiet(), processes.distributed_errors(), _library_errors(setup.folder):
        build_trainer(setup, recipe, _ENDLESS, 0, timer).train()
    return timer.seconds_per_step


def train(setup: TrainingSetup, recipe: Recipe, steps: int, seed: int, stop: Stop, show: Show) -> Trained | None:
    """Train the model, from its newest complete checkpoint if there is one, and save it to the folder `model`.

    If a stop was requested, saves a checkpoint and returns None. Raises InputError if memory runs out, StorageError if
    a checkpoint or the model cannot be written.
    """
    checkpoint = newest_checkpoint(setup.folder)
    monitor = Monitor(stop, show, read_time_spent(checkpoint))
    with quiet(), processes.distributed_errors(), _library_errors(setup.folder):
        trainer = build_trainer(setup, recipe, steps, seed, monitor)
        trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
        state = trainer.state
        if state.global_step < steps:
            return None
        _save(trainer, setup.folder / MODEL)
    curve = tuple((int(entry["step"]), entry["loss"]) for entry in state.log_history if "loss" in entry)
    spent = monitor.time_spent
    return Trained(steps, len(setup.rows), state.num_input_tokens_seen, spent.seconds, spent.sessions, curve)


@contextmanager
def _library_errors(folder: Path) -> Iterator[None]:
    """Convert the errors that libraries raise for exhausted memory or a full disk to InputError and StorageError."""
    try:
        yield
    except Exception as error:
        if is_out_of_memory(error):
            raise InputError(
                "not enough memory for this training; use a smaller --batch-size or --max-length, or train with --lora "
                "(and --4bit)"
            ) from error
        if isinstance(error, OSError | SafetensorError) or _TORN_FILE in str(error):
            said = getattr(error, "strerror", None) or error
            raise StorageError(f"{folder}: cannot write a checkpoint ({said}); free disk space and resume") from error
        raise


def _save(trainer: SFTTrainer, folder: Path) -> None:
    if plugin := getattr(trainer.accelerator.state, "fsdp_plugin", None):
        plugin.set_state_dict_type("FULL_STATE_DICT")  # other programs cannot load a sharded model
    trainer.save_model(str(folder))
