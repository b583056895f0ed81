"""Compute all numbers of a dataset's report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pandas as pd

from selfinstruct.datasets.report import composition
from selfinstruct.datasets.report.drift import MAX_SEEDS, drift
from selfinstruct.datasets.report.frame import FIELDS, frame_of
from selfinstruct.datasets.report.nearest import nearest, nearest_of_file, nearest_of_run
from selfinstruct.datasets.report.overlap import overlaps
from selfinstruct.datasets.report.provenance import public_run
from selfinstruct.datasets.report.quality import quality
from selfinstruct.datasets.report.rejectable import language_to_ask, rejectable, with_reasons, zero_by_construction
from selfinstruct.datasets.report.suspicions import suspicions, with_signs
from selfinstruct.datasets.report.usage import usage
from selfinstruct.errors import StorageError
from selfinstruct.pipeline.funnel import acceptance_over_time, funnel
from selfinstruct.runs.typed_records import typed_records
from selfinstruct.schema.dedup_on import DedupOn
from selfinstruct.schema.hashing import sha256
from selfinstruct.schema.price import Price
from selfinstruct.schema.redaction import public_model
from selfinstruct.schema.task import Task
from selfinstruct.schema.thresholds import NEAR_DUPLICATE
from selfinstruct.storage.journal import read_kept
from selfinstruct.storage.run_folder import RUN_FILE
from selfinstruct.storage.source import Source, read_rejects

GENERATOR = "selfinstruct report"
"""Name that is written to every report. A file with this name near its start may be replaced by a new one."""
VERSION = 2
"""Version of `report.json`. Increment it for changes that break programs that read the file."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The measured dataset.

    `numbers` is the content of `report.json`, `rows` is the frame from `frame_of` with the nearest texts, reasons and
    signs, and `rejects` holds the rejected texts of a run.
    """

    numbers: Mapping[str, Any]
    rows: pd.DataFrame
    rejects: Sequence[Mapping[str, Any]]


def needs_index(source: Source, against: Sequence[Source], seeds: Sequence[Task] | None) -> bool:
    """True if there are enough texts to compare for the compiled similarity index to be worth loading."""
    return not source.is_run or bool(against) or len(seeds or ()) > MAX_SEEDS


def measure(
    source: Source,
    against: Sequence[Source],
    seeds: Sequence[Task] | None,
    price: Price | None,
    made: str,
    on_bytes: Callable[[int], None],
) -> Measured:
    """Measure a dataset.

    `seeds` are those of a run, None if they are unknown; `made` is the creation time to show; for `price` see `usage`.

    Raises InputError or StorageError if the dataset or a file of `against` cannot be read.
    """
    threshold, dedup_on = _threshold(source), _dedup_on(source)
    rows = frame_of(typed_records(source, on_bytes), dedup_on)
    seed_texts = {seed.id: dedup_on.text_of(seed) for seed in seeds or ()}
    rows = nearest_of_run(rows, seed_texts) if source.is_run else nearest_of_file(rows)
    language = language_to_ask(rows, source)
    rows = with_signs(with_reasons(rows, language))
    settings = source.run["settings"] if source.run else {}
    numbers = {
        "generator": GENERATOR,
        "version": VERSION,
        "made": made,
        "dataset": _dataset(source, rows),
        "task_types": composition.task_types(rows, source.stats.get("wished") if source.stats else None),
        "families": composition.families(rows),
        "lengths": composition.lengths(rows),
        "without_input": composition.without_input(rows),
        "conversations": composition.conversations(rows),
        "roots": composition.roots(rows),
        "nearest": nearest(rows, threshold, dedup_on),
        "drift": drift(rows, list(seed_texts.values()), settings.get("topic", "")),
        "quality": {
            **quality(rows),
            "zero_by_construction": zero_by_construction(language, settings),
            "rejectable": rejectable(rows, language),
        },
        "signs": suspicions(rows),
        "overlap": overlaps(rows, against, threshold),
        "run": _of_run(source, price),
    }
    return Measured(numbers, rows, list(read_rejects(source)))


def _dataset(source: Source, rows: pd.DataFrame) -> dict[str, Any]:
    """Return name, kind, number of rows, and the SHA-256 of all texts in order."""
    columns = (rows[name].tolist() for name in ("id", *FIELDS))
    digest = sha256("\0".join(chain.from_iterable(zip(*columns, strict=True))))
    return {"name": source.name, "kind": "run" if source.is_run else "file", "rows": len(rows), "sha256": digest}


def _threshold(source: Source) -> float:
    """Return the run's threshold, or the default for a file. Raises StorageError if it is not a number."""
    threshold = source.run["settings"].get("threshold") if source.run else NEAR_DUPLICATE
    if not isinstance(threshold, int | float):
        raise StorageError(f"{source.path / RUN_FILE}: threshold must be a number, not {threshold!r}; restore the file")
    return threshold


def _dedup_on(source: Source) -> DedupOn:
    """Return what the tasks of a run were compared by, or the default for a file. Raises StorageError if unknown."""
    stored = source.run["settings"].get("dedup_on", DedupOn.INSTRUCTION) if source.run else DedupOn.INSTRUCTION
    if stored not in list(DedupOn):
        names = " or ".join(DedupOn)
        raise StorageError(f"{source.path / RUN_FILE}: dedup_on must be {names}, not {stored!r}; restore the file")
    return DedupOn(stored)


def _of_run(source: Source, price: Price | None) -> dict[str, Any] | None:
    """Return the numbers that only a run has; None for a file."""
    if source.run is None or source.stats is None:
        return None
    return {
        "teacher": public_model(source.stats["teacher"]),
        "target": source.stats["target"],
        "funnel": funnel(source.stats),
        "acceptance_over_time": acceptance_over_time(source.stats),
        "effort": usage(source.stats, read_kept(source.path), price),
        **public_run(source.run),
    }
