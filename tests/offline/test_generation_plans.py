"""Plans keep to their requirements: the times add up, the amounts are multiplied, and everything told is in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.generation import FAMILIES, quarter_report


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
    assert all(b - a >= 3 for a, b in spans)
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
    cases = re.findall("(?m)^- (.+?)：", plan)
    assert len(cases) == 2
    assert all(case in asked for case in cases)
    told = re.search("(?:作业是|课后让他们|作业就布置“)([^；。”]+)", asked)
    assert not told or told[1] in plan.split("## 课后作业")[1]
    goal = re.search("(?:目标里要有|听课的人最看重)“(.+?)”", asked)
    assert not goal or goal[1] in plan.split("## 教学准备")[0]
    things = re.search("(?:每组能用的有|材料按组发：|一组要备)([^；。]+)", asked)
    assert not things or things[1] == per_group


def report_adds_up(task: Task) -> None:
    """Totals, means, growth, the share of the target and the change on the year before follow from the figures."""
    asked, report = task.instruction, task.output
    row = r"([^；：，。\d、]+?)((?:十?[一二三四五六七八九十]月\d+、?){3})([^\d；。，]+)[；。]"
    rows = re.findall(row, asked)
    lines = re.findall("（[一二三]）(.+)", report)
    assert len(rows) == len(lines)
    for (name, months, measure), line in zip(rows, lines, strict=True):
        values = [int(value) for value in re.findall(r"\d+", months)]
        total, growth = sum(values), abs(values[2] - values[0]) / values[0] * 100
        assert line.startswith(f"{name}合计{total}{measure}，月均")
        assert float(re.search(r"月均([\d.]+)", line)[1]) == pytest.approx(total / 3, abs=0.051)  # type: ignore[index]
        shown = re.search(r"(增加|增长了|减少了?)([\d.]+)%，?|末月比首月", line.split("目标")[0].split("去年")[0])
        monotone = values[0] < values[1] < values[2] or values[0] > values[1] > values[2]
        assert bool(shown) == monotone
        if monotone:
            told = re.search(r"(增加|增长了|减少了?)([\d.]+)%", line)
            assert float(told[2]) == pytest.approx(growth, abs=0.051)  # type: ignore[index]
            assert told[1].startswith("增") == (values[2] > values[0])  # type: ignore[index]
    measure = rows[0][2]
    total = sum(int(value) for value in re.findall(r"\d+", rows[0][1]))
    target = number(rf"目标[^；。]*?(\d+){measure}", asked)
    past = number(rf"(?:同期|这时候)[^；。\d]*(\d+){measure}", asked)
    assert target
    assert past
    assert float(re.search(r"完成([\d.]+)%", report)[1]) == pytest.approx(total * 100 / target, abs=0.051)  # type: ignore[index]
    beyond = number(rf"(?:超出|多出|还差|尚缺)(\d+){measure}", report)
    assert beyond == abs(total - target)
    assert bool(re.search("超出|多出", report)) == (total >= target)
    change = re.search(r"(?:同比|相比，)(增长|下降)了?([\d.]+)%", report)
    assert float(change[2]) == pytest.approx(abs(total - past) * 100 / past, abs=0.051)  # type: ignore[index]
    assert change[1] == ("增长" if total > past else "下降")  # type: ignore[index]
    assert all(each in asked for each in re.findall(r"\d\. (.+)。", report))
    assert all(each in asked for each in report.splitlines()[-1].split(" "))


CHECKS: dict[str, Callable[[Task], None]] = {
    "lesson_plan": lesson_keeps_its_times_and_amounts,
    "quarter_report": report_adds_up,
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_plan_keeps_to_its_requirements(name: str) -> None:
    check(next(f for f in FAMILIES if f.name == name), CHECKS)


def test_a_quarter_aims_at_no_less_than_the_year_before():
    write = next(family.write for family in FAMILIES if family.name == "quarter_report")
    for seed in range(200):
        asked = write(Random(seed)).instruction
        target, past = number(r"目标[^；。]*?(\d+)", asked), number(r"(?:同期|这时候)[^；。\d]*(\d+)", asked)
        assert target is not None
        assert past is not None
        assert target >= past


def test_what_was_done_in_a_quarter_is_told_as_done():
    write = next(family.write for family in FAMILIES if family.name == "quarter_report")
    for seed in range(200):
        done = re.findall(r"(?m)^\d\. (.+)。$", write(Random(seed)).output)
        assert all("了" in each for each in done), done


def test_a_quarter_that_equals_another_is_told_as_equal():
    assert quarter_report.goal_of(Random(0), "开展讲座", "场", 18, 18) == "开展讲座季度目标为18场，正好完成100%。"
    assert quarter_report.beside_past(Random(0), "场", 18, 18) == "去年同期为18场，同比持平。"
    for seed in range(300):
        report = quarter_report.write_quarter_report(Random(seed)).output
        assert not re.search(r"(?:超出|多出|还差|尚缺)0\D|(?:增长|下降)了?0%", report)


def test_the_title_of_a_plan_has_no_quotes_of_the_same_kind_inside():
    write = next(family.write for family in FAMILIES if family.name == "lesson_plan")
    for seed in range(200):
        assert re.fullmatch("# 《[^《》]+》教案", write(Random(seed)).output.splitlines()[0])
