"""Read seed tasks and other task files, in any format of `storage.tables`. Every bad row is reported.

Supports the formats of this project and of Alpaca (`instruction`, `input`, `output`), and the seed files of
Self-Instruct and BELLE (`instruction`, `instances: [{input, output}]`, only the first instance is used).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.pipeline.nothing import is_nothing
from selfinstruct.schema.hashing import sha256
from selfinstruct.schema.reply import without_surrogates
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.storage.regular_files import regular_size
from selfinstruct.storage.resources import BUILT_IN_SEEDS, resource
from selfinstruct.storage.source import check_is_path
from selfinstruct.storage.tables import BadFile, BadRow, NoRows, TableRow, read_rows, unreadable

_MAX_SHOWN = 5


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


def check_seeds(path: Path, given_as: str = "the path") -> tuple[list[Task], list[BadRow]]:
    """Return the valid tasks of a file and the problems by line. Raises InputError if it cannot be opened.

    If the rest of the file cannot be read, there are no tasks and only this problem after those before it.
    """
    check_is_path(path)
    problems: list[BadRow] = []
    try:
        tasks = list(_tasks(path, given_as, problems))
    except NoRows:
        return [], [BadRow(str(path), 0, "the file contains no tasks")]
    except BadFile as error:
        return [], [*problems, BadRow(str(path), error.line, error.why)]
    return tasks, problems


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


def _rows(path: Path, given_as: str, on_bad: Callable[[BadRow], None] | None = None) -> Iterator[TableRow]:
    """Yield the rows of a file. Raises InputError if it cannot be opened; `given_as` is the option to check."""
    try:
        regular_size(path)
    except OSError as error:
        raise unreadable(path, error, given_as) from error
    return read_rows(path, lambda _: None, on_bad)


def _tasks(path: Path, given_as: str, problems: list[BadRow]) -> Iterator[Task]:
    """Yield the valid tasks of a file, and add the others to `problems`, in the order of the file."""
    seen: dict[str, int] = {}
    for row in _rows(path, given_as, problems.append):
        line = row.line
        found = _read_task(row.fields, f"line-{line}" if f"line-{line}" not in seen else f"line-{line}-{len(seen)}")
        if isinstance(found, str):
            problems.append(BadRow(row.file, line, found))
        elif found.id in seen:
            problems.append(BadRow(row.file, line, f"duplicate id {found.id!r} (also on line {seen[found.id]})"))
        else:
            seen[found.id] = line
            yield found


def _read_task(value: Mapping[str, Any], name: str) -> Task | str:
    """Return the task of a row, or the problem as text. A task without an id gets `name` as its id."""
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
