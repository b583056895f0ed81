"""A dataset and a folder in; the folder holds both sides of the dataset, which are never drawn anew for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from selfinstruct.errors import StorageError
from selfinstruct.runs.identity import check_identity
from selfinstruct.runs.progress import ReadingProgress, Reporter
from selfinstruct.runs.stopping import Stop
from selfinstruct.runs.warmup import warm_up
from selfinstruct.schema.task import Task
from selfinstruct.storage.source import Source, read_records
from selfinstruct.students.folder import StudentFolder, data_hash, read_held_out, read_train, write_split
from selfinstruct.students.held_out_split import split_held_out

_STOPPED = "stopped before anything was begun; the same command begins again"


def read_tasks(source: Source, stop: Stop, say: Reporter) -> list[Task]:
    """The tasks of a run or file. Raises InputError, StorageError or Interrupted."""
    stop.explain(_STOPPED)
    if source.shortfall:
        say(source.shortfall)
    with ReadingProgress(source.size) as progress:
        tasks = [record.task for record in read_records(source, progress.on_bytes)]
    stop.raise_if_stopped()
    return list(_told_apart(tasks))


def _told_apart(tasks: Iterable[Task]) -> Iterator[Task]:
    """The tasks, of which a file may give several the same id: answers are kept by it."""
    seen: set[str] = set()
    for number, task in enumerate(tasks, 1):
        name = task.id
        while name in seen:
            name = f"{name}#{number}"
        seen.add(name)
        yield task if name == task.id else replace(task, id=name)


def split_identity(tasks: Sequence[Task], held_out: int, max_rows: int | None) -> dict[str, Any]:
    """What both sides depend on."""
    return {"data": data_hash(tasks), "held_out": held_out, "max_rows": max_rows}


def ensure_split(
    folder: StudentFolder,
    source: Source,
    tasks: Sequence[Task],
    identity: Mapping[str, Any],
    force: bool,
    stop: Stop,
    say: Reporter,
) -> None:
    """Split the tasks, or find them split; a folder is gone on with only under the identity that it was begun with.

    With `force`, or where nothing is trained yet, one of another identity is emptied and begun anew. Raises InputError
    for it otherwise.
    """
    if _goes_on(folder, identity, force):
        return
    folder.clear()
    warm_up(say)
    division = split_held_out(tasks, identity["held_out"], identity["max_rows"], stop.raise_if_stopped)
    write_split(folder, division)
    about = {"dataset": source.name, "rows": len(tasks), "wanted": division.wanted}
    folder.store({"identity": identity, **about, "steps": {}})


def _goes_on(folder: StudentFolder, identity: Mapping[str, Any], force: bool) -> bool:
    """Whether the folder was begun under this identity and can be read. Raises InputError or StorageError if not."""
    try:
        stored = folder.stored()
        if stored is None:
            return False
        if folder.has_models and not force:
            check_identity(folder.path, stored["identity"], identity, "begin anew with --force")
        if stored["identity"] == identity:
            return bool(read_train(folder) and read_held_out(folder))
    except StorageError:
        if not force:
            raise
    return False
