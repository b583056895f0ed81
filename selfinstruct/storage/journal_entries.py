"""The entries of a journal: schedules, targets, marks, slot endings and open slots, read from and written as dicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from selfinstruct.errors import StorageError
from selfinstruct.pipeline.schedule import HORIZON_RULE, Plan
from selfinstruct.schema.rejudged import Rejudged
from selfinstruct.schema.reply import Answer, Ending, FinalFault, OpenSlot


@dataclass(frozen=True, slots=True)
class Target:
    """The requested number of accepted tasks, at which the dataset ends."""

    n: int


Entry = Plan | Target | Rejudged | Answer | FinalFault | OpenSlot


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
        case Answer(slot, sha, body, at, seconds, attempts):
            fields = {"slot": slot, "prompt_sha": sha, "at": at, "seconds": seconds, "attempts": attempts}
            return {"kind": "answer", **fields, "body": body}
        case FinalFault(slot, sha, code, message, at, attempts):
            fields = {"slot": slot, "prompt_sha": sha, "at": at, "attempts": attempts}
            return {"kind": "fault", **fields, "code": code, "message": message}
        case OpenSlot(slot, code, message, others):
            return {"kind": "open", "slot": slot, "code": code, "message": message, "others": others}


def read_entry(line: Mapping[str, Any]) -> Entry:
    """Return the entry of a journal line. Raises StorageError if its kind is unknown or a field is missing."""
    try:
        match line["kind"]:
            case "plan":
                return Plan(line["from"], line["window"])
            case "target":
                return Target(line["n"])
            case "rejudged":
                shown = {int(slot): tuple(ids) for slot, ids in line["demonstrations"].items()}
                return Rejudged(tuple((first, last) for first, last in line["slots"]), shown)
            case "answer":
                names = ("slot", "prompt_sha", "body", "at", "seconds", "attempts")
                return Answer(*(line[name] for name in names))
            case "fault":
                names = ("slot", "prompt_sha", "code", "message", "at", "attempts")
                return FinalFault(*(line[name] for name in names))
            case "open":
                return OpenSlot(*(line[name] for name in ("slot", "code", "message", "others")))
            case kind:
                raise StorageError(
                    f"the journal contains a line of unknown kind {kind!r}; use the version that wrote it"
                )
    except KeyError as missing:
        raise StorageError(f"a journal line lacks the field {missing}; use the version that wrote it") from missing


@dataclass(slots=True)
class JournalState:
    """The state accumulated from the entries of a journal. The first ending of a slot wins.

    `exhausted` counts, for each slot, the runs in which it used up its attempts while others were answered.
    """

    plan: Plan | None = None
    target: int = 0
    rejudged: Rejudged | None = None
    endings: dict[int, Ending] = field(default_factory=dict)
    exhausted: Counter[int] = field(default_factory=Counter)

    def add(self, entry: Entry) -> None:
        """Apply the next entry."""
        match entry:
            case Plan():
                self.plan = entry
            case Target(n):
                self.target = n
            case Rejudged():
                self.rejudged = entry
            case OpenSlot(slot=slot, others=others):
                self.exhausted[slot] += others > 0
            case Answer(slot=slot) | FinalFault(slot=slot):
                self.endings.setdefault(slot, entry)
