"""Find the models to compare, with their systems and training logs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.runs.progress import Reporter
from selfinstruct.schema.hub import Hub
from selfinstruct.students.folder import StudentFolder
from selfinstruct.students.models.find import find, find_student
from selfinstruct.students.models.names import ModelFiles, ModelRef
from selfinstruct.students.options import CompareOptions
from selfinstruct.students.systems import Kind, System
from selfinstruct.students.training.artifacts import is_trained, read_log
from selfinstruct.students.training.recipe import BUILT_IN

_LOGGED = ("seed", "tuning", "steps", "rows", "tokens", "seconds", "learning_rate", "batch_size", "max_length", "loss")
"""Training log fields shown on the page."""


@dataclass(frozen=True, slots=True)
class Participants:
    """The models of a comparison with the systems of each, the base first.

    `logs` holds the training logs of the models trained in this folder, by name; `is_tiny` is True for the built-in
    base.
    """

    models: Mapping[ModelFiles, Sequence[System]]
    logs: Mapping[str, Mapping[str, Any]]
    is_tiny: bool

    def trainings(self) -> list[dict[str, Any]]:
        """Return the trainings as they appear in `compare.json`."""
        return [
            {"name": name, "kind": name.partition("-")[0], **{field: log[field] for field in _LOGGED}}
            for name, log in self.logs.items()
        ]


def find_participants(
    options: CompareOptions, folder: StudentFolder, identity: Mapping[str, Any], has_shots: bool, say: Reporter
) -> Participants:
    """Find the base (zero-shot and few-shot), the students and their controls.

    `identity` is the identity of the folder. Raises InputError if there is no student, if the base has changed since
    the training, or if a student is given twice; StorageError for a damaged log; and the errors of `find`.
    """
    base = _base(options, folder, identity, say)
    shots = [System(Kind.SHOTS)] if has_shots else []
    models: dict[ModelFiles, list[System]] = {base: [System(Kind.BASE), *shots]}
    own = [] if options.students else list(_own_systems(folder))
    students = {system: find_student(ModelRef(str(folder.model(system))), base) for system in own}
    students |= _given_students(options, base, say)
    if not any(system.kind is Kind.STUDENT for system in students):
        raise InputError(f"{folder.path}: no trained students found; run selfinstruct sft {options.target}")
    for system, files in students.items():
        models.setdefault(files, []).append(system)
    is_tiny = options.base is None and identity["base"] == BUILT_IN
    logs = {"base": read_log(folder.base, _LOGGED)} if is_tiny else {}
    return Participants(
        models, logs | {system.name: read_log(folder.model(system), _LOGGED) for system in own}, is_tiny
    )


def _base(options: CompareOptions, folder: StudentFolder, identity: Mapping[str, Any], say: Reporter) -> ModelFiles:
    if options.base is not None:
        return find(ModelRef(options.base, options.hub), say)
    if "base" not in identity:
        raise InputError(f"{folder.path}: no trained students found; specify --base and --student")
    if identity["base"] != BUILT_IN:
        folder.require(identity, "base_version", "hub", "revision", "four_bit")
        asked = ModelRef(identity["base"], Hub(identity["hub"]), identity["revision"], identity["four_bit"])
        return _unchanged(find(asked, say), identity["base_version"])
    if not is_trained(folder.base):
        raise InputError(f"{folder.path}: the base is not trained yet; run selfinstruct sft {options.target}")
    return find(ModelRef(str(folder.base)))


def _unchanged(files: ModelFiles, trained_on: str) -> ModelFiles:
    """Return the base if its version is the one that the students were trained on. Raises InputError otherwise."""
    if files.version != trained_on:
        raise InputError(
            f"{files.name}: the model has changed since the students were trained ({trained_on}); restore that "
            "version, or train again with selfinstruct sft … --force"
        )
    return files


def _given_students(options: CompareOptions, base: ModelFiles, say: Reporter) -> dict[System, ModelFiles]:
    """Find the models of `--student`. Raises InputError for a duplicate, which would count as a second seed."""
    found: dict[str, ModelFiles] = {}
    for name in options.students:
        files = find_student(ModelRef(name, options.hub), base, say)
        if (other := found.get(files.version)) is not None:
            raise InputError(f"--student {name}: same model as {other.name}; pass each model only once")
        found[files.version] = files
    return {System(Kind.STUDENT, seed): files for seed, files in enumerate(found.values())}


def _own_systems(folder: StudentFolder) -> Iterator[System]:
    """Yield the students and controls that were trained in the folder, by seed. Other subfolders are ignored."""
    for kind in (Kind.STUDENT, Kind.CONTROL):
        ends = [path.name.removeprefix(f"{kind}-") for path in folder.path.glob(f"{kind}-*") if is_trained(path)]
        seeds = sorted(int(end) for end in ends if re.fullmatch("0|[1-9][0-9]*", end))
        yield from (System(kind, seed) for seed in seeds)
