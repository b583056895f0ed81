"""`selfinstruct seeds check`: summarize a seed file, or list its bad lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Sized
from pathlib import Path

from selfinstruct.errors import InputError
from selfinstruct.pipeline.flags.personal_data import personal_data_objection
from selfinstruct.schema.task import Task
from selfinstruct.storage.seeds import check_seeds

_MAX_NAMED = 5


def check_seed_file(path: Path) -> str:
    """Return a summary of a valid file, with a second line if tasks contain personal data.

    Raises InputError that lists every problem as file:line.
    """
    tasks, problems = check_seeds(path)
    if problems:
        lines = "\n".join(map(str, problems))
        raise InputError(f"{lines}\n{_counted(problems, 'problem')}, {_counted(tasks, 'valid task')}")
    types = Counter(task.task_type or "no type" for task in tasks)
    without = sum(not task.input for task in tasks)
    counts = ", ".join(f"{name} {count}" for name, count in types.most_common())
    summary = f"{path}: {len(tasks)} valid seed tasks, {without} without input ({counts})"
    return "\n".join([summary, *_personal_data(tasks)])


def _personal_data(tasks: Sequence[Task]) -> list[str]:
    """Return a line about tasks with personal data, which `--pii reject` does not reject among the seeds."""
    found = [(task.id, objection[1]) for task in tasks if (objection := personal_data_objection(task))]
    if not found:
        return []
    named = ", ".join(f"{name} ({detail})" for name, detail in found[:_MAX_NAMED])
    more = ", …" if len(found) > _MAX_NAMED else ""
    return [f"{_counted(found, 'task')} with personal data, which the teacher will see: {named}{more}"]


def _counted(found: Sized, noun: str) -> str:
    return f"{len(found)} {noun}{'' if len(found) == 1 else 's'}"
