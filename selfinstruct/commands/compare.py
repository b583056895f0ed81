"""`selfinstruct compare`: a base and its students on tasks that were held out of training.

held-out tasks ─► base, base with demonstrations, students, controls ─► answers ─┬─► numbers ─► compare.json
                                                                                 └─► page, AlpacaEval's files
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from selfinstruct.comparing import Comparison, Kind, System, describe
from selfinstruct.comparing import compare as judge
from selfinstruct.comparison_page.page import render
from selfinstruct.errors import InputError
from selfinstruct.publishing.destination import Hub
from selfinstruct.source import Source, find_source
from selfinstruct.splitting import LINKED
from selfinstruct.stopping import Stop
from selfinstruct.student.asking import Exam, Sat, sit
from selfinstruct.student.beginning import HELD_OUT, begin, read_tasks, split_identity
from selfinstruct.student.dividing import types_of
from selfinstruct.student.finished import LIBRARIES, is_finished, read_log
from selfinstruct.student.folder import (
    StudentFolder,
    owned,
    read_held_out,
    read_train,
    student_folder,
    write,
)
from selfinstruct.student.models import Base, Files, find, find_student
from selfinstruct.student.questions import Limits
from selfinstruct.student.recipe import BUILT_IN
from selfinstruct.summary import columns
from selfinstruct.turns import user_turn

Say = Callable[[str], None]

PAGE, NUMBERS = "compare.html", "compare.json"
_TOLD = ("seed", "tuning", "steps", "rows", "tokens", "seconds", "learning_rate", "batch_size", "max_length", "loss")
"""Of a training's log, on the page."""
_STOPPED = "stopped; the answers so far are kept, and the same command goes on"


@dataclass(frozen=True, slots=True)
class Order:
    """What to do: the flags of the command. `base` and `students` are folders or ids of a hub."""

    target: Path
    out: Path | None = None
    base: str | None = None
    students: tuple[str, ...] = ()
    hub: Hub = Hub.HUGGING_FACE
    shots: int = 3
    tasks: int | None = None
    max_new_tokens: int = 128


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


def compare(order: Order, stop: Stop, say: Say) -> Compared:
    """Ask everybody, compare, and write page and numbers.

    Raises InputError, StorageError, a hub's errors or Interrupted; answers are kept, and the same command goes on.
    """
    source = find_source(order.target)
    folder = student_folder(source, order.out)
    _check(order, folder)
    with owned(folder):
        stored = _begun(order, source, folder, stop, say)
        cast = _cast(order, folder, stored, say)
        exam = _exam(order, folder, stop, say)
        sat = [sit(exam, files, systems) for files, systems in cast.models.items()]
        compared = _judge(exam, sat)
        numbers = compared.numbers | _beside(order, stored, cast, exam, sat[0])
        _write(folder, render(numbers, compared.rows), numbers)
        _write_alpaca_eval(folder, exam, sat)
    return Compared(folder.path, numbers)


def _check(order: Order, folder: StudentFolder) -> None:
    """Raises InputError where nobody is there who could be compared."""
    if not folder.is_there and not (order.base and order.students):
        raise InputError(
            f"{folder.path}: there are no students here yet; train some with selfinstruct sft {order.target}, or name "
            "a --base and each --student"
        )


def _begun(order: Order, source: Source, folder: StudentFolder, stop: Stop, say: Say) -> dict[str, Any]:
    """What the folder is of. One without students is split for those that were trained elsewhere."""
    if (stored := folder.stored()) is None:
        tasks = read_tasks(source, stop, say)
        begin(folder, source, tasks, split_identity(tasks, HELD_OUT, None), False, stop, say)
        stored = folder.stored() or {}
    if order.students:
        say("note: what these students were trained on is not known here; held-out tasks may have been part of it")
    return stored


def _cast(order: Order, folder: StudentFolder, stored: Mapping[str, Any], say: Say) -> _Cast:
    """Everybody, with the logs of those who were trained here. Raises InputError where there is no student."""
    identity = stored["identity"]
    is_tiny = order.base is None and identity["base"] == BUILT_IN
    base = _base(order, folder, identity, say)
    shots = [System(Kind.SHOTS)] if order.shots else []
    models: dict[Files, list[System]] = {base: [System(Kind.BASE), *shots]}
    places = dict(_students(order, folder))
    if not any(system.kind is Kind.STUDENT for system in places):
        raise InputError(f"{folder.path}: there are no students here yet; run selfinstruct sft {order.target} again")
    for system, place in places.items():
        files = find_student(place, base, say) if place.is_dir() else find(Base(str(place), order.hub), say)
        models.setdefault(files, []).append(system)
    logs = {system.name: read_log(place) for system, place in places.items() if is_finished(place)}
    return _Cast(models, ({"base": read_log(folder.base)} if is_tiny else {}) | logs, is_tiny)


def _base(order: Order, folder: StudentFolder, identity: Mapping[str, Any], say: Say) -> Files:
    if order.base is not None:
        return find(Base(order.base, order.hub), say)
    if identity["base"] != BUILT_IN:
        return find(Base(identity["base"], Hub(identity["hub"]), identity["revision"], identity["four_bit"]), say)
    if not is_finished(folder.base):
        raise InputError(f"{folder.path}: the base is not trained yet; run selfinstruct sft {order.target} again")
    return find(Base(str(folder.base)))


def _students(order: Order, folder: StudentFolder) -> Iterator[tuple[System, Path]]:
    """Those that are named, or those of the folder with their controls, by seed."""
    if order.students:
        yield from ((System(Kind.STUDENT, seed), Path(name)) for seed, name in enumerate(order.students))
        return
    for kind in (Kind.STUDENT, Kind.CONTROL):
        found = [path for path in folder.path.glob(f"{kind}-*") if is_finished(path)]
        seeds = sorted(int(path.name.rpartition("-")[2]) for path in found)
        yield from ((System(kind, seed), folder.model(System(kind, seed))) for seed in seeds)


def _exam(order: Order, folder: StudentFolder, stop: Stop, say: Say) -> Exam:
    return Exam(
        folder=folder.path / "answers",
        held_out=read_held_out(folder)[: order.tasks],
        train=read_train(folder),
        shots=order.shots,
        limits=Limits(order.max_new_tokens),
        check=lambda: stop.check(_STOPPED),
        say=say,
    )


def _judge(exam: Exam, sat: Sequence[Sat]) -> Comparison:
    answers = {system: found for one in sat for system, found in one.answers.items()}
    plain = {system: one.plain for one in sat for system in one.answers}
    return judge(exam.held_out, answers, plain, exam.shots, exam.check)


def _beside(order: Order, stored: Mapping[str, Any], cast: _Cast, exam: Exam, base: Sat) -> dict[str, Any]:
    """What the page tells besides the comparison itself."""
    return {
        "program": version("selfinstruct"),
        "made": datetime.now().astimezone().isoformat(" ", "minutes"),
        "dataset": {"name": stored["dataset"], "rows": len(exam.train) + len(exam.held_out)},
        "tiny": cast.is_tiny,
        "base": base.facts,
        "split": {
            "train": len(exam.train),
            "held_out": len(exam.held_out),
            "wanted": stored["wanted"],
            "got": types_of(exam.tasks),
            "nearest_max": max(held.nearest for held in exam.held_out),
            "threshold": LINKED,
        },
        "training": [_training(name, log) for name, log in cast.logs.items()],
        "habit": base.habit,
        "limits": {"max_new_tokens": order.max_new_tokens, "shots": order.shots},
        "versions": {name: version(name) for name in LIBRARIES},
    }


def _training(name: str, log: Mapping[str, Any]) -> dict[str, Any]:
    shown = (
        "seed",
        "tuning",
        "steps",
        "rows",
        "tokens",
        "seconds",
        "learning_rate",
        "batch_size",
        "max_length",
        "loss",
    )
    return {"name": name, "kind": name.partition("-")[0], **{field: log[field] for field in shown}}


def _write(folder: StudentFolder, page: str, numbers: Mapping[str, Any]) -> None:
    write(folder.path / PAGE, page)
    write(folder.path / NUMBERS, json.dumps(numbers, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def _write_alpaca_eval(folder: StudentFolder, exam: Exam, sat: Iterable[Sat]) -> None:
    """A file for each system, as AlpacaEval reads them (`--model_outputs`), and one of the references."""
    asked = [user_turn(task) for task in exam.tasks]
    outputs = {"reference": [task.output for task in exam.tasks]}
    outputs |= {system.name: [one.text for one in found] for each in sat for system, found in each.answers.items()}
    for name, texts in outputs.items():
        rows = [
            {"instruction": instruction, "output": text, "generator": name}
            for instruction, text in zip(asked, texts, strict=True)
        ]
        write(folder.alpaca_eval / f"{name}.json", json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
