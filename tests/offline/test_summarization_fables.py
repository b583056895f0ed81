"""The gists of fables have the requested parts and no asides."""

from __future__ import annotations

import re

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.summarization import FAMILIES
from selfinstruct.teachers.offline.families.summarization.fable_gist import FABLES, Fable


def check_several(task: Task, fables: list[Fable]) -> None:
    if len(fables) == 3:
        assert task.output == "\n\n".join(
            f"## {each.name}\n{'。'.join(each.short)}。\n寓意是{each.moral}。" for each in fables
        )
        return
    rows = [tuple(line.strip("| ").split(" | ")) for line in task.output.splitlines()[2:]]
    assert rows == [(each.name, "；".join(each.short), each.moral) for each in fables]
    assert all(f"《{each.name}》" in task.instruction for each in fables)


def check_fable(task: Task) -> None:
    fables = sorted(
        (each for each in FABLES if each.full[2] in task.input), key=lambda each: task.input.index(each.full[2])
    )
    summary, request = (
        task.output,
        re.split(
            "[。？](?=[^。？]*(?:概括|总结|归纳|缩|标题|题目|要点|条目|主旨|道理|摘要|概要|提要|寓意))",
            task.instruction,
        )[-1],
    )
    assert not any(aside in summary for each in fables for aside in each.asides)
    limit = re.search(r"(\d+)(?:个字|字)|字数压到(\d+)", task.instruction)
    assert not limit or "拟一个标题（" in task.instruction or len(summary) <= int(limit[1] or limit[2])
    rows = [tuple(line.strip("| ").split(" | ")) for line in summary.splitlines()[2:]]
    if len(fables) > 1:
        check_several(task, fables)
        return
    (fable,) = fables
    if "拟一个标题（" in task.instruction:
        assert task.output.split("\n\n") == [fable.title, f"{fable.moral}。", "。".join(fable.short) + "。"]
        return
    if "| --- |" in summary:
        assert rows == list(fable.fates)
        assert all(f"“{who}”" in request for who, _, _ in fable.fates)
    elif "这个故事告诉我们" in request:
        assert summary == f"{fable.title}\n\n{'。'.join(fable.short)}。这个故事告诉我们：{fable.moral}。"
    elif summary.startswith("- "):
        parts = [*fable.short, *([fable.moral] if "道理" in request else [])]
        assert summary.splitlines() == [f"- {part}" for part in parts]
    elif "标题" in request or "题目" in request:
        assert summary == fable.title
        assert f"《{fable.name}》" not in task.instruction
    elif summary.endswith(f"说明：{fable.moral}。"):
        assert re.search("寓意|中心思想|道理|主旨", task.instruction)
    else:
        assert summary == "。".join(fable.short) + "。"


CHECKS = {"fable_gist": check_fable}


@pytest.mark.parametrize("name", CHECKS)
def test_the_gist_of_a_fable_is_that_of_its_story(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_the_short_parts_and_characters_of_a_fable_are_in_its_story() -> None:
    for fable in FABLES:
        assert sum(map(len, fable.short)) < sum(map(len, fable.full)) / 2
        assert len(fable.title) <= 12
