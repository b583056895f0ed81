"""A training that came to its end: the model takes its place, with a log of how it came about."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from selfinstruct.errors import StorageError
from selfinstruct.schema.prompt_format import TEMPLATE
from selfinstruct.students.folder import LOG_FILE, write
from selfinstruct.students.models.models import Loaded
from selfinstruct.students.training.recipe import Recipe
from selfinstruct.students.training.train import MODEL, Trained

LIBRARIES = ("torch", "transformers", "trl", "peft", "accelerate", "tokenizers")
_LEFTOVERS = ("training_args.bin", "README.md")
"""Pickled settings of a machine, which no loader needs, and an adapter's card that nobody has filled in."""
_WEIGHTS = "*model*.safetensors"
"""Of a whole model, in one file or several, or of an adapter."""


def work_folder(target: Path) -> Path:
    """Where a model is trained before it takes its place."""
    return target.with_name(f"{target.name}.work")


def is_finished(target: Path) -> bool:
    """Whether a model is there; it comes whole or not at all."""
    return (target / LOG_FILE).exists()


def save_model(target: Path, log: Mapping[str, Any]) -> None:
    """Put what was trained in its place, with its log. Raises StorageError; then the checkpoints are still there."""
    made = work_folder(target) / MODEL
    if not any(made.glob(_WEIGHTS)):
        raise StorageError(
            f"{made}: the training has come to its end, but no weights were written here; set accelerate to save "
            "whole models, then the same command goes on from the last checkpoint"
        )
    try:
        for name in _LEFTOVERS:
            (made / name).unlink(missing_ok=True)
        write(made / LOG_FILE, json.dumps(log, ensure_ascii=False, indent=2) + "\n")
        made.replace(target)
    except OSError as error:
        raise StorageError(f"{target}: the model cannot be put in its place ({error.strerror})") from error
    clear_work(target)


def clear_work(target: Path) -> None:
    """Remove what is left of the work on it, if there is any."""
    shutil.rmtree(work_folder(target), ignore_errors=True)


def read_log(target: Path) -> dict[str, Any]:
    """How a model was trained. Raises StorageError."""
    path = target / LOG_FILE
    try:
        log: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StorageError(
            f"{path}: cannot be read ({error}); remove {target} and run selfinstruct sft again"
        ) from error
    return log


def log_of(name: str, seed: int, loaded: Loaded, recipe: Recipe, trained: Trained) -> dict[str, Any]:
    """What `train_log.json` says: enough to train the same model again, and the curve of its loss."""
    return {
        "name": name,
        "seed": seed,
        "base": loaded.name,
        "precision": loaded.precision,
        "template": TEMPLATE,
        **asdict(recipe),
        **asdict(trained),
        "versions": {library: version(library) for library in ("selfinstruct", *LIBRARIES)},
    }
