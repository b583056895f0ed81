"""`selfinstruct report`: a dataset looked at, as a page for people and as numbers for programs.

run or file ─► rows ─► numbers ─┬─► report.json
                                └─► charts, samples ─► report.html
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError, StorageError
from selfinstruct.progress import ReadingProgress
from selfinstruct.reporting.measuring import Measured, measure
from selfinstruct.reporting.page import GENERATOR, render
from selfinstruct.reporting.table import as_json, describe
from selfinstruct.run_folder import replace_file
from selfinstruct.source import Source, find_source
from selfinstruct.stopping import Stop, not_written
from selfinstruct.tables import check_place
from selfinstruct.warming import warm_up

_HEAD_BYTES = 1000
"""Of a page, in which it says what made it."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to do: the flags of the command."""

    target: Path
    out: Path | None = None
    against: tuple[Path, ...] = ()
    force: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What was written where, and its numbers."""

    page: Path
    numbers: dict[str, Any]

    def describe(self) -> str:
        """A short table for people."""
        return describe(self.numbers, self.page)


def report(order: Order, stop: Stop, say: Callable[[str], None]) -> Report:
    """Measure a dataset and write the page, and the numbers beside it.

    Raises InputError, StorageError or Interrupted before anything is written.
    """
    source = find_source(order.target)
    page = order.out or _default_page(source)
    _check_page(page, (source.rows_file, *order.against), order.force)
    warm_up(say)
    measured = _measure(source, order, page, stop)
    numbers = as_json(measured.numbers)
    _write(page, render(measured), numbers)
    return Report(page, numbers)


def _measure(source: Source, order: Order, page: Path, stop: Stop) -> Measured:
    made = datetime.now().astimezone().isoformat(" ", "minutes")
    check = partial(stop.check, not_written(page))
    with ReadingProgress(source.size) as progress:

        def heard(count: int) -> None:
            check()
            progress.heard(count)

        return measure(source, order.against, made, heard, check)


def _default_page(source: Source) -> Path:
    return source.path / "report.html" if source.run else source.path.with_name(f"{source.name}.report.html")


def _check_page(page: Path, sources: Sequence[Path], force: bool) -> None:
    """Whether the page may be written here. Raises InputError where it would take the place of something else."""
    if page.suffix.lower() != ".html":
        raise InputError(f"{page}: the name of a report must end in .html; the numbers go beside it, in .json")
    for path in (page, page.with_suffix(".json")):
        check_place(path, sources, force or _is_ours(page))


def _is_ours(page: Path) -> bool:
    """Whether it is an earlier report, which may be replaced."""
    try:
        with page.open("rb") as file:
            return GENERATOR.encode() in file.read(_HEAD_BYTES)
    except OSError:
        return False


def _write(page: Path, text: str, numbers: dict[str, Any]) -> None:
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        replace_file(page, text.encode("utf-8", "replace"))
        content = json.dumps(numbers, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
        replace_file(page.with_suffix(".json"), content.encode("utf-8", "replace"))
    except OSError as error:
        raise StorageError(
            f"{page}: the report cannot be written ({error.strerror}); make room, or give another place with --out"
        ) from error
