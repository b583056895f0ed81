"""A training's folder in, its newest complete checkpoint out, with the seconds and sessions that led to it."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from selfinstruct.students.folder import COMPLETE_FILE


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """The time in seconds and the number of sessions spent on a training so far."""

    seconds: float = 0.0
    sessions: int = 0


def newest_checkpoint(folder: Path) -> Path | None:
    """The newest complete checkpoint; None if there is none. Those that a kill left incomplete are removed."""
    found: dict[int, Path] = {}
    for path in folder.glob("checkpoint-*"):
        if (path / COMPLETE_FILE).exists():
            found[int(path.name.rpartition("-")[2])] = path
        else:
            shutil.rmtree(path, ignore_errors=True)
    return found[max(found)] if found else None


def mark_complete(folder: Path, step: int, spent: TimeSpent) -> None:
    """Mark the checkpoint of a step as complete. To be called once all processes have written their part."""
    path = folder / f"checkpoint-{step}" / COMPLETE_FILE
    path.write_text(json.dumps(asdict(spent)), encoding="utf-8")


def read_time_spent(checkpoint: Path | None) -> TimeSpent:
    """The time that a complete checkpoint took; none if there is no checkpoint."""
    if checkpoint is None:
        return TimeSpent()
    return TimeSpent(**json.loads((checkpoint / COMPLETE_FILE).read_text(encoding="utf-8")))
