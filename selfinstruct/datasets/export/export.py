"""`selfinstruct export`: write the rows of a run or file to files for trainers and other tools.

rows ─► filters ─► split into parts ─► rows in the format ─► files, replaced together
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from selfinstruct.datasets.export.data_folder import add_entries, check_entries
from selfinstruct.datasets.export.formats import OPENAI_MIN_ROWS, Format
from selfinstruct.datasets.export.new_export import NewExport
from selfinstruct.datasets.export.paths import ExportPaths, check_paths, paths_for
from selfinstruct.datasets.export.row_filters import RowFilters
from selfinstruct.datasets.export.rows import row_of
from selfinstruct.datasets.export.sidecars import axolotl_yaml, labeling_config, write_sidecar
from selfinstruct.datasets.options import ExportOptions
from selfinstruct.errors import InputError
from selfinstruct.runs.progress import ReadingProgress, Reporter
from selfinstruct.runs.stopping import Stop, not_written
from selfinstruct.runs.summary import columns
from selfinstruct.runs.typed_records import TypedRecord, typed_records
from selfinstruct.runs.warmup import warm_up
from selfinstruct.schema.task_types import TO_BELLE, TaskType
from selfinstruct.similarity.split import Split, hold_out
from selfinstruct.storage.source import Source, find_source, require_rows
from selfinstruct.storage.tables import Formulas
from selfinstruct.storage.temp_folders import removed_if_empty

ALL, TRAIN, TEST = "all", "train", "test"
_SHOWN = {ALL: "file"}
_LLAMAFACTORY_KEYS = {ALL: "dataset", TRAIN: "dataset", TEST: "eval_dataset"}
_ROWS_A_CHECK = 1000
_MIN_SPLIT = 2
"""Minimum number of rows for a split: one for training, one held out."""


@dataclass(frozen=True, slots=True)
class _Job:
    """An export that is ready to start: its options are checked, its source and paths are known."""

    options: ExportOptions
    source: Source
    paths: ExportPaths

    @property
    def is_folder(self) -> bool:
        return self.options.format is Format.LLAMAFACTORY


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
    """Number of rows read, and number of rows written by part and task type."""

    read: int = 0
    types: dict[str, Counter[TaskType]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(counts.total() for counts in self.types.values())


def export(options: ExportOptions, stop: Stop, say: Reporter) -> dict[str, Any]:
    """Write the rows of a run or file. Returns the counts and paths that `--json` prints.

    All files are replaced at the end. If InputError, StorageError or Interrupted is raised before that, no file is
    changed.
    """
    job = _job(options)
    if job.source.shortfall:
        say(job.source.shortfall)
    filters = RowFilters(options.filters)
    first = next(iter(job.paths.files.values()))
    stop.explain(not_written(first))
    with removed_if_empty(first.parent), ReadingProgress(job.source.size * len(job.paths.files)) as progress:
        records = partial(_kept, job.source, filters, progress, stop)
        sides = None if options.split is None else _sides(options, options.split, records(_Tally()), stop, say)
        formulas = Formulas(options.safe_csv)
        tally = _write(job, sides, records, formulas, stop)
    summary = _summary(job, tally, sides)
    _warn(options.format, summary, formulas, say)
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


def _job(options: ExportOptions) -> _Job:
    """Resolve and check the options. Raises InputError or StorageError."""
    source = find_source(options.target)
    if options.split is not None and not 0 < options.split < 1:
        raise InputError(f"--split must be greater than 0 and less than 1, not {options.split:g}")
    if options.safe_csv and options.format is not Format.CSV:
        raise InputError(f"--safe-csv only applies to --format csv, not to {options.format}; remove it")
    require_rows(source)
    parts = (ALL,) if options.split is None else (TRAIN, TEST)
    job = _Job(options, source, paths_for(options.format, source, options.out, options.name, parts))
    check_paths(job.paths, (source.rows_file,), options.force or job.is_folder)
    if job.is_folder:
        check_entries(job.paths, None, options.force)
    return job


def _kept(
    source: Source, filters: RowFilters, progress: ReadingProgress, stop: Stop, tally: _Tally
) -> Iterator[TypedRecord]:
    """Yield the rows that match the filters. Raises InputError if no row matches."""
    kept = 0
    for record in typed_records(source, progress.on_bytes):
        if tally.read % _ROWS_A_CHECK == 0:
            stop.raise_if_stopped()
            progress.show(tally.read, kept)
        tally.read += 1
        if filters.matches(record):
            kept += 1
            yield record
    filters.finish()
    if not kept:
        raise InputError(f"{source.path}: none of {tally.read:,} rows matches all filters; change or remove a --filter")


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
    records: Callable[[_Tally], Iterator[TypedRecord]],
    formulas: Formulas,
    stop: Stop,
) -> _Tally:
    """Write all new files, then replace the old files with them."""
    files, of_run = job.paths.files, job.source.is_run
    tally = _Tally(types={part: Counter() for part in files})
    with ExitStack() as stack:
        tables = {part: stack.enter_context(NewExport(path, of_run, formulas)) for part, path in files.items()}
        for number, record in enumerate(records(tally)):
            part = sides.part(number) if sides else ALL
            tables[part].write(row_of(job.options.format, record))
            tally.types[part][TO_BELLE[record.label]] += 1
        if sides and tally.rows != sides.rows:
            raise InputError(f"{job.source.path}: the file changed while it was read; run the same command again")
        for table in tables.values():
            table.finish(stop.raise_if_stopped)
        _replace_all(job, tables)
    return tally


def _replace_all(job: _Job, tables: Mapping[str, NewExport]) -> None:
    """Replace the old files with the finished ones, and write the sidecar.

    The order prevents leakage from train to test if the process is killed or the disk is full. An old test file and a
    new train file may share rows, so the old test file is removed first and the new one is moved into place last. The
    sidecar needs disk space and is written before that. LLaMA-Factory's entries contain the hashes of the files, so
    they are added after the files.
    """
    paths = job.paths
    if job.is_folder:
        check_entries(paths, {part: table.sha1 for part, table in tables.items()}, job.options.force)
    elif paths.sidecar:
        is_axolotl = job.options.format is Format.AXOLOTL
        write_sidecar(paths.sidecar, axolotl_yaml(paths.files) if is_axolotl else labeling_config())
    if TEST in tables:
        tables[TEST].remove_old()
    for table in tables.values():
        table.replace()
    if job.is_folder:
        add_entries(paths)


def _summary(job: _Job, tally: _Tally, sides: _Sides | None) -> dict[str, Any]:
    wanted = sides.split.wanted if sides else {}
    files = job.paths.files
    return {
        "format": str(job.options.format),
        "read": tally.read,
        "rows": tally.rows,
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


def _warn(form: Format, summary: Mapping[str, Any], formulas: Formulas, say: Reporter) -> None:
    """Report problems that matter for training, and cells that a spreadsheet would run."""
    if formulas.warning:
        say(formulas.warning)
    first, *others = summary["files"]
    if form is Format.OPENAI and first["rows"] < OPENAI_MIN_ROWS:
        say(f"{first['path']}: OpenAI requires at least {OPENAI_MIN_ROWS} rows, but the file has {first['rows']}")
    wanted = sum(counts.get("wanted", 0) for counts in summary["task_types"].values())
    if others and others[0]["rows"] < wanted:
        alike = "near-duplicates are kept in the same part, and the remaining groups are too large"
        why = "at least one row is kept for training" if first["rows"] == 1 else alike
        say(f"{others[0]['rows']:,} rows are held out instead of {wanted:,}: {why}")
