"""`selfinstruct classify`: what types of tasks a run or a file holds, by rules or by a teacher.

rows ─► tasks ─┬─► rules ─────────────────────────────┬─► types ─► rows with their types
               └─► batches ─► teacher ─► journal ─► labels
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from selfinstruct.datasets.options import ClassifyOptions
from selfinstruct.errors import InputError, StorageError
from selfinstruct.pipeline import classifier
from selfinstruct.pipeline.llm_labels import ELEVEN, NINE, Labelling, task_key
from selfinstruct.runs.label_job import LabelJob, label_job
from selfinstruct.runs.options import TeacherOptions
from selfinstruct.runs.progress import ReadingProgress, Reporter
from selfinstruct.runs.stopping import Stop, not_written
from selfinstruct.runs.summary import columns
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TO_BELLE, GivenType, Label, TaskType, TypeSource
from selfinstruct.storage.run_files import RECORDS, read_stats, write_stats
from selfinstruct.storage.run_folder import RunFolder, read_run_file
from selfinstruct.storage.source import check_file
from selfinstruct.storage.tables import NewTable, TableRow, check_table, format_of, read_rows, size_of
from selfinstruct.storage.type_overrides import read_types, write_types

_ROWS_A_CHECK = 1000
_OTHERWISE = "work on a copy"
_MAX_PAIRS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Place:
    """Where rows come from and go to, where a teacher's labels are kept, and the run, if it is one."""

    rows: Path
    out: Path
    labels: Path
    run: Path | None


@dataclass(slots=True)
class _Tally:
    """Counts over the rows; a disagreement is (what the rules say, what the teacher says)."""

    types: Counter[Label] = field(default_factory=Counter)
    sources: Counter[TypeSource] = field(default_factory=Counter)
    disagreements: Counter[tuple[Label, Label]] = field(default_factory=Counter)

    def add(self, by_rules: Label, given: GivenType) -> None:
        self.types[given.task_type] += 1
        self.sources[given.source] += 1
        if given.task_type != by_rules:
            self.disagreements[by_rules, given.task_type] += 1


def classify(options: ClassifyOptions, stop: Stop, say: Reporter) -> dict[str, Any]:
    """Give every row its `task_type` and `type_source`; gives the counts.

    A file's rows go to a new file, a run's records are changed in place; either takes its place at the end, whole.
    Raises SelfinstructError before that, and then only a teacher's labels are kept.
    """
    if options.by is TypeSource.RULES and options.of_teacher != TeacherOptions():
        raise InputError("--teacher, --model and the like need --with teacher: the rules are applied here")
    with ExitStack() as locks:
        place = _place(options, locks)
        stop.explain(not_written(place.out))
        by_teacher = options.by is TypeSource.TEACHER
        job = label_job(options.of_teacher, place.labels, options.math_code) if by_teacher else None
        labelling = _ask(job, options, place, stop, say) if job else None
        if place.run and not job:
            _tell_of_replaced(read_types(place.run), say)
        tally = _rewrite(place, options, labelling.labels if labelling else {}, stop)
    return {
        "rows": tally.types.total(),
        "task_types": {str(label): tally.types[label] for label in (ELEVEN if options.math_code else NINE)},
        "type_sources": {str(source): tally.sources[source] for source in TypeSource},
        "teacher": _of_teacher(job, labelling, tally) if job and labelling else None,
        "out": str(place.out),
    }


def _tell_of_replaced(types: Mapping[str, GivenType], say: Reporter) -> None:
    if any(given.source is TypeSource.TEACHER for given in types.values()):
        say("the rules' types take the place of a teacher's; --with teacher brings those back, without paying again")


def describe(summary: dict[str, Any]) -> str:
    """What `classify` gives as a short table for people."""
    rows = max(summary["rows"], 1)
    lines = [("rows", f"{summary['rows']:,} in {summary['out']}")]
    lines += [(name, f"{count:,} ({count / rows:.1%})") for name, count in summary["task_types"].items()]
    if teacher := summary["teacher"]:
        labelled = summary["type_sources"]["teacher"]
        pairs = ", ".join(f"{pair} {count:,}" for pair, count in list(teacher["pairs"].items())[:_MAX_PAIRS_SHOWN])
        differ = f"{teacher['disagreements']:,} of {labelled:,} rows"
        tokens = teacher["tokens"]
        lines += [
            ("by teacher", f"{labelled:,} rows; {summary['type_sources']['rules']:,} were left to the rules"),
            ("disagree", f"{differ} got another type than the rules give" + (f" ({pairs})" if pairs else "")),
            ("teacher", f"{teacher['model']}, {teacher['answers']:,} answers"),
            ("tokens", f"{tokens['prompt']:,} prompt + {tokens['completion']:,} completion"),
            ("labels", f"kept in {teacher['folder']}"),
        ]
    return columns(lines)


def _place(options: ClassifyOptions, locks: ExitStack) -> _Place:
    """Where rows come from and go to; a run is locked. Raises InputError before any work is done."""
    if read_run_file(options.target) is not None:
        return _place_of_run(options, locks)
    check_file(options.target)
    out = options.out or options.target.with_name(f"{format_of(options.target).stem}.types.jsonl")
    check_table(out, (options.target,), options.force)
    labels = options.target.with_name(f"{format_of(options.target).stem}.labels")
    return _Place(options.target, out, labels, None)


def _place_of_run(options: ClassifyOptions, locks: ExitStack) -> _Place:
    if options.out or options.force or options.field != "instruction":
        raise InputError("--out, --field and --force are for files; the records of a run are changed in place")
    locks.enter_context(RunFolder(options.target, _OTHERWISE))
    records = options.target / RECORDS
    accepted = read_stats(options.target)["accepted"]
    if not accepted:
        raise InputError(
            f"{options.target}: nothing is accepted here yet; selfinstruct generate --out {options.target} goes on"
        )
    lines = _lines_of(records) if records.exists() else 0
    if lines != accepted:
        raise StorageError(
            f"{records}: there are {lines:,} whole rows and not {accepted:,}; run selfinstruct generate --out "
            f"{options.target} first, which writes them anew"
        )
    return _Place(records, records, options.target / "labels", options.target)


def _lines_of(path: Path) -> int:
    with path.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(partial(file.read, 1 << 20), b""))


def _ask(job: LabelJob, options: ClassifyOptions, place: _Place, stop: Stop, say: Reporter) -> Labelling:
    """Labels of all rows from the teacher: those that are kept already, and the rest bought."""
    # Not above: the client takes a second to import, and the rules ask nobody.
    from selfinstruct.runs.ask_labels import ask_labels, replay_labels
    from selfinstruct.teachers.opening import require_model

    asyncio.run(require_model(job.settings, os.environ))
    tasks = (replace(_task(row, options.field), output="") for row in _rows(place, stop))
    labelling = Labelling(tasks, job.template)
    with job.opened() as journal:
        replay_labels(journal, labelling)
        labelling.plan()
        say(job.announcement(labelling))
        if labelling.batches:
            asyncio.run(ask_labels(labelling, job.settings, journal, stop, say))
    return labelling


def _rows(place: _Place, stop: Stop) -> Iterator[TableRow]:
    """The rows, with a bar, and a look at whether to stop now and then."""
    with ReadingProgress(size_of(place.rows)) as progress:
        for number, row in enumerate(read_rows(place.rows, progress.on_bytes)):
            if number % _ROWS_A_CHECK == 0:
                stop.raise_if_stopped()
            yield row


def _task(row: TableRow, field: str) -> Task:
    """What a row asks for; an input or output that is no text is none."""
    given, output = (row.fields.get(name) for name in ("input", "output"))
    return Task(row.text(field), given if isinstance(given, str) else "", output if isinstance(output, str) else "")


def _rewrite(place: _Place, options: ClassifyOptions, labels: Mapping[str, Label], stop: Stop) -> _Tally:
    """Write all rows with their types, and put the file in its place."""
    tally, types = _Tally(), dict[str, GivenType]()
    with NewTable(place.out) as table:
        for row in _rows(place, stop):
            task = _task(row, options.field)
            by_rules = classifier.label(task) if options.math_code else classifier.classify(task)
            given = _given(task, by_rules, labels)
            tally.add(by_rules, given)
            table.write({**row.fields, "task_type": given.task_type, "type_source": given.source})
            if place.run and (options.math_code or labels):
                types[str(row.fields.get("id"))] = given
        table.finish(stop.raise_if_stopped)
        if place.run:
            _keep_in_run(place.run, types, tally)
        table.replace()
    return tally


def _given(task: Task, by_rules: Label, labels: Mapping[str, Label]) -> GivenType:
    label = labels.get(task_key(task)) if labels else None
    return GivenType(label, TypeSource.TEACHER) if label else GivenType(by_rules, TypeSource.RULES)


def _keep_in_run(folder: Path, types: Mapping[str, GivenType], tally: _Tally) -> None:
    """What `generate` and `status` need to know of the types."""
    counts = Counter[TaskType]()
    for label, count in tally.types.items():
        counts[TO_BELLE[label]] += count
    stats = read_stats(folder) | {"task_types": {task_type: counts[task_type] for task_type in TaskType}}
    try:
        write_types(folder, types)
        write_stats(folder, stats)
    except OSError as error:
        raise StorageError(
            f"{folder}: the types cannot be written ({error.strerror}); make room, then run the same command again"
        ) from error


def _of_teacher(job: LabelJob, labelling: Labelling, tally: _Tally) -> dict[str, Any]:
    pairs = tally.disagreements.most_common()
    return {
        "model": job.settings.model,
        "answers": labelling.bought,
        "tokens": {"prompt": labelling.prompt_tokens, "completion": labelling.completion_tokens},
        "left_to_rules": labelling.left_out,
        "disagreements": tally.disagreements.total(),
        "pairs": {f"{by_rules} → {label}": count for (by_rules, label), count in pairs},
        "folder": str(job.folder),
    }
