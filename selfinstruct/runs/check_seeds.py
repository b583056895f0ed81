"""`selfinstruct seeds check`: summarize a seed file, or list its bad lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sized
from pathlib import Path

from selfinstruct.errors import InputError
from selfinstruct.storage.seeds import check_seeds


def check_seed_file(path: Path) -> str:
    """Return a one-line summary of a valid file. Raises InputError that lists every problem as file:line."""
    tasks, problems = check_seeds(path)
    if problems:
        lines = "\n".join(map(str, problems))
        raise InputError(f"{lines}\n{_counted(problems, 'problem')}, {_counted(tasks, 'valid task')}")
    types = Counter(task.task_type or "no type" for task in tasks)
    without = sum(not task.input for task in tasks)
    counts = ", ".join(f"{name} {count}" for name, count in types.most_common())
    return f"{path}: {len(tasks)} valid seed tasks, {without} without input ({counts})"


def _counted(found: Sized, noun: str) -> str:
    return f"{len(found)} {noun}{'' if len(found) == 1 else 's'}"
