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
from selfinstruct.student.folder import LOG, write
from selfinstruct.student.models import Loaded
from selfinstruct.student.recipe import Recipe
from selfinstruct.student.training import MODEL, Trained
from selfinstruct.turns import TEMPLATE

LIBRARIES = ("torch", "transformers", "trl", "peft", "accelerate", "tokenizers")
_LEFTOVERS = ("training_args.bin",)
"""Pickled settings of a machine, which no loader needs."""


def work_folder(target: Path) -> Path:
    """Where a model is trained before it takes its place."""
    return target.with_name(f"{target.name}.work")


def is_finished(target: Path) -> bool:
    """Whether a model is there; it comes whole or not at all."""
    return (target / LOG).exists()


def keep(target: Path, log: Mapping[str, Any]) -> None:
    """Put what was trained in its place, with its log. Raises StorageError."""
    made = work_folder(target) / MODEL
    try:
        for name in _LEFTOVERS:
            (made / name).unlink(missing_ok=True)
        write(made / LOG, json.dumps(log, ensure_ascii=False, indent=2) + "\n")
        made.replace(target)
        shutil.rmtree(work_folder(target))
    except OSError as error:
        raise StorageError(f"{target}: the model cannot be put in its place ({error.strerror})") from error


def read_log(target: Path) -> dict[str, Any]:
    """How a model was trained. Raises StorageError."""
    path = target / LOG
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
