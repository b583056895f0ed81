"""The saved state of a run: a resumed run continues from it instead of processing all replies again.

`state/slots.jsonl` has a line for each committed slot, and `state/state.json` the rest: the totals, and the size and
SHA-256 of the journal and of all files of that moment. It is signed with a key of the user, so that only what this
program wrote for this user is used: a state that is damaged, that belongs to other files or rules, or that came with a
folder from elsewhere is ignored, and the journal is processed again. Deleting the folder changes nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from selfinstruct.errors import StorageError
from selfinstruct.schema.json_values import read_json_value
from selfinstruct.schema.saved_state import CommittedSlot, SavedState
from selfinstruct.schema.task_types import TaskType
from selfinstruct.storage.durable import replace_file
from selfinstruct.storage.growing_file import GrowingFile, Mark
from selfinstruct.storage.regular_files import read_regular

STATE = "state"
_VERSION = 1
"""Increase it when the files change."""
_TYPES = {str(task_type): task_type for task_type in TaskType}
_HEAD = b'{"signature":"'
_TOTALS = ("counts", "reasons", "suspects", "latest", "flags")


@dataclass(frozen=True, slots=True)
class SavedRun:
    """A saved state, with the journal and the files that it belongs to, and the records that are not written yet."""

    state: SavedState
    journal: Mark
    files: Mapping[str, Mark]
    rest: Sequence[Mapping[str, Any]]


class StateFiles:
    """Reads and writes the saved state of a run folder; neither, without a key. `rules` names what it depends on."""

    def __init__(self, folder: Path, key: bytes | None, rules: str) -> None:
        self._path = folder / STATE / "state.json"
        self._slots = GrowingFile(folder / STATE / "slots.jsonl")
        self._key = key
        self._rules = rules

    def read(self) -> SavedRun | None:
        """Return the saved state; None if there is none that can be used. The files that it names are not checked."""
        try:
            stored = self._signed(read_regular(self._path))
        except (OSError, ValueError):
            return None
        if stored is None or stored["version"] != _VERSION or stored["rules"] != self._rules:
            return None
        if not self._slots.resume(_mark(stored["slots"])):
            self.forget()
            return None
        slots = [_read_slot(*values) for values in read_json_value(b"[" + b",".join(self._slots.lines()) + b"]")]
        files = {name: _mark(values) for name, values in stored["files"].items()}
        totals = {name: stored[name] for name in _TOTALS}
        return SavedRun(SavedState(slots, **totals), _mark(stored["journal"]), files, stored["rest"])

    def write(self, saved: SavedRun) -> None:
        """Add the slots of a state, which are those since the last call, and replace the rest.

        Nothing is synced to disk, and no error is raised, as the state is not needed: an incomplete one is ignored.
        """
        if self._key is None:
            return
        try:
            self._path.parent.mkdir(mode=0o700, exist_ok=True)
            self._slots.extend([_slot_line(slot) for slot in saved.state.slots])
            replace_file(self._path, self._sign(self._content(saved)), synced=False)
        except (OSError, StorageError):
            self._key = None

    def forget(self) -> None:
        """Begin with no slots: the state that was read does not belong to the files of the run."""
        self.close()
        self._slots = GrowingFile(self._slots.path)

    def close(self) -> None:
        """Close the file of the slots."""
        self._slots.close()

    def _content(self, saved: SavedRun) -> bytes:
        content = {
            "version": _VERSION,
            "rules": self._rules,
            "journal": asdict(saved.journal),
            "slots": asdict(self._slots.mark),
            "files": {name: asdict(mark) for name, mark in saved.files.items()},
            "rest": saved.rest,
            **{name: getattr(saved.state, name) for name in _TOTALS},
        }
        return json.dumps(content, ensure_ascii=False).encode()

    def _sign(self, content: bytes) -> bytes:
        return b'%s%s",%s\n' % (_HEAD, self._signature(content), content[1:])

    def _signed(self, stored: bytes) -> dict[str, Any] | None:
        """Return the content of a file that was signed with the key, otherwise None. Raises ValueError."""
        signature, _, rest = stored.removeprefix(_HEAD).partition(b'",')
        content = b"{" + rest.removesuffix(b"\n")
        if self._key is None or not hmac.compare_digest(signature, self._signature(content)):
            return None
        found: dict[str, Any] = json.loads(content)
        return found

    def _signature(self, content: bytes) -> bytes:
        assert self._key is not None, "nothing is signed without a key"
        return hmac.new(self._key, content, hashlib.sha256).hexdigest().encode()


def _mark(values: Mapping[str, Any]) -> Mark:
    return Mark(values["size"], values["sha"])


def _slot_line(slot: CommittedSlot) -> bytes:
    return json.dumps([slot.sha, slot.requested, slot.screened, slot.types, slot.hidden]).encode() + b"\n"


def _read_slot(
    sha: str, requested: Sequence[str], screened: int, types: Sequence[str], hidden: Sequence[int]
) -> CommittedSlot:
    return CommittedSlot(
        sha, tuple(map(_TYPES.__getitem__, requested)), screened, tuple(map(_TYPES.__getitem__, types)), tuple(hidden)
    )
