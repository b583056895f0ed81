"""The commands for finished datasets: report, export, push, dedup, classify."""

from __future__ import annotations

import os
from typing import NoReturn

from selfinstruct.cli.shared import AsJson, leave_at_once, say, show, with_options
from selfinstruct.datasets.options import ClassifyOptions, DedupOptions, ExportOptions, PushOptions, ReportOptions
from selfinstruct.errors import Interrupted
from selfinstruct.runs.stopping import Stop, stop_on_signals


@with_options
def report(options: ReportOptions, as_json: AsJson = False) -> None:
    """Look at a dataset: a page, and its numbers.

    The page is one HTML file that works offline, the numbers are a JSON file beside it.
    """
    stop = Stop(at_once=True)
    with stop_on_signals(stop):
        from selfinstruct.datasets.report import report

        made = report.report(options, stop, say)
    show(made.numbers, as_json, made.describe)


@with_options
def export(options: ExportOptions, as_json: AsJson = False) -> None:
    """Write a dataset as trainers and other tools read it.

    --split writes two files, .train and .test, with no near-duplicates across them (ROUGE-L of the instructions). A
    filter is FIELD, an operator (= != ~ !~ < <= > >=) and a value, in quotes: 'task_type=open_qa,chat',
    'nearest<0.6', 'output_tokens>=20', 'input=' (none), 'output!~作为AI' (does not hold that).
    """
    stop = Stop()
    with stop_on_signals(stop):
        from selfinstruct.datasets.export import export

        summary = export.export(options, stop, say)
    show(summary, as_json, lambda: export.describe(summary))


@with_options
def push(options: PushOptions, as_json: AsJson = False) -> None:
    """Publish a dataset with its card on a hub.

    Pushed are the card, Parquet files, statistics and, of a run, its provenance.
    The token is that of HF_TOKEN or of the library's own login, a mirror is named by HF_ENDPOINT. Interrupted or
    failed: the same command sends what is missing, and makes no second commit of what is there already.
    """
    stop = Stop(at_once=True)
    with stop_on_signals(stop):
        from selfinstruct.datasets.hub import push

        summary = push.push(options, stop, say, _leave_the_push)
    show(summary, as_json, lambda: push.describe(summary))


def _leave_the_push() -> NoReturn:
    """Without waiting for the library's threads, which may be in the middle of a long upload."""
    say("error: stopped before the push was complete; the same command sends what is missing")
    os._exit(Interrupted.exit_code)


@with_options
def dedup(options: DedupOptions, as_json: AsJson = False) -> None:
    """Take the near-duplicates out of any dataset, or out of runs.

    Files are JSON lines (.jsonl), a JSON array (.json), .csv or .tsv, and .gz of these. Rows are read in order, and
    the first of those that are alike stays, whole and unchanged. Rows without a word to compare in the field go, too.
    """
    stop = Stop()
    with stop_on_signals(stop):
        from selfinstruct.datasets import dedup

        summary = dedup.dedup(options, stop, say)
    show(summary, as_json, lambda: dedup.describe(summary))


@with_options
def classify(options: ClassifyOptions, as_json: AsJson = False) -> None:
    """Say of each row what type of task it is, and count the types.

    A run's records are changed in place; a file's rows go to a new file with `task_type` and `type_source` added.
    A teacher's labels are kept as they come: killed and run again, no label is bought twice.
    """
    stop = Stop()
    with stop_on_signals(stop, leave_at_once):
        from selfinstruct.datasets import classify

        summary = classify.classify(options, stop, say)
    show(summary, as_json, lambda: classify.describe(summary))
