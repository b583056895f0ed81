"""Lines of the files of a run: rows of the dataset, records with their provenance, and rejects."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from selfinstruct.schema.flag import Flag
from selfinstruct.schema.reply import Usage
from selfinstruct.schema.row import Nearest, Reject, Row
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import GivenType, TaskType, TypeSource
from selfinstruct.schema.verdict import Reason, Verdict

_to_json: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False).encode
"""Created once: `json.dumps` with options creates an encoder per object, which takes as long as a short row."""


def to_line(item: Mapping[str, Any]) -> bytes:
    """Return an object as a line of JSON, without escaping Chinese characters."""
    return (_to_json(item) + "\n").encode()


def alpaca(row: Row) -> dict[str, str]:
    """Return a row of the dataset: the three keys of the Alpaca format. A missing input is ""."""
    return {"instruction": row.task.instruction, "input": row.task.input, "output": row.task.output}


def record(row: Row, teacher: str, given: GivenType | None) -> dict[str, Any]:
    """Return a row with its provenance. `tokens` counts the whole reply; `given` overrides the row's type."""
    return {
        "id": row.task.id,
        **alpaca(row),
        "task_type": given.task_type if given else row.task.task_type,
        "type_source": given.source if given else TypeSource.RULES,
        "teacher": teacher,
        **({"family": row.family} if row.family else {}),
        "slot": row.slot,
        "position": row.position,
        "demonstrations": list(row.demonstrations),
        "flags": list(row.flags),
        "nearest": {"id": row.nearest.id, "score": round(row.nearest.score, 6)} if row.nearest else None,
        "prompt_sha": row.prompt_sha,
        "tokens": {"prompt": row.usage.prompt, "completion": row.usage.completion},
    }


def read_record(stored: Mapping[str, Any], task_type: TaskType) -> Row:
    """Return the row of a record, with the type that the rules gave it. Cached tokens are not in records."""
    nearest, tokens = stored["nearest"], stored["tokens"]
    return Row(
        Task(stored["instruction"], stored["input"], stored["output"], stored["id"], task_type),
        stored["slot"],
        stored["position"],
        tuple(stored["demonstrations"]),
        Nearest(nearest["id"], nearest["score"]) if nearest else None,
        stored["prompt_sha"],
        Usage(tokens["prompt"], tokens["completion"]),
        tuple(map(Flag, stored["flags"])),
        stored.get("family", ""),
    )


def reject(item: Reject) -> dict[str, Any]:
    """Return a row of `rejected.jsonl`."""
    verdict = item.verdict
    return {
        "reason": verdict.reason,
        "detail": verdict.detail,
        "slot": item.slot,
        "position": item.position,
        "raw": verdict.raw,
    }


def read_reject(stored: Mapping[str, Any]) -> Reject:
    """Return the reject of a row of `rejected.jsonl`."""
    verdict = Verdict(Reason(stored["reason"]), stored["detail"], stored["raw"])
    return Reject(verdict, stored["slot"], stored["position"])
