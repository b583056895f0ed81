"""Read seed tasks and other task files, in JSON lines or one JSON array. Every bad line is reported.

Supports the formats of this project and of Alpaca (`instruction`, `input`, `output`), and the seed files of
Self-Instruct and BELLE (`instruction`, `instances: [{input, output}]`, only the first instance is used).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.pipeline.nothing import is_nothing
from selfinstruct.schema.hashing import sha256
from selfinstruct.schema.reply import without_surrogates
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.storage.resources import BUILT_IN_SEEDS, resource
from selfinstruct.storage.tables import (
    BadArray,
    RowFile,
    array_values,
    holds_array,
    json_mistake,
    parse,
    unreadable,
    why_not_text,
)

_MAX_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem in one line of a file; line 0 means the whole file."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


def seeds_file(seeds: str) -> Path:
    """Path of the file named by `--seeds` or a `run.toml`; "" means the built-in seed tasks."""
    return Path(seeds) if seeds else resource("seeds", f"{BUILT_IN_SEEDS}.jsonl")


def load_seeds(path: Path) -> tuple[Task, ...]:
    """Load the seed tasks of a file. Raises an InputError that lists the bad lines."""
    tasks, problems = check_seeds(path, "--seeds")
    if problems:
        shown = "\n".join(map(str, problems[:_MAX_SHOWN]))
        more = f"\n… and {len(problems) - _MAX_SHOWN} more" if len(problems) > _MAX_SHOWN else ""
        raise InputError(f"{shown}{more}\nfix the file, then check it with: selfinstruct seeds check {path}")
    return tuple(tasks)


def check_seeds(path: Path, given_as: str = "the path") -> tuple[list[Task], list[Problem]]:
    """Return the valid tasks of a file and the problems by line. Raises InputError if it cannot be opened."""
    tasks: list[Task] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for line, value in _values(path, given_as, problems):
        found = _read_task(value, f"line-{line}" if f"line-{line}" not in seen else f"line-{line}-{len(seen)}")
        if isinstance(found, str):
            problems.append(Problem(path, line, found))
        elif found.id in seen:
            problems.append(Problem(path, line, f"duplicate id {found.id!r} (also on line {seen[found.id]})"))
        else:
            seen[found.id] = line
            tasks.append(found)
    if not tasks and not problems:
        problems.append(Problem(path, 0, "the file contains no tasks"))
    return tasks, problems


def load_against(path: Path) -> tuple[Task, ...]:
    """Load the tasks of an `--against` file, which only need `instruction`. Raises InputError for a bad line."""
    problems: list[Problem] = []
    tasks = []
    for line, value in _values(path, "--against", problems):
        if problems:
            break
        instruction = value.get("instruction") if isinstance(value, Mapping) else None
        if not isinstance(instruction, str) or not instruction.strip():
            raise InputError(
                f"{path}:{line}: `instruction` is missing, empty or not text; --against reads the Alpaca format"
            )
        tasks.append(Task(instruction, "", "", without_surrogates(f"{path.name}:{line}")))
    if problems:
        raise InputError(f"{problems[0]}; --against reads JSON lines or a JSON array")
    return tuple(tasks)


def unchanged_seeds(run: Mapping[str, Any]) -> tuple[Task, ...] | None:
    """Return the seed tasks named in a `run.toml`; None if the file has changed or cannot be read."""
    identity = run["identity"]
    try:
        seeds = load_seeds(seeds_file(run["settings"].get("seeds", "")))
    except (InputError, ValueError, TypeError, OSError):
        return None
    return seeds if seeds_digest(seeds, with_types=bool(identity.get("mix"))) == identity.get("seeds") else None


def seeds_digest(seeds: Sequence[Task], with_types: bool) -> str:
    """Hash of the seed tasks for a run's identity. `with_types` is for runs with a mix, which pick seeds by type."""
    types = "".join(f" {seed.task_type}" for seed in seeds)
    return sha256(digest(seeds) + types) if with_types else digest(seeds)


def digest(tasks: Sequence[Task]) -> str:
    """SHA-256 of the tasks and their ids, without their types."""
    content = [[task.id, task.instruction, task.input, task.output] for task in tasks]
    return sha256(json.dumps(content, ensure_ascii=False))


def _values(path: Path, given_as: str, problems: list[Problem]) -> Iterator[tuple[int, Any]]:
    """Yield each value of a file with its line. Lines that cannot be read are added to `problems`."""
    try:
        with RowFile(path, packed=False, on_bytes=lambda _: None) as rows:
            is_array = holds_array(rows.file)
            for line, value in _array(path, rows, problems) if is_array else _json_lines(path, rows, problems):
                rows.row_ended(line)
                yield line, value
    except OSError as error:
        raise unreadable(path, error, given_as) from error


def _json_lines(path: Path, rows: RowFile, problems: list[Problem]) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(rows.file, 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            problems.append(Problem(path, number, why_not_text(line)))
            return
        if not text.strip():
            continue
        try:
            yield number, parse(text)
        except (ValueError, RecursionError) as error:
            problems.append(Problem(path, number, f"not valid JSON: {json_mistake(error)}"))


def _array(path: Path, rows: RowFile, problems: list[Problem]) -> list[tuple[int, Any]]:
    """Return the values of a JSON array, each with its first line; none if any part of it cannot be read."""
    values = []
    try:
        for line, value in array_values(path, rows.file):
            rows.row_ended(line)
            values.append((line, value))
    except BadArray as error:
        problems.append(Problem(path, error.line, error.message))
        return []
    return values


def _read_task(value: object, name: str) -> Task | str:
    """Return the task of a JSON value, or the problem as text. A task without an id gets `name` as its id."""
    if not isinstance(value, Mapping):
        return "not a JSON object"
    fields = _fields(value)
    if isinstance(fields, str):
        return fields
    if wrong := _wrong_type(value.get("task_type")):
        return wrong
    instruction, given, output = fields
    task_type = value.get("task_type")
    return Task(
        instruction,
        "" if is_nothing(given) else given,
        output,
        str(value.get("id")) if value.get("id") not in (None, "") else name,
        TaskType(task_type) if task_type else None,
    )


def _fields(value: Mapping[str, Any]) -> tuple[str, str, str] | str:
    source: Mapping[str, Any] = value
    if "instances" in value:
        instances = value["instances"]
        if not isinstance(instances, list) or not instances or not isinstance(instances[0], Mapping):
            return "`instances` must be a list whose first element is an object with `input` and `output`"
        source = instances[0]
    if without_surrogates(identifier := str(value.get("id", ""))) != identifier:
        return "`id` contains a lone surrogate, which is not a character"
    fields = {"instruction": value.get("instruction"), "output": source.get("output"), "input": source.get("input")}
    for name, text in fields.items():
        if text is not None and not isinstance(text, str):
            return f"`{name}` must be text"
        if text and without_surrogates(text) != text:
            return f"`{name}` contains a lone surrogate, which is not a character"
        if name != "input" and not (text or "").strip():
            return f"`{name}` is {'missing' if text is None else 'empty'}"
    instruction, given, output = ((fields[name] or "").strip() for name in ("instruction", "input", "output"))
    return instruction, given, output


def _wrong_type(task_type: object) -> str | None:
    if task_type is None or task_type in list(TaskType):
        return None
    return f"unknown `task_type` {task_type!r}; use one of {', '.join(TaskType)}"
