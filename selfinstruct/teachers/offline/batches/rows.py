"""Result rows of a batch, and the files they are written to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from selfinstruct.teachers.offline.batches.faults import BatchFaults, Fate, moment
from selfinstruct.teachers.offline.batches.input_lines import parse_line
from selfinstruct.teachers.offline.batches.progress import CANCELLED, COMPLETED, EXPIRED, time_of_row
from selfinstruct.teachers.offline.batches.record import BatchRecord, Results
from selfinstruct.teachers.offline.batches.refusals import error_of
from selfinstruct.teachers.offline.batches.rules import BatchRules, RowShape
from selfinstruct.teachers.offline.batches.store import BatchStore
from selfinstruct.teachers.offline.completions import completion, prompt_of, sample_of

_EXPIRED = {
    "code": "batch_expired",
    "message": "This request could not be executed before the completion window expired.",
}
"""OpenAI's batch guide, and in the same words SiliconFlow's."""
_HTTP_ERRORS = {
    Fate.FAILED: (500, error_of("The server had an error processing your request.", "server_error", kind="api_error")),
    Fate.FILTERED: (400, error_of("The request was rejected by the content filter.", "content_filter")),
}
_NO_PROMPT = (400, error_of("The last message must have a text.", "invalid_value", "messages"))
OnRow = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Row:
    custom_id: str
    prompt: str | None
    sample: int
    fate: Fate

    @property
    def http_error(self) -> tuple[int, dict[str, str | None]] | None:
        if self.fate is Fate.ANSWERED and self.prompt is None:
            return _NO_PROMPT
        return _HTTP_ERRORS.get(self.fate)

    @property
    def is_answered(self) -> bool:
        return self.fate is Fate.ANSWERED and self.prompt is not None

    @property
    def is_reported(self) -> bool:
        return self.fate is not Fate.ABSENT and not self.is_answered


def write_results(
    record: BatchRecord, store: BatchStore, rules: BatchRules, faults: BatchFaults, on_row: OnRow
) -> Results:
    """Answer the rows of a batch in the order in which they are finished, and return its results.

    Rows that a cancelled batch did not finish are in neither file. `on_row` is called before each row is written.
    """
    rows = _rows(record, store, rules, faults)
    files = _ResultFiles(record, store, rules, faults, on_row)
    output, completed = files.write("output", [row for row in rows if row.is_answered])
    errors, failed = files.write("error", [row for row in rows if row.is_reported])
    store.save_outcomes(record.id, {row.custom_id: _outcome(row) for row in rows})
    return Results(_status(record, rows), output, errors, completed, failed)


def _rows(record: BatchRecord, store: BatchStore, rules: BatchRules, faults: BatchFaults) -> list[_Row]:
    lines = (parse_line(raw) for raw in store.lines(record.input_file_id))
    found = [(moment(line["custom_id"]), line) for line in lines]
    finished = sorted(
        (one for one in found if _is_finished(record, rules, one[0])), key=lambda one: (one[0], one[1]["custom_id"])
    )
    rows = [
        _Row(line["custom_id"], prompt_of(line["body"]), sample_of(line["body"]), faults.fate(line["custom_id"]))
        for _, line in finished
    ]
    return [row for row in rows if record.cancelling is None or row.fate not in (Fate.EXPIRED, Fate.ABSENT)]


def _is_finished(record: BatchRecord, rules: BatchRules, at: float) -> bool:
    return record.cancelling is None or time_of_row(record, rules, at) <= record.cancelling


def _status(record: BatchRecord, rows: Iterable[_Row]) -> str:
    if record.cancelling is not None:
        return CANCELLED
    return EXPIRED if any(row.fate in (Fate.EXPIRED, Fate.ABSENT) for row in rows) else COMPLETED


def _outcome(row: _Row) -> str:
    return Fate.FAILED if row.fate is Fate.ANSWERED and row.prompt is None else row.fate


@dataclass(frozen=True, slots=True)
class _ResultFiles:
    record: BatchRecord
    store: BatchStore
    rules: BatchRules
    faults: BatchFaults
    on_row: OnRow

    def write(self, kind: str, rows: list[_Row]) -> tuple[str | None, int]:
        """Write a file unless it has no rows, and return its ID and the number of its rows."""
        if not rows:
            return None, 0
        file_id = f"{self.rules.result_prefix}{kind}-{_digest(self.record.id, kind)}"
        facts = {
            "created_at": int(self.record.created),
            "filename": f"{self.record.id}_{kind}.jsonl",
            "purpose": "batch_output",
        }
        self.store.save_file(file_id, self._lines(rows), facts)
        return file_id, len(rows)

    def _lines(self, rows: list[_Row]) -> Iterator[bytes]:
        for row in rows:
            self.on_row()
            yield _encoded(self._result(row)) + b"\n"

    def _result(self, row: _Row) -> dict[str, Any]:
        shape, row_id = self.rules.row, _digest(self.record.id, row.custom_id)
        response, error = self._parts(row, row_id)
        found = {
            "id": self.record.id if shape.has_batch_id else f"batch_req_{row_id}",
            "custom_id": row.custom_id,
            "response": response,
        }
        return {**found, "error": error} if shape.has_error or error else found

    def _parts(self, row: _Row, row_id: str) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
        shape, http_error = self.rules.row, row.http_error
        if row.is_answered:
            return _response(shape, row_id, 200, completion(row.prompt or "", self.faults.replies, row.sample)), None
        if http_error is None:
            return None, _EXPIRED
        if shape.http_errors:
            return _response(shape, row_id, http_error[0], {"error": http_error[1]}), None
        return None, {"code": http_error[1]["code"], "message": http_error[1]["message"]}


def _response(shape: RowShape, row_id: str, status: int, body: dict[str, Any]) -> dict[str, Any]:
    return {
        **({"status_code": status} if shape.has_status else {}),
        **({"request_id": row_id} if shape.has_request_id else {}),
        "body": body,
    }


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _encoded(row: dict[str, Any]) -> bytes:
    r"""Return a row in UTF-8 without escapes, as providers write it: U+2028 and U+0085 are there as they are.

    A lone surrogate has no UTF-8 form; a row with one is escaped.
    """
    try:
        return json.dumps(row, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(row).encode("ascii")
