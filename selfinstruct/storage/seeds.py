"""Seed tasks and other task files: JSON lines (or one JSON array) in, tasks out, every bad line named.

Reads three shapes: this project's and Alpaca's (`instruction`, `input`, `output`), and that of the seed files of
Self-Instruct and BELLE (`instruction`, `instances: [{input, output}]`), where only the first instance counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.pipeline.languages import CHINESE
from selfinstruct.schema.hashing import sha256
from selfinstruct.schema.reply import without_surrogates
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.storage.resources import BUILT_IN_SEEDS, resource
from selfinstruct.storage.tables import why_unreadable

_MAX_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one line of a file; line 0 stands for the whole file."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


def seeds_file(seeds: str) -> Path:
    """The file that `--seeds` or a `run.toml` names; "" stands for the built-in one."""
    return Path(seeds) if seeds else resource("seeds", f"{BUILT_IN_SEEDS}.jsonl")


def load_seeds(path: Path) -> tuple[Task, ...]:
    """The seed tasks of a file. Raises InputError that names the bad lines of the file."""
    tasks, problems = check_seeds(path)
    if problems:
        shown = "\n".join(map(str, problems[:_MAX_SHOWN]))
        more = f"\n… and {len(problems) - _MAX_SHOWN} more" if len(problems) > _MAX_SHOWN else ""
        raise InputError(f"{shown}{more}\nmend the file, then check it with: selfinstruct seeds check {path}")
    return tuple(tasks)


def check_seeds(path: Path) -> tuple[list[Task], list[Problem]]:
    """The good tasks of a file, and its problems by line."""
    tasks: list[Task] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for line, value in _values(path, problems):
        found = _read_task(value, f"line-{line}" if f"line-{line}" not in seen else f"line-{line}-{len(seen)}")
        if isinstance(found, str):
            problems.append(Problem(path, line, found))
        elif found.id in seen:
            problems.append(Problem(path, line, f"the id {found.id!r} is that of line {seen[found.id]}, too"))
        else:
            seen[found.id] = line
            tasks.append(found)
    if not tasks and not problems:
        problems.append(Problem(path, 0, "there is no task in this file"))
    return tasks, problems


def load_against(path: Path) -> tuple[Task, ...]:
    """The tasks of an `--against` file, which need only an instruction. Raises InputError for the first bad one."""
    problems: list[Problem] = []
    tasks = []
    for line, value in _values(path, problems):
        if problems:
            break
        instruction = value.get("instruction") if isinstance(value, Mapping) else None
        if not isinstance(instruction, str) or not instruction.strip():
            raise InputError(
                f"{path}:{line}: there is no text under `instruction`; --against reads Alpaca-shaped files"
            )
        tasks.append(Task(instruction, "", "", without_surrogates(f"{path.name}:{line}")))
    if problems:
        raise InputError(f"{problems[0]}; --against reads JSON lines or a JSON array")
    return tuple(tasks)


def unchanged_seeds(run: Mapping[str, Any]) -> tuple[Task, ...] | None:
    """The seed tasks that a `run.toml` names; None if the file changed since, or cannot be read."""
    identity = run["identity"]
    try:
        seeds = load_seeds(seeds_file(run["settings"].get("seeds", "")))
    except (InputError, ValueError, TypeError, OSError):
        return None
    return seeds if seeds_digest(seeds, with_types=bool(identity.get("mix"))) == identity.get("seeds") else None


def seeds_digest(seeds: Sequence[Task], with_types: bool) -> str:
    """The hash of seed tasks in the identity of a run. `with_types` is for a run with a mix: it picks seeds by type."""
    types = "".join(f" {seed.task_type}" for seed in seeds)
    return sha256(digest(seeds) + types) if with_types else digest(seeds)


def digest(tasks: Sequence[Task]) -> str:
    """SHA-256 of the tasks and their ids; types are not part of it."""
    content = [[task.id, task.instruction, task.input, task.output] for task in tasks]
    return sha256(json.dumps(content, ensure_ascii=False))


def _values(path: Path, problems: list[Problem]) -> Iterator[tuple[int, Any]]:
    """Each value of a file with its line; what cannot be read is added to `problems`."""
    text = _text(path, problems)
    if text.lstrip().startswith("["):
        yield from _array(path, text, problems)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError) as error:
            problems.append(Problem(path, number, f"this is not JSON: {error}"))


def _text(path: Path, problems: list[Problem]) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(path, 0, why_unreadable(error)))
    return ""


def _array(path: Path, text: str, problems: list[Problem]) -> Iterator[tuple[int, Any]]:
    """The values of a JSON array, each with its first line."""
    decoder = json.JSONDecoder()
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        problems.append(Problem(path, line, f"this is not JSON: {error}"))
        return
    at = text.index("[") + 1
    while (at := _skip(text, at)) < len(text) and text[at] != "]":
        value, end = decoder.raw_decode(text, at)
        yield text.count("\n", 0, at) + 1, value
        at = end


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in ", \t\r\n":
        at += 1
    return at


def _read_task(value: object, name: str) -> Task | str:
    """The task of one JSON value, or what is wrong with it; a task without an id gets `name`."""
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
        "" if given == CHINESE.no_input else given,
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
        return "`id` holds half of a surrogate pair, which is no character"
    fields = {"instruction": value.get("instruction"), "output": source.get("output"), "input": source.get("input")}
    for name, text in fields.items():
        if text is not None and not isinstance(text, str):
            return f"`{name}` must be text"
        if text and without_surrogates(text) != text:
            return f"`{name}` holds half of a surrogate pair, which is no character"
        if name != "input" and not (text or "").strip():
            return f"`{name}` is {'missing' if text is None else 'empty'}"
    instruction, given, output = ((fields[name] or "").strip() for name in ("instruction", "input", "output"))
    return instruction, given, output


def _wrong_type(task_type: object) -> str | None:
    if task_type is None or task_type in list(TaskType):
        return None
    return f"`task_type` {task_type!r} is none of {', '.join(TaskType)}"
