"""Commands for finished datasets: `report`, `export`, `push`, `dedup`, `classify`."""

from __future__ import annotations

import os
from typing import NoReturn

from selfinstruct.cli.help import examples
from selfinstruct.cli.shared import AsJson, Quiet, leave_at_once, show, with_options
from selfinstruct.datasets.options import ClassifyOptions, DedupOptions, ExportOptions, PushOptions, ReportOptions
from selfinstruct.errors import Interrupted
from selfinstruct.runs.messages import messages, say
from selfinstruct.runs.stopping import Stop, stop_on_signals


@examples(
    "selfinstruct report outputs/demo",
    "selfinstruct report alpaca.json --against benchmark.jsonl",
)
@with_options
def report(options: ReportOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Write an HTML page and a JSON file about a dataset.

    The page is a single file that works offline. The JSON file next to it contains the same numbers.
    """
    stop = Stop(at_once=True)
    with stop_on_signals(stop), messages(quiet) as say:
        from selfinstruct.datasets.report import report

        made = report.report(options, stop, say)
    show(made.numbers, as_json, made.describe)


@examples(
    "selfinstruct export outputs/demo --format messages --split 0.05",
    "selfinstruct export alpaca.json --format parquet --filter 'output_tokens>=20'",
)
@with_options
def export(options: ExportOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Convert a dataset for trainers and other tools.

    --split writes two files, .train and .test, without near-duplicates across them (ROUGE-L of the instructions). A
    filter expression is FIELD, an operator (= != ~ !~ < <= > >=) and a value; quote it for the shell:
    'task_type=open_qa,chat', 'nearest<0.6', 'output_tokens>=20', 'input=' (empty), 'output!~作为AI' (does not contain).
    """
    stop = Stop()
    with stop_on_signals(stop), messages(quiet) as say:
        from selfinstruct.datasets.export import export

        summary = export.export(options, stop, say)
    show(summary, as_json, lambda: export.describe(summary))


@examples(
    "selfinstruct push outputs/demo --repo NAME/SET --dry-run",
    "selfinstruct push outputs/demo --repo NAME/SET --license apache-2.0",
)
@with_options
def push(options: PushOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Publish a dataset with a dataset card on a hub.

    Uploads the card, Parquet files, statistics and, for a run, its provenance. The token is read from HF_TOKEN or from
    the login of the hub's own library; HF_ENDPOINT selects a mirror. After an interruption or a failure, run the same
    command to upload what is missing; nothing is committed twice.
    """
    stop = Stop(at_once=True)
    with stop_on_signals(stop), messages(quiet) as say:
        from selfinstruct.datasets.hub import push

        summary = push.push(options, stop, say, _leave_the_push)
    show(summary, as_json, lambda: push.describe(summary))


def _leave_the_push() -> NoReturn:
    """Exit without waiting for the library's threads, which may be in the middle of a long upload."""
    say("stopped before the push was complete; run the same command to upload what is missing")
    os._exit(Interrupted.exit_code)


@examples(
    "selfinstruct dedup alpaca.json more.csv.gz --out clean.jsonl",
    "selfinstruct dedup alpaca.json --out clean.jsonl --against benchmark.jsonl",
)
@with_options
def dedup(options: DedupOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Remove near-duplicates from datasets or runs.

    The first of several similar rows is kept as it is; only numbers, lists and the like in instruction, input and
    output become text. Of a conversation, all turns of the user are compared.
    """
    stop = Stop()
    with stop_on_signals(stop), messages(quiet) as say:
        from selfinstruct.datasets import dedup

        summary = dedup.dedup(options, stop, say)
    show(summary, as_json, lambda: dedup.describe(summary))


@examples(
    "selfinstruct classify alpaca.json",
    "selfinstruct classify outputs/demo --with teacher --model gpt-4o-mini",
)
@with_options
def classify(options: ClassifyOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Label each row with its task type, and count the types.

    The records of a run are updated in place; the rows of a file are written to a new file with `task_type` and
    `type_source` added. Labels from a teacher are saved as they arrive, so that none is paid for twice.
    """
    stop = Stop()
    with stop_on_signals(stop, leave_at_once), messages(quiet) as say:
        from selfinstruct.datasets import classify

        summary = classify.classify(options, stop, say)
    show(summary, as_json, lambda: classify.describe(summary))
