"""The folder of a student: what it belongs to, the two sides of its data, and where everything lies."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError, StorageError
from selfinstruct.runs.identity import sha
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.storage.run_folder import LOCK_FILE, acquire, folder_lock, replace_file, unwritable
from selfinstruct.storage.source import Source
from selfinstruct.students.evaluation import HeldOut, System
from selfinstruct.students.held_out_split import HeldOutSplit

SETTINGS = "student.json"
TRAIN_FILE, HELD_OUT_FILE, LOG_FILE = "train.jsonl", "held_out.jsonl", "train_log.json"
WHOLE = "whole.json"
"""In a checkpoint that was written to its end; a kill may come in the middle of one."""

_OURS = re.compile(
    r"(student|compare)\.(json|html)|(train|held_out)\.jsonl|answers|alpaca_eval|"
    r"(base|timing|(student|control)-\d+)(\.work)?|.*\.new"
)
"""What a student's folder holds."""


@dataclass(frozen=True, slots=True)
class StudentFolder:
    """A folder for the students of one dataset, one base and one recipe."""

    path: Path

    @property
    def base(self) -> Path:
        """The built-in base, where that is the base."""
        return self.path / "base"

    @property
    def alpaca_eval(self) -> Path:
        """The answers in AlpacaEval's format."""
        return self.path / "alpaca_eval"

    def model(self, system: System) -> Path:
        """What was trained, a whole model or an adapter, and its log."""
        return self.path / system.name

    def stored(self) -> dict[str, Any] | None:
        """What `student.json` says; None in a new folder. Raises StorageError where it can't be read."""
        path = self.path / SETTINGS
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise StorageError(f"{path}: cannot be read ({error}); sft --force begins anew") from error
        if not isinstance(content, dict) or not isinstance(content.get("identity"), dict):
            raise StorageError(f"{path}: it does not say what the folder belongs to; sft --force begins anew")
        return content

    @property
    def is_there(self) -> bool:
        """Whether students were begun in it."""
        return (self.path / SETTINGS).exists()

    @property
    def has_models(self) -> bool:
        """Whether anything was trained in it, to the end or to a checkpoint, or compared."""
        patterns = (f"*/{LOG_FILE}", f"*.work/*/{WHOLE}", "answers/*")
        return any(any(self.path.glob(pattern)) for pattern in patterns)

    def store(self, content: Mapping[str, Any]) -> None:
        """Write `student.json`, whole or not at all."""
        write(self.path / SETTINGS, json.dumps(content, ensure_ascii=False, indent=2) + "\n")

    def steps(self, kind: str) -> int | None:
        """How many steps trainings of a kind have; None where that is not found out yet."""
        steps = (self.stored() or {}).get("steps", {}).get(kind)
        return None if steps is None else int(steps)

    def store_steps(self, kind: str, steps: int) -> None:
        """Fix it."""
        stored = self.stored() or {}
        self.store(stored | {"steps": stored.get("steps", {}) | {kind: steps}})

    def clear(self) -> None:
        """Remove all of ours that is in it but the lock, and last what says whose it is. Raises StorageError."""
        ours = [path for path in self.path.iterdir() if _is_ours(path.name)]
        try:
            for path in sorted(ours, key=lambda path: path.name == SETTINGS):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()
        except OSError as error:
            raise StorageError(f"{self.path}: cannot be emptied ({error.strerror}); give another --out") from error


def _is_ours(name: str) -> bool:
    return bool(_OURS.fullmatch(name))


def student_folder(source: Source, out: Path | None) -> StudentFolder:
    """The folder that is meant. Raises InputError for one that holds other things."""
    path = out or (source.path / "student" if source.is_run else source.path.with_name(f"{source.name}.student"))
    if path.exists() and not path.is_dir():
        raise InputError(f"{path}: this is a file; give another folder with --out")
    strange = path.exists() and any(not _is_ours(entry.name) and entry.name != LOCK_FILE for entry in path.iterdir())
    if strange and not StudentFolder(path).is_there:
        raise InputError(f"{path}: there are other files here and no {SETTINGS}; give a new or empty folder with --out")
    return StudentFolder(path)


@contextmanager
def owned(folder: StudentFolder) -> Iterator[None]:
    """The folder, made and locked. Raises InputError where it can't be, StorageError where another process has it."""
    lock = folder_lock(folder.path)
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
        acquire(lock, folder.path)
    except OSError as error:
        raise unwritable(folder.path, error) from error
    try:
        yield
    finally:
        lock.release()


def write_split(folder: StudentFolder, division: HeldOutSplit) -> None:
    """Keep both sides. Raises StorageError."""
    write(folder.path / TRAIN_FILE, _lines(_row(task) for task in division.train))
    apart = (_row(held.task) | {"nearest": held.nearest} for held in division.held_out)
    write(folder.path / HELD_OUT_FILE, _lines(apart))


def read_train(folder: StudentFolder) -> list[Task]:
    """The rows for training. Raises StorageError."""
    return [_task(row) for row in _rows(folder.path / TRAIN_FILE)]


def read_held_out(folder: StudentFolder) -> list[HeldOut]:
    """The held-out tasks. Raises StorageError."""
    return [HeldOut(_task(row), row["nearest"]) for row in _rows(folder.path / HELD_OUT_FILE)]


def data_hash(tasks: Iterable[Task]) -> str:
    """Of texts and types, in their order."""
    return sha(_lines(_row(task) for task in tasks))


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises StorageError."""
    try:
        path.parent.mkdir(exist_ok=True)
        replace_file(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise StorageError(f"{path}: cannot be written ({error.strerror}); make room, or give another --out") from error


def _lines(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    except (OSError, ValueError) as error:
        raise StorageError(f"{path}: cannot be read ({error}); sft --force begins anew") from error


def _row(task: Task) -> dict[str, Any]:
    return asdict(task)


def _task(row: Mapping[str, Any]) -> Task:
    return Task(row["instruction"], row["input"], row["output"], row["id"], TaskType(row["task_type"]))
