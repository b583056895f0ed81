"""Summaries of debates have every argument of the requested sides, and neither ornaments nor names."""

from __future__ import annotations

import re

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.summarization import FAMILIES
from selfinstruct.teachers.offline.families.summarization.debate_digest import AUDIENCE, MOTIONS, Motion

SPOKEN = re.compile(r"^(正方|反方).辩(.+?)：我方认为，([^。]+)。([^。]+)。", re.MULTILINE)
NARRATED = re.compile(r"(正方|反方).辩([^，。]+?)(?:提出|回应说)，(.+?)，(?:理由是|因为)([^。]+)，[^，。]+：“")


def check_brief(task: Task, motion: Motion, sides: dict[str, list[tuple[str, str]]]) -> None:
    told, table = task.output.split("\n\n")
    count = "零一两三"[len(sides["正方"])]
    assert told == (f"辩题是{motion.question}。正方有{count}条论点，反方有{count}条论点。双方的分歧在于{motion.core}。")
    assert [tuple(line.strip("| ").split(" | ")) for line in table.splitlines()[2:]] == [
        (side, *argument) for side, arguments in sides.items() for argument in arguments
    ]


def check_sections(task: Task, motion: Motion, sides: dict[str, list[tuple[str, str]]]) -> None:
    parts = re.findall(r"## (..)\n(.+?)(?:\n\n|\Z)", task.output, re.DOTALL)
    assert [name for name, _ in parts] == ["正方", "反方", "分歧"]
    for name, lines in parts[:2]:
        assert lines.splitlines() == [f"- {claim}（{ground}）" for claim, ground in sides[name]]
    assert motion.core in parts[2][1]


def check_two_debates(task: Task) -> None:
    records = re.findall(r"【(.+?)】\n(.+?)(?=\n\n【|\Z)", task.input, re.DOTALL)
    sections = re.findall(r"## (.+?)\n(.+?)\n\n(\|.+?)(?=\n\n##|\Z)", task.output, re.DOTALL)
    assert len(records) == len(sections) == 2
    for (name, text), (head, told, table) in zip(records, sections, strict=True):
        speeches = SPOKEN.findall(text) or NARRATED.findall(text)
        (motion,) = [motion for motion in MOTIONS if motion.name == name == head]
        assert told == f"关于{motion.question}，双方的分歧在于{motion.core}。"
        rows = [tuple(line.strip("| ").split(" | ")) for line in table.splitlines()[2:]]
        assert rows == [
            (side, claim, ground) for side in ("正方", "反方") for who, _, claim, ground in speeches if who == side
        ]


def check_left_out(task: Task, motion: Motion, names: list[str]) -> None:
    said = [ornament for side in (motion.pro, motion.con) for _, _, ornament in side]
    assert not any(ornament in task.output for ornament in said)
    assert not any(name in task.output for name in names)
    assert not any(remark.rstrip("。") in task.output for remark in AUDIENCE)


def check_debate(task: Task) -> None:
    speeches = SPOKEN.findall(task.input) or NARRATED.findall(task.input)
    sides = {side: [(claim, ground) for who, _, claim, ground in speeches if who == side] for side in ("正方", "反方")}
    (motion,) = [motion for motion in MOTIONS if f"“{motion.question}”" in task.input]
    assert len(sides["正方"]) == len(sides["反方"]) in (2, 3)
    for side, arguments in (("正方", motion.pro), ("反方", motion.con)):
        assert set(sides[side]) <= {(claim, ground) for claim, ground, _ in arguments}
    check_left_out(task, motion, [name for _, name, _, _ in speeches])
    limit = re.search(r"(\d+)(?:个字|字)|字数压到(\d+)", task.instruction)
    assert not limit or len(task.output) <= int(limit[1] or limit[2])
    every = [(side, *argument) for side, arguments in sides.items() for argument in arguments]
    request = re.split("[。？]", task.instruction)[-2]
    rows = [tuple(line.strip("| ").split(" | ")) for line in task.output.splitlines()[2:]]
    if "简报" in request:
        check_brief(task, motion, sides)
    elif "立场" in request:
        assert rows == every
    elif "| --- |" in task.output:
        assert rows == [(pro[0], con[0]) for pro, con in zip(sides["正方"], sides["反方"], strict=True)]
    elif "二级标题" in request:
        check_sections(task, motion, sides)
    elif re.search("焦点|分歧|在争什么", request) and not re.search("论点", request):
        assert task.output == f"关于{motion.question}，双方的分歧在于{motion.core}。"
    elif re.search("辩题", request):
        assert task.output == (
            f"辩题是{motion.question}。正方认为：{'；'.join(claim for claim, _ in sides['正方'])}。"
            f"反方认为：{'；'.join(claim for claim, _ in sides['反方'])}。双方的分歧在于{motion.core}。"
        )
    else:
        (side,) = [side for side in sides if side in request]
        assert task.output.splitlines() == [f"- {claim}（{ground}）" for claim, ground in sides[side]]


def check_one_or_two(task: Task) -> None:
    (check_two_debates if task.input.startswith("【") else check_debate)(task)


CHECKS = {"debate_digest": check_one_or_two}


@pytest.mark.parametrize("name", CHECKS)
def test_a_digest_of_a_debate_has_the_arguments_of_the_requested_sides(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_a_ground_is_no_example_from_life() -> None:
    grounds = [ground for motion in MOTIONS for _, ground, _ in (*motion.pro, *motion.con)]
    assert not [ground for ground in grounds if re.search("韭菜|螺蛳粉|外婆|鸡飞狗跳|好比|就像|尺子|模子", ground)]
