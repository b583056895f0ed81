"""The student folder of a dataset: lock, settings, both sides of the split, and paths."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from selfinstruct.errors import InputError, StorageError
from selfinstruct.schema.hashing import sha256
from selfinstruct.schema.hub import Hub
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.storage.durable import replace_file
from selfinstruct.storage.regular_files import open_regular
from selfinstruct.storage.run_folder import LOCK_FILE, acquire, folder_lock, unwritable
from selfinstruct.storage.source import Source
from selfinstruct.storage.stored_files import (
    is_count,
    is_counts,
    is_number,
    is_text,
    parse_json,
    read_json,
    why_unreadable,
)
from selfinstruct.students.held_out import HeldOut
from selfinstruct.students.held_out_split import HeldOutSplit
from selfinstruct.students.systems import System

_Row = TypeVar("_Row")
SETTINGS_FILE = "student.json"
TRAIN_FILE, HELD_OUT_FILE, LOG_FILE = "train.jsonl", "held_out.jsonl", "train_log.json"
COMPLETE_FILE = "whole.json"
"""Marks a complete checkpoint; a process may be killed while it writes one."""

_OURS = re.compile(
    r"(student|compare)\.(json|html)|(train|held_out)\.jsonl|answers|alpaca_eval|"
    r"(base|timing|(student|control)-\d+)(\.work)?|.*\.new"
)
"""File and folder names in a student folder."""


@dataclass(frozen=True, slots=True)
class StudentFolder:
    """A folder with the students of one dataset, base and recipe."""

    path: Path

    @property
    def base(self) -> Path:
        """Folder of the built-in base, if the students are trained on it."""
        return self.path / "base"

    @property
    def alpaca_eval(self) -> Path:
        """Folder of the answers in AlpacaEval's format."""
        return self.path / "alpaca_eval"

    def model(self, system: System) -> Path:
        """Return the folder of a trained model (all weights or an adapter) and its log."""
        return self.path / system.name

    def settings(self) -> dict[str, Any] | None:
        """Return the content of `student.json`; None in a new folder. Raises StorageError if it is damaged."""
        path = self.path / SETTINGS_FILE
        try:
            content = read_json(path)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise _unreadable(path, error) from error
        if wrong := _wrong_in(content):
            raise StorageError(f"{path}: the field {wrong} is missing or wrong; start over with sft --force")
        return dict(content)

    def require(self, content: Mapping[str, Any], *names: str) -> None:
        """Check that a part of `student.json` has these fields. Raises StorageError."""
        if missing := [name for name in names if name not in content]:
            path = self.path / SETTINGS_FILE
            raise StorageError(f"{path}: the field {missing[0]} is missing or wrong; start over with sft --force")

    @property
    def exists(self) -> bool:
        """True if the folder has settings."""
        return (self.path / SETTINGS_FILE).exists()

    @property
    def has_models(self) -> bool:
        """True if the folder holds a trained model, a complete checkpoint, or answers of a comparison."""
        patterns = (f"*/{LOG_FILE}", f"*.work/*/{COMPLETE_FILE}", "answers/*")
        return any(any(self.path.glob(pattern)) for pattern in patterns)

    def write_settings(self, content: Mapping[str, Any]) -> None:
        """Replace `student.json` atomically. Raises StorageError."""
        write_file(self.path / SETTINGS_FILE, json.dumps(content, ensure_ascii=False, indent=2) + "\n")

    def steps(self, kind: str) -> int | None:
        """Return the number of steps for trainings of a kind; None if it is not determined yet."""
        steps = ((self.settings() or {}).get("steps") or {}).get(kind)
        return None if steps is None else int(steps)

    def store_steps(self, kind: str, steps: int) -> None:
        """Store the number of steps for trainings of a kind."""
        settings = self.settings() or {}
        self.write_settings(settings | {"steps": (settings.get("steps") or {}) | {kind: steps}})

    def clear(self) -> None:
        """Remove the files of the student folder except the lock; settings are removed last. Raises StorageError."""
        try:
            ours = [path for path in self.path.iterdir() if _is_ours(path.name)]
            for path in sorted(ours, key=lambda path: path.name == SETTINGS_FILE):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()
        except OSError as error:
            raise StorageError(f"{self.path}: cannot be cleared ({error.strerror}); choose another --out") from error


def _is_ours(name: str) -> bool:
    return bool(_OURS.fullmatch(name))


def _wrong_in(content: object) -> str:
    """Return the first field of `student.json` whose value is wrong; "" if there is none."""
    if not isinstance(content, dict) or not isinstance(identity := content.get("identity"), dict):
        return "identity"
    found = (f"identity.{name}" for name in _IDENTITY if name in identity and not _IDENTITY[name](identity[name]))
    return next(found, "") or next((name for name in _ABOUT if name in content and not _ABOUT[name](content[name])), "")


_IDENTITY: Mapping[str, Callable[[object], bool]] = {
    "data": is_text,
    "base": is_text,
    "base_version": is_text,
    "hub": lambda value: value in list(Hub),
    "revision": lambda value: value is None or is_text(value),
    "four_bit": lambda value: isinstance(value, bool),
}
"""The fields of an identity that are read. The split of students that were trained elsewhere has no base."""
_ABOUT: Mapping[str, Callable[[object], bool]] = {
    "dataset": is_text,
    "rows": lambda value: value is None or is_count(value),
    "wanted": lambda value: value is None or is_counts(value),
    "steps": lambda value: value is None or is_counts(value),
}


def student_folder(source: Source, out: Path | None) -> StudentFolder:
    """Return the folder `out`, or the default for a run or file. Raises InputError if it holds unrelated files."""
    path = out or (source.path / "student" if source.is_run else source.beside(".student"))
    if path.exists() and not path.is_dir():
        raise InputError(f"{path}: not a folder; choose another --out")
    strange = path.exists() and any(not _is_ours(entry.name) and entry.name != LOCK_FILE for entry in path.iterdir())
    if strange and not StudentFolder(path).exists:
        raise InputError(
            f"{path}: the folder holds other files and no {SETTINGS_FILE}; choose a new or empty folder with --out"
        )
    return StudentFolder(path)


@contextmanager
def locked(folder: StudentFolder) -> Iterator[None]:
    """Create and lock the folder. Raises InputError if it cannot be created, StorageError if it is already locked."""
    lock = folder_lock(folder.path)
    is_new = not folder.path.exists()
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
        acquire(lock, folder.path)
    except OSError as error:
        raise unwritable(folder.path, error) from error
    try:
        yield
    finally:
        if is_new:
            _remove_if_unused(folder.path)
        lock.release()


def _remove_if_unused(folder: Path) -> None:
    """Remove a folder that holds nothing but its lock."""
    with suppress(OSError):
        if [entry.name for entry in folder.iterdir()] == [LOCK_FILE]:
            shutil.rmtree(folder)


def write_split(folder: StudentFolder, split: HeldOutSplit) -> None:
    """Write both sides of a split. Raises StorageError."""
    write_file(folder.path / TRAIN_FILE, _lines(_row(task) for task in split.train))
    held_out = (_row(held.task) | {"nearest": held.nearest} for held in split.held_out)
    write_file(folder.path / HELD_OUT_FILE, _lines(held_out))


def read_train(folder: StudentFolder) -> list[Task]:
    """Read the training rows. Raises StorageError."""
    return _read_rows(folder.path / TRAIN_FILE, _task)


def read_held_out(folder: StudentFolder) -> list[HeldOut]:
    """Read the held-out tasks. Raises StorageError."""
    return _read_rows(folder.path / HELD_OUT_FILE, _held_out)


def data_hash(tasks: Iterable[Task]) -> str:
    """Return a hash of the ids, texts and types of the tasks, in order."""
    return sha256(_lines(_row(task) for task in tasks))


def write_file(path: Path, text: str) -> None:
    """Replace a file atomically. Raises StorageError."""
    try:
        path.parent.mkdir(exist_ok=True)
        replace_file(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise StorageError(
            f"{path}: cannot write the file ({error.strerror}); free space or choose another --out"
        ) from error


def _lines(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _read_rows(path: Path, convert: Callable[[Any], _Row]) -> list[_Row]:
    try:
        with open_regular(path) as lines:
            return [convert(parse_json(line)) for line in lines]
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    except (TypeError, KeyError) as error:
        raise _unreadable(path, ValueError("not a row of the split")) from error


def _unreadable(path: Path, error: OSError | ValueError) -> StorageError:
    return StorageError(f"{path}: cannot read the file ({why_unreadable(error)}); start over with sft --force")


def _row(task: Task) -> dict[str, Any]:
    """Return a task as JSON. Parts of a conversation, which are not trained on, are left out."""
    return {name: value for name, value in asdict(task).items() if name not in ("system", "history", "steps")}


def _task(row: Mapping[str, Any]) -> Task:
    instruction, given, output, name = texts = [row[name] for name in ("instruction", "input", "output", "id")]
    if not all(map(is_text, texts)):
        raise TypeError
    return Task(instruction, given, output, name, TaskType(row["task_type"]))


def _held_out(row: Mapping[str, Any]) -> HeldOut:
    if not is_number(row["nearest"]):
        raise TypeError
    return HeldOut(_task(row), row["nearest"])
