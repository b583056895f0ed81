"""`selfinstruct dedup`: merge runs and files into one file without near-duplicates, and list the dropped rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from selfinstruct.datasets.options import DedupOptions
from selfinstruct.errors import InputError
from selfinstruct.runs.progress import ReadingProgress, Reporter
from selfinstruct.runs.stopping import Stop, not_written
from selfinstruct.runs.warmup import warm_up
from selfinstruct.similarity.dedup import Cause, Drop, LocatedText, Seen
from selfinstruct.storage.source import Source, find_source, read_table, require_rows
from selfinstruct.storage.tables import (
    Formulas,
    JoinedFields,
    NewTable,
    TableRow,
    check_safe_csv,
    check_table,
    format_of,
)

_AT_ONCE = 100
"""Rows per comparison. Stop requests are noticed between comparisons."""


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
    job = _job(options)
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
    if formulas.warning:
        say(formulas.warning)
    return _summary(job, counts)


def describe(summary: dict[str, Any]) -> str:
    """Format the counts as a short table."""
    names = [f"`{name}`" for name in summary["fields"]]
    rule = f"ROUGE-L of {' and '.join(names)} {'at least' if summary['at_least'] else 'above'} {summary['threshold']}"
    lines = [
        ("read", f"{summary['read']:,} rows"),
        ("kept", f"{summary['kept']:,} in {summary['out']}"),
        ("duplicates", f"{summary['duplicates']:,} ({rule})"),
        ("no text", f"{summary['no_tokens']:,} (nothing in {' or '.join(names)} to compare)"),
        ("dropped", f"{summary['duplicates'] + summary['no_tokens']:,} in {summary['dropped']}"),
    ]
    if summary["against"]:
        lines.insert(1, ("against", f"{summary['against']:,} rows to compare with"))
    return "\n".join(f"{name:<11}{value}" for name, value in lines)


def _job(options: DedupOptions) -> _Job:
    """Find and check all files named in the options. Raises InputError or StorageError."""
    if not 0 < options.threshold <= 1:
        raise InputError(f"--threshold must be greater than 0 and at most 1, not {options.threshold:g}")
    compared = JoinedFields(options.field)
    sources, against = (tuple(map(_source, paths)) for paths in (options.files, options.against))
    dropped = options.dropped or options.out.with_name(f"{format_of(options.out).stem}.dropped.jsonl")
    for path in (options.out, dropped):
        check_table(path, [source.rows_file for source in (*sources, *against)], options.force)
    if options.safe_csv:
        check_safe_csv((options.out, dropped))
    if options.out.resolve() == dropped.resolve():
        raise InputError(f"{options.out}: same file for --out and --dropped; choose two different names")
    return _Job(options, compared, sources, against, dropped)


def _source(target: Path) -> Source:
    source = find_source(target)
    require_rows(source)
    return source


def _chunks(sources: Iterable[Source], progress: ReadingProgress, stop: Stop) -> Iterator[list[TableRow]]:
    rows = (row for source in sources for row in read_table(source, progress.on_bytes))
    while chunk := list(islice(rows, _AT_ONCE)):
        stop.raise_if_stopped()
        yield chunk


def _sort_all(job: _Job, kept: NewTable, dropped: NewTable, progress: ReadingProgress, stop: Stop) -> Counter[str]:
    """Write every row to one of the tables. Returns the numbers of rows kept, dropped by cause, and in `against`."""
    options = job.options
    seen = Seen(options.threshold, options.inclusive)
    against, counts = 0, Counter[str]()
    for rows in _chunks(job.against, progress, stop):
        seen.compare_with([_located(row, job.fields) for row in rows])
        against += len(rows)
    for rows in _chunks(job.sources, progress, stop):
        counts.update(_sort(rows, seen.screen([_located(row, job.fields) for row in rows]), kept, dropped))
        progress.show(counts.total(), counts["kept"])
    job.fields.require_all_seen()
    return counts + Counter(against=against)


def _located(row: TableRow, fields: JoinedFields) -> LocatedText:
    """Return the text to compare, with the position of its row."""
    return LocatedText(row.file, row.line, fields.text_of(row))


def _sort(rows: Sequence[TableRow], drops: Sequence[Drop | None], kept: NewTable, dropped: NewTable) -> Iterator[str]:
    """Write each row to its table. Yields "kept", or the cause of the drop."""
    for row, drop in zip(rows, drops, strict=True):
        if drop:
            dropped.write(_dropped_row(row, drop))
        else:
            kept.write(row.fields)
        yield drop.cause if drop else "kept"


def _dropped_row(row: TableRow, drop: Drop) -> dict[str, Any]:
    matched = drop.matched
    return {
        "reason": drop.cause,
        "file": row.file,
        "line": row.line,
        "score": None if drop.score is None else round(drop.score, 6),
        "matched": {"file": matched.file, "line": matched.line, "text": matched.text} if matched else None,
        "row": row.fields,
    }


def _summary(job: _Job, counts: Counter[str]) -> dict[str, Any]:
    options = job.options
    return {
        "read": counts.total() - counts["against"],
        "kept": counts["kept"],
        "duplicates": counts[Cause.DUPLICATE],
        "no_tokens": counts[Cause.NO_TOKENS],
        "against": counts["against"],
        "field": "+".join(options.field),
        "fields": list(options.field),
        "threshold": options.threshold,
        "at_least": options.inclusive,
        "out": str(options.out),
        "dropped": str(job.dropped),
    }
