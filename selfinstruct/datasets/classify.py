"""`selfinstruct classify`: assign a task type to every row of a run or file, and count the types.

rows ─► tasks ─┬─► rules ─────────────────────────────┬─► types ─► rows with their types
               └─► batches ─► teacher ─► journal ─► labels
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from selfinstruct.datasets.options import ClassifyOptions
from selfinstruct.datasets.sources import source_of
from selfinstruct.errors import InputError, StorageError
from selfinstruct.pipeline import classifier
from selfinstruct.pipeline.llm_labels import ELEVEN, NINE, Labelling, task_key
from selfinstruct.runs.announcements import hint_at_teacher
from selfinstruct.runs.label_job import LabelJob, label_job
from selfinstruct.runs.progress import ReadingProgress, Reporter
from selfinstruct.runs.stopping import Stop, not_written
from selfinstruct.runs.summary import columns, stored_price, tokens_text
from selfinstruct.runs.teacher_settings import given_values
from selfinstruct.schema.price import cost_of, cost_text, price_as_json
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TO_BELLE, GivenType, Label, TaskType, TypeSource
from selfinstruct.storage.causes import cause_of
from selfinstruct.storage.regular_files import open_regular
from selfinstruct.storage.run_files import read_stats, write_stats
from selfinstruct.storage.run_folder import RunFolder
from selfinstruct.storage.shapes import ShapedRow, field_text, text_of
from selfinstruct.storage.source import Source, find_source, is_run, read_shaped, read_usable, require_rows
from selfinstruct.storage.tables import Formulas, NewTable, TableRow, check_safe_csv, check_table
from selfinstruct.storage.type_overrides import read_types, write_types

_INSTRUCTION = "instruction"
"""The default of `--field`, which stands for the instruction in every known shape of rows."""
_OTHERWISE = "work on a copy"
_MAX_PAIRS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Files:
    """The dataset to read, the table to write, and the folder for the teacher's labels."""

    source: Source
    out: Path
    labels: Path


@dataclass(slots=True)
class _Tally:
    """Counts of the classified rows. A disagreement is a pair: label by the rules, label by the teacher."""

    types: Counter[Label] = field(default_factory=Counter)
    sources: Counter[TypeSource] = field(default_factory=Counter)
    disagreements: Counter[tuple[Label, Label]] = field(default_factory=Counter)

    def add(self, by_rules: Label, given: GivenType) -> None:
        self.types[given.task_type] += 1
        self.sources[given.source] += 1
        if given.task_type != by_rules:
            self.disagreements[by_rules, given.task_type] += 1


def classify(options: ClassifyOptions, stop: Stop, say: Reporter) -> dict[str, Any]:
    """Give every row a `task_type` and a `type_source`. Returns the counts, as `--json` prints them.

    The rows of a file are written to a new file; the records of a run are changed in place. The output is replaced at
    the end. If SelfinstructError is raised before that, it is unchanged, but the teacher's labels are kept.
    """
    for name in ("teacher_leaks", "teacher_errors", "teacher_style"):
        if getattr(options, name) is not None:
            flag = f"--{name.replace('_', '-')}"
            raise InputError(f"{flag} does not apply to classify, which asks for no tasks; leave it out")
    if options.by is TypeSource.RULES and (given := given_values(options.of_teacher)):
        flag = f"--{next(iter(given)).replace('_', '-')}"
        raise InputError(f"{flag} only applies to --with teacher; add --with teacher or remove {flag}")
    with _found(options, say) as files:
        stop.explain(not_written(files.out))
        by_teacher = options.by is TypeSource.TEACHER
        job = label_job(options.of_teacher, files.labels, options.math_code, say) if by_teacher else None
        labelling = _ask(job, options, files.source, stop, say) if job else None
        if files.source.is_run and not job:
            _warn_of_replacement(read_types(files.source.path), say)
        formulas = Formulas(options.safe_csv)
        tally = _rewrite(files, options, labelling.labels if labelling else {}, formulas, stop)
    for note in filter(None, (formulas.warning, files.source.bad_rows.note)):
        say(note)
    return {
        "rows": tally.types.total(),
        "skipped": files.source.bad_rows.count,
        "task_types": {str(label): tally.types[label] for label in (ELEVEN if options.math_code else NINE)},
        "type_sources": {str(source): tally.sources[source] for source in TypeSource},
        "teacher": _of_teacher(job, labelling, tally) if job and labelling else None,
        "out": str(files.out),
    }


def describe(summary: dict[str, Any]) -> str:
    """Format the counts as a short table."""
    rows = max(summary["rows"], 1)
    lines = [("rows", f"{summary['rows']:,} in {summary['out']}")]
    lines += [(name, f"{count:,} ({count / rows:.1%})") for name, count in summary["task_types"].items()]
    if teacher := summary["teacher"]:
        labelled = summary["type_sources"]["teacher"]
        pairs = ", ".join(f"{pair} {count:,}" for pair, count in list(teacher["pairs"].items())[:_MAX_PAIRS_SHOWN])
        differ = f"{teacher['disagreements']:,} of {labelled:,} rows"
        lines += [
            ("by teacher", f"{labelled:,} rows; {summary['type_sources']['rules']:,} classified by the rules"),
            ("disagree", f"{differ} differ from the rules" + (f" ({pairs})" if pairs else "")),
            ("teacher", f"{teacher['model']}, {teacher['answers']:,} replies"),
            ("tokens", tokens_text(teacher["tokens"])),
            ("cost", cost_text(teacher["cost"], stored_price(teacher["model"], teacher["prices"]))),
            ("labels", f"kept in {teacher['folder']}"),
        ]
    return columns(lines)


@contextmanager
def _found(options: ClassifyOptions, say: Reporter) -> Iterator[_Files]:
    """Yield the files to read and write. A run is locked until the context exits. Raises InputError or StorageError."""
    if not is_run(options.target):
        yield _beside_file(options, source_of(options.target, options.reading, say))
        return
    flags = {
        "--out": options.out,
        "--field": options.field != _INSTRUCTION,
        "--force": options.force,
        "--safe-csv": options.safe_csv,
    }
    if given := [flag for flag, is_given in flags.items() if is_given]:
        raise InputError(f"{given[0]} only applies to files; remove it to change the run in place")
    with RunFolder(options.target, _OTHERWISE):
        yield _in_run(find_source(options.target, options.reading))


def _beside_file(options: ClassifyOptions, source: Source) -> _Files:
    out = options.out or source.beside(".types.jsonl")
    check_table(out, source.files, options.force)
    if options.safe_csv:
        check_safe_csv((out,))
    return _Files(source, out, source.beside(".labels"))


def _in_run(source: Source) -> _Files:
    """Return the files of a run. Raises InputError or StorageError if its records do not match its statistics."""
    require_rows(source)
    (records,), accepted = source.files, source.stats["accepted"] if source.stats else 0
    try:
        lines = _lines_of(records) if records.exists() else 0
    except OSError as error:
        cause = cause_of(error, source.path)
        raise StorageError(f"{records}: cannot be read ({cause.why}); {cause.remedy}, then try again") from error
    if lines != accepted:
        raise StorageError(
            f"{records}: {lines:,} complete rows, expected {accepted:,}; run selfinstruct generate --out "
            f"{source.path} to rebuild the file"
        )
    return _Files(source, records, source.path / "labels")


def _lines_of(path: Path) -> int:
    with open_regular(path) as file:
        return sum(piece.count(b"\n") for piece in iter(partial(file.read, 1 << 20), b""))


def _warn_of_replacement(types: Mapping[str, GivenType], say: Reporter) -> None:
    if any(given.source is TypeSource.TEACHER for given in types.values()):
        say("the types assigned by the rules replace those of the teacher; --with teacher restores them at no cost")


def _ask(job: LabelJob, options: ClassifyOptions, source: Source, stop: Stop, say: Reporter) -> Labelling:
    """Return the labels of all rows from the journal; request missing ones from the teacher."""
    # Imported here because the client takes a second to import and the rules do not need it.
    from selfinstruct.runs.ask_labels import ask_labels, replay_labels
    from selfinstruct.runs.attempt_log import attempt_log
    from selfinstruct.runs.batch_state import require_collectable
    from selfinstruct.teachers.opening import require_model

    asyncio.run(require_model(job.connection))
    tasks = (replace(shaped.tasks[0], output="") for shaped in _rows(source, options.field, stop))
    labelling = Labelling(tasks, job.template)
    with job.opened() as journal:
        journaled = replay_labels(journal, labelling)
        require_collectable(journaled.batches, job.connection, job.folder, job.in_batches)
        labelling.plan(journaled.in_batches, journaled.next_slot)
        say(job.announcement(labelling))
        if labelling.batches or journaled.batches.open:
            with attempt_log(job.options.log_file, say) as on_attempt:
                hint_at_teacher(job.connection, job.options, say)
                asyncio.run(ask_labels(labelling, job, journal, journaled, stop, say, on_attempt))
    return labelling


def _rows(source: Source, field: str, stop: Stop) -> Iterator[ShapedRow]:
    """Yield the rows and show a progress bar. Raises Interrupted soon after a stop request."""
    with ReadingProgress(source.size) as progress:
        rows = (
            read_shaped(source, progress.on_bytes)
            if field == _INSTRUCTION
            else read_usable(source, progress.on_bytes, lambda row: _with_field(row, field))
        )
        yield from stop.interruptible(rows)


def _with_field(row: TableRow, field: str) -> ShapedRow:
    """Return a row whose instruction is in a field of another name. Raises BadValue."""
    given, output = (text_of(row.fields.get(name)) or "" for name in ("input", "output"))
    return ShapedRow(row, (Task(field_text(row, field), given, output),))


def _rewrite(
    files: _Files, options: ClassifyOptions, labels: Mapping[str, Label], formulas: Formulas, stop: Stop
) -> _Tally:
    """Write all rows with their types to a new table, and replace the old one."""
    run = files.source.path if files.source.is_run else None
    tally, types = _Tally(), dict[str, GivenType]()
    with NewTable(files.out, formulas) as table:
        for shaped in _rows(files.source, options.field, stop):
            row, task = shaped.row, shaped.tasks[0]
            by_rules = classifier.label(task) if options.math_code else classifier.classify(task)
            given = _given(task, by_rules, labels)
            tally.add(by_rules, given)
            table.write({**row.fields, "task_type": given.task_type, "type_source": given.source})
            if run and (options.math_code or labels):
                types[str(row.fields.get("id"))] = given
        table.finish(stop.raise_if_stopped)
        if run:
            _store_in_run(run, types, tally)
        table.replace()
    return tally


def _given(task: Task, by_rules: Label, labels: Mapping[str, Label]) -> GivenType:
    label = labels.get(task_key(task)) if labels else None
    return GivenType(label, TypeSource.TEACHER) if label else GivenType(by_rules, TypeSource.RULES)


def _store_in_run(folder: Path, types: Mapping[str, GivenType], tally: _Tally) -> None:
    """Write the types and their counts to the files that `generate` and `status` read. Raises StorageError."""
    counts = Counter[TaskType]()
    for label, count in tally.types.items():
        counts[TO_BELLE[label]] += count
    stats = read_stats(folder) | {"task_types": {task_type: counts[task_type] for task_type in TaskType}}
    try:
        write_types(folder, types)
        write_stats(folder, stats)
    except OSError as error:
        raise StorageError(
            f"{folder}: the types cannot be written ({error.strerror}); fix the cause, then run the same command again"
        ) from error


def _of_teacher(job: LabelJob, labelling: Labelling, tally: _Tally) -> dict[str, Any]:
    """Return the part of the summary about the teacher. Tokens and cost are those of the answers of this command."""
    pairs = tally.disagreements.most_common()
    usage = labelling.usage
    prices = price_as_json(job.price)
    return {
        "model": job.connection.model,
        "answers": labelling.bought,
        "tokens": {"prompt": usage.prompt, "completion": usage.completion, "cached": usage.cached},
        "cost": cost_of(usage, labelling.bought, job.price),
        "currency": prices["currency"] if prices else None,
        "prices": prices,
        "left_to_rules": labelling.left_out,
        "disagreements": tally.disagreements.total(),
        "pairs": {f"{by_rules} → {label}": count for (by_rules, label), count in pairs},
        "folder": str(job.folder),
    }
