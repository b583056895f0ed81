"""Read a dataset and split it into training rows and held-out tasks, once per student folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from selfinstruct.errors import StorageError
from selfinstruct.runs.identity import check_identity
from selfinstruct.runs.progress import ReadingProgress, Reporter
from selfinstruct.runs.stopping import Stop
from selfinstruct.runs.typed_records import typed_records
from selfinstruct.runs.warmup import warm_up
from selfinstruct.schema.extras import Extra, count_extras, named_extras
from selfinstruct.schema.task import Task
from selfinstruct.storage.source import Source
from selfinstruct.students.folder import StudentFolder, data_hash, read_held_out, read_train, write_split
from selfinstruct.students.held_out_split import split_held_out

_STOPPED = "stopped before anything was written; run the same command to start again"


def read_tasks(source: Source, stop: Stop, say: Reporter) -> list[Task]:
    """Read the tasks of a run or file, with unique ids. Raises InputError, StorageError or Interrupted."""
    stop.explain(_STOPPED)
    if source.shortfall:
        say(source.shortfall)
    with ReadingProgress(source.size) as progress:
        tasks = [record.task for record in typed_records(source, progress.on_bytes)]
    stop.raise_if_stopped()
    lost = named_extras(count_extras(tasks), Extra)
    for note in filter(None, (source.bad_rows.note, f"training leaves out {lost}" if lost else None)):
        say(note)
    return list(_with_unique_ids(tasks))


def _with_unique_ids(tasks: Iterable[Task]) -> Iterator[Task]:
    """Yield the tasks. A repeated id gets a suffix, because answers are stored by id."""
    seen: set[str] = set()
    for number, task in enumerate(tasks, 1):
        name = task.id
        while name in seen:
            name = f"{name}#{number}"
        seen.add(name)
        yield task if name == task.id else replace(task, id=name)


def split_identity(tasks: Sequence[Task], held_out: int, max_rows: int | None) -> dict[str, Any]:
    """Return the settings and the data hash that determine a split."""
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
    """Split the tasks and write both sides to the folder, unless it already holds the split of this identity.

    A folder with another identity is cleared if `force` is set or if it holds no models. Raises InputError otherwise.
    """
    if _is_reusable(folder, identity, force):
        return
    folder.clear()
    warm_up(say)
    split = split_held_out(tasks, identity["held_out"], identity["max_rows"], stop.raise_if_stopped)
    write_split(folder, split)
    about = {"dataset": source.name, "rows": len(tasks), "wanted": split.wanted}
    folder.write_settings({"identity": identity, **about, "steps": {}})


def _is_reusable(folder: StudentFolder, identity: Mapping[str, Any], force: bool) -> bool:
    """Return True if the folder holds the split. Raises InputError or StorageError if it must not be cleared."""
    try:
        settings = folder.settings()
        if settings is None:
            return False
        if folder.has_models and not force:
            check_identity(folder.path, settings["identity"], identity, "start over with --force")
        if settings["identity"] == identity:
            return bool(read_train(folder) and read_held_out(folder))
    except StorageError:
        if not force:
            raise
    return False
