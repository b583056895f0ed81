"""A student's folder and options in, the models to compare out, each with its systems and the log of its training."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError, StorageError
from selfinstruct.runs.progress import Reporter
from selfinstruct.schema.hub import Hub
from selfinstruct.students.folder import LOG_FILE, StudentFolder
from selfinstruct.students.models.find import find, find_student
from selfinstruct.students.models.names import ModelFiles, ModelRef
from selfinstruct.students.options import CompareOptions
from selfinstruct.students.systems import Kind, System
from selfinstruct.students.training.artifacts import is_trained, read_log
from selfinstruct.students.training.recipe import BUILT_IN

_LOGGED = ("seed", "tuning", "steps", "rows", "tokens", "seconds", "learning_rate", "batch_size", "max_length", "loss")
"""Fields of a training's log that the page shows."""


@dataclass(frozen=True, slots=True)
class Participants:
    """The models of a comparison with the systems that each stands for, the base first.

    `logs` has, by name, the log of each model that was trained here; `is_tiny` says whether the base is built in.
    """

    models: Mapping[ModelFiles, Sequence[System]]
    logs: Mapping[str, Mapping[str, Any]]
    is_tiny: bool

    def trainings(self) -> list[dict[str, Any]]:
        """The trainings as `compare.json` has them."""
        return [
            {"name": name, "kind": name.partition("-")[0], **{field: log[field] for field in _LOGGED}}
            for name, log in self.logs.items()
        ]


def find_participants(
    options: CompareOptions, folder: StudentFolder, identity: Mapping[str, Any], has_shots: bool, say: Reporter
) -> Participants:
    """The base, with and without demonstrations, the students and their controls.

    `identity` is that of the folder. Raises InputError if there is no student, if the base has changed since the
    training, or if a student is given twice; StorageError for a damaged log; and what `find` raises.
    """
    base = _base(options, folder, identity, say)
    shots = [System(Kind.SHOTS)] if has_shots else []
    models: dict[ModelFiles, list[System]] = {base: [System(Kind.BASE), *shots]}
    own = [] if options.students else list(_own_systems(folder))
    students = {system: find_student(ModelRef(str(folder.model(system))), base) for system in own}
    students |= _given_students(options, base, say)
    if not any(system.kind is Kind.STUDENT for system in students):
        raise InputError(f"{folder.path}: there are no students here yet; run selfinstruct sft {options.target} again")
    for system, files in students.items():
        models.setdefault(files, []).append(system)
    is_tiny = options.base is None and identity["base"] == BUILT_IN
    logs = {"base": _log(folder.base)} if is_tiny else {}
    return Participants(models, logs | {system.name: _log(folder.model(system)) for system in own}, is_tiny)


def _base(options: CompareOptions, folder: StudentFolder, identity: Mapping[str, Any], say: Reporter) -> ModelFiles:
    if options.base is not None:
        return find(ModelRef(options.base, options.hub), say)
    if "base" not in identity:
        raise InputError(f"{folder.path}: no student was trained here; name a --base and each --student again")
    if identity["base"] != BUILT_IN:
        asked = ModelRef(identity["base"], Hub(identity["hub"]), identity["revision"], identity["four_bit"])
        return _unchanged(find(asked, say), identity["base_version"])
    if not is_trained(folder.base):
        raise InputError(f"{folder.path}: the base is not trained yet; run selfinstruct sft {options.target} again")
    return find(ModelRef(str(folder.base)))


def _unchanged(files: ModelFiles, trained_on: str) -> ModelFiles:
    """The base, if it still has the version that the students were trained on. Raises InputError otherwise."""
    if files.version != trained_on:
        raise InputError(
            f"{files.name}: this model has changed since the students were trained on it ({trained_on}); bring that "
            "one back, or train anew with selfinstruct sft … --force"
        )
    return files


def _given_students(options: CompareOptions, base: ModelFiles, say: Reporter) -> dict[System, ModelFiles]:
    """The students of `--student`. Raises InputError for a duplicate, which would pass for a second seed."""
    found: dict[str, ModelFiles] = {}
    for name in options.students:
        files = find_student(ModelRef(name, options.hub), base, say)
        if (other := found.get(files.version)) is not None:
            raise InputError(f"--student {name}: this is the same model as {other.name}; give each of them once")
        found[files.version] = files
    return {System(Kind.STUDENT, seed): files for seed, files in enumerate(found.values())}


def _own_systems(folder: StudentFolder) -> Iterator[System]:
    """The students and controls that were trained in the folder, by seed; other subfolders are ignored."""
    for kind in (Kind.STUDENT, Kind.CONTROL):
        ends = [path.name.removeprefix(f"{kind}-") for path in folder.path.glob(f"{kind}-*") if is_trained(path)]
        seeds = sorted(int(end) for end in ends if re.fullmatch("0|[1-9][0-9]*", end))
        yield from (System(kind, seed) for seed in seeds)


def _log(model: Path) -> dict[str, Any]:
    """The log of a model's training. Raises StorageError if it lacks a field."""
    log = read_log(model)
    if missing := [field for field in _LOGGED if field not in log]:
        raise StorageError(f"{model / LOG_FILE}: this log does not say {missing[0]}; remove {model} and run sft again")
    return log
