"""`selfinstruct status`: the numbers of a run, read from its files, also while it is running."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.storage.run_files import read_stats
from selfinstruct.storage.run_folder import LOCK_FILE, read_run_file


def status(folder: Path) -> dict[str, Any]:
    """The content of `stats.json` and `state`: "running", "done" or "stopped".

    Raises InputError if there is no run, and StorageError if its files cannot be read.
    """
    if read_run_file(folder) is None:
        raise InputError(f"{folder}: there is no run here; give the folder of one (by default it is under outputs/)")
    stats = read_stats(folder)
    done = stats["accepted"] >= stats["target"]
    state = "running" if _is_locked(folder) else "done" if done else "stopped"
    # The stats.json of earlier versions has no `wished`.
    return {"folder": str(folder), "state": state, "wished": None, **stats}


def _is_locked(folder: Path) -> bool:
    """Whether a process works in the folder: it holds the lock exclusively, and this check shares it for an instant."""
    try:
        lock = os.open(folder / LOCK_FILE, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False
