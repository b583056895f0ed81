"""Extracted facts are correct: each is found again by searching the text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random

import pytest

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.extract import ERRANDS, FAMILIES, REMARKS, SPENDINGS
from selfinstruct.teachers.offline.world import CITIES


def duties_match_the_minutes(task: Task) -> None:
    """Each requested duty has one line, with the only full date and the name from its line in the minutes."""
    asked = re.findall("“(.+?)”", task.instruction)
    answers = [re.fullmatch("(.+)：(.+)，(.+)", line).groups() for line in task.output.splitlines()]  # type: ignore[union-attr]
    assert [duty for duty, _, _ in answers] == asked
    for duty, who, day in answers:
        line = next(each for each in task.input.splitlines() if duty in each)
        assert re.findall(r"\d+月\d+日", line) == [day]
        rest = re.sub(r"^\d\. |\d+月\d+日", "", line).replace(duty, "")
        assert re.sub("会上确定|一事|交给|负责|牵头|期限为|完成|办妥|[，。由于前在]", "", rest).strip() in (
            who,
            who.replace("于", ""),
        )


def sessions_match_the_programme(task: Task) -> None:
    """Each requested session has one line with exactly the requested facts, as in the programme."""
    asked = re.findall("“(.+?)”", task.instruction)
    lines = task.output.splitlines()
    assert [line.split("：")[0] for line in lines] == asked
    patterns = {"时间": "：(.+)开始", "地点": "，在(.+)举行", "负责人": "负责人(.+)"}
    wanted = re.search("(时间|地点)和(地点|负责人)", task.instruction)
    assert wanted
    for session, line in zip(asked, lines, strict=True):
        source = next(each for each in task.input.splitlines() if each.startswith(session))
        facts = [re.search(patterns[key], source)[1] for key in wanted.groups()]  # type: ignore[index]
        assert line == f"{session}：{'，'.join(facts)}"


def form_is_filled_from_the_message(task: Task) -> None:
    """Every field has a value from the message, and the quantity is the last one mentioned."""
    answers = dict(line.split("：") for line in task.output.splitlines())
    assert "".join(f"{field}：\n" for field in answers) == task.input + "\n"
    assert all(value and value in task.instruction for value in answers.values())
    if "数量" in answers:
        unit = answers["数量"][1:]
        assert re.findall(rf"(?<![\d.])[3-9]{unit}", task.instruction)[-1] == answers["数量"]
    if "备注" in answers:
        assert answers["备注"] in REMARKS
    if "地址" in answers:
        assert re.fullmatch(r"\D+\d+号", answers["地址"])


def spendings_are_chosen_and_ordered(task: Task) -> None:
    """Parse the sentence, select and sort the expenses as the instruction requests, and compare."""
    found = {what: re.search(rf"{what}(?:花了|用掉)?(\d+)元", task.instruction) for what, _, _ in SPENDINGS}
    costs = {what: int(match[1]) for what, match in found.items() if match}
    names = sorted(costs, key=task.instruction.index)
    if bound := re.search(r"(不低于|低于)(\d+)元的支出", task.instruction):
        names = [name for name in names if (costs[name] >= int(bound[2])) == (bound[1] == "不低于")]
    if "从高到低" in task.instruction or "最贵的两项" in task.instruction:
        names = sorted(names, key=lambda name: -costs[name])
    if "从便宜到贵" in task.instruction:
        names = sorted(names, key=lambda name: costs[name])
    names = names[:2] if "最贵的两项" in task.instruction else names
    if "JSON" in task.instruction:
        assert list(json.loads(task.output).items()) == [(name, costs[name]) for name in names]
    elif "顿号" in task.instruction:
        assert task.output == "、".join(names)
    else:
        assert task.output.splitlines() == [f"{name}：{costs[name]}元" for name in names]


def trip_facts_are_in_order(task: Task) -> None:
    """Search the trip for the requested kind of fact: all of them and nothing else are listed, in order."""
    text = max(re.findall("“([^”]+)”", task.instruction), key=len)
    stops = text.rstrip("。").split("；")
    if "城市" in task.instruction:
        found = [next(town for town in CITIES if re.search(f"[到去]{town}", stop)) for stop in stops]
    elif "日期" in task.instruction:
        found = re.findall(r"\d+月\d+日", text)
    elif "交通方式" in task.instruction:
        found = [re.match(r"\d+月\d+日(.+?)[到去]", stop)[1] for stop in stops]  # type: ignore[index]
    else:
        found = [next(errand for errand in ERRANDS if stop.endswith(errand)) for stop in stops]
    assert task.output == "、".join(found)


CHECKS: dict[str, Callable[[Task], None]] = {
    "minutes_duties": duties_match_the_minutes,
    "programme_sessions": sessions_match_the_programme,
    "order_form": form_is_filled_from_the_message,
    "spending_items": spendings_are_chosen_and_ordered,
    "trip_facts": trip_facts_are_in_order,
}


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_extraction_returns_the_facts_of_the_text(family, seed):
    CHECKS[family.name](family.write(Random(seed)))
