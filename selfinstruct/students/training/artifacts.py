"""Save a trained model with its training log, and read the log."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from selfinstruct.errors import StorageError
from selfinstruct.schema.prompt_format import TEMPLATE
from selfinstruct.storage.stored_files import is_count, is_number, is_text, read_json, why_unreadable
from selfinstruct.students.folder import LOG_FILE, write_file
from selfinstruct.students.models.names import LoadedModel
from selfinstruct.students.training.recipe import Recipe
from selfinstruct.students.training.train import MODEL, Trained

LIBRARIES = ("torch", "transformers", "trl", "peft", "accelerate", "tokenizers")
_LEFTOVERS = ("training_args.bin", "README.md")
"""The trainer's pickled arguments, which no loader needs, and peft's model card, which is an unfilled template."""
_WEIGHTS = "*model*.safetensors"
"""Weight files of a complete model (one or several) or of an adapter."""


def work_folder(target: Path) -> Path:
    """Return the folder in which a model is trained before it is moved to `target`."""
    return target.with_name(f"{target.name}.work")


def is_trained(target: Path) -> bool:
    """Return True if the model exists. It is moved to `target` only when it is complete."""
    return (target / LOG_FILE).exists()


def save_model(target: Path, log: Mapping[str, Any]) -> None:
    """Move a trained model and its log to `target`. Raises StorageError; the checkpoints then stay in place."""
    made = work_folder(target) / MODEL
    if not any(made.glob(_WEIGHTS)):
        raise StorageError(
            f"{made}: the training finished, but no weights were written; configure accelerate to save full models, "
            "then run the same command to resume from the last checkpoint"
        )
    try:
        for name in _LEFTOVERS:
            (made / name).unlink(missing_ok=True)
        write_file(made / LOG_FILE, json.dumps(log, ensure_ascii=False, indent=2) + "\n")
        made.replace(target)
    except OSError as error:
        raise StorageError(f"{target}: cannot move the model to its folder ({error.strerror})") from error
    clear_work(target)


def clear_work(target: Path) -> None:
    """Remove the work folder of a model, if it exists."""
    shutil.rmtree(work_folder(target), ignore_errors=True)


def read_log(target: Path, needed: Collection[str] = ()) -> dict[str, Any]:
    """Return the training log of a model. Raises StorageError, also if a needed field is missing."""
    path = target / LOG_FILE
    try:
        log = read_json(path)
    except (OSError, ValueError) as error:
        raise StorageError(
            f"{path}: cannot read the file ({why_unreadable(error)}); remove {target} and run selfinstruct sft again"
        ) from error
    if not isinstance(log, dict) or (wrong := [name for name in (*needed, *_LOG) if not _is_right(log, name, needed)]):
        what = f"the field {wrong[0]} is missing or wrong" if isinstance(log, dict) else "not a training log"
        raise StorageError(f"{path}: {what}; remove {target} and run selfinstruct sft again")
    return log


def _is_right(log: Mapping[str, Any], name: str, needed: Collection[str]) -> bool:
    return _LOG[name](log[name]) if name in log and name in _LOG else name in log or name not in needed


def _is_loss(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(point, list) and len(point) == 2 and is_count(point[0]) and isinstance(point[1], float | int)
        for point in value
    )


_LOG: Mapping[str, Callable[[object], bool]] = {
    **dict.fromkeys(("name", "tuning"), is_text),
    **dict.fromkeys(("seed", "steps", "rows", "tokens", "sessions", "batch_size", "max_length"), is_count),
    **dict.fromkeys(("seconds", "learning_rate"), is_number),
    "loss": _is_loss,
}
"""Checks of the fields that `sft` and `compare` read from a training log."""


def training_log(name: str, seed: int, loaded: LoadedModel, recipe: Recipe, trained: Trained) -> dict[str, Any]:
    """Return the content of `train_log.json`: everything needed to reproduce the training, and the loss curve."""
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
