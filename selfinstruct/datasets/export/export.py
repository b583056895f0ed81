"""`selfinstruct export`: write the rows of a run or file to files for trainers and other tools.

rows ─► filters ─► split into parts ─► rows in the format ─► files, replaced together
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from selfinstruct.datasets.export.data_folder import check_entries
from selfinstruct.datasets.export.folder_swap import check_folder
from selfinstruct.datasets.export.formats import LIMITS, Format
from selfinstruct.datasets.export.losses import held_by, losses
from selfinstruct.datasets.export.new_export import Content
from selfinstruct.datasets.export.new_files import NewFiles
from selfinstruct.datasets.export.paths import ALL, TEST, TRAIN, ExportPaths, check_paths, paths_for
from selfinstruct.datasets.export.row_filters import RowFilters
from selfinstruct.datasets.export.rows import Extras, row_of
from selfinstruct.datasets.export.saved_dataset import NAMES
from selfinstruct.datasets.options import ExportOptions
from selfinstruct.datasets.sources import source_of
from selfinstruct.errors import InputError
from selfinstruct.runs.progress import ReadingProgress, Reporter
from selfinstruct.runs.stopping import Stop, not_written
from selfinstruct.runs.summary import columns
from selfinstruct.runs.typed_records import TypedRecord, typed_records
from selfinstruct.runs.warmup import warm_up
from selfinstruct.schema.extras import count_extras
from selfinstruct.schema.task_types import TO_BELLE, TaskType
from selfinstruct.similarity.split import Split, hold_out
from selfinstruct.storage.shapes import BadValue
from selfinstruct.storage.source import Record, Source, read_records, require_rows
from selfinstruct.storage.tables import Formulas
from selfinstruct.storage.temp_folders import removed_if_empty

_SHOWN = {ALL: "file"}
_LLAMAFACTORY_KEYS = {ALL: "dataset", TRAIN: "dataset", TEST: "eval_dataset"}
_ROWS_A_SHOWING = 1000
_MIN_SPLIT = 2
"""Minimum number of rows for a split: one for training, one held out."""


@dataclass(frozen=True, slots=True)
class _Job:
    """An export that is ready to start: its options are checked, its source and paths are known."""

    options: ExportOptions
    source: Source
    paths: ExportPaths

    @property
    def passes(self) -> int:
        """How often the dataset is read: to write it and, before that, to find conversations and to split it."""
        return 1 + (not self.source.is_run) + (self.options.split is not None)


@dataclass(frozen=True, slots=True)
class _Sides:
    """Assignment of rows to parts. `held_out` has row numbers; `rows` is the number of rows that match the filters."""

    split: Split
    held_out: frozenset[int]
    rows: int

    def part(self, number: int) -> str:
        return TEST if number in self.held_out else TRAIN


@dataclass(slots=True)
class _Tally:
    """Number of rows read, and number of rows written by part and task type; size of each part in bytes."""

    read: int = 0
    sizes: Mapping[str, int] = field(default_factory=dict)
    types: dict[str, Counter[TaskType]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(counts.total() for counts in self.types.values())


def export(options: ExportOptions, stop: Stop, say: Reporter) -> dict[str, Any]:
    """Write the rows of a run or file. Returns the counts and paths that `--json` prints.

    All files are replaced at the end. If InputError, StorageError or Interrupted is raised before that, no file is
    changed.
    """
    job = _job(options, say)
    if job.source.shortfall:
        say(job.source.shortfall)
    filters = RowFilters(options.filters)
    first = next(iter(job.paths.files.values()))
    stop.explain(not_written(first))
    with removed_if_empty(job.paths.folder), ReadingProgress(job.source.size * job.passes) as progress:
        records = partial(_kept, job.source, filters, progress, stop)
        # Rows are only classified for filters, which takes longer than reading them.
        surveyed = records(_Tally()) if options.filters else read_records(job.source, progress.on_bytes)
        extras = _extras(job, stop.interruptible(surveyed), say)
        sides = None if options.split is None else _sides(options, options.split, records(_Tally()), stop, say)
        formulas = Formulas(options.safe_csv)
        tally = _write(job, sides, extras, records, formulas, stop)
    summary = _summary(job, tally, sides)
    if job.source.bad_rows.note:
        say(job.source.bad_rows.note)
    _warn(job, summary, tally, formulas, say)
    return summary


def describe(summary: Mapping[str, Any]) -> str:
    """Format the counts and paths as a short table for the terminal."""
    left_out = summary["read"] - summary["rows"]
    lines = [("rows", f"{summary['rows']:,}" + (f" ({left_out:,} removed by filters)" if left_out else ""))]
    lines += [
        (_SHOWN.get(file["part"], file["part"]), f"{file['rows']:,} in {file['path']}") for file in summary["files"]
    ]
    if summary["guide"]:
        lines.append(("config", summary["guide"]))
    if summary["datasets"]:
        names = [f"{_LLAMAFACTORY_KEYS[part]}: {name}" for part, name in summary["datasets"].items()]
        lines.append(("use", ", ".join([f"dataset_dir: {Path(summary['guide']).parent}", *names])))
    if summary["split"] is not None:
        lines += [(name, _counts_of_split(counts)) for name, counts in summary["task_types"].items()]
    return columns(lines)


def _counts_of_split(counts: Mapping[str, int]) -> str:
    wanted = "" if counts[TEST] == counts["wanted"] else f" (target {counts['wanted']:,})"
    return f"{counts[TRAIN]:,} {TRAIN}, {counts[TEST]:,} {TEST}{wanted}"


def _job(options: ExportOptions, say: Reporter) -> _Job:
    """Resolve and check the options. Raises InputError or StorageError."""
    source = source_of(options.target, options.reading, say)
    if options.split is not None and not 0 < options.split < 1:
        raise InputError(f"--split must be greater than 0 and less than 1, not {options.split:g}")
    _check_format(options, source)
    require_rows(source)
    parts = (ALL,) if options.split is None else (TRAIN, TEST)
    job = _Job(options, source, paths_for(options.format, source, options.out, options.name, parts))
    _check_paths(job)
    return job


def _check_format(options: ExportOptions, source: Source) -> None:
    """Raise InputError for options or a dataset that the format does not fit."""
    for name, is_given in {"--safe-csv": options.safe_csv, "--bom": options.bom}.items():
        if is_given and options.format is not Format.CSV:
            raise InputError(f"{name} only applies to --format csv, not to {options.format}; remove it")
    if options.format is Format.BAILIAN_DPO and source.is_run:
        raise InputError(
            f"{source.path}: the tasks of a run have no rejected answers; pass a dataset file with the fields `chosen` "
            "and `rejected`, or use --format bailian"
        )


def _check_paths(job: _Job) -> None:
    """Raise InputError if a file or folder of the export must not be written."""
    force, sources = job.options.force, job.source.files
    match job.options.format:
        case Format.DATASETS:
            check_folder(job.paths.folder, NAMES, sources, force)
        case Format.LLAMAFACTORY:
            check_paths(job.paths, sources, True)
            check_entries(job.paths, None, force)
        case _:
            check_paths(job.paths, sources, force)


def _kept(
    source: Source, filters: RowFilters, progress: ReadingProgress, stop: Stop, tally: _Tally
) -> Iterator[TypedRecord]:
    """Yield the rows that match the filters. Raises InputError if no row matches."""
    kept = 0
    for record in stop.interruptible(typed_records(source, progress.on_bytes)):
        if tally.read % _ROWS_A_SHOWING == 0:
            progress.show(tally.read, kept)
        tally.read += 1
        if filters.matches(record):
            kept += 1
            yield record
    filters.finish()
    if not kept:
        raise InputError(
            f"{source.place}: none of {tally.read:,} rows matches all filters; change or remove a --filter"
        )


def _extras(job: _Job, records: Iterator[Record], say: Reporter) -> Extras:
    """Return what the rows have as further fields, and say what they lose. Tasks of a run are no conversations.

    Raises InputError if they lose anything and `strict` is set.
    """
    if job.source.is_run:
        return frozenset()
    counts = count_extras(record.task for record in records)
    lost = losses(job.options.format, counts)
    if lost and job.options.strict:
        raise InputError(f"{job.source.place}: {lost}, or export without --strict")
    if lost:
        say(f"{job.source.place}: {lost}, or refuse to lose anything with --strict")
    return held_by(job.options.format, counts)


def _sides(options: ExportOptions, share: float, records: Iterator[TypedRecord], stop: Stop, say: Reporter) -> _Sides:
    """Choose the rows to hold out. Raises InputError if no row can be held out."""
    instructions, types = [], []
    for record in records:
        instructions.append(record.task.instruction)
        types.append(record.task.task_type)
    warm_up(say)
    if len(types) < _MIN_SPLIT:
        raise InputError(f"--split needs at least {_MIN_SPLIT} rows, but only {len(types)} is left; omit --split")
    split = hold_out(instructions, types, share, options.seed, stop.raise_if_stopped)
    if not split.held_out:
        raise InputError(
            f"--split {share:g}: none of {len(types):,} rows can be held out, because near-duplicates are kept in the "
            "same part; omit --split, or remove near-duplicates with selfinstruct dedup first"
        )
    return _Sides(split, frozenset(split.held_out), len(types))


def _write(
    job: _Job,
    sides: _Sides | None,
    extras: Extras,
    records: Callable[[_Tally], Iterator[TypedRecord]],
    formulas: Formulas,
    stop: Stop,
) -> _Tally:
    """Write all new files, then replace the old files with them."""
    options = job.options
    tally = _Tally(types={part: Counter() for part in job.paths.files})
    content = Content(job.source.is_run, extras, formulas, options.bom)
    with NewFiles(options.format, job.paths, content, options.force) as files:
        for number, record in enumerate(records(tally)):
            part = sides.part(number) if sides else ALL
            files.write(part, _row(job, record, extras))
            tally.types[part][TO_BELLE[record.label]] += 1
        if sides and tally.rows != sides.rows:
            raise InputError(f"{job.source.place}: the file changed while it was read; run the same command again")
        tally.sizes = files.finish(stop.raise_if_stopped)
        files.replace()
    return tally


def _row(job: _Job, record: TypedRecord, extras: Extras) -> Mapping[str, Any]:
    try:
        return row_of(job.options.format, record, extras)
    except BadValue as error:
        raise InputError(f"{job.source.place}: row {record.task.id}: {error}") from error


def _summary(job: _Job, tally: _Tally, sides: _Sides | None) -> dict[str, Any]:
    wanted = sides.split.wanted if sides else {}
    files = job.paths.files
    return {
        "format": str(job.options.format),
        "read": tally.read,
        "rows": tally.rows,
        "skipped": job.source.bad_rows.count,
        "filters": list(job.options.filters),
        "split": job.options.split,
        "seed": job.options.seed if sides else None,
        "files": [{"part": part, "rows": tally.types[part].total(), "path": str(path)} for part, path in files.items()],
        "guide": str(job.paths.sidecar) if job.paths.sidecar else None,
        "datasets": job.paths.names,
        "task_types": {
            str(name): {part: counts[name] for part, counts in tally.types.items()}
            | ({"wanted": wanted.get(name, 0)} if sides else {})
            for name in TaskType
        },
    }


def _warn(job: _Job, summary: Mapping[str, Any], tally: _Tally, formulas: Formulas, say: Reporter) -> None:
    """Report problems that matter for training, and cells that a spreadsheet would run."""
    if formulas.warning:
        say(formulas.warning)
    _warn_of_limits(job, tally, say)
    first, *others = summary["files"]
    wanted = sum(counts.get("wanted", 0) for counts in summary["task_types"].values())
    if others and others[0]["rows"] < wanted:
        alike = "near-duplicates are kept in the same part, and the remaining groups are too large"
        why = "at least one row is kept for training" if first["rows"] == 1 else alike
        say(f"{others[0]['rows']:,} rows are held out instead of {wanted:,}: {why}")


def _warn_of_limits(job: _Job, tally: _Tally, say: Reporter) -> None:
    """Report a file for training with too few rows for the vendor, and files that are too large for it."""
    limit = LIMITS.get(job.options.format)
    if limit is None:
        return
    part, path = next(iter(job.paths.files.items()))
    if (rows := tally.types[part].total()) < limit.min_rows:
        say(f"{path}: {limit.vendor} requires at least {limit.min_rows} rows, but the file has {rows}")
    for part, path in job.paths.files.items():
        if limit.max_bytes and tally.sizes[part] > limit.max_bytes:
            say(
                f"{path}: {limit.vendor} accepts files of at most {limit.max_bytes // 1_000_000} MB, but the file has "
                f"{tally.sizes[part] / 1_000_000:.0f} MB; export parts of the rows with --filter"
            )
