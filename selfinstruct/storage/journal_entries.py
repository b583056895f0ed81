"""The entries of a journal, such as schedules, reservations and slot endings, read from and written as dicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selfinstruct.errors import StorageError
from selfinstruct.pipeline.schedule import HORIZON_RULE, Plan
from selfinstruct.schema.rejudged import Rejudged
from selfinstruct.schema.reply import Answer, FinalFault, OpenSlot, Usage
from selfinstruct.schema.spending import Released, Reserved
from selfinstruct.storage.journal import read_intact
from selfinstruct.storage.run_files import DATASET
from selfinstruct.storage.stored_files import is_count, is_number, is_text


@dataclass(frozen=True, slots=True)
class Target:
    """The requested number of accepted tasks, at which the dataset ends."""

    n: int


Entry = Plan | Target | Rejudged | Reserved | Released | Answer | FinalFault | OpenSlot


def write_entry(entry: Entry) -> dict[str, Any]:
    """Return the JSON object of a journal line. Only the fields named here are journaled."""
    match entry:
        case Plan(start, window):
            return {"kind": "plan", "from": start, "to": None, "horizon": HORIZON_RULE, "window": window}
        case Target(n):
            return {"kind": "target", "n": n}
        case Rejudged(slots, demonstrations):
            shown = {str(slot): list(ids) for slot, ids in demonstrations.items()}
            return {"kind": "rejudged", "slots": [list(one) for one in slots], "demonstrations": shown}
        case Reserved() | Released():
            return write_spending(entry)
        case Answer(slot, sha, body, at, seconds, attempts):
            fields = {"slot": slot, "prompt_sha": sha, "at": at, "seconds": seconds, "attempts": attempts}
            return {"kind": "answer", **fields, "body": body}
        case FinalFault(slot, sha, code, message, at, attempts):
            fields = {"slot": slot, "prompt_sha": sha, "at": at, "attempts": attempts}
            return {"kind": "fault", **fields, "code": code, "message": message}
        case OpenSlot(slot, code, message, others):
            return {"kind": "open", "slot": slot, "code": code, "message": message, "others": others}


def write_spending(entry: Reserved | Released) -> dict[str, Any]:
    """Return the JSON object of a journal line about attempts. A reserved one is a slot and its most tokens."""
    match entry:
        case Reserved(attempts):
            return {"kind": "reserved", "most": [[slot, most.prompt, most.completion] for slot, most in attempts]}
        case Released(slots):
            return {"kind": "released", "slots": list(slots)}


def read_entries(folder: Path, lines: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
    """Yield the entries of the journal of a folder. Raises StorageError, with the number of the line."""
    for number, line in enumerate(lines, 1):
        try:
            entry = read_entry(line)
        except StorageError as error:
            raise StorageError(f"{folder}: line {number:,} of the journal: {error}") from error
        yield entry


def has_replies(folder: Path) -> bool:
    """Return False if a run was started, but no slot of it has ended. True if its journal is damaged."""
    if (dataset := folder / DATASET).exists() and dataset.stat().st_size:
        return True
    try:
        return any(isinstance(one, Rejudged | Answer | FinalFault) for one in read_entries(folder, read_intact(folder)))
    except (StorageError, OSError):
        return True


def read_entry(line: Mapping[str, Any]) -> Entry:
    """Return the entry of a journal line. Raises StorageError if its kind or a field is not what this version writes.

    Fields of other versions that are not known here are ignored.
    """
    kind = line.get("kind")
    fields = _FIELDS.get(kind) if isinstance(kind, str) else None
    if fields is None and "kind" in line:
        raise StorageError(f"unknown kind {kind!r}; {_OTHERWISE}")
    for name, is_valid in (fields or {"kind": is_text}).items():
        if name not in line:
            raise StorageError(f"the field {name!r} is missing; {_OTHERWISE}")
        if not is_valid(line[name]):
            raise StorageError(f"the field {name!r} has the wrong type or value; {_OTHERWISE}")
    values = [line[name] for name in fields or ()]
    if kind == "rejudged":
        slots, shown = values
        return Rejudged(
            tuple((first, last) for first, last in slots), {int(slot): tuple(ids) for slot, ids in shown.items()}
        )
    if kind == "reserved":
        return Reserved(tuple((slot, Usage(prompt, completion)) for slot, prompt, completion in values[0]))
    return _MAKE[str(kind)](*values)


def _is_reserved(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, list) and len(each) == 3 and all(map(is_count, each)) for each in value
    )


def _is_slots(value: object) -> bool:
    return isinstance(value, list) and all(map(is_count, value))


def _is_ranges(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, list) and len(each) == 2 and all(map(is_count, each)) for each in value
    )


def _is_shown(value: object) -> bool:
    return isinstance(value, dict) and all(
        slot.isdecimal() and len(slot) <= _MAX_DIGITS and isinstance(ids, list) and all(map(is_text, ids))
        for slot, ids in value.items()
    )


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


_OTHERWISE = "use the version that wrote it, or restore the journal from a backup"
_MAX_DIGITS = 15
_FIELDS: Mapping[str, Mapping[str, Callable[[object], bool]]] = {
    "plan": {"from": is_count, "window": is_count},
    "target": {"n": is_count},
    "rejudged": {"slots": _is_ranges, "demonstrations": _is_shown},
    "reserved": {"most": _is_reserved},
    "released": {"slots": _is_slots},
    "answer": {
        "slot": is_count,
        "prompt_sha": is_text,
        "body": _is_object,
        "at": is_number,
        "seconds": is_number,
        "attempts": is_count,
    },
    "fault": {
        "slot": is_count,
        "prompt_sha": is_text,
        "code": is_text,
        "message": is_text,
        "at": is_number,
        "attempts": is_count,
    },
    "open": {"slot": is_count, "code": is_text, "message": is_text, "others": is_count},
}
"""The fields of each kind of line, in the order of the fields of its entry."""
_MAKE: Mapping[str, Callable[..., Entry]] = {
    "plan": Plan,
    "target": Target,
    "released": lambda slots: Released(tuple(slots)),
    "answer": Answer,
    "fault": FinalFault,
    "open": OpenSlot,
}
