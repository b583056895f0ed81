"""Normalisation of answers for exact match, and the choice of tasks for which exact match is a fair metric."""

from __future__ import annotations

import re
import unicodedata

from selfinstruct.schema.prompt_format import user_turn
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType

CHECKABLE_TYPES = frozenset({TaskType.CLASSIFICATION, TaskType.CLOSED_QA, TaskType.EXTRACT, TaskType.OPEN_QA})
"""In the other types, even a short answer is only one of many possible ones: a name, a title, a rephrased sentence."""
MAX_CHARACTERS = 20
"""Maximum length of a reference that is compared by exact match. Labels, names and short lists fit. A longer answer
that matches exactly was copied from a passage, and where such a copy starts and ends is arbitrary."""

_QUOTES = "\"'`“”‘’「」『』 "
_ENDINGS = "。.!;:,…" + _QUOTES
_AROUND_COMMA = re.compile(" ?, ?")
_BETWEEN_PARTS = re.compile("[,;/ ]|和")
_NUMBER = re.compile(r"[-+]?\d[\d.:%]*")


def normalise(text: str) -> str:
    """Normalise an answer for comparison, similar to SQuAD's `normalize_answer` (Rajpurkar et al. 2016).

    Applies NFKC (full-width digits and letters become plain ones) and case folding, collapses white space, removes it
    around commas, and replaces the pause mark 、 by a comma. Quotes around the whole text are removed, and so are full
    stops, exclamation marks, commas, colons and semicolons at its end. Punctuation inside is kept.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("、", ",")
    spaced = _AROUND_COMMA.sub(",", " ".join(folded.split()))
    return spaced.lstrip(_QUOTES).rstrip(_ENDINGS)


def is_checkable(task: Task) -> bool:
    """Return True if the right answer has only one wording, so that exact match is a fair metric.

    The task must be of one of the `CHECKABLE_TYPES`, and its reference must be a single line of at most
    `MAX_CHARACTERS`. Each part of the reference (separated by commas, spaces or 和) must either occur verbatim in the
    question, such as an offered label or a name in the passage, or be a bare number. Without the last condition, most
    short references that a chat model writes for such tasks would be sentences that can be worded in many ways:
    "答案为15。", "没有语法错误。".
    """
    if task.task_type not in CHECKABLE_TYPES or len(task.output.strip().splitlines()) != 1:
        return False
    reference, question = normalise(task.output), normalise(user_turn(task))
    if not 0 < len(reference) <= MAX_CHARACTERS:
        return False
    parts = [part for part in _BETWEEN_PARTS.split(reference) if part]
    return reference in question or all(part in question or _NUMBER.fullmatch(part) for part in parts)
