"""The rule for tasks whose text or options are not there."""

from __future__ import annotations

import re
from collections.abc import Callable

from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.languages import PROFILES, Language
from selfinstruct.pipeline.languages.profile import either
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason

_ENDS_IN_MIDDLE = re.compile(
    r"\A[^、\n]{8,}(?:一个|以下|下列|以及|关于|讨论|包括|[和与及或]|(?<![是])[和与及或][^，。是必]{1,8}的)\s*\Z"
)
"""An instruction or input of some length whose last word needs another one: …并回答以下"""
_LAST_OF_MIDDLE = tuple("个下列及于论括和与或的")
"""The last characters of these words."""
_IN_BRACKETS = re.compile(
    rf"[\[【<＜{{(（]\s?(?:{either(profile.placeholders.in_round_brackets for profile in PROFILES)}|attach[^\])}}]{{0,20}})\s?[\]】>＞}})）]\s?\Z",
    re.IGNORECASE,
)
"""A placeholder at the end of an instruction: 请翻译以下文章：（粘贴文章）"""
_SHOWN = 20


def missing_input(task: Task, language: Language) -> Objection | None:
    """Reject a task that ends in the middle, or refers to options or to a text that are not there."""
    found = next(filter(None, (check(task) for check in _CHECKS)), None)
    return (Reason.MISSING_INPUT, found) if found else None


def _ends_early(task: Task) -> str | None:
    texts = (text for text in (task.instruction, task.input) if text.rstrip().endswith(_LAST_OF_MIDDLE))
    found = next(filter(None, map(_ENDS_IN_MIDDLE.search, texts)), None)
    return f"a text ends in the middle: {found[0][-_SHOWN:]}" if found else None


def _lacks_options(task: Task) -> str | None:
    found = next(filter(None, (profile.lacks_options(task.instruction, task.input) for profile in PROFILES)), None)
    return f"the task lists no options: {found}" if found else None


def _lacks_text(task: Task) -> str | None:
    if task.input.strip():
        return None
    if held := _IN_BRACKETS.search(task.instruction):
        return f"the instruction holds a placeholder: {held[0]}"
    found = next(filter(None, (profile.lacks_text(task.instruction) for profile in PROFILES)), None)
    return f"the instruction needs an input: {found}" if found else None


_CHECKS: tuple[Callable[[Task], str | None], ...] = (_ends_early, _lacks_options, _lacks_text)
