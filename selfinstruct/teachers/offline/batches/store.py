"""The folder that holds uploaded files, batches and their results, so that a server can be stopped and started again."""

from __future__ import annotations

import json
import re
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from selfinstruct.teachers.offline.batches.record import BatchRecord, record_of

_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
_CALLS = "calls.json"


class BatchStore:
    """Files and batches in a folder, which is created if it does not exist.

    `files/ID` is the content of a file and `files/ID.json` its object, `batches/ID.json` a batch, `outcomes/ID.json` what
    happened to each custom_id of a batch, `calls.json` the number of calls by kind. JSON files are replaced as a whole.
    All methods may be called from several threads.
    """

    def __init__(self, folder: Path) -> None:
        self._files, self._batches, self._outcomes = (folder / name for name in ("files", "batches", "outcomes"))
        self._calls_file = folder / _CALLS
        for each in (self._files, self._batches, self._outcomes):
            each.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._calls: Counter[str] = Counter(_load(self._calls_file) or {})

    def call(self, kind: str) -> int:
        """Count a call, and return the number of calls of its kind."""
        with self._lock:
            self._calls[kind] += 1
            _save(self._calls_file, self._calls)
            return self._calls[kind]

    @property
    def calls(self) -> Mapping[str, int]:
        """The number of calls by kind, since the folder was created."""
        return dict(self._calls)

    def records(self) -> list[BatchRecord]:
        """Return all batches in the order of their creation."""
        found = [_load(path) for path in self._batches.glob("*.json")]
        return sorted((record_of(stored) for stored in found if stored), key=lambda record: record.sequence)

    def record(self, batch_id: str) -> BatchRecord | None:
        """Return a batch, or None."""
        stored = _load(self._batches / f"{batch_id}.json") if _ID.fullmatch(batch_id) else None
        return record_of(stored) if stored else None

    def add(self, record: BatchRecord) -> BatchRecord:
        """Store a new batch, and return it with its number."""
        with self._lock:
            record = replace(record, sequence=1 + sum(1 for _ in self._batches.glob("*.json")))
            _save(self._batches / f"{record.id}.json", record.as_json())
        return record

    def change(self, batch_id: str, change: Callable[[BatchRecord], BatchRecord]) -> BatchRecord:
        """Replace a batch by what `change` returns for it, while no other thread changes it."""
        with self._lock:
            found = self.record(batch_id)
            assert found is not None
            changed = change(found)
            if changed != found:
                _save(self._batches / f"{batch_id}.json", changed.as_json())
        return changed

    def outcomes(self, batch_id: str) -> dict[str, str]:
        """Return what happened to each custom_id of a batch that has ended."""
        return _load(self._outcomes / f"{batch_id}.json") or {}

    def save_outcomes(self, batch_id: str, outcomes: Mapping[str, str]) -> None:
        """Store what happened to each custom_id of a batch."""
        _save(self._outcomes / f"{batch_id}.json", outcomes)

    def files(self) -> list[dict[str, Any]]:
        """Return the objects of all files in the order of their creation."""
        found = [_load(path) for path in self._files.glob("*.json")]
        return sorted((one for one in found if one), key=lambda one: (one["created_at"], one["id"]))

    def file(self, file_id: str) -> dict[str, Any] | None:
        """Return the object of a file, or None."""
        return _load(self._files / f"{file_id}.json") if _ID.fullmatch(file_id) else None

    def path(self, file_id: str) -> Path:
        """Return where the content of a file is."""
        return self._files / file_id

    def lines(self, file_id: str) -> Iterator[bytes]:
        r"""Yield the lines of a file, which end with \n and with nothing else."""
        with self.path(file_id).open("rb") as file:
            yield from file

    def first_bytes(self, content: Path, count: int) -> bytes:
        """Return the beginning of a file of the folder."""
        with content.open("rb") as file:
            return file.read(count)

    def first_line(self, content: Path) -> bytes:
        """Return the first line of a file of the folder."""
        with content.open("rb") as file:
            return file.readline()

    def save_file(self, file_id: str, parts: Iterable[bytes], facts: Mapping[str, Any]) -> dict[str, Any]:
        """Store a file, and return its object."""
        with _replaced(self.path(file_id)).open("wb") as file:
            for part in parts:
                file.write(part)
        return self.adopt_file(file_id, _replaced(self.path(file_id)), facts)

    def adopt_file(self, file_id: str, content: Path, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Move a file of the folder to its place, and return its object."""
        found = {"id": file_id, "object": "file", "bytes": content.stat().st_size, **facts}
        content.replace(self.path(file_id))
        _save(self._files / f"{file_id}.json", found)
        return found

    def delete_file(self, file_id: str) -> None:
        """Delete a file if it exists."""
        for path in (self._files / f"{file_id}.json", self.path(file_id)):
            path.unlink(missing_ok=True)

    def upload_path(self) -> Path:
        """Return where an upload may be written before it has an ID."""
        return self._files / f".upload-{uuid.uuid4().hex}"


def _replaced(path: Path) -> Path:
    return path.with_name(f".{path.name}.tmp")


def _save(path: Path, value: object) -> None:
    temporary = _replaced(path)
    temporary.write_text(json.dumps(value), encoding="utf-8")
    temporary.replace(path)


def _load(path: Path) -> Any:
    """Return the value of a JSON file, or None if it does not exist."""
    with suppress(FileNotFoundError):
        return json.loads(path.read_bytes())
    return None
