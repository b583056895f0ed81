"""All numbers of a report. A source in; out come the numbers, as `report.json` has them, and the rows and rejects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from selfinstruct.journal import read_kept
from selfinstruct.preparing import read_again
from selfinstruct.reporting import contents
from selfinstruct.reporting.drift import drift
from selfinstruct.reporting.effort import effort
from selfinstruct.reporting.frame import frame_of
from selfinstruct.reporting.funnel import acceptance_over_time, funnel
from selfinstruct.reporting.neighbours import nearest, with_nearest
from selfinstruct.reporting.origin import origin
from selfinstruct.reporting.overlap import overlaps
from selfinstruct.reporting.quality import quality
from selfinstruct.source import Source, read_records, read_rejects

VERSION = 1
"""Of the layout of `report.json`: raise it when a program that reads it would have to change."""
DEFAULT_THRESHOLD = 0.7


@dataclass(frozen=True, slots=True)
class Measured:
    """The numbers of `report.json`; the rows as a frame (see `frame_of`); and a run's rejected texts."""

    numbers: Mapping[str, Any]
    rows: pd.DataFrame
    rejects: Sequence[Mapping[str, Any]]


def measure(
    source: Source, against: Sequence[Path], made: str, heard: Callable[[int], None], check: Callable[[], None]
) -> Measured:
    """Measure a dataset. `made` is the time to be printed, `check` is called between two steps, and may raise.

    Raises InputError and StorageError, as reading does.
    """
    rows = with_nearest(frame_of(read_records(source, heard)))
    numbers: dict[str, Any] = {
        "version": VERSION,
        "made": made,
        "dataset": {"name": source.name, "kind": "run" if source.run else "file", "rows": len(rows)},
    }
    for name, part in _parts(source, rows, against).items():
        check()
        numbers[name] = part()
    return Measured(numbers, rows, list(read_rejects(source)))


def _parts(source: Source, rows: pd.DataFrame, against: Sequence[Path]) -> dict[str, Callable[[], Any]]:
    threshold = source.run["settings"]["threshold"] if source.run else DEFAULT_THRESHOLD
    topic = source.run["settings"].get("topic", "") if source.run else ""
    seeds = read_again(source.run).seeds if source.run else None
    seed_texts = {seed.id: seed.instruction for seed in seeds or ()}
    wished = source.stats.get("wished") if source.stats else None
    return {
        "task_types": lambda: contents.task_types(rows, wished),
        "lengths": lambda: contents.lengths(rows),
        "without_input": lambda: contents.without_input(rows),
        "roots": lambda: contents.roots(rows),
        "nearest": lambda: nearest(rows, threshold, seed_texts),
        "drift": lambda: drift(rows, seeds, topic),
        "quality": lambda: quality(rows),
        "overlap": lambda: overlaps(rows, against, threshold),
        "run": lambda: _of_run(source),
    }


def _of_run(source: Source) -> dict[str, Any] | None:
    """What only a run can tell; None for a file."""
    if source.run is None or source.stats is None:
        return None
    return {
        "teacher": source.stats["teacher"],
        "target": source.stats["target"],
        "funnel": funnel(source.stats),
        "acceptance_over_time": acceptance_over_time(source.stats),
        "effort": effort(source.stats, read_kept(source.path)),
        **origin(source.run),
    }
