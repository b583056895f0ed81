"""How far a batch has come at a time: its state, its timestamps, and the batch object of the API."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from selfinstruct.teachers.offline.batches.record import BatchRecord
from selfinstruct.teachers.offline.batches.rules import BatchRules

COMPLETED, EXPIRED, FAILED, CANCELLED = "completed", "expired", "failed", "cancelled"
ENDED = (COMPLETED, EXPIRED, FAILED, CANCELLED)
_IN_PROGRESS, _FINALIZING, _CANCELLING = "in_progress", "finalizing", "cancelling"
_WEIGHTS = {_IN_PROGRESS: 6}
"""Time that a state takes in proportion to the others, which have 1."""


def starts(record: BatchRecord, rules: BatchRules) -> dict[str, float]:
    """Return when each state begins, if the batch is not cancelled; "" is the end."""
    weights = [_WEIGHTS.get(state, 1) for state in rules.states]
    passed = [sum(weights[:place]) / sum(weights) for place in range(len(weights) + 1)]
    return {
        state: record.created + record.delay * share for state, share in zip((*rules.states, ""), passed, strict=True)
    }


def end_of(record: BatchRecord, rules: BatchRules) -> float:
    """Return when the batch ends."""
    begin = starts(record, rules)
    if record.is_failed:
        return begin[rules.states[1]]
    if record.cancelling is not None:
        return record.cancelling + record.delay / 20
    return begin[""]


def status_of(record: BatchRecord, rules: BatchRules, now: float) -> str:
    """Return the state of a batch. It only ends once its results are there."""
    over = now >= end_of(record, rules)
    if record.is_failed and over:
        return FAILED
    if record.results is not None and over:
        return record.results.status
    if record.cancelling is not None:
        return _CANCELLING
    if record.checked is None:
        return rules.states[0]
    return max(
        (state for state, begin in starts(record, rules).items() if state and begin <= now),
        key=rules.states.index,
        default=rules.states[0],
    )


def time_of_row(record: BatchRecord, rules: BatchRules, moment: float) -> float:
    """Return when a row is finished; `moment` is its share of the time in progress."""
    begin = starts(record, rules)
    return begin[_IN_PROGRESS] + moment * (begin[_FINALIZING] - begin[_IN_PROGRESS])


def batch_object(
    record: BatchRecord, rules: BatchRules, now: float, result_id: Callable[[str], str], status: str = ""
) -> dict[str, Any]:
    """Return the object of the API. `result_id` returns what a result file is called, `status` replaces the state."""
    status = status or status_of(record, rules, now)
    results = record.results if status in ENDED else None
    output, error = (results.output_file_id, results.error_file_id) if results else (None, None)
    found = {
        "id": record.id,
        "object": "batch",
        "endpoint": record.endpoint,
        "errors": _errors(record) if status == FAILED else None,
        "input_file_id": record.input_file_id,
        "completion_window": record.window,
        "status": status,
        "output_file_id": output and result_id(output),
        "error_file_id": error and result_id(error),
        "created_at": int(record.created),
        **_times(record, rules, now, status),
        "request_counts": _counts(record, rules, now, status),
        "metadata": record.metadata,
    }
    return {name: value for name, value in found.items() if name not in rules.absent}


def _errors(record: BatchRecord) -> dict[str, Any]:
    errors = record.checked.errors if record.checked else ()
    return {"object": "list", "data": [asdict(error) for error in errors]}


def _times(record: BatchRecord, rules: BatchRules, now: float, status: str) -> dict[str, int | None]:
    begin, end = starts(record, rules), end_of(record, rules)
    until = end if record.is_failed else min(now, record.cancelling or now)
    reached = {state: begin[state] if begin[state] <= until else None for state in (_IN_PROGRESS, _FINALIZING)}
    times = {
        "in_progress_at": None if record.is_failed or record.checked is None else reached[_IN_PROGRESS],
        "expires_at": record.created + record.hours * 3600,
        "finalizing_at": None if record.is_failed or record.checked is None else reached[_FINALIZING],
        **{f"{name}_at": end if status == name else None for name in ENDED},
        "cancelling_at": record.cancelling,
    }
    return {name: int(time) if time is not None else None for name, time in times.items()}


def _counts(record: BatchRecord, rules: BatchRules, now: float, status: str) -> Mapping[str, int] | None:
    begin, total = starts(record, rules), record.checked.rows if record.checked else 0
    if status in rules.states[: rules.states.index(_IN_PROGRESS)]:
        return None if rules.counts_late else {"total": 0, "completed": 0, "failed": 0}
    if record.results is not None and status in ENDED:
        return {"total": total, "completed": record.results.completed, "failed": record.results.failed}
    length = begin[_FINALIZING] - begin[_IN_PROGRESS]
    share = min(1.0, (now - begin[_IN_PROGRESS]) / length) if length else 0.0
    return {"total": total, "completed": int(total * share) if status == _IN_PROGRESS else 0, "failed": 0}
