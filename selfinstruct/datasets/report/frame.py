"""Build the data frame from which all numbers of a report are computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from selfinstruct.pipeline.root_verbs import root_of
from selfinstruct.runs.typed_records import TypedRecord
from selfinstruct.schema.dedup_on import DedupOn
from selfinstruct.schema.extras import extras_of
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.similarity.encoding import Vocabulary

FIELDS = ("instruction", "input", "output")
_AT_ONCE = 2000
"""Texts per call of the encoder: large enough to be fast, at a few megabytes of memory."""


def frame_of(records: Iterable[TypedRecord], dedup_on: DedupOn = DedupOn.INSTRUCTION) -> pd.DataFrame:
    """Build a frame with one row per record, in order.

    Columns: `id`, the three fields and `task_type`; the text that is `compared` with those of other rows; `nearest_id`
    and `nearest_score` (ROUGE-L F1; None and NaN if the record lacks them); the tokens of each field
    (`instruction_tokens` …); the root `verb` and its `object` (or None); `flags` and `extras`, lists of names; and the
    `family` of a task that rules wrote (or None).
    """
    cells = list(zip(*(_cells(record, dedup_on) for record in records), strict=True)) or [()] * len(_COLUMNS)
    # Texts stay Python's: columns of pandas' own type would copy them, and again whenever one is read.
    columns = {name: pd.Series(values, dtype=object) for name, values in zip(_COLUMNS, cells, strict=True)}
    counts = {f"{field}_tokens": token_counts(columns[field].tolist()) for field in FIELDS}
    return pd.DataFrame({**columns, **counts}).astype({"nearest_score": float})


def tasks_of(frame: pd.DataFrame) -> Iterator[Task]:
    """Yield the rows as tasks, in order."""
    columns = (frame[name].tolist() for name in ("id", *FIELDS, "task_type"))
    for name, instruction, given, output, task_type in zip(*columns, strict=True):
        yield Task(instruction, given, output, name, TaskType(task_type))


def token_counts(texts: Sequence[str]) -> NDArray[np.int64]:
    """Return the number of tokens in each text, counted as for ROUGE-L."""
    parts = [
        np.diff(Vocabulary().encode(texts[start : start + _AT_ONCE]).starts) for start in range(0, len(texts), _AT_ONCE)
    ]
    return np.concatenate([np.zeros(0, np.int64), *parts])


_COLUMNS = [
    "id",
    *FIELDS,
    "task_type",
    "compared",
    "nearest_id",
    "nearest_score",
    "verb",
    "object",
    "flags",
    "extras",
    "family",
]


def _cells(record: TypedRecord, dedup_on: DedupOn) -> tuple[object, ...]:
    task = record.task
    root = root_of(task.instruction)
    return (
        task.id,
        task.instruction,
        task.input,
        task.output,
        str(task.task_type),
        dedup_on.text_of(task),
        record.nearest_id,
        np.nan if record.nearest_score is None else record.nearest_score,
        root.verb if root else None,
        root.object or None if root else None,
        [str(flag) for flag in record.flags],
        [extra.name.lower() for extra in extras_of(task)],
        _family_of(record),
    )


def _family_of(record: TypedRecord) -> str | None:
    found = record.fields.get("family")
    return found if isinstance(found, str) and found else None


def counted(rows: int, frame: pd.DataFrame) -> dict[str, Any]:
    """Return a number of rows, and their share of the frame."""
    return {"rows": rows, "share": rows / max(len(frame), 1)}
