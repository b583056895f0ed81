"""`selfinstruct status`: what a run has come to, read from its files; a running one may be looked at, too."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from typing import Any

from selfinstruct.dataset import STATS
from selfinstruct.errors import InputError, StorageError
from selfinstruct.run_folder import LOCK_FILE, read_run_file

_NEEDED = {"accepted", "target", "rejected", "task_types", "acceptance", "answers", "requests", "tokens", "waiting"}


def status(folder: Path) -> dict[str, Any]:
    """The content of `stats.json` and `state`: "running", "done" or "stopped".

    Raises InputError where there is no run, and StorageError where its files can't be read.
    """
    if read_run_file(folder) is None:
        raise InputError(f"{folder}: there is no run here; give the folder of one (by default it is under outputs/)")
    stats = _stats(folder)
    done = stats["accepted"] >= stats["target"]
    state = "running" if _is_locked(folder) else "done" if done else "stopped"
    # Runs of an earlier version had no wishes.
    return {"folder": str(folder), "state": state, "wished": None, **stats}


def _stats(folder: Path) -> dict[str, Any]:
    path = folder / STATS
    try:
        stats = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(
            f"{folder}: nothing is judged here yet; selfinstruct generate --out {folder} goes on"
        ) from None
    except (OSError, ValueError) as error:
        raise StorageError(
            f"{path}: cannot be read ({error}); selfinstruct generate --out {folder} rebuilds it"
        ) from error
    if not isinstance(stats, dict) or not set(stats) >= _NEEDED:
        raise StorageError(f"{path}: is no statistics of a run; selfinstruct generate --out {folder} rebuilds it")
    return stats


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
