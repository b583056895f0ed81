"""Plans keep to their requirements: the times add up, the amounts are multiplied, and everything told is in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.generation import FAMILIES


def minutes_of(clock: str) -> int:
    """Minutes since midnight of 9:05, or the number itself."""
    hours, _, minutes = clock.rpartition(":")
    return int(hours or 0) * 60 + int(minutes)


def number(pattern: str, text: str) -> int | None:
    """The number that a pattern finds in a text."""
    found = re.search(pattern, text)
    return int(found[1]) if found else None


def lesson_keeps_its_times_and_amounts(task: Task) -> None:
    """The stages follow each other, last as long as told, and fill the lesson; each group gets its things."""
    asked, plan = task.instruction, task.output
    rows = re.findall(r"\| ([\d:]+)—([\d:]+)(?:分钟)? \| (\S+) \| (\d+)分钟 \|", plan)
    spans = [(minutes_of(a), minutes_of(b)) for a, b, *_ in rows]
    assert [b - a for a, b in spans] == [int(row[3]) for row in rows]
    assert all(first[1] == second[0] for first, second in pairwise(spans))
    fixed = dict(re.findall(r"“([^”]+)”(\d+)分钟", asked))
    assert len(fixed) == 2
    lasts = {name: length for *_, name, length in rows}
    assert all(lasts[name] == length for name, length in fixed.items())
    length = number(r"(?<![”\d])(\d+)分钟", re.sub(r"”\d+分钟", "”", asked))
    assert spans[-1][1] - spans[0][0] == length
    start = re.search(r"(\d+:\d\d)上课", asked)
    assert spans[0][0] == (minutes_of(start[1]) if start else 0)
    people, groups, each = map(int, re.search(r"共(\d+)人，分(\d+)组，每组(\d+)人", plan).groups())  # type: ignore[union-attr]
    assert people == groups * each
    for pattern, value in (
        (r"(\d+)人(?:分成|坐成|，\d+人一组|，每)", people),
        (r"组共(\d+)人", people),
        (r"(?<!一)(?<!每)(\d+)(?:组|个小组)", groups),
        (r"(?:每组|每|，)(\d+)人(?:一组|，|。)", each),
    ):
        assert number(pattern, asked) in (None, value)
    per_group, total = re.search("每组(.+)；\\d+组共需(.+)。", plan).groups()  # type: ignore[union-attr]
    counts = [re.findall(r"([^\d、]+)(\d+)", part) for part in (per_group, total)]
    assert [(name, int(count) * groups) for name, count in counts[0]] == [(n, int(c)) for n, c in counts[1]]
    case = re.search("## 特别安排\\n(.+?)：", plan)[1]  # type: ignore[index]
    assert case in asked
    told = re.search("(?:作业是|课后让他们|作业就布置“)([^；。”]+)", asked)
    assert not told or told[1] in plan.split("## 课后作业")[1]
    goal = re.search("(?:目标里要有|听课的人最看重)“(.+?)”", asked)
    assert not goal or goal[1] in plan.split("## 教学准备")[0]
    things = re.search("(?:每组能用的有|材料按组发：|一组要备)([^；。]+)", asked)
    assert not things or things[1] == per_group


CHECKS: dict[str, Callable[[Task], None]] = {
    "lesson_plan": lesson_keeps_its_times_and_amounts,
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_plan_keeps_to_its_requirements(name: str) -> None:
    check(next(f for f in FAMILIES if f.name == name), CHECKS)
