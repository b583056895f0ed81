"""The operations of the Files and Batches API, without HTTP."""

from __future__ import annotations

import asyncio
import threading
import time
import uuid
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.teachers.offline.batches.create_request import CreateRequest, read_create_request
from selfinstruct.teachers.offline.batches.faults import BatchFaults
from selfinstruct.teachers.offline.batches.input_lines import Checked, LineError, check_lines, parse_line
from selfinstruct.teachers.offline.batches.progress import CANCELLED, ENDED, batch_object, end_of, status_of
from selfinstruct.teachers.offline.batches.record import BatchRecord
from selfinstruct.teachers.offline.batches.refusals import Refusal, invalid, unknown
from selfinstruct.teachers.offline.batches.rows import write_results
from selfinstruct.teachers.offline.batches.rules import BATCH, BatchRules, rules_like
from selfinstruct.teachers.offline.batches.store import BatchStore

ResultId = Callable[[str], str]
"""Returns what a result file is called: its ID, or its URL."""
_MAX_PAGE, _PAGE = 100, 20


@dataclass(frozen=True, slots=True)
class BatchSetup:
    """How batches are served: whose rules apply, which faults occur, and the folder that keeps the state.

    Without a folder, the state is temporary.
    """

    rules: BatchRules = field(default_factory=lambda: rules_like("openai"))
    faults: BatchFaults = field(default_factory=BatchFaults)
    folder: Path | None = None


@asynccontextmanager
async def open_batches(setup: BatchSetup, clock: Callable[[], float] = time.time) -> AsyncIterator[BatchService]:
    """Open the service for the routes of a server. `clock` returns seconds since 1970. Raises InputError."""
    with TemporaryDirectory(prefix="selfinstruct-batches-") as temporary:
        folder = setup.folder or Path(temporary)
        try:
            store = BatchStore(folder)
        except (OSError, ValueError) as error:
            raise InputError(f"{folder} cannot hold the state of batches ({error}); choose another folder") from error
        service = BatchService(store, setup.rules, setup.faults, clock)
        try:
            yield service
        finally:
            await asyncio.to_thread(service.close)


class _Closed(Exception):
    pass


class BatchService:
    """The operations of the API. Each may raise Refusal.

    One thread checks files and answers rows, in the order in which batches were created. With a delay, the rows of a
    batch are answered when it is requested after its time is over.
    """

    def __init__(self, store: BatchStore, rules: BatchRules, faults: BatchFaults, clock: Callable[[], float]) -> None:
        self.store, self.rules, self.faults, self._clock = store, rules, faults, clock
        self._pool = ThreadPoolExecutor(1, "batches")
        self._settling: dict[str, Future[None]] = {}
        self._closing = threading.Event()

    def close(self) -> None:
        """Stop answering rows. What is not finished is answered again by the next server."""
        self._closing.set()
        self._pool.shutdown(cancel_futures=True)

    def called(self, kind: str, busy: int = 0) -> int:
        """Count a call, and refuse the first `busy` ones with 429 and 503 in turn. Returns the number of the call."""
        number = self.store.call(kind)
        if number <= busy:
            status, code = (429, "rate_limit_exceeded") if number % 2 else (503, "server_error")
            raise Refusal(status, code, code)
        return number

    def add_file(self, content: Path, filename: str, purpose: str) -> dict[str, Any]:
        """Take over an uploaded file. Raises Refusal if it cannot be one, and then leaves it where it is."""
        if purpose not in self.rules.purposes:
            allowed = ", ".join(f"'{one}'" for one in sorted(self.rules.purposes))
            raise invalid(f"'{purpose}' is not one of [{allowed}]", "invalid_value", "purpose")
        if purpose == BATCH:
            self._require_jsonl(content, filename)
        facts = {
            "created_at": int(self._clock()),
            "filename": filename,
            "purpose": purpose,
            "status": "processed",
        }
        return self.store.adopt_file(f"{self.rules.file_prefix}{uuid.uuid4().hex}", content, facts)

    def file(self, file_id: str) -> dict[str, Any]:
        """Return the object of a file."""
        found = self.store.file(file_id)
        if found is None:
            raise unknown("file", file_id)
        return found

    def delete_file(self, file_id: str) -> dict[str, Any]:
        """Delete a file."""
        self.file(file_id)
        self.store.delete_file(file_id)
        return {"id": file_id, "object": "file", "deleted": True}

    async def create(self, body: Any) -> BatchRecord:
        """Create a batch. Its file is checked afterwards, unless the provider checks it at once."""
        asked = read_create_request(body, self.rules)
        checked = await asyncio.to_thread(self._check, asked) if self.rules.checks_at_create else None
        if checked is not None and checked.errors:
            error = checked.errors[0]
            raise invalid(f"line {error.line}: {error.message}", error.code, error.param)
        record = self.store.add(
            BatchRecord(
                id=f"batch_{uuid.uuid4().hex}",
                sequence=0,
                input_file_id=asked.input_file_id,
                endpoint=asked.endpoint,
                window=asked.window,
                hours=asked.hours,
                created=self._clock(),
                delay=self.faults.delay,
                metadata=asked.metadata,
                model=asked.model,
                deletes_input=asked.deletes_input,
            )
        )
        self._settle(record)
        return record

    async def batch(self, batch_id: str) -> BatchRecord:
        """Return a batch as it is now."""
        found = self.store.record(batch_id)
        if found is None:
            raise unknown("batch", batch_id)
        self._settle(found)
        return found

    async def batches(self, limit: str | None, after: str | None) -> tuple[list[BatchRecord], bool]:
        """Return a page of batches, the newest first, and whether there are more."""
        found = self.store.records()[::-1]
        for record in found:
            self._settle(record)
        if not self.rules.has_pages:
            return found, False
        first = _place(found, after) + 1 if after else 0
        last = first + _page(limit)
        return found[first:last], last < len(found)

    async def cancel(self, batch_id: str) -> BatchRecord:
        """Cancel a batch. Its finished rows stay."""
        found = self.store.change((await self.batch(batch_id)).id, self._cancelled)
        self._settle(found)
        return found

    def as_object(self, record: BatchRecord, result_id: ResultId, is_new: bool = False) -> dict[str, Any]:
        """Return the object of a batch; that of a new one has the first state."""
        return batch_object(record, self.rules, self._clock(), result_id, self.rules.states[0] if is_new else "")

    def _require_jsonl(self, content: Path, filename: str) -> None:
        # the name: github.com/BerriAI/litellm/pull/37527; the first line: OpenAI refuses an empty file and one without
        # a line of JSON at the upload (llama-stack's integration tests), later lines fail the batch; others: assumed
        if not filename.endswith(".jsonl"):
            raise invalid("Invalid file format for Batch API. Must be .jsonl")
        try:
            parse_line(self.store.first_line(content))
        except (ValueError, RecursionError) as error:
            raise invalid("Invalid file format. The first line is not valid JSON; the file must be JSONL.") from error

    def _cancelled(self, record: BatchRecord) -> BatchRecord:
        status = status_of(record, self.rules, self._clock())
        # llama-stack's integration tests: 409, but a cancelled batch may be cancelled again; Moonshot answers 400
        if status in ENDED and status != CANCELLED:
            raise Refusal(self.rules.ended_status, f"Cannot cancel a batch with status '{status}'.")
        return replace(record, cancelling=record.cancelling or self._clock())

    def _settle(self, record: BatchRecord) -> None:
        """Let the thread do what is due. An error of it ends the call with 500."""
        running = self._settling.get(record.id)
        if running is not None and running.done():
            running.result()
        if (running is None or running.done()) and self._is_due(record):
            self._settling[record.id] = self._pool.submit(self._work_on, record.id)

    def _is_due(self, record: BatchRecord) -> bool:
        if record.checked is None:
            return True
        return not record.is_failed and record.results is None and self._clock() >= end_of(record, self.rules)

    def _work_on(self, batch_id: str) -> None:
        with suppress(_Closed):
            record = self.store.record(batch_id)
            while record is not None and self._is_due(record):
                record = self._checked(record) if record.checked is None else self._answered(record)

    def _checked(self, record: BatchRecord) -> BatchRecord:
        checked = self._check_record(record)
        return self.store.change(record.id, lambda one: replace(one, checked=checked))

    def _answered(self, record: BatchRecord) -> BatchRecord:
        if self.store.file(record.input_file_id) is None:
            lost = Checked((_no_file(record.input_file_id),))
            return self.store.change(record.id, lambda one: replace(one, checked=lost))
        results = write_results(record, self.store, self.rules, self.faults, self._raise_if_closing)
        changed = self.store.change(
            record.id, lambda one: replace(one, results=results) if one.cancelling == record.cancelling else one
        )
        if changed.results is not None and changed.deletes_input:
            self.store.delete_file(record.input_file_id)
        return changed

    def _raise_if_closing(self) -> None:
        if self._closing.is_set():
            raise _Closed

    def _check(self, asked: CreateRequest | BatchRecord) -> Checked:
        file = self.store.file(asked.input_file_id)
        if file is None or file["purpose"] != BATCH:
            return Checked((_no_file(asked.input_file_id),))
        return check_lines(self.store.lines(asked.input_file_id), self.rules, asked.endpoint, asked.model)

    def _check_record(self, record: BatchRecord) -> Checked:
        checked, limit = self._check(record), self.faults.enqueued_tokens
        if checked.errors or limit is None:
            return checked
        if checked.tokens + self._enqueued_before(record) <= limit:
            return checked
        message = (
            f"Enqueued token limit reached for {checked.model} in organization org-offline. Limit: {limit:,} enqueued "
            "tokens. Please try again once some in_progress batches have been completed."
        )
        return Checked((LineError("token_limit_exceeded", message),))

    def _enqueued_before(self, record: BatchRecord) -> int:
        now = self._clock()
        return sum(
            one.checked.tokens
            for one in self.store.records()
            if one.sequence < record.sequence and one.checked and status_of(one, self.rules, now) not in ENDED
        )


def _no_file(file_id: str) -> LineError:
    return LineError("invalid_request", f"Cannot find file {file_id}, or its purpose is not batch.", "input_file_id")


def _place(records: list[BatchRecord], batch_id: str) -> int:
    for place, record in enumerate(records):
        if record.id == batch_id:
            return place
    raise invalid(f"No batch found with id '{batch_id}'.", "invalid_value", "after")


def _page(limit: str | None) -> int:
    if limit is None:
        return _PAGE
    if limit.isdecimal() and 1 <= int(limit) <= _MAX_PAGE:
        return int(limit)
    raise invalid(f"'limit' must be a number from 1 to {_MAX_PAGE}.", "invalid_value", "limit")
