"""`selfinstruct compare`: a base and its students on tasks that were held out of training.

held-out tasks ─► base, base with demonstrations, students, controls ─► answers ─┬─► numbers ─► compare.json
                                                                                 └─► page, AlpacaEval's files
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError, StorageError
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.stopping import Stop
from selfinstruct.runs.summary import columns
from selfinstruct.schema.hub import Hub
from selfinstruct.schema.prompt_format import user_turn
from selfinstruct.schema.task import Task
from selfinstruct.similarity.split import LINKED
from selfinstruct.storage.source import Source, find_source
from selfinstruct.students.evaluation import Comparison, HeldOut, Kind, System, describe
from selfinstruct.students.evaluation import compare as judge
from selfinstruct.students.evaluation_page.page import render
from selfinstruct.students.folder import (
    LOG_FILE,
    StudentFolder,
    data_hash,
    owned,
    read_held_out,
    read_train,
    student_folder,
    write,
)
from selfinstruct.students.held_out_split import types_of
from selfinstruct.students.inference.collect_answers import Evaluation, ModelAnswers, collect_answers
from selfinstruct.students.inference.questions import Limits
from selfinstruct.students.models.models import Base, Files, find, find_student
from selfinstruct.students.options import DEFAULT_HELD_OUT, CompareOptions
from selfinstruct.students.split import ensure_split, read_tasks, split_identity
from selfinstruct.students.training.artifacts import LIBRARIES, is_finished, read_log
from selfinstruct.students.training.recipe import BUILT_IN

PAGE, NUMBERS = "compare.html", "compare.json"
_TOLD = ("seed", "tuning", "steps", "rows", "tokens", "seconds", "learning_rate", "batch_size", "max_length", "loss")
"""Of a training's log, on the page."""
_STOPPED = "stopped; the answers so far are kept, and the same command goes on"


@dataclass(frozen=True, slots=True)
class Compared:
    """What was written where, and its numbers."""

    folder: Path
    numbers: dict[str, Any]

    def describe(self) -> str:
        """A short table for people."""
        lines = [("page", str(self.folder / PAGE)), ("numbers", str(self.folder / NUMBERS))]
        return f"{describe(self.numbers)}\n{columns(lines)}"


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who is asked: models, each as the systems that it stands for, the base first."""

    models: Mapping[Files, Sequence[System]]
    logs: Mapping[str, Mapping[str, Any]]
    is_tiny: bool


def compare(options: CompareOptions, stop: Stop, say: Reporter) -> Compared:
    """Ask everybody, compare, and write page and numbers.

    Raises InputError, StorageError, a hub's errors or Interrupted; answers are kept, and the same command goes on.
    """
    source = find_source(options.target)
    folder = student_folder(source, options.out)
    _check(options, folder)
    with owned(folder):
        stored = _begun(options, source, folder, stop, say)
        stop.explain(_STOPPED)
        held_out = read_held_out(folder)
        exam = _exam(options, folder, held_out, stop, say)
        cast = _cast(options, folder, stored, exam, say)
        sat = [collect_answers(exam, files, systems) for files, systems in cast.models.items()]
        compared = _judge(exam, sat)
        split = _split(stored, exam.train, held_out) | {"known": not options.students}
        numbers = compared.numbers | _beside(stored, cast, exam, sat[0]) | {"split": split}
        _write(folder, render(numbers, compared.rows), numbers)
        _write_alpaca_eval(folder, exam, sat)
    return Compared(folder.path, numbers)


def _check(options: CompareOptions, folder: StudentFolder) -> None:
    """Raises InputError where nobody is there who could be compared."""
    if options.base and not options.students:
        raise InputError(
            "--base goes with --student: the students of a folder are compared with the base that they were trained on"
        )
    if not folder.is_there and not options.base:
        raise InputError(
            f"{folder.path}: there are no students here yet; train some with selfinstruct sft {options.target}, or "
            "name a --base and each --student"
        )


def _begun(options: CompareOptions, source: Source, folder: StudentFolder, stop: Stop, say: Reporter) -> dict[str, Any]:
    """What the folder is of. One without students is split for those that were trained elsewhere."""
    tasks = read_tasks(source, stop, say)
    if (stored := folder.stored()) is None:
        ensure_split(folder, source, tasks, split_identity(tasks, DEFAULT_HELD_OUT, None), False, stop, say)
        stored = folder.stored() or {}
    if stored["identity"]["data"] != data_hash(tasks):
        say(
            f"note: {options.target} is not as it was when {folder.path} was begun; held-out tasks are of the older "
            "rows"
        )
    if options.students:
        say("note: what these students were trained on is not known here; held-out tasks may have been part of it")
    return stored


def _cast(
    options: CompareOptions, folder: StudentFolder, stored: Mapping[str, Any], exam: Evaluation, say: Reporter
) -> _Cast:
    """Everybody, with the logs of those who were trained here. Raises InputError where there is no student."""
    base = _base(options, folder, stored["identity"], say)
    shots = [System(Kind.SHOTS)] if exam.shots else []
    models: dict[Files, list[System]] = {base: [System(Kind.BASE), *shots]}
    own = [] if options.students else list(_own(folder))
    students = {system: find_student(Base(str(folder.model(system))), base) for system in own}
    students |= _named(options, base, say)
    if not any(system.kind is Kind.STUDENT for system in students):
        raise InputError(f"{folder.path}: there are no students here yet; run selfinstruct sft {options.target} again")
    for system, files in students.items():
        models.setdefault(files, []).append(system)
    is_tiny = options.base is None and stored["identity"]["base"] == BUILT_IN
    logs = {"base": _log(folder.base)} if is_tiny else {}
    return _Cast(models, logs | {system.name: _log(folder.model(system)) for system in own}, is_tiny)


def _base(options: CompareOptions, folder: StudentFolder, identity: Mapping[str, Any], say: Reporter) -> Files:
    if options.base is not None:
        return find(Base(options.base, options.hub), say)
    if "base" not in identity:
        raise InputError(f"{folder.path}: no student was trained here; name a --base and each --student again")
    if identity["base"] != BUILT_IN:
        asked = Base(identity["base"], Hub(identity["hub"]), identity["revision"], identity["four_bit"])
        return _unchanged(find(asked, say), identity["base_version"])
    if not is_finished(folder.base):
        raise InputError(f"{folder.path}: the base is not trained yet; run selfinstruct sft {options.target} again")
    return find(Base(str(folder.base)))


def _unchanged(files: Files, trained_on: str) -> Files:
    """Raises InputError where the base is not the one that the students come from any more."""
    if files.version != trained_on:
        raise InputError(
            f"{files.name}: this model has changed since the students were trained on it ({trained_on}); bring that "
            "one back, or train anew with selfinstruct sft … --force"
        )
    return files


def _named(options: CompareOptions, base: Files, say: Reporter) -> dict[System, Files]:
    """The students that are named. Raises InputError for the same one twice: it would pass for two seeds."""
    found: dict[str, Files] = {}
    for name in options.students:
        files = find_student(Base(name, options.hub), base, say)
        if (other := found.get(files.version)) is not None:
            raise InputError(f"--student {name}: this is the same model as {other.name}; give each of them once")
        found[files.version] = files
    return {System(Kind.STUDENT, seed): files for seed, files in enumerate(found.values())}


def _own(folder: StudentFolder) -> Iterator[System]:
    """The students of the folder and their controls, by seed; what else lies there is none of them."""
    for kind in (Kind.STUDENT, Kind.CONTROL):
        ends = [path.name.removeprefix(f"{kind}-") for path in folder.path.glob(f"{kind}-*") if is_finished(path)]
        seeds = sorted(int(end) for end in ends if re.fullmatch("0|[1-9][0-9]*", end))
        yield from (System(kind, seed) for seed in seeds)


def _log(place: Path) -> dict[str, Any]:
    """How a model was trained. Raises StorageError for a log of something else."""
    log = read_log(place)
    if missing := [field for field in _TOLD if field not in log]:
        raise StorageError(f"{place / LOG_FILE}: this log does not say {missing[0]}; remove {place} and run sft again")
    return log


def _exam(
    options: CompareOptions, folder: StudentFolder, held_out: Sequence[HeldOut], stop: Stop, say: Reporter
) -> Evaluation:
    train = read_train(folder)
    if (shots := min(options.shots, len(train))) < options.shots:
        say(f"note: there are only {shots} training rows to show the base, and not {options.shots}")
    return Evaluation(
        folder=folder.path / "answers",
        held_out=held_out[: options.tasks],
        train=train,
        shots=shots,
        limits=Limits(options.max_new_tokens),
        raise_if_stopped=stop.raise_if_stopped,
    )


def _judge(exam: Evaluation, sat: Sequence[ModelAnswers]) -> Comparison:
    answers = {system: found for one in sat for system, found in one.answers.items()}
    plain = {system: one.plain for one in sat for system in one.answers}
    return judge(exam.held_out, answers, plain, exam.shots, exam.raise_if_stopped)


def _beside(stored: Mapping[str, Any], cast: _Cast, exam: Evaluation, base: ModelAnswers) -> dict[str, Any]:
    """What the page tells besides the comparison itself and the split."""
    return {
        "program": version("selfinstruct"),
        "made": datetime.now().astimezone().isoformat(" ", "minutes"),
        "dataset": {"name": stored["dataset"], "rows": stored.get("rows")},
        "tiny": cast.is_tiny,
        "base": base.facts,
        "training": [
            {"name": name, "kind": name.partition("-")[0], **{field: log[field] for field in _TOLD}}
            for name, log in cast.logs.items()
        ],
        "habit": base.habit,
        "limits": {"max_new_tokens": exam.limits.max_new_tokens, "shots": exam.shots},
        "versions": {name: version(name) for name in LIBRARIES},
    }


def _split(stored: Mapping[str, Any], train: Sequence[Task], held_out: Sequence[HeldOut]) -> dict[str, Any]:
    """Both sides of the dataset, of which a comparison may ask only a part."""
    return {
        "train": len(train),
        "held_out": len(held_out),
        "wanted": stored["wanted"],
        "got": types_of([held.task for held in held_out]),
        "nearest_max": max(held.nearest for held in held_out),
        "threshold": LINKED,
    }


def _write(folder: StudentFolder, page: str, numbers: Mapping[str, Any]) -> None:
    write(folder.path / PAGE, page)
    write(folder.path / NUMBERS, json.dumps(numbers, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def _write_alpaca_eval(folder: StudentFolder, exam: Evaluation, sat: Iterable[ModelAnswers]) -> None:
    """A file for each system, as AlpacaEval reads them (`--model_outputs`), and one of the references.

    Those of another comparison go: they are of other tasks or other limits.
    """
    for path in list(folder.alpaca_eval.glob("*.json")):
        if re.fullmatch(rf"({'|'.join(Kind)})(-\d+)?", path.stem):
            path.unlink()
    asked = [user_turn(task) for task in exam.tasks]
    outputs = {"reference": [task.output for task in exam.tasks]}
    outputs |= {system.name: [one.text for one in found] for each in sat for system, found in each.answers.items()}
    for name, texts in outputs.items():
        rows = [
            {"instruction": instruction, "output": text, "generator": name}
            for instruction, text in zip(asked, texts, strict=True)
        ]
        write(folder.alpaca_eval / f"{name}.json", json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
