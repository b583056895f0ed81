"""The rows of a dataset as a data frame, the one table that all numbers of a report are taken from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from selfinstruct.datasets.report.truncation import looks_cut
from selfinstruct.pipeline.filters.assistant_voice import ai_identity, refusal
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.root_verbs import root_of
from selfinstruct.similarity.encoding import Vocabulary
from selfinstruct.storage.source import Record

FIELDS = ("instruction", "input", "output")
FINDINGS = ("refusal", "ai_identity", "looks_cut")
_AT_ONCE = 2000
"""Texts that are encoded together: enough for speed, and a few megabytes."""


def frame_of(records: Iterable[Record]) -> pd.DataFrame:
    """A row for each record, in their order.

    `id`, the three fields and `task_type`; `nearest_id` and `nearest_score` (ROUGE-L F1; None and NaN where the row
    does not say); tokens of each field (`instruction_tokens` …); the root `verb` and its `object` (None for none); and
    what is found in the output: `refusal`, `ai_identity`, `looks_cut`.
    """
    frame = pd.DataFrame([_cells(record) for record in records], columns=_COLUMNS)
    frame = frame.astype({"nearest_score": float, **dict.fromkeys(FINDINGS, bool)})  # without rows nobody knows
    for field in FIELDS:
        frame[f"{field}_tokens"] = token_counts(frame[field].tolist())
    return frame


def token_counts(texts: Sequence[str]) -> NDArray[np.int64]:
    """How many tokens each text has, counted as ROUGE-L counts them."""
    parts = [
        np.diff(Vocabulary().encode(texts[start : start + _AT_ONCE]).starts) for start in range(0, len(texts), _AT_ONCE)
    ]
    return np.concatenate([np.zeros(0, np.int64), *parts])


_COLUMNS = ["id", *FIELDS, "task_type", "nearest_id", "nearest_score", "verb", "object", *FINDINGS]


def _cells(record: Record) -> tuple[object, ...]:
    task = record.task
    root = root_of(task.instruction)
    return (
        task.id,
        task.instruction,
        task.input,
        task.output,
        str(task.task_type),
        record.nearest_id,
        np.nan if record.nearest_score is None else record.nearest_score,
        root.verb if root else None,
        root.object or None if root else None,
        refusal(task, Language.ANY) is not None,
        ai_identity(task, Language.ANY) is not None,
        looks_cut(task.output),
    )
