"""`selfinstruct push`: publish a run or a dataset file as a dataset repository on a hub.

run ─► folder (card, Parquet, statistics, provenance) ─► repository
"""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn

from selfinstruct.datasets.hub.build import Folder, build
from selfinstruct.datasets.hub.build_folder import claimed, folder_of
from selfinstruct.datasets.hub.destination import Destination, destination
from selfinstruct.datasets.options import PushOptions
from selfinstruct.datasets.sources import source_of
from selfinstruct.runs.progress import ReadingProgress, Reporter
from selfinstruct.runs.stopping import Stop, not_written, stop_on_signals, unwind
from selfinstruct.runs.summary import columns
from selfinstruct.schema.extras import Extra, count_extras, named_extras
from selfinstruct.schema.hub import Hub
from selfinstruct.storage.source import Source, read_records, require_rows

_SENT = {Hub.HUGGING_FACE: "uploaded", Hub.MODELSCOPE: "uploaded (a second commit deletes shards of an earlier push)"}


def push(options: PushOptions, stop: Stop, say: Reporter, leave: Callable[[], NoReturn] = unwind) -> dict[str, Any]:
    """Build the folder and push it. A dry run only builds it. Returns the summary that `--json` prints.

    A signal during the build stops it and keeps the old folder; a signal during the upload calls `leave`. Raises
    InputError before the build if the push would fail later (missing token, library or rows), StorageError,
    Interrupted, HubRefused or HubUnreachable.
    """
    where = destination(options)
    source = source_of(options.target, options.reading, say)
    require_rows(source)
    path = folder_of(source, options.out)
    if not options.dry_run:
        _hub(where).token()
    with claimed(path):
        stop.explain(not_written(path))
        if source.shortfall:
            say(source.shortfall)
        extras = _extras(source, say)
        folder = build(source, where, path, extras)
        if source.bad_rows.note:
            say(source.bad_rows.note)
        if options.dry_run:
            return _summary(where, folder) | {"visibility": where.visibility}
        with stop_on_signals(Stop(at_once=True), leave):
            return _summary(where, folder) | _sent(where, folder, say)


def _extras(source: Source, say: Reporter) -> frozenset[Extra]:
    """Return which parts of conversations the rows have, and say what the Parquet files cannot hold."""
    if source.is_run:
        return frozenset()
    with ReadingProgress(source.size) as progress:
        counts = count_extras(record.task for record in read_records(source, progress.on_bytes))
    if lost := named_extras(counts, {Extra.STEPS}):
        say(f"{source.place}: the columns of the published files cannot hold {lost}")
    return frozenset(counts)


def _sent(where: Destination, folder: Folder, say: Reporter) -> dict[str, Any]:
    pushed = _hub(where).push(folder, where, say, time.sleep)
    return {
        "visibility": "public" if pushed.public else "private",
        "url": pushed.url,
        "commit": pushed.commit or None,
        "changed": pushed.changed,
        "pull_request": pushed.pull_request,
    }


def _hub(where: Destination) -> ModuleType:
    """Import the module for a hub, which has `token` and `push`. The imports are slow, and one needs an extra."""
    return import_module(f"selfinstruct.datasets.hub.{where.hub}")


def describe(summary: dict[str, Any]) -> str:
    """Format the summary that `push` returns as a short table for the terminal."""
    size, is_dry = sum(file["bytes"] for file in summary["files"]), "changed" not in summary
    lines = [
        ("repository", f"{summary['repo']} on {summary['hub']} ({summary['visibility']}{' if new' * is_dry})"),
        ("revision", f"{summary['revision']}{' (pull request)' * summary['create_pr']}"),
        ("rows", f"{summary['rows']:,}"),
        ("files", f"{len(summary['files'])} ({size:,} bytes) in {summary['folder']}"),
        *(("", f"{file['name']} ({file['bytes']:,} bytes)") for file in summary["files"]),
        *_outcome(summary),
    ]
    return columns(lines)


def _outcome(summary: dict[str, Any]) -> list[tuple[str, str]]:
    if "changed" not in summary:
        return [("dry run", "nothing was uploaded")]
    done = f"commit {summary['commit']}" if summary["commit"] else _SENT[summary["hub"]]
    lines = [("result", done if summary["changed"] else "already up to date, no commit was made")]
    lines += [("pull request", summary["pull_request"])] if summary["pull_request"] else []
    return [*lines, ("URL", summary["url"])]


def _summary(where: Destination, folder: Folder) -> dict[str, Any]:
    return {
        "repo": where.repo,
        "hub": where.hub,
        "revision": where.revision,
        "create_pr": where.create_pr,
        "rows": folder.rows,
        "folder": str(folder.path),
        "files": [{"name": piece.name, "bytes": piece.size} for piece in folder.pieces],
    }
