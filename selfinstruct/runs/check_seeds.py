"""`selfinstruct seeds check`: a seed file in, a line about it or every bad line out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from selfinstruct.errors import InputError
from selfinstruct.storage.seeds import check_seeds


def check_seed_file(path: Path) -> str:
    """A line about a good file. Raises InputError that lists every problem of a bad file, as file:line."""
    tasks, problems = check_seeds(path)
    if problems:
        lines = "\n".join(map(str, problems))
        raise InputError(f"{lines}\n{len(problems)} problems, {len(tasks)} good tasks")
    types = Counter(task.task_type or "no type" for task in tasks)
    without = sum(not task.input for task in tasks)
    counts = ", ".join(f"{name} {count}" for name, count in types.most_common())
    return f"{path}: {len(tasks)} good seed tasks, {without} of them without input ({counts})"
