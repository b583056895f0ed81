"""Read a run of any version as it was left, without changing its folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError, StorageError
from selfinstruct.schema.rejudged import Rejudged, ranges_of
from selfinstruct.schema.reply import OpenSlot
from selfinstruct.storage.causes import cause_of
from selfinstruct.storage.journal import read_intact
from selfinstruct.storage.journal_entries import read_entries
from selfinstruct.storage.journal_state import JournalState
from selfinstruct.storage.regular_files import open_regular
from selfinstruct.storage.run_files import RECORDS, REJECTED, read_stats
from selfinstruct.storage.run_folder import is_locked, read_run
from selfinstruct.storage.stored_files import parse_json


@dataclass(frozen=True, slots=True)
class OldRun:
    """A run as it was left. `accepted` and `rejected` are None if its files were lost."""

    folder: Path
    identity: Mapping[str, Any]
    settings: Mapping[str, Any]
    journaled: JournalState
    open_slots: tuple[OpenSlot, ...]
    demonstrations: Mapping[int, tuple[str, ...]]
    accepted: int | None
    rejected: Mapping[str, int] | None

    @property
    def mark(self) -> Rejudged:
        """The mark of the slots in the journal, for a run under other rules."""
        known = {slot: ids for slot, ids in self.demonstrations.items() if slot in self.journaled.endings}
        return Rejudged(ranges_of(self.journaled.endings), known)


def read_old_run(folder: Path) -> OldRun:
    """Read a run. Raises InputError if it has no replies, StorageError if it is in use or damaged."""
    stored = read_run(folder)
    if stored is None:
        raise InputError(f"{folder}: not a run folder; pass a run folder (by default under outputs/)")
    if is_locked(folder):
        raise StorageError(f"{folder}: another process is working in this folder; wait until it ends")
    journaled, open_slots = _read_journal(folder)
    if not journaled.endings or not journaled.target:
        raise InputError(f"{folder}: the run has no replies yet; resume it with: selfinstruct generate --out {folder}")
    accepted, rejected = _counts(folder)
    shown = dict(journaled.rejudged.demonstrations) if journaled.rejudged else {}
    shown |= _shown_in_records(folder)
    return OldRun(folder, stored["identity"], stored["settings"], journaled, open_slots, shown, accepted, rejected)


def _read_journal(folder: Path) -> tuple[JournalState, tuple[OpenSlot, ...]]:
    journaled, open_slots = JournalState(), []
    for entry in read_entries(folder, read_intact(folder)):
        journaled.add(entry)
        if isinstance(entry, OpenSlot):
            open_slots.append(entry)
    return journaled, tuple(open_slots)


def _counts(folder: Path) -> tuple[int | None, Mapping[str, int] | None]:
    """Return the accepted tasks and the rejected texts by reason: from `stats.json`, or counted in the other files."""
    with suppress(InputError, StorageError):
        stats = read_stats(folder)
        return stats["accepted"], stats["rejected"]
    if not (folder / RECORDS).exists():
        return None, None
    return sum(1 for _ in _rows(folder / RECORDS)), Counter(str(row.get("reason")) for row in _rows(folder / REJECTED))


def _shown_in_records(folder: Path) -> dict[int, tuple[str, ...]]:
    """Return the demonstrations of each slot that are named in the records. Damaged rows are left out."""
    pairs = ((row.get("slot"), row.get("demonstrations")) for row in _rows(folder / RECORDS))
    return {
        slot: tuple(ids)
        for slot, ids in pairs
        if isinstance(slot, int) and isinstance(ids, list) and ids and all(isinstance(each, str) for each in ids)
    }


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file that can be rebuilt; none if it is missing. Damaged lines are left out.

    Raises StorageError if the file cannot be read.
    """
    try:
        with open_regular(path) as lines:
            for line in lines:
                with suppress(ValueError):
                    if isinstance(row := parse_json(line), dict):
                        yield row
    except FileNotFoundError:
        return
    except OSError as error:
        cause = cause_of(error, path.parent)
        raise StorageError(
            f"{path}: cannot be read ({cause.why}); {cause.remedy}, or delete it if it cannot be restored"
        ) from error
