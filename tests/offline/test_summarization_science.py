"""Summaries of popular science keep their limit, say what the text says, and leave its asides out."""

from __future__ import annotations

import re

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.summarization import FAMILIES
from selfinstruct.teachers.offline.families.summarization.popular_science import (
    OCCASIONS,
    PHENOMENA,
    USABLE,
    Phenomenon,
)

LIMIT = re.compile(r"(\d+)(?:个字|字)|字数压到(\d+)")


def limits(instruction: str) -> list[int]:
    """Read every limit of characters in an instruction."""
    return [int(one or other) for one, other in LIMIT.findall(instruction)]


def check_steps(task: Task, thing: Phenomenon) -> None:
    sentence = f"{thing.what}，原因是{thing.cause}。"
    abstract = f"{sentence}例如，{thing.example}。应用方面，{thing.purpose}。"
    assert task.output.split("\n\n") == [thing.title, sentence, abstract]


def check_several(task: Task, things: list[Phenomenon]) -> None:
    if len(things) == 3:
        assert task.output == "\n\n".join(
            f"## {thing.name}\n{thing.what}，原因是{thing.cause}。例如，{thing.example}。{thing.purpose}。"
            for thing in things
        )
        assert all(thing.name in task.instruction for thing in things)
        return
    rows = [tuple(line.strip("| ").split(" | ")) for line in task.output.splitlines()]
    assert rows[0] == ("主题", "现象", "原因", "应用")
    assert rows[2:] == [(thing.name, thing.what, thing.cause, thing.purpose) for thing in things]


def check_science(task: Task) -> None:
    things = [thing for thing in PHENOMENA if thing.what in task.input]
    lines = [line.removeprefix("- ") for line in task.output.splitlines()]
    assert all(aside not in task.output for thing in things for aside in thing.asides)
    assert set(re.findall(r"\d+", task.output)) <= set(re.findall(r"\d+", task.input))
    things.sort(key=lambda thing: task.input.index(thing.what))
    if len(things) > 1:
        check_several(task, things)
        return
    (thing,) = things
    asks_why = any(occasion in task.instruction for occasion in OCCASIONS[thing.name])
    assert thing.cause in task.output or not asks_why
    if "拟一个标题（" in task.instruction:
        check_steps(task, thing)
        return
    request = re.sub("例子不要|不举例|现象和原因都不写", "", task.instruction.split("。")[-2])
    found = limits(task.instruction)
    assert len(found) <= 1
    points = lines if "| --- |" in task.output else [task.output]
    if "标题" in request or "题目" in request:
        assert all(len(lines[0]) <= limit for limit in found)
        assert lines[1:] in ([], [thing.what, thing.cause, thing.purpose])
    elif "每条" in task.instruction and found:
        assert all(len(line) <= found[0] for line in lines)
    else:
        assert all(len(point) <= limit for limit in found for point in points)
    asked = [
        (name, part)
        for name, part in (
            ("现象", thing.what),
            ("原因", thing.cause),
            ("例子", thing.example),
            ("应用", thing.purpose),
        )
        if name in request
    ]
    if re.search("说到的用处|实际用处|只留应用|派上用场|只讲用途|应用以外|有什么用处|实际用途", task.instruction):
        assert thing.name in USABLE
        assert task.output == f"{thing.purpose}。"
    elif "| --- |" in task.output:
        assert [line.strip("| ").split(" | ") for line in lines[2:]] == [[name, part] for name, part in asked]
    elif asked:
        assert [part for _, part in asked if part not in task.output] == []
        assert (thing.example in task.output) == ("例子" in request)
    else:
        assert lines == [thing.title]


CHECKS = {"popular_science": check_science}


@pytest.mark.parametrize("name", CHECKS)
def test_a_summary_of_science_has_the_requested_parts_within_its_limit(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_the_phenomena_have_their_own_titles_and_their_short_parts_are_shorter() -> None:
    assert {thing.name for thing in PHENOMENA} >= USABLE
    assert len({thing.title for thing in PHENOMENA}) == len(PHENOMENA)
    assert all(len(thing.cause) < len(thing.why) and len(thing.purpose) <= len(thing.use) for thing in PHENOMENA)
