"""Summaries of service conversations have the problem, its cause and what was promised, and none of the small talk."""

from __future__ import annotations

import json
import re

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.summarization import FAMILIES
from selfinstruct.teachers.offline.families.summarization.service_chat import (
    FRESH_SCENES,
    LATE_TALK,
    NO_AMENDS,
    SCENES,
    SMALL_TALK,
    THANKS,
)


def expected(text: str) -> dict[str, str]:
    """Read the conversation: the customer, the number, the deadline and the amends, and what the scene says of the rest."""
    (scene,) = [scene for scene in SCENES if f"客户：{scene.says}，" in text]
    assert scene.finding in text
    assert scene.demand in text
    customer, number = re.search("客服：(..?(?:先生|女士))，", text)[1], re.search(r"客户：(\d{6})。", text)[1]
    assert f"我姓{customer[0]}。" in text
    (day,) = [day for day in scene.days if scene.offer.format(day=day) in text]
    money, code = re.search(r"补(\d+)元", text), re.search("麻烦报一下(.+?)。", text)[1]
    return {
        "客户": f"{customer}，{code}{number}", "问题": scene.problem, "原因": scene.cause, "诉求": scene.want,
        "处理": scene.solution.format(day=day), "补偿": f"{money[1]}元优惠券" if money else "无", "标题": scene.title,
    }  # fmt: skip


def check_three_calls(task: Task) -> None:
    calls = [expected(text) for text in re.split(r"\n*【第.通】\n", task.input)[1:]]
    table, close = task.output.split("\n\n")
    heads, _, *rows = [line.strip("| ").split(" | ") for line in table.splitlines()]
    assert rows == [[call[head] for head in heads] for call in calls]
    assert all(head in task.instruction for head in heads)
    money = [int(re.match(r"\d+", call["补偿"])[0]) for call in calls if call["补偿"] != "无"]
    without = "、".join(call["客户"].split("，")[0] for call in calls if call["补偿"] == "无")
    if money:
        lead = f"三通对话中，{'零一两三'[len(money)]}通有补偿" if without else "三通对话都有补偿"
        ending = f"；没有补偿的是{without}" if without else ""
        assert close == f"{lead}，共{sum(money)}元优惠券{ending}。"
    else:
        assert close == "三通对话都没有补偿。"
    assert not any(asked.rstrip("？") in task.output for asked, _ in SMALL_TALK)
    said = [part for line in task.input.splitlines() for part in re.split("[：。]", line)]
    free = [*(line for talk in SMALL_TALK for line in talk), *NO_AMENDS, *THANKS]
    assert [line for line in free if said.count(line.rstrip("。")) > 1] == []


def amends_told(facts: dict[str, str]) -> str:
    return "这次没有补偿。" if facts["补偿"] == "无" else f"另补{facts['补偿']}。"


def check_service(task: Task) -> None:
    if task.input.startswith("【"):
        check_three_calls(task)
        return
    facts, summary = expected(task.input), task.output
    assert "要核对补偿" not in task.instruction or facts["补偿"] in summary or "没有补偿" in summary
    assert "要统计原因" not in task.instruction or facts["原因"] in summary or summary == facts["标题"]
    customer, code, number = re.fullmatch(r"(.+?)，(\D+)(\d+)", facts["客户"]).groups()
    (scene,) = [scene for scene in SCENES if scene.title == facts["标题"]]
    assert all(aside in task.input and aside not in summary for aside in scene.asides)
    assert not any(asked.rstrip("？") in summary or answered in summary for asked, answered in SMALL_TALK)
    assert set(re.findall(r"\d+", summary)) <= set(re.findall(r"\d+", task.input))
    if "缩成一句话（" in task.instruction:
        told, sentence = summary.split("\n\n")
        assert all(facts[name] in told for name in ("问题", "原因", "诉求", "处理"))
        assert amends_told(facts) in told
        assert told.startswith(f"{customer}（{code}{number}）联系{scene.desk}，")
        assert sentence == f"{customer}反映{facts['问题']}，原因是{facts['原因']}，处理结果是{facts['处理']}。"
        return
    limit = re.search(r"(\d+)(?:个字|字)|字数压到(\d+)", task.instruction)
    assert not limit or len(summary) <= int(limit[1] or limit[2])
    request = re.split("[。？](?=.)", task.instruction)[-1]
    names = [name for name in facts if name in request]
    if "JSON" in request:
        told = json.loads(summary)
        assert list(told) == ["标题", "摘要", "原因", "诉求"]
        assert told == {**{name: facts[name] for name in ("标题", "原因", "诉求")}, "摘要": told["摘要"]}
        assert told["摘要"] == f"{customer}反映{facts['问题']}，客服答复：{facts['处理']}。"
    elif "| --- |" in summary:
        rows = [line.strip("| ").split(" | ") for line in summary.splitlines()[2:]]
        assert rows == [[name, facts[name]] for name in names]
    elif "标题" in request or "题目" in request:
        assert summary == facts["标题"]
    elif "补偿" in request:
        assert all(facts[name] in summary for name in ("问题", "原因", "诉求", "处理"))
        assert amends_told(facts) in summary
        assert customer in summary
        assert number in summary
    elif "客户反映的问题" in request:
        assert summary == f"{customer}反映{facts['问题']}，原因是{facts['原因']}，处理结果是{facts['处理']}。"
    else:
        assert summary.splitlines() == [f"- {name}：{facts[name]}" for name in names if name != "客户"]


CHECKS = {"service_chat": check_service}


@pytest.mark.parametrize("name", CHECKS)
def test_a_summary_of_a_service_conversation_has_what_was_said(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_every_scene_has_a_question_of_its_own() -> None:
    names = {scene.name for scene in SCENES}
    assert set(LATE_TALK) == names
    assert names > FRESH_SCENES
    assert len(set(LATE_TALK.values())) == len(LATE_TALK)
