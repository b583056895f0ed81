"""Summaries of a village's chronicle have its stages in order and its figures, and no minor events."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.summarization import FAMILIES
from selfinstruct.teachers.offline.families.summarization.village_history import MINOR, VILLAGES, Village

Chronicle = tuple[Village, list[tuple[str, str]], str]


def read(text: str) -> Chronicle:
    """Read a chronicle: its village, the year and short wording of each stage, and the change of its figures."""
    (village,) = [village for village in VILLAGES if village.name in text.splitlines()[0]]
    years = [int(year) for year in re.findall(r"^(\d{4})年，", text, re.MULTILINE)]
    assert all(full in text for _, _, full, _ in village.stages)
    assert all(low <= year <= high for year, (low, high, _, _) in zip(years, village.stages, strict=True))
    events = [(f"{year}年", short) for year, (_, _, _, short) in zip(years, village.stages, strict=True)]
    (old, before), (new, now) = [tuple(map(int, pair)) for pair in re.findall(r"(\d+)人，人均年收入(\d+)元", text)]
    change = (
        f"{years[0]}年至{years[-1]}年，人口由{old}人变为{new}人，{'增加' if new > old else '减少'}{abs(new - old)}人；"
        f"人均年收入由{before}元增至{now}元，约为原来的{round(now / before)}倍"
    )
    return village, events, change


def check_pair(task: Task, one: Chronicle, other: Chronicle) -> None:
    table, *ends = task.output.split("\n\n")
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()]
    assert rows[0] == ["阶段", one[0].name, other[0].name]
    assert [row[1] for row in rows[2:]] == [f"{year}，{short}" for year, short in one[1]]
    assert [row[2] for row in rows[2:]] == [f"{year}，{short}" for year, short in other[1]]
    assert ends == [f"{village.name}{village.way}。{change}。" for village, _, change in (one, other)]


def check_sections(task: Task, village: Village, events: list[tuple[str, str]], change: str) -> None:
    sections = re.findall(r"^## (.+)\n(.+)$", task.output, re.MULTILINE)
    assert [line for _, line in sections[:-1]] == [f"{short}。" for _, short in events]
    assert [re.search("（(.+)）", head)[1] for head, _ in sections[:-1]] == [year for year, _ in events]
    assert sections[-1] == ("变化", f"{village.name}{village.way}。{change}。")


def check_one(task: Task, village: Village, events: list[tuple[str, str]], change: str) -> None:
    summary = task.output
    if "拟一个标题（" in task.instruction:
        lines = "；".join(year + short for year, short in events) + "。"
        assert task.output.split("\n\n") == [village.title, f"{village.name}{village.way}。", lines]
        return
    limit = re.search(r"(\d+)(?:个字|字)|字数压到(\d+)", task.instruction)
    assert not limit or len(summary) <= int(limit[1] or limit[2])
    request = re.split("[。？](?=.)", task.instruction)[-1]
    whole = f"{village.name}{village.way}。"
    if ("标题" in request and "二级" not in request) or "题目" in request:
        assert summary == village.title
        assert village.title.split("——")[0] in village.name
    elif "二级标题" in request:
        check_sections(task, village, events, change)
    elif "| --- |" in summary:
        table, close = summary.split("\n\n")
        assert [tuple(line.strip("| ").split(" | ")) for line in table.splitlines()[2:]] == events
        assert close == f"{change}。"
    elif summary.startswith("- "):
        assert summary.splitlines() == [f"- {year}，{short}" for year, short in events]
    elif "倍数" not in request:
        assert summary == whole
    elif summary.startswith(whole):
        assert summary == whole + "；".join(year + short for year, short in events) + f"。{change}。"
    else:
        assert summary == f"{village.name}{change}。"


def check_village(task: Task) -> None:
    chronicles = [read(text) for text in task.input.split("\n\n")]
    summary = task.output
    minor = [aside for village, _, _ in chronicles for aside in village.asides] + [
        event for stage in MINOR for event in stage
    ]
    assert not any(event in summary for event in minor)
    assert all(re.search("^附记：.+。$", text.splitlines()[-1]) for text in task.input.split("\n\n"))
    if len(chronicles) == 2:
        check_pair(task, *chronicles)
    else:
        check_one(task, *chronicles[0])


CHECKS = {"village_history": check_village}


@pytest.mark.parametrize("name", CHECKS)
def test_a_summary_of_a_chronicle_agrees_with_it(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_the_stages_of_a_village_follow_each_other() -> None:
    for village in VILLAGES:
        assert all(one[1] < other[0] for one, other in pairwise(village.stages))
        assert all(len(short) < len(full) for _, _, full, short in village.stages)


def test_people_are_not_counted_as_households() -> None:
    assert not [event for events in MINOR for event in events if re.search("户(?:好|老人|学生|婆婆)", event)]
