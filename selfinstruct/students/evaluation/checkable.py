"""Texts and tasks in; out come the form that answers are compared in, and whether a task has one right wording."""

from __future__ import annotations

import re
import unicodedata

from selfinstruct.schema.prompt_format import user_turn
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType

CHECKABLE_TYPES = frozenset({TaskType.CLASSIFICATION, TaskType.CLOSED_QA, TaskType.EXTRACT, TaskType.OPEN_QA})
"""Of the others, even a short answer is one of many: a name, a title, a slogan, a sentence put differently."""
MAX_CHARACTERS = 20
"""Of a reference that is compared by exact match. Labels, names and short lists are within it; of what is longer, who
is right to the last character has copied a passage, and where it begins and ends is a matter of taste."""

_QUOTES = "\"'`“”‘’「」『』 "
_ENDINGS = "。.!;:,…" + _QUOTES
_AROUND_COMMA = re.compile(" ?, ?")
_BETWEEN_PARTS = re.compile("[,;/ ]|和")
_NUMBER = re.compile(r"[-+]?\d[\d.:%]*")


def normalise(text: str) -> str:
    """The form that two answers are compared in; SQuAD's rule is like it (Rajpurkar et al. 2016, `normalize_answer`).

    NFKC, so that full-width digits and letters are plain ones; capital and small letters are the same; any white space
    is one space, none beside a comma; the pause mark 、 is a comma. Quotes around all of it do not count, nor do full
    stops, exclamation marks, commas, colons and semicolons at its end. Letters, digits and marks inside do.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("、", ",")
    spaced = _AROUND_COMMA.sub(",", " ".join(folded.split()))
    return spaced.lstrip(_QUOTES).rstrip(_ENDINGS)


def is_checkable(task: Task) -> bool:
    """Whether the right answer has one wording, so that exact match is a fair question.

    The task classifies, extracts or answers a question (`CHECKABLE_TYPES`); its reference is one line of at most
    `MAX_CHARACTERS`; and each part of it, parted by commas, spaces and 和, stands in the question word for word (a
    label of those offered, a name of the passage) or is a bare number. Without that last condition most of the short
    answers that a chat model wrote for such tasks are sentences, each one of many: "答案为15。", "没有语法错误。".
    """
    if task.task_type not in CHECKABLE_TYPES or len(task.output.strip().splitlines()) != 1:
        return False
    reference, question = normalise(task.output), normalise(user_turn(task))
    if not 0 < len(reference) <= MAX_CHARACTERS:
        return False
    parts = [part for part in _BETWEEN_PARTS.split(reference) if part]
    return reference in question or all(part in question or _NUMBER.fullmatch(part) for part in parts)
