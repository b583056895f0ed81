"""The entries of a journal, such as schedules, reservations and slot endings, read from and written as dicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selfinstruct.errors import StorageError
from selfinstruct.pipeline.schedule import EARLIER_FIRST_WINDOW, HORIZON_RULE, ROUND_RULE, Plan
from selfinstruct.schema.batches import BatchStep, Step
from selfinstruct.schema.rejudged import Rejudged, ranges_of, slots_of
from selfinstruct.schema.reply import Answer, FinalFault, OpenSlot, Usage
from selfinstruct.schema.spending import Released, Reserved
from selfinstruct.storage.journal import read_intact
from selfinstruct.storage.run_files import DATASET
from selfinstruct.storage.stored_files import is_count, is_number, is_text


@dataclass(frozen=True, slots=True)
class Target:
    """The requested number of accepted tasks, at which the dataset ends."""

    n: int


Entry = Plan | Target | Rejudged | Reserved | Released | Answer | FinalFault | OpenSlot | BatchStep


def write_entry(entry: Entry) -> dict[str, Any]:
    """Return the JSON object of a journal line. Only the fields named here are journaled."""
    match entry:
        case Plan() | Target() | Rejudged():
            return _write_schedule(entry)
        case Reserved() | Released():
            return write_spending(entry)
        case BatchStep():
            return write_batch_step(entry)
        case Answer(slot, sha, body, at, seconds, attempts, batch):
            fields = {"slot": slot, "prompt_sha": sha, "at": at, "seconds": seconds, "attempts": attempts}
            return {"kind": "answer", **fields, **({"batch": batch} if batch else {}), "body": body}
        case FinalFault(slot, sha, code, message, at, attempts):
            fields = {"slot": slot, "prompt_sha": sha, "at": at, "attempts": attempts}
            return {"kind": "fault", **fields, "code": code, "message": message}
        case OpenSlot(slot, code, message, others):
            return {"kind": "open", "slot": slot, "code": code, "message": message, "others": others}


def _write_schedule(entry: Plan | Target | Rejudged) -> dict[str, Any]:
    match entry:
        case Plan(start, window, rounds, first):
            rule = {"horizon": ROUND_RULE, "rounds": list(rounds)} if rounds else {"horizon": HORIZON_RULE}
            return {"kind": "plan", "from": start, "to": None, **rule, "window": window, "first": first}
        case Target(n):
            return {"kind": "target", "n": n}
        case Rejudged(slots, demonstrations):
            shown = {str(slot): list(ids) for slot, ids in demonstrations.items()}
            return {"kind": "rejudged", "slots": [list(one) for one in slots], "demonstrations": shown}


def write_spending(entry: Reserved | Released) -> dict[str, Any]:
    """Return the JSON object of a journal line about attempts. A reserved one is a slot and its most tokens."""
    match entry:
        case Reserved(attempts):
            return {"kind": "reserved", "most": [_reservation(slot, most) for slot, most in attempts]}
        case Released(slots):
            return {"kind": "released", "slots": list(slots)}


def _reservation(slot: int, most: Usage) -> list[int]:
    return [slot, most.prompt, most.completion, *([1] if most.is_in_batch else [])]


def write_batch_step(step: BatchStep) -> dict[str, Any]:
    """Return the JSON object of a journal line about a batch. Values that are not set are left out."""
    values = {
        "id": step.id,
        "address": step.address,
        "slots": [list(pair) for pair in ranges_of(step.slots)],
        "failed": [list(pair) for pair in ranges_of(step.failed)],
        "most": step.most,
        "message": step.message,
    }
    return {"kind": "batch", "key": step.key, "step": str(step.step), **{k: v for k, v in values.items() if v}}


def read_entries(folder: Path, lines: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
    """Yield the entries of the journal of a folder. Raises StorageError, with the number of the line."""
    for number, line in enumerate(lines, 1):
        try:
            entry = read_entry(line)
        except StorageError as error:
            raise StorageError(f"{folder}: line {number:,} of the journal: {error}") from error
        yield entry


def has_replies(folder: Path) -> bool:
    """Return False if a run was started, but no slot has ended or is in a batch. True if its journal is damaged."""
    if (dataset := folder / DATASET).exists() and dataset.stat().st_size:
        return True
    try:
        return any(isinstance(one, _PAID_FOR) for one in read_entries(folder, read_intact(folder)))
    except (StorageError, OSError):
        return True


def read_entry(line: Mapping[str, Any]) -> Entry:
    """Return the entry of a journal line. Raises StorageError if its kind or a field is not what this version writes.

    Fields of other versions that are not known here are ignored.
    """
    kind = line.get("kind")
    fields = _ALL_FIELDS.get(kind) if isinstance(kind, str) else None
    if fields is None:
        raise StorageError(f"unknown kind {kind!r}; {_OTHERWISE}" if "kind" in line else _missing("kind"))
    values = []
    for name, is_valid, otherwise in fields:
        value = line.get(name, otherwise)
        if value is _REQUIRED:
            raise StorageError(_missing(name))
        if not is_valid(value):
            raise StorageError(f"the field {name!r} has the wrong type or value; {_OTHERWISE}")
        values.append(value)
    return _MAKE[str(kind)](*values)


def _missing(name: str) -> str:
    return f"the field {name!r} is missing; {_OTHERWISE}"


def _rejudged(slots: Sequence[Sequence[int]], shown: Mapping[str, Sequence[str]]) -> Rejudged:
    return Rejudged(
        tuple((first, last) for first, last in slots), {int(slot): tuple(ids) for slot, ids in shown.items()}
    )


def _reserved(attempts: Sequence[Sequence[int]]) -> Reserved:
    return Reserved(tuple((slot, _most(*numbers)) for slot, *numbers in attempts))


def _most(prompt: int, completion: int, is_in_batch: int = 0) -> Usage:
    most = Usage(prompt, completion)
    return most.in_batch if is_in_batch else most


def _is_reserved(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, list) and len(each) in (3, 4) and all(map(is_count, each)) for each in value
    )


def _is_slots(value: object) -> bool:
    return isinstance(value, list) and all(map(is_count, value))


def _is_ranges(value: object) -> bool:
    return isinstance(value, list | tuple) and all(
        isinstance(each, list) and len(each) == 2 and all(map(is_count, each)) for each in value
    )


def _is_shown(value: object) -> bool:
    return isinstance(value, dict) and all(
        slot.isdecimal() and len(slot) <= _MAX_DIGITS and isinstance(ids, list) and all(map(is_text, ids))
        for slot, ids in value.items()
    )


def _is_short_ranges(value: object) -> bool:
    if not isinstance(value, list | tuple) or not _is_ranges(value):
        return False
    return bool(sum(last - first + 1 for first, last in value) <= _MAX_ROWS)


def _is_sizes(value: object) -> bool:
    return isinstance(value, list | tuple) and all(is_count(each) and each for each in value)


def _batch_step(key: str, step: str, id_: str, address: str, slots: Any, failed: Any, most: int, why: str) -> BatchStep:
    return BatchStep(key, Step(step), id_, address, slots_of(slots), slots_of(failed), most, why)


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


_PAID_FOR = (Rejudged, Answer, FinalFault, BatchStep)
_OTHERWISE = "use the version that wrote it, or restore the journal from a backup"
_MAX_DIGITS = 15
_MAX_ROWS = 1_000_000
"""Slots of one batch; providers take up to 100,000."""
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
    "batch": {"key": is_text, "step": lambda value: value in list(Step)},
}
"""The fields of each kind of line, in the order of the fields of its entry."""
_OPTIONAL: Mapping[str, Mapping[str, tuple[Callable[[object], bool], Any]]] = {
    "plan": {"rounds": (_is_sizes, ()), "first": (is_count, EARLIER_FIRST_WINDOW)},
    "answer": {"batch": (is_text, "")},
    "batch": {
        "id": (is_text, ""),
        "address": (is_text, ""),
        "slots": (_is_short_ranges, ()),
        "failed": (_is_short_ranges, ()),
        "most": (is_count, 0),
        "message": (is_text, ""),
    },
}
"""Further fields that a line may have, with their values if it has none, in the order of the fields of its entry."""
_REQUIRED = object()
_ALL_FIELDS = {
    kind: (
        *((name, is_valid, _REQUIRED) for name, is_valid in fields.items()),
        *((name, is_valid, otherwise) for name, (is_valid, otherwise) in _OPTIONAL.get(kind, {}).items()),
    )
    for kind, fields in _FIELDS.items()
}
"""Every field of each kind of line: its name, what is valid, and its value if it is missing."""
_MAKE: Mapping[str, Callable[..., Entry]] = {
    "plan": lambda start, window, rounds, first: Plan(start, window, tuple(rounds), first),
    "target": Target,
    "rejudged": _rejudged,
    "reserved": _reserved,
    "released": lambda slots: Released(tuple(slots)),
    "answer": Answer,
    "fault": FinalFault,
    "open": OpenSlot,
    "batch": _batch_step,
}
