"""`selfinstruct dedup`: from files of rows to one without near-duplicates, and one that says what was dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from selfinstruct.datasets.options import DedupOptions
from selfinstruct.errors import InputError
from selfinstruct.runs.progress import ReadingProgress, Reporter
from selfinstruct.runs.stopping import Stop, not_written
from selfinstruct.runs.warmup import warm_up
from selfinstruct.similarity.dedup import Cause, Drop, LocatedText, Seen
from selfinstruct.storage.tables import NewTable, TableRow, check_table, read_rows, size_of

_AT_ONCE = 100
"""Rows that are judged together, and between two looks at whether to stop."""


def dedup(options: DedupOptions, stop: Stop, say: Reporter) -> dict[str, Any]:
    """Write the rows that are like no earlier one, and the others with the reason; gives the numbers and names.

    Both files take their places at the end, whole. Raises InputError, StorageError or Interrupted before that, and
    then nothing is changed.
    """
    total = _check(options)
    warm_up(say)
    stop.explain(not_written(options.out))
    with (
        ReadingProgress(total) as progress,
        NewTable(options.dropped_file) as dropped,
        NewTable(options.out) as kept,
    ):
        counts = _sort_all(options, kept, dropped, progress, stop)
        for table in (dropped, kept):
            table.finish(stop.raise_if_stopped)
        for table in (dropped, kept):
            table.replace()
    return _summary(options, counts)


def describe(summary: dict[str, Any]) -> str:
    """What `dedup` gives as a short table for people."""
    rule = f"ROUGE-L of `{summary['field']}` {'at least' if summary['at_least'] else 'over'} {summary['threshold']}"
    lines = [
        ("read", f"{summary['read']:,} rows"),
        ("kept", f"{summary['kept']:,} in {summary['out']}"),
        ("duplicates", f"{summary['duplicates']:,} ({rule})"),
        ("no text", f"{summary['no_tokens']:,} (nothing in `{summary['field']}` to compare)"),
        ("dropped", f"both kinds are in {summary['dropped']}"),
    ]
    if summary["against"]:
        lines.insert(1, ("against", f"{summary['against']:,} rows that were only compared with"))
    return "\n".join(f"{name:<11}{value}" for name, value in lines)


def _check(options: DedupOptions) -> int:
    """The size of all files to read, in bytes. Raises what is wrong with the options before any work is done."""
    if not 0 < options.threshold <= 1:
        raise InputError(f"--threshold must be over 0 and at most 1, not {options.threshold:g}")
    sources = (*options.files, *options.against)
    total = sum(size_of(path) for path in sources)
    for path in (options.out, options.dropped_file):
        check_table(path, sources, options.force)
    if options.out.resolve() == options.dropped_file.resolve():
        raise InputError(f"{options.out}: this is given to both --out and --dropped; give two names")
    return total


def _chunks(paths: Iterable[Path], progress: ReadingProgress) -> Iterator[list[TableRow]]:
    rows = (row for path in paths for row in read_rows(path, progress.on_bytes))
    while chunk := list(islice(rows, _AT_ONCE)):
        yield chunk


def _sort_all(
    options: DedupOptions, kept: NewTable, dropped: NewTable, progress: ReadingProgress, stop: Stop
) -> Counter[str]:
    """Write every row to one of the tables; gives how many went where, and how many were only compared with."""
    seen = Seen(options.threshold, options.inclusive)
    against, counts = 0, Counter[str]()
    for rows in _chunks(options.against, progress):
        stop.raise_if_stopped()
        seen.compare_with([_source(row, options.field) for row in rows])
        against += len(rows)
    for rows in _chunks(options.files, progress):
        stop.raise_if_stopped()
        counts.update(_sort(rows, seen.judge([_source(row, options.field) for row in rows]), kept, dropped))
        progress.show(counts.total(), counts["kept"])
    return counts + Counter(against=against)


def _source(row: TableRow, field: str) -> LocatedText:
    """What a row is compared by."""
    return LocatedText(row.file, row.line, row.text(field))


def _sort(rows: Sequence[TableRow], drops: Sequence[Drop | None], kept: NewTable, dropped: NewTable) -> Iterator[str]:
    """Write each row to where it belongs; gives what became of it."""
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


def _summary(options: DedupOptions, counts: Counter[str]) -> dict[str, Any]:
    return {
        "read": counts.total() - counts["against"],
        "kept": counts["kept"],
        "duplicates": counts[Cause.DUPLICATE],
        "no_tokens": counts[Cause.NO_TOKENS],
        "against": counts["against"],
        "field": options.field,
        "threshold": options.threshold,
        "at_least": options.inclusive,
        "out": str(options.out),
        "dropped": str(options.dropped_file),
    }
