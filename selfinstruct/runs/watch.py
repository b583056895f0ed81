"""`selfinstruct status --watch`: follow a run by its files, with its rate and the time left."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selfinstruct.errors import SelfinstructError, StorageError
from selfinstruct.runs.recent_rate import RecentRate
from selfinstruct.runs.snapshot import Snapshot, duration, line_of, rate_text
from selfinstruct.runs.status import look
from selfinstruct.runs.summary import RUNNING, describe
from selfinstruct.schema.price import money
from selfinstruct.storage.stored_files import is_count

SECONDS = 2.0
"""Seconds between two looks."""
_NO_REPLY = "waiting for the first reply"


@dataclass(frozen=True, slots=True)
class Watched:
    """One look at a run: what `status` returns (the state alone before the first results), and the rate per minute."""

    found: Mapping[str, Any]
    per_minute: float | None

    @property
    def has_results(self) -> bool:
        """False until the first reply has been processed."""
        return "accepted" in self.found

    def as_json(self) -> dict[str, Any]:
        """What `status --json` prints, with the rate and the seconds left, which are None if they are not known."""
        left = _snapshot(self).seconds_left if self.has_results else None
        rate = None if self.per_minute is None else round(self.per_minute, 2)
        return {**self.found, "per_minute": rate, "seconds_left": None if left is None else round(left)}


def watch(folder: Path, show: Callable[[Watched], None]) -> None:
    """Show a run every two seconds until it has ended. Raises the errors of `status`; StorageError if it vanishes."""
    rate, found = RecentRate(), look(folder)
    while True:
        if "accepted" in found:
            rate.note(found["accepted"])
        show(Watched(found, rate.per_minute))
        if found["state"] != RUNNING:
            return
        time.sleep(SECONDS)
        found = _look_again(folder)


def _look_again(folder: Path) -> dict[str, Any]:
    try:
        return look(folder)
    except SelfinstructError as error:
        if folder.is_dir():
            raise
        raise StorageError(f"{folder}: the folder was renamed, moved or deleted while it was watched") from error


def table_of(watched: Watched) -> str:
    """Format a look as the table of `status`, with the rate and the time left."""
    state = str(watched.found["state"])
    if not watched.has_results:
        return f"{'state':<11}{state}, {_NO_REPLY}"
    rows = [("state", state), *(_pace_rows(watched) if state == RUNNING else ())]
    first = "\n".join(f"{name:<11}{value}" for name, value in rows)
    return f"{first}\n{describe(dict(watched.found), Path(watched.found['folder']))}"


def _pace_rows(watched: Watched) -> tuple[tuple[str, str], ...]:
    left, rate = _snapshot(watched).seconds_left, watched.per_minute
    return (
        ("rate", "not known yet" if rate is None else f"{rate_text(rate)} tasks a minute"),
        ("time left", "not known" if left is None else f"about {duration(left)}"),
    )


def sentence_of(watched: Watched) -> str:
    """Format a look as a line."""
    what = line_of(_snapshot(watched)) if watched.has_results else _NO_REPLY
    return f"{watched.found['state']}: {what}"


def _snapshot(watched: Watched) -> Snapshot:
    found = watched.found
    limit, cost, tokens = found.get("limit"), found.get("cost"), found["tokens"]
    return Snapshot(
        done=found["accepted"],
        target=found["target"],
        acceptance=found["acceptance"],
        limit=limit if found["state"] == RUNNING and is_count(limit) else None,
        tokens=tokens["prompt"] + tokens["completion"],
        cost=money(cost, found.get("currency") or "") if cost else None,
        per_minute=watched.per_minute,
    )
