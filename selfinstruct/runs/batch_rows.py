"""The rows of a batch: requests as lines of a file, and the endings of slots from its results."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from selfinstruct.errors import InputError, TeacherRefused
from selfinstruct.schema.batch_rows import Row, RowResult
from selfinstruct.schema.reply import Answer, Ending, FinalFault, Prompt, Usage, usage_of
from selfinstruct.storage.regular_files import open_regular
from selfinstruct.teachers.batches.formats import read_line
from selfinstruct.teachers.batches.outcomes import CANCELLED, EXPIRED
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.exchange import without_secrets
from selfinstruct.teachers.faults import Fault, read_response
from selfinstruct.teachers.protocol import Slots
from selfinstruct.teachers.remedies import Action, Rule
from selfinstruct.teachers.request import RequestForm
from selfinstruct.teachers.transport import Response

_CUSTOM_ID = re.compile(r"slot-(\d{1,12})-(\d{1,6})-([0-9a-f]{16})")
_SHA = 16
"""Digits of the prompt's hash that a row is named with."""
_NOT_BEGUN = frozenset({EXPIRED, CANCELLED, "request_expired", "expired", "canceled", "cancelled"})
_REFUSALS = (Action.STOP, Action.REFUSED, Action.QUOTA)


@dataclass(frozen=True, slots=True)
class Sent:
    """A slot in a batch: its prompt, and the number of the attempt from 1."""

    prompt: Prompt
    attempt: int

    @property
    def custom_id(self) -> str:
        """The name of the row. The hash of the prompt tells rows of other runs apart."""
        return f"slot-{self.prompt.slot}-{self.attempt}-{self.prompt.sha[:_SHA]}"

    def row(self, form: RequestForm) -> Row:
        """Return the request."""
        return Row(self.custom_id, form.content(self.prompt, form.way))


def sendable(slots: Slots, first: int, attempts: Mapping[int, int], left_out: Collection[int] = ()) -> Iterator[Sent]:
    """Yield the slots from `first` on that may be sent now. `attempts` is how often each was in a batch before."""
    for slot in range(first, slots.end()):
        if slot in slots.ended or slot in left_out:
            continue
        if (prompt := slots.prompt(slot)) is None:
            return
        yield Sent(prompt, attempts.get(slot, 0) + 1)


@dataclass(slots=True)
class Collected:
    """What the results of a batch are: the endings of slots, what each row used, and the slots that are left.

    `usages` holds the tokens of each row (None if it was not billed, 0 if they are not known), `failed` the slots whose
    rows failed, and `refused` what was refused by the teacher, which does not end a slot if no row was answered.
    """

    endings: list[Ending] = field(default_factory=list)
    usages: dict[int, Usage | None] = field(default_factory=dict)
    failed: list[int] = field(default_factory=list)
    refused: dict[int, Fault] = field(default_factory=dict)
    expired: int = 0
    why: str = ""

    @property
    def answered(self) -> int:
        """The number of rows that were answered."""
        return sum(isinstance(ending, Answer) for ending in self.endings)

    @property
    def refusal(self) -> Fault | None:
        """The first refusal."""
        return next(iter(self.refused.values()), None)

    def words(self) -> str:
        """Describe what is left, such as `12 expired, 8 failed (server_error)`; "" if nothing is."""
        parts = (
            f"{self.expired:,} expired" if self.expired else "",
            f"{len(self.failed):,} failed ({self.why})" if self.failed else "",
            f"{len(self.refused):,} refused ({self.refusal.message})" if self.refusal else "",
        )
        return ", ".join(filter(None, parts))


def collect(paths: Iterable[Path], sent: Sequence[Sent], connection: Connection, key: str, ended: bool) -> Collected:
    """Read the files of a batch. `sent` are its rows whose slots have not ended.

    With `ended`, the provider has worked on all rows, so that one without a result has failed. A damaged line is no
    result. Raises TeacherRefused if all lines are damaged, since that is no file of results.
    """
    found, missing = Collected(), {each.custom_id: each for each in sent}
    damage: list[str] = []
    for result in _results(paths, damage):
        if (row := missing.pop(result.custom_id, None)) is not None:
            _take(found, row, result, connection, key)
    for row in missing.values():
        found.usages[row.prompt.slot] = None
        if ended:
            found.failed.append(row.prompt.slot)
            found.why = found.why or next(iter(damage), "no result")
        else:
            found.expired += 1
    return found


def read_custom_id(custom_id: str) -> tuple[int, int, str] | None:
    """Return the slot, the attempt and the beginning of the prompt's hash; None for another name."""
    match = _CUSTOM_ID.fullmatch(custom_id)
    return (int(match[1]), int(match[2]), match[3]) if match else None


def close_refused(found: Collected, sent: Mapping[int, Sent]) -> None:
    """Decide about refusals once other rows were answered: a request ends its slot, an account's limit does not."""
    for slot, fault in found.refused.items():
        if fault.action is Action.REFUSED:
            found.endings.append(_final(sent[slot], fault))
        else:
            found.failed.append(slot)
            found.why = found.why or fault.message
    found.refused.clear()


def _results(paths: Iterable[Path], damage: list[str]) -> Iterator[RowResult]:
    """Yield the results. What is wrong with damaged lines is added to `damage`."""
    is_any = False
    for path in paths:
        with open_regular(path) as lines:
            for number, line in enumerate(lines, 1):
                try:
                    result = read_line(line, number)
                except InputError as error:
                    damage.append(f"{path.name}: {error}")
                    continue
                if result is not None:
                    is_any = True
                    yield result
    if damage and not is_any:
        raise TeacherRefused(f"the results of the provider cannot be read: {damage[0]}")


def _take(found: Collected, row: Sent, result: RowResult, connection: Connection, key: str) -> None:
    slot = row.prompt.slot
    if result.code in _NOT_BEGUN:
        found.expired += 1
        found.usages[slot] = None
        return
    body = _reply(result, connection)
    if not isinstance(body, Fault):
        found.endings.append(Answer(slot, row.prompt.sha, body, time.time(), 0.0, row.attempt, key))
        found.usages[slot] = usage_of(body).in_batch
        return
    found.usages[slot] = Usage(0, 0) if body.may_be_billed and result.status == 200 else None
    if body.action is Action.CLOSE:
        found.endings.append(_final(row, body))
    elif body.action in _REFUSALS:
        found.refused[slot] = body
    else:
        found.failed.append(slot)
        found.why = found.why or body.message


def _reply(result: RowResult, connection: Connection) -> Mapping[str, object] | Fault:
    """Return the body of a complete reply, or the fault in words of the same kind as those of a request."""
    found = _read_reply(result, connection.rules)
    return without_secrets(found, connection.secrets) if isinstance(found, Fault) else found


def _read_reply(result: RowResult, rules: Sequence[Rule]) -> Mapping[str, object] | Fault:
    if not result.status:
        words = f"{result.message} ({result.code})" if result.code else result.message
        return Fault(Action.RETRY, result.code or "no_result", words)
    content = json.dumps(result.body).encode()
    found: Mapping[str, object] | Fault = read_response(Response(result.status, {}, content), time.time(), rules)
    return found


def _final(row: Sent, fault: Fault) -> FinalFault:
    return FinalFault(row.prompt.slot, row.prompt.sha, fault.code, fault.message, time.time(), row.attempt)
