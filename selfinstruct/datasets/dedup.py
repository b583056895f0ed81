"""`selfinstruct dedup`: merge runs and files into one file without near-duplicates, and list the dropped rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from selfinstruct.datasets.options import DedupOptions
from selfinstruct.datasets.sources import source_of
from selfinstruct.errors import InputError
from selfinstruct.runs.cores import usable_cores
from selfinstruct.runs.progress import ReadingProgress, Reporter
from selfinstruct.runs.stopping import Stop, not_written
from selfinstruct.runs.warmup import warm_up
from selfinstruct.similarity.dedup import Drop, LocatedText, Seen
from selfinstruct.storage.shapes import JoinedFields, ShapeReader
from selfinstruct.storage.source import Reading, Source, read_usable, require_rows
from selfinstruct.storage.tables import Formulas, NewTable, TableRow, check_safe_csv, check_table, format_of

_AT_ONCE = 2048
"""Rows per comparison, enough for several threads. Stop requests are noticed between comparisons."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """A row, and the text by which it is compared."""

    row: TableRow
    text: str

    @property
    def located(self) -> LocatedText:
        return LocatedText(self.row.file, self.row.line, self.text)


@dataclass(frozen=True, slots=True)
class _Job:
    """The datasets to deduplicate, the datasets to compare them with, and the file for the dropped rows."""

    options: DedupOptions
    fields: JoinedFields
    sources: tuple[Source, ...]
    against: tuple[Source, ...]
    dropped: Path

    @property
    def size(self) -> int:
        """Number of bytes to read."""
        return sum(source.size for source in (*self.sources, *self.against))


def dedup(options: DedupOptions, stop: Stop, say: Reporter) -> dict[str, Any]:
    """Write the rows without an earlier near-duplicate to one file, and the dropped rows to another.

    Returns the counts, as `--json` prints them. Both files are replaced at the end. If InputError, StorageError or
    Interrupted is raised before that, neither file is changed.
    """
    job = _job(options, say)
    for shortfall in filter(None, (source.shortfall for source in (*job.sources, *job.against))):
        say(shortfall)
    warm_up(say)
    stop.explain(not_written(options.out))
    formulas = Formulas(options.safe_csv)
    with (
        ReadingProgress(job.size) as progress,
        NewTable(job.dropped, formulas) as dropped,
        NewTable(options.out, formulas) as kept,
    ):
        counts = _sort_all(job, kept, dropped, progress, stop)
        for table in (dropped, kept):
            table.finish(stop.raise_if_stopped)
        for table in (dropped, kept):
            table.replace()
    for note in filter(None, (formulas.warning, *(source.bad_rows.note for source in (*job.sources, *job.against)))):
        say(note)
    return _summary(job, counts)


def describe(summary: dict[str, Any]) -> str:
    """Format the counts as a short table."""
    names = [f"`{name}`" for name in summary["fields"]]
    rule = f"ROUGE-L of {' and '.join(names)} {'at least' if summary['at_least'] else 'above'} {summary['threshold']}"
    lines = [
        ("read", f"{summary['read']:,} rows"),
        ("kept", f"{summary['kept']:,} in {summary['out']}"),
        ("duplicates", f"{summary['duplicates']:,} ({rule})"),
        ("no tokens", f"{summary['no_tokens']:,} of the kept rows (no letter or digit in {' or '.join(names)})"),
        ("dropped", f"{summary['duplicates']:,} in {summary['dropped']}"),
    ]
    if summary["skipped"]:
        lines.insert(1, ("skipped", f"{summary['skipped']:,} bad rows"))
    if summary["against"]:
        lines.insert(1, ("against", f"{summary['against']:,} rows to compare with"))
    return "\n".join(f"{name:<11}{value}" for name, value in lines)


def _job(options: DedupOptions, say: Reporter) -> _Job:
    """Find and check all files named in the options. Raises InputError or StorageError."""
    if not 0 < options.threshold <= 1:
        raise InputError(f"--threshold must be greater than 0 and at most 1, not {options.threshold:g}")
    if options.threads is not None and options.threads < 1:
        raise InputError(f"--threads must be at least 1, not {options.threads}")
    compared = JoinedFields(options.field)
    reading = options.reading
    sources = tuple(_source(path, reading, say) for path in options.files)
    against = tuple(_source(path, replace(reading, columns={}), say) for path in options.against)
    dropped = options.dropped or options.out.with_name(f"{format_of(options.out).stem}.dropped.jsonl")
    for path in (options.out, dropped):
        check_table(path, [path for source in (*sources, *against) for path in source.files], options.force)
    if options.safe_csv:
        check_safe_csv((options.out, dropped))
    if options.out.resolve() == dropped.resolve():
        raise InputError(f"{options.out}: same file for --out and --dropped; choose two different names")
    return _Job(options, compared, sources, against, dropped)


def _source(target: Path, reading: Reading, say: Reporter) -> Source:
    source = source_of(target, reading, say)
    require_rows(source)
    return source


def _chunks(
    sources: Iterable[Source], fields: JoinedFields, is_written: bool, progress: ReadingProgress, stop: Stop
) -> Iterator[list[_Compared]]:
    rows = (row for source in sources for row in _compared(source, fields, is_written, progress))
    while chunk := list(islice(rows, _AT_ONCE)):
        stop.raise_if_stopped()
        yield chunk


def _compared(source: Source, fields: JoinedFields, is_written: bool, progress: ReadingProgress) -> Iterator[_Compared]:
    """Yield the rows of a dataset with their texts. Parts of a task are found in every known shape of rows."""
    shapes = ShapeReader(source.reading.columns)

    def compared(row: TableRow) -> _Compared:
        if not fields.are_parts:
            return _Compared(row, fields.text_of(row))
        shaped = shapes.read(row, needs_output=False) if is_written else shapes.read_question(row)
        return _Compared(shaped.row, fields.text_of_task(shaped))

    yield from read_usable(source, progress.on_bytes, compared)
    if fields.are_parts:
        shapes.require_columns()


def _sort_all(job: _Job, kept: NewTable, dropped: NewTable, progress: ReadingProgress, stop: Stop) -> Counter[str]:
    """Write every row to one of the tables. Returns the numbers of kept rows, duplicates, and rows in `against`."""
    options = job.options
    seen = Seen(options.threshold, options.inclusive, options.threads or usable_cores())
    against, counts = 0, Counter[str]()
    for rows in _chunks(job.against, job.fields, False, progress, stop):
        seen.compare_with([row.located for row in rows])
        against += len(rows)
    for rows in _chunks(job.sources, job.fields, True, progress, stop):
        counts.update(_sort(rows, seen.screen([row.located for row in rows]), kept, dropped))
        progress.show(counts.total(), counts["kept"])
    job.fields.require_all_seen()
    return counts + Counter(against=against, no_tokens=seen.kept_without_tokens)


def _sort(rows: Sequence[_Compared], drops: Sequence[Drop | None], kept: NewTable, dropped: NewTable) -> Iterator[str]:
    """Write each row to its table. Yields "kept", or the cause of the drop."""
    for compared, drop in zip(rows, drops, strict=True):
        row = compared.row
        if drop:
            dropped.write(_dropped_row(row, drop))
        else:
            kept.write(row.fields)
        yield "duplicates" if drop else "kept"


def _dropped_row(row: TableRow, drop: Drop) -> dict[str, Any]:
    matched = drop.matched
    return {
        "reason": "duplicate",
        "file": row.file,
        "line": row.line,
        "score": round(drop.score, 6),
        "matched": {"file": matched.file, "line": matched.line, "text": matched.text},
        "row": row.fields,
    }


def _summary(job: _Job, counts: Counter[str]) -> dict[str, Any]:
    options = job.options
    return {
        "read": counts["kept"] + counts["duplicates"],
        "kept": counts["kept"],
        "duplicates": counts["duplicates"],
        "no_tokens": counts["no_tokens"],
        "against": counts["against"],
        "skipped": sum(source.bad_rows.count for source in job.sources),
        "field": "+".join(options.field),
        "fields": list(options.field),
        "threshold": options.threshold,
        "at_least": options.inclusive,
        "out": str(options.out),
        "dropped": str(job.dropped),
    }
