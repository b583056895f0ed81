"""Signs that a summary or an extract does not come from the text that was given."""

from __future__ import annotations

import re
from functools import lru_cache

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.similarity.tokens import tokenize

_tokens = lru_cache(4)(tokenize)
"""Two signs read the tokens of the same output."""
_TAKEN_FROM_TEXT = frozenset({TaskType.SUMMARIZATION, TaskType.EXTRACT})

_LONGER = 1.3
"""Length of a summary, relative to its text, from which it is suspicious."""
_MIN_SUMMARY = 20

_SMALL_WORDS = frozenset("的了是在和有我你他她它们这那一个不也就都与及或为以于对从到把被让请将给")
_MIN_WORDS = 6
_MIN_TASK = 10
_MIN_SHARED = 0.3
"""Share of an output's words that occur in its task, below which the output is suspicious."""
_TRANSLATES = re.compile("译|双语|[英法德日韩俄中][文语]|English|同义|近义|反义")

_DIGITS = re.compile(r"(?<![A-Za-z\d.,-])\d{1,20}(?:[.,]\d{1,20}){0,9}")
_LIST_NUMBER = re.compile(r"^[ \t\u3000]*[(（]?\d{1,2}[)）.．、:：]", re.MULTILINE)
_COUNTED = re.compile(r"[(（][^()（）]{0,20}(?:字|词|words)[^()（）]{0,20}[)）]")
"""What states the length of the summary itself."""
_MIN_TEXT = 30
_MAX_NAMED = 5
_MAX_GIVEN = 3
"""Maximum different numbers in a text. A summary of more of them may add them up or compare them."""


def longer_summary(task: Task) -> str | None:
    """Find a summary that is longer than its text, which therefore was not the text itself."""
    if task.task_type is not TaskType.SUMMARIZATION or not task.input or len(task.output) < _MIN_SUMMARY:
        return None
    text, summary = len(tokenize(task.input)), len(_tokens(task.output))
    if summary < _MIN_SUMMARY or summary <= _LONGER * text:
        return None
    return f"the text has {text:,} tokens, the summary {summary:,}"


def other_words(task: Task) -> str | None:
    """Find an output that should come from the given text but shares few words with it."""
    if task.task_type not in _TAKEN_FROM_TEXT or _TRANSLATES.search(task.instruction):
        return None
    given = set(tokenize(f"{task.instruction}\n{task.input}")) - _SMALL_WORDS
    words = [word for word in _tokens(task.output) if word not in _SMALL_WORDS]
    if len(given) < _MIN_TASK or len(words) < _MIN_WORDS:
        return None
    shared = sum(word in given for word in words) / len(words)
    return f"{shared:.0%} of its words and characters are in the task" if shared < _MIN_SHARED else None


def new_numbers(task: Task) -> str | None:
    """Find numbers of two digits and more in a summary that are not in its text."""
    if task.task_type is not TaskType.SUMMARIZATION or len(task.input) < _MIN_TEXT or _COUNTED.search(task.output):
        return None
    given = f"{task.instruction}\n{task.input}"
    if len(set(_DIGITS.findall(given))) > _MAX_GIVEN:
        return None
    found = _DIGITS.findall(_LIST_NUMBER.sub("", task.output))
    new = [number for number in dict.fromkeys(found) if len(number) > 1 and number not in given]
    return ", ".join(new[:_MAX_NAMED]) if new else None
