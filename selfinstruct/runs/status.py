"""`selfinstruct status`: read the numbers of a run from its files, even while it is running."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.storage.run_files import read_stats
from selfinstruct.storage.run_folder import is_locked, read_run


def status(folder: Path) -> dict[str, Any]:
    """Return the content of `stats.json`, and `state`: "running", "done" or "stopped".

    Raises InputError if the folder is not a run folder, and StorageError if its files cannot be read.
    """
    if read_run(folder) is None:
        raise InputError(f"{folder}: not a run folder; pass a run folder (by default under outputs/)")
    stats = read_stats(folder)
    done = stats["accepted"] >= stats["target"]
    state = "running" if is_locked(folder) else "done" if done else "stopped"
    # The stats.json of earlier versions lacks these. (words: ok, keys of the file)
    missing = {"wished": None, "currency": None, "prices": None}
    return {"folder": str(folder), "state": state, **missing, **stats}
