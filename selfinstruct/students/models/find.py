"""Find the files of a model and their version, in a local folder or on a hub."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path

from selfinstruct.errors import InputError
from selfinstruct.runs.progress import Reporter, silent
from selfinstruct.schema.hub import Hub
from selfinstruct.storage.regular_files import open_regular
from selfinstruct.storage.stored_files import read_json
from selfinstruct.students.models import huggingface, modelscope
from selfinstruct.students.models.device import check_four_bit
from selfinstruct.students.models.names import ADAPTER_CONFIG, ADAPTER_WEIGHTS, CONFIG_FILE, ModelFiles, ModelRef

_VERSIONED = (*huggingface.SMALL, "*.safetensors", huggingface.PICKLED)
"""Files that are part of a model and that its version depends on."""
_NOT_VERSIONED = frozenset({"train_log.json", "trainer_state.json"})


def find(model: ModelRef, say: Reporter = silent) -> ModelFiles:
    """Return the files of a complete model, downloading them if they are not in the hub's cache.

    Raises InputError if the folder does not exist or holds no model, HubRefused or HubUnreachable if a download fails.
    """
    if model.four_bit:
        check_four_bit()
    return _whole(model, *_locate(model, say))


def find_student(student: ModelRef, base: ModelFiles, say: Reporter = silent) -> ModelFiles:
    """Return the files of a student: a complete model, or an adapter for `base`. Raises the same errors as `find`.

    Reports an adapter that was trained on a different base: if the shapes match, it would load without an error.
    """
    folder, version = _locate(student, say)
    if not (folder / ADAPTER_CONFIG).exists():
        return _whole(student, folder, version)
    if not (folder / ADAPTER_WEIGHTS).exists():
        raise InputError(f"{student.name}: {ADAPTER_WEIGHTS} not found; {ADAPTER_CONFIG} alone is not an adapter")
    if (named := _base_of(folder)) != base.name:
        say(f"note: {student.name} was trained on {named} according to {ADAPTER_CONFIG}; it is applied to {base.name}")
    return replace(base, name=student.name, version=f"{base.version}+{version}", adapter=folder)


def _locate(model: ModelRef, say: Reporter) -> tuple[Path, str]:
    """Return the folder of a model's files (in the hub's cache for a model from a hub) and their version."""
    path = Path(model.name).expanduser()
    if model.name and path.is_dir():
        return path, _hash(path)
    _check_id(model.name)
    if model.hub is Hub.MODELSCOPE:
        folder = modelscope.fetch(model.name, model.revision, say)
        return folder, _hash(folder)
    folder = huggingface.fetch(model.name, model.revision, say)
    return folder, f"{model.name}@{folder.name}"


def _whole(model: ModelRef, folder: Path, version: str) -> ModelFiles:
    if (folder / CONFIG_FILE).exists():
        return ModelFiles(model.name, folder, version, model.four_bit)
    if (folder / ADAPTER_CONFIG).exists():
        raise InputError(f"{model.name}: this is an adapter, not a complete model; pass the model it was trained on")
    raise InputError(f"{model.name}: {CONFIG_FILE} not found; pass the folder of a model that transformers can load")


def _check_id(name: str) -> None:
    """Raise InputError for a name that cannot be a hub id: a path, or a name with more than one slash."""
    if name.startswith((".", "/", "~")) or "\\" in name or name.count("/") > 1 or not name or Path(name).exists():
        raise InputError(f"{name}: folder not found; pass a model folder or a model id on the hub")


def _hash(folder: Path) -> str:
    """Return the SHA-256 of the names and contents of the model's files. Raises InputError if a file cannot be read."""
    together = hashlib.sha256()
    try:
        for path in sorted(folder.iterdir()):
            if path.name not in _NOT_VERSIONED and any(fnmatch(path.name, pattern) for pattern in _VERSIONED):
                with open_regular(path) as file:
                    together.update(path.name.encode() + b"\0" + hashlib.file_digest(file, "sha256").digest())
    except OSError as error:
        raise InputError(f"{folder}: cannot read the model ({error.strerror})") from error
    return together.hexdigest()


def _base_of(adapter: Path) -> str:
    """Return the base model named in an adapter's configuration. Raises InputError if none is named."""
    try:
        return str(read_json(adapter / ADAPTER_CONFIG)["base_model_name_or_path"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{adapter / ADAPTER_CONFIG}: base_model_name_or_path is missing; download the adapter again"
        ) from error
