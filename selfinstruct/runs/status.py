"""`selfinstruct status`: read the numbers of a run from its files, even while it is running."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.runs.summary import RUNNING
from selfinstruct.storage.run_files import has_stats, read_stats
from selfinstruct.storage.run_folder import is_locked, read_run


def status(folder: Path) -> dict[str, Any]:
    """Return the content of `stats.json`, and `state`: "running", "done" or "stopped".

    Raises InputError if the folder is not a run folder or the run has no results yet, and StorageError if its files
    cannot be read.
    """
    found = look(folder)
    if "accepted" not in found:
        raise InputError(f"{folder}: the run waits for its first reply; try again later, or follow it with --watch")
    return found


def look(folder: Path) -> dict[str, Any]:
    """Like `status`, but return the state alone for a running run without results."""
    if read_run(folder) is None:
        raise InputError(f"{folder}: not a run folder; pass a run folder (by default under outputs/)")
    is_running = is_locked(folder)  # before the numbers are read: those of a run that has ended are final
    if is_running and not has_stats(folder):
        return {"folder": str(folder), "state": RUNNING}
    stats = read_stats(folder)
    state = RUNNING if is_running else "done" if stats["accepted"] >= stats["target"] else "stopped"
    # The stats.json of earlier versions lacks these. (words: ok, keys of the file)
    missing: dict[str, Any] = {
        "wished": None,
        "currency": None,
        "prices": None,
        "unknown": None,
        "limit": None,
        "limit_over_time": [],
    }
    return {"folder": str(folder), "state": state, **missing, **stats}
