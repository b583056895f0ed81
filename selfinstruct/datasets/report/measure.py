"""All numbers of a report. A source in; out come the numbers, as `report.json` has them, and the rows and rejects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from selfinstruct.datasets.report import composition
from selfinstruct.datasets.report.drift import drift
from selfinstruct.datasets.report.frame import frame_of
from selfinstruct.datasets.report.nearest import nearest, nearest_of_file, nearest_of_run
from selfinstruct.datasets.report.overlap import overlaps
from selfinstruct.datasets.report.provenance import public_run
from selfinstruct.datasets.report.quality import quality
from selfinstruct.datasets.report.usage import usage
from selfinstruct.errors import StorageError
from selfinstruct.pipeline.funnel import acceptance_over_time, funnel
from selfinstruct.runs.prepare import read_again
from selfinstruct.schema.redaction import public_model
from selfinstruct.storage.journal import read_kept
from selfinstruct.storage.run_folder import RUN_FILE
from selfinstruct.storage.source import Source, read_records, read_rejects

GENERATOR = "selfinstruct report"
"""What a report says it was made by: such a file may be replaced by a newer one."""
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
    source: Source,
    against: Sequence[Path],
    prices: tuple[float, float] | None,
    made: str,
    on_bytes: Callable[[int], None],
) -> Measured:
    """Measure a dataset. `made` is the time to be printed, `prices` are those of a million tokens (see `usage`).

    Raises InputError and StorageError, as reading does.
    """
    seeds = read_again(source.run).seeds if source.run else None
    rows = frame_of(read_records(source, on_bytes))
    seed_texts = {seed.id: seed.instruction for seed in seeds or ()}
    rows = nearest_of_run(rows, seed_texts) if source.is_run else nearest_of_file(rows)
    threshold = _threshold(source)
    numbers = {
        "generator": GENERATOR,
        "version": VERSION,
        "made": made,
        "dataset": {"name": source.name, "kind": "run" if source.is_run else "file", "rows": len(rows)},
        "task_types": composition.task_types(rows, source.stats.get("wished") if source.stats else None),
        "lengths": composition.lengths(rows),
        "without_input": composition.without_input(rows),
        "roots": composition.roots(rows),
        "nearest": nearest(rows, threshold),
        "drift": drift(rows, seeds, source.run["settings"].get("topic", "") if source.run else ""),
        "quality": quality(rows),
        "overlap": overlaps(rows, against, threshold),
        "run": _of_run(source, prices),
    }
    return Measured(numbers, rows, list(read_rejects(source)))


def _threshold(source: Source) -> float:
    """What the run was made with; that of Self-Instruct for a file. Raises StorageError where it is no number."""
    threshold = source.run["settings"].get("threshold") if source.run else DEFAULT_THRESHOLD
    if not isinstance(threshold, int | float):
        raise StorageError(f"{source.path / RUN_FILE}: threshold must be a number, not {threshold!r}; restore the file")
    return threshold


def _of_run(source: Source, prices: tuple[float, float] | None) -> dict[str, Any] | None:
    """What only a run can tell; None for a file."""
    if source.run is None or source.stats is None:
        return None
    return {
        "teacher": public_model(source.stats["teacher"]),
        "target": source.stats["target"],
        "funnel": funnel(source.stats),
        "acceptance_over_time": acceptance_over_time(source.stats),
        "effort": usage(source.stats, read_kept(source.path), prices),
        **public_run(source.run),
    }
