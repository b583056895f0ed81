"""`selfinstruct report`: measure a run or file, and write an HTML page and a JSON file with the numbers.

run or file ─► rows ─► numbers ─┬─► report.json
                                └─► charts, samples ─► report.html
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from selfinstruct.datasets.options import ReportOptions
from selfinstruct.datasets.report.measure import GENERATOR, Measured, measure, needs_index
from selfinstruct.datasets.report.page import render
from selfinstruct.datasets.report.table import as_json, describe
from selfinstruct.datasets.sources import source_of
from selfinstruct.errors import InputError, StorageError, is_disk_full
from selfinstruct.runs.progress import ReadingProgress, Reporter
from selfinstruct.runs.stopping import Stop, not_written
from selfinstruct.runs.warmup import frozen_heap, warm_up
from selfinstruct.schema.task import Task
from selfinstruct.storage.durable import replace_file
from selfinstruct.storage.regular_files import open_regular
from selfinstruct.storage.seeds import unchanged_seeds
from selfinstruct.storage.source import Source
from selfinstruct.storage.tables import check_writable

_HEAD_BYTES = 1000
"""Number of bytes at the start of a report that contain the name of its generator."""


@dataclass(frozen=True, slots=True)
class Report:
    """A written report: the path of the page, and the numbers in the JSON file next to it."""

    page: Path
    numbers: dict[str, Any]

    def describe(self) -> str:
        """Format the most important numbers as a short table."""
        return describe(self.numbers, self.page)


def report(options: ReportOptions, stop: Stop, say: Reporter) -> Report:
    """Measure a dataset, and write the page and the JSON file with the numbers.

    Raises InputError, StorageError or Interrupted before anything is written.
    """
    source = source_of(options.target, options.reading, say)
    against = [source_of(path, replace(source.reading, columns={}), say) for path in options.against]
    page = options.out or _default_page(source)
    _check_page(page, [path for each in (source, *against) for path in each.files], options.force)
    for shortfall in filter(None, (each.shortfall for each in (source, *against))):
        say(shortfall)
    seeds = unchanged_seeds(source.run) if source.run else None
    if needs_index(source, against, seeds):
        warm_up(say)
    stop.explain(not_written(page))
    measured = _measure(source, against, seeds, options)
    if source.bad_rows.note:
        say(source.bad_rows.note)
    text, numbers = render(measured), as_json(measured.numbers)
    _write(page, text, numbers)
    _warn(numbers, source, say)
    return Report(page, numbers)


def _warn(numbers: dict[str, Any], source: Source, say: Reporter) -> None:
    """Warn if the journal has fewer replies than the statistics."""
    if source.stats is None:
        return
    answers, known = source.stats["answers"], numbers["run"]["effort"]["answers"]
    if known < answers:
        say(f"{source.path}: the journal has {known:,} of {answers:,} replies; times and retries only cover these")


def _measure(
    source: Source, against: Sequence[Source], seeds: Sequence[Task] | None, options: ReportOptions
) -> Measured:
    made = datetime.now().astimezone().isoformat(" ", "minutes")
    with ReadingProgress(source.size) as progress, frozen_heap():
        return measure(source, against, seeds, options.price, made, progress.on_bytes)


def _default_page(source: Source) -> Path:
    return source.path / "report.html" if source.is_run else source.beside(".report.html")


def _check_page(page: Path, sources: Sequence[Path], force: bool) -> None:
    """Raise InputError if the page or the JSON file must not be written; an earlier report may be replaced."""
    if page.suffix.lower() != ".html":
        raise InputError(f"{page}: the name must end in .html; the numbers are written to the .json file of that name")
    for path in (page, page.with_suffix(".json")):
        check_writable(path, sources, force or _is_ours(path))


def _is_ours(path: Path) -> bool:
    """Return True if the file belongs to an earlier report."""
    try:
        with open_regular(path) as file:
            return GENERATOR.encode() in file.read(_HEAD_BYTES)
    except OSError:
        return False


def _write(page: Path, text: str, numbers: dict[str, Any]) -> None:
    content = json.dumps(numbers, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        replace_file(page, text.encode("utf-8", "replace"))
        replace_file(page.with_suffix(".json"), content.encode("utf-8", "replace"))
    except OSError as error:
        way_out = "free disk space" if is_disk_full(error) else "choose another path with --out"
        raise StorageError(f"{page}: the report cannot be written ({error.strerror}); {way_out}") from error
