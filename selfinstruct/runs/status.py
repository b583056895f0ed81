"""`selfinstruct status`: what a run has come to, read from its files; a running one may be looked at, too."""

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

    Raises InputError where there is no run, and StorageError where its files can't be read.
    """
    if read_run_file(folder) is None:
        raise InputError(f"{folder}: there is no run here; give the folder of one (by default it is under outputs/)")
    stats = read_stats(folder)
    done = stats["accepted"] >= stats["target"]
    state = "running" if _is_locked(folder) else "done" if done else "stopped"
    # Runs of an earlier version had no wishes.
    return {"folder": str(folder), "state": state, "wished": None, **stats}


def _is_locked(folder: Path) -> bool:
    """Whether a process works in the folder: it holds the lock alone, and looking shares it for an instant only."""
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
