"""Wrong outputs, for testing whatever finds errors: filters, judges, the agreement of several answers.

The offline teacher computes its outputs, so that every other output of a computed one is wrong. A task has at least five
wrong outputs, so that two mistakes rarely agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.family import Family


class Mistake(StrEnum):
    """What is wrong with an output."""

    NUMBER = "number"
    SWAPPED = "swapped"
    OPPOSITE = "opposite"
    MISSING = "missing"
    EVASION = "evasion"
    OTHER_TASK = "other_task"


_NUMBER = re.compile(r"(?<![\d.])\d+(?![\d.]*[.、)）] )")
"""A number that is not the marker of an item in a list."""
_OPPOSITES = (
    "正面 负面", "肯定 否定", "正确 错误", "高于 低于", "多于 少于", "早于 晚于", "之前 之后", "增加 减少",
    "可以 不可以", "相同 不同", "同意 反对", "上午 下午", "紧急 不紧急", "便宜 昂贵",
)  # fmt: skip
"""Words of one character are left out: 大家 has no opposite."""
_OPPOSITE_OF: Mapping[str, str] = {
    word: other for pair in _OPPOSITES for word, other in (pair.split(), reversed(pair.split()))
}
_WITH_OPPOSITE = re.compile("|".join(sorted(_OPPOSITE_OF, key=len, reverse=True)))
_SEPARATORS = ("\n", "；", "、", "，")
_EVASIONS = ("以上都不对。", "以上都对。", "两者都有可能。", "这要看具体情况。", "答案是肯定的。")
_UNKNOWN = ("文中没有说明。", "无法判断。", "不清楚。")
_IS_UNKNOWN = re.compile("未知|未提|没有?提|没有?说|无法|不确定|不足|不清楚|待定")
"""Outputs that say themselves that something is unknown; saying so in other words would be right."""
_MAX_CHANGE = 19


def err_in(
    tasks: Sequence[Task], families: Sequence[Family], rng: Random, share: float
) -> tuple[list[Task], tuple[Mistake | None, ...]]:
    """Make the outputs of a share of the tasks wrong. Returns the tasks, and for each its mistake, or None."""
    found = [
        _wrong(task, family, rng) if rng.random() < share else (task, None)
        for task, family in zip(tasks, families, strict=True)
    ]
    return [task for task, _ in found], tuple(mistake for _, mistake in found)


def _wrong(task: Task, family: Family, rng: Random) -> tuple[Task, Mistake]:
    """Return a task with a wrong output, by the first of the mistakes in random order that applies."""
    for mistake in rng.sample(list(_WRITERS), len(_WRITERS)):
        output = _WRITERS[mistake](task.output, family, rng)
        if output not in ("", task.output):
            return replace(task, output=output), mistake
    raise AssertionError("every output can be evaded")


def _number(output: str, _: Family, rng: Random) -> str:
    """Change one number by up to 19, or move its decimal point."""
    numbers = list(_NUMBER.finditer(output))
    if not numbers:
        return ""
    found = rng.choice(numbers)
    value = int(found[0])
    changed = value + rng.choice([step for step in range(-min(value, _MAX_CHANGE), _MAX_CHANGE + 1) if step])
    return _replaced(output, found, str(rng.choice((changed, changed, changed, value * 10 or 1))).zfill(len(found[0])))


def _swapped(output: str, _: Family, rng: Random) -> str:
    """Exchange two different numbers."""
    numbers = list(_NUMBER.finditer(output))
    if len({found[0] for found in numbers}) < 2:
        return ""
    first, second = sorted(rng.sample(numbers, 2), key=lambda found: found.start())
    return _replaced(_replaced(output, second, first[0]), first, second[0])


def _opposite(output: str, _: Family, rng: Random) -> str:
    """Replace a word by its opposite."""
    words = list(_WITH_OPPOSITE.finditer(output))
    if not words:
        return ""
    found = rng.choice(words)
    return _replaced(output, found, _OPPOSITE_OF[found[0]])


def _missing(output: str, _: Family, rng: Random) -> str:
    """Leave out a line, or an item of an enumeration."""
    for separator in _SEPARATORS:
        parts = output.split(separator)
        if len(parts) > 2:
            del parts[rng.randrange(len(parts))]
            return separator.join(parts)
    return ""


def _evasion(output: str, _: Family, rng: Random) -> str:
    return rng.choice(_EVASIONS if _IS_UNKNOWN.search(output) else (*_EVASIONS, *_UNKNOWN))


def _other_task(_: str, family: Family, rng: Random) -> str:
    """Return the output of another task of the same family."""
    return family.write(rng).output


def _replaced(text: str, found: re.Match[str], by: str) -> str:
    return text[: found.start()] + by + text[found.end() :]


_WRITERS: Mapping[Mistake, Callable[[str, Family, Random], str]] = {
    Mistake.NUMBER: _number,
    Mistake.SWAPPED: _swapped,
    Mistake.OPPOSITE: _opposite,
    Mistake.MISSING: _missing,
    Mistake.EVASION: _evasion,
    Mistake.OTHER_TASK: _other_task,
}
