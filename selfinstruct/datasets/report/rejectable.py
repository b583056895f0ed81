"""Count the rows that `generate` would reject, by reason, and name the reasons whose count is 0 by construction.

All rows of a run have passed its filters. To ask them again would only confirm that they ran, so it is done for files,
and for runs of earlier versions, whose filters were others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any

import pandas as pd

from selfinstruct.datasets.report.frame import counted, tasks_of
from selfinstruct.pipeline.filters import first_objection
from selfinstruct.pipeline.filters.language import likely_languages
from selfinstruct.pipeline.languages import Language
from selfinstruct.runs.past_filters import has_present_filters
from selfinstruct.schema.flag import Pii
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import OF_REPLIES, Reason
from selfinstruct.storage.source import Source

_ONLY_IF: Mapping[Reason, Callable[[Mapping[str, Any]], bool]] = {
    Reason.WRONG_LANGUAGE: lambda settings: settings.get("language") != Language.ANY,
    Reason.PERSONAL_DATA: lambda settings: settings.get("pii") == Pii.REJECT,
}
"""Reasons that depend on a setting of the run, and whether they apply with these settings."""
_MAX_READ = 1000
"""Rows whose language is looked at."""
_MIN_SHARE = 0.8
"""Share of the instructions that are in the language of a file."""


def language_to_ask(frame: pd.DataFrame, source: Source) -> Language | None:
    """Return the language with which the filters are asked; None if all rows have passed the present filters."""
    if source.run is None:
        return language_of_rows(tasks_of(frame))
    return None if has_present_filters(source.run["identity"]) else Language(source.run["settings"]["language"])


def language_of_rows(tasks: Iterable[Task]) -> Language:
    """Return the language of most of the first instructions; `any` if they are in several."""
    first = list(islice(tasks, _MAX_READ))
    found = Counter(language for task in first for language in likely_languages(task))
    return next((language for language in Language if found[language] >= max(_MIN_SHARE * len(first), 1)), Language.ANY)


def with_reasons(frame: pd.DataFrame, language: Language | None) -> pd.DataFrame:
    """Add a column `reason`: why `generate` would reject the row; "" if it would not, or if `language` is None.

    Near-duplicates are counted by `nearest`.
    """
    reasons = [""] * len(frame) if language is None else [_reason(task, language) for task in tasks_of(frame)]
    return frame.assign(reason=pd.Series(reasons, index=frame.index, dtype=object))


def rejectable(frame: pd.DataFrame, language: Language | None) -> dict[str, Any] | None:
    """Count the rows by the reason for which the filters would reject them; None if they were not asked."""
    if language is None:
        return None
    counts = frame.loc[frame["reason"] != "", "reason"].value_counts()
    return {
        "language": str(language),
        **counted(int(counts.sum()), frame),
        "by_reason": {str(reason): counted(int(count), frame) for reason, count in counts.items()},
    }


def zero_by_construction(language: Language | None, settings: Mapping[str, Any]) -> list[str]:
    """Name the reasons that no row can have, because the run with these settings rejects such rows."""
    if language is not None:
        return []
    asked = (reason for reason in Reason if reason not in OF_REPLIES)
    return [str(reason) for reason in asked if reason not in _ONLY_IF or _ONLY_IF[reason](settings)]


def _reason(task: Task, language: Language) -> str:
    if not task.instruction.strip():
        return str(Reason.EMPTY_INSTRUCTION)
    if not task.output.strip():
        return str(Reason.EMPTY_OUTPUT)
    objection = first_objection(task, language)
    return str(objection[0]) if objection else ""
