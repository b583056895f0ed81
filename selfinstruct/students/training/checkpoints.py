"""Find and mark complete checkpoints, with the training time and number of sessions up to each of them."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from selfinstruct.errors import StorageError
from selfinstruct.storage.durable import replace_file
from selfinstruct.storage.stored_files import is_count, is_number, read_json, why_unreadable
from selfinstruct.students.folder import COMPLETE_FILE


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """Seconds and number of sessions spent on a training run so far."""

    seconds: float = 0.0
    sessions: int = 0


def newest_checkpoint(folder: Path) -> Path | None:
    """Return the newest complete checkpoint, or None. Incomplete checkpoints of a killed process are removed."""
    found: dict[int, Path] = {}
    for path in folder.glob("checkpoint-*"):
        if (path / COMPLETE_FILE).exists():
            found[int(path.name.rpartition("-")[2])] = path
        else:
            shutil.rmtree(path, ignore_errors=True)
    return found[max(found)] if found else None


def mark_complete(folder: Path, step: int, spent: TimeSpent) -> None:
    """Mark the checkpoint of a step as complete. Call it only after all processes have written their parts.

    The mark appears atomically: a process killed in between leaves an unmarked checkpoint, not an empty mark.
    """
    replace_file(folder / f"checkpoint-{step}" / COMPLETE_FILE, json.dumps(asdict(spent)).encode())


def read_time_spent(checkpoint: Path | None) -> TimeSpent:
    """Return the time spent up to a complete checkpoint; zero if `checkpoint` is None. Raises StorageError."""
    if checkpoint is None:
        return TimeSpent()
    path = checkpoint / COMPLETE_FILE
    try:
        return _time_spent(read_json(path))
    except (OSError, ValueError) as error:
        raise StorageError(
            f"{path}: cannot be read ({why_unreadable(error)}); "
            f"remove {checkpoint} to resume from an earlier checkpoint"
        ) from error


def _time_spent(content: object) -> TimeSpent:
    """Return the time in the content of a mark. Raises ValueError if it holds none."""
    match content:
        case {"seconds": seconds, "sessions": sessions} if is_number(seconds) and is_count(sessions):
            return TimeSpent(seconds, sessions)
    raise ValueError("the training time is missing or invalid")
