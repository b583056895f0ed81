"""`selfinstruct push`: a dataset as one folder with a card, and that folder to a hub.

run ─► folder (card, Parquet, statistics, provenance) ─► repository
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from selfinstruct.datasets.hub.build import Folder, build
from selfinstruct.datasets.hub.build_folder import claimed, folder_of
from selfinstruct.datasets.hub.destination import Destination
from selfinstruct.errors import Interrupted
from selfinstruct.runs.stopping import not_written
from selfinstruct.runs.summary import columns
from selfinstruct.schema.hub import Hub
from selfinstruct.storage.source import Source, find_source

Say = Callable[[str], None]

_SENT = {Hub.HUGGING_FACE: "sent", Hub.MODELSCOPE: "sent (rows of an earlier push are taken out by a second commit)"}


@dataclass(frozen=True, slots=True)
class Order:
    """What to do: the flags of the command. `out` is the folder to build; None for the one of the run."""

    target: Path
    destination: Destination
    out: Path | None = None
    dry_run: bool = False


@contextmanager
def prepared(order: Order) -> Iterator[tuple[Source, Path]]:
    """The dataset and the place of its folder, which is this process's until the end.

    Raises InputError for what would stop the push later: no token, no library, no dataset.
    """
    source = find_source(order.target)
    path = folder_of(source, order.out)
    if not order.dry_run:
        _hub(order).token()
    with claimed(path):
        yield source, path


def build_folder(order: Order, source: Source, path: Path, say: Say) -> Folder:
    """Build the folder, whole or not at all, of what a run has so far.

    Raises InputError, StorageError or Interrupted before that.
    """
    if source.shortfall:
        say(source.shortfall)
    try:
        return build(source, order.destination, path)
    except KeyboardInterrupt:
        raise Interrupted(not_written(path)) from None


def send(order: Order, folder: Folder, say: Say) -> dict[str, Any]:
    """Push the folder; gives where it is now. Raises InputError, HubRefused or HubUnreachable.

    A dry run gives what would be sent where, and asks nobody.
    """
    if order.dry_run:
        return _summary(order, folder) | {"visibility": order.destination.visibility}
    pushed = _hub(order).push(folder, order.destination, say, time.sleep)
    return _summary(order, folder) | {
        "visibility": "public" if pushed.public else "private",
        "url": pushed.url,
        "commit": pushed.commit or None,
        "changed": pushed.changed,
        "pull_request": pushed.pull_request,
    }


def _hub(order: Order) -> ModuleType:
    """The hub's own module: each takes long to import, and one of them may not be installed."""
    return import_module(f"selfinstruct.datasets.hub.{order.destination.hub}")


def describe(summary: dict[str, Any]) -> str:
    """What `send` gives as a short table for people."""
    size, is_dry = sum(file["bytes"] for file in summary["files"]), "changed" not in summary
    lines = [
        ("repository", f"{summary['repo']} on {summary['hub']}, {summary['visibility']}{', if it is new' * is_dry}"),
        ("revision", f"{summary['revision']}{', by a pull request' * summary['create_pr']}"),
        ("rows", f"{summary['rows']:,}"),
        ("files", f"{len(summary['files'])} of {size:,} bytes, in {summary['folder']}"),
        *(("", f"{file['name']} ({file['bytes']:,} bytes)") for file in summary["files"]),
        *_outcome(summary),
    ]
    return columns(lines)


def _outcome(summary: dict[str, Any]) -> list[tuple[str, str]]:
    if "changed" not in summary:
        return [("dry run", "nothing was sent")]
    done = f"commit {summary['commit']}" if summary["commit"] else _SENT[summary["hub"]]
    lines = [("outcome", done if summary["changed"] else "everything was there already, so no commit was made")]
    lines += [("pull request", summary["pull_request"])] if summary["pull_request"] else []
    return [*lines, ("address", summary["url"])]


def _summary(order: Order, folder: Folder) -> dict[str, Any]:
    destination = order.destination
    return {
        "repo": destination.repo,
        "hub": destination.hub,
        "revision": destination.revision,
        "create_pr": destination.create_pr,
        "rows": folder.rows,
        "folder": str(folder.path),
        "files": [{"name": piece.name, "bytes": piece.size} for piece in folder.pieces],
    }
