"""Summaries of judgments add up the claimed and granted money and leave the asides out."""

from __future__ import annotations

import re

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.summarization import FAMILIES
from selfinstruct.teachers.offline.families.summarization.court_case import CASES

PARTS = ("案由", "案情", "诉请", "抗辩", "争议焦点", "裁判理由", "金额", "后续")
AFTERMATH = {"双方均未上诉": "均未上诉", "二审维持原判": "二审法院维持原判", "被告已主动履行": "被告主动履行了判决"}


def amounts(text: str) -> list[int]:
    """Read the amounts of money in a text."""
    return [int(amount) for amount in re.findall(r"(\d+)元", text)]


def sums_of(text: str) -> tuple[int, int]:
    """Add up the claimed and the granted amounts of a report."""
    return sum(amounts(re.search("请求判令[^。]+", text)[0])), sum(amounts(re.search("法院判决[^。]+", text)[0]))


def check_two_trials(task: Task) -> None:
    reports = re.findall(r"【(.+?)】(.+)", task.input)
    *sections, table = task.output.split("\n\n")
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()]
    assert rows[0] == ["案件", "诉请合计（元）", "支持合计（元）"]
    assert rows[2:] == [[name, *map(str, sums_of(text))] for name, text in reports]
    assert len(reports) == len(sections) >= 2
    for (name, text), section in zip(reports, sections, strict=True):
        (case,) = [case for case in CASES if case.name == name]
        assert section.startswith(f"## {name}\n")
        assert case.issue in text
        assert case.issue in section
        assert re.search("(?:法院认为|承办法官指出)，(.+?)。法院判决", text)[1] in section
        assert amounts(section) == []
        assert any(words in section and mark in text for words, mark in AFTERMATH.items())


def check_court(task: Task) -> None:
    if task.input.startswith("【"):
        check_two_trials(task)
        return
    (case,) = [case for case in CASES if case.issue in task.input]
    text, summary = task.input, task.output
    plaintiff = re.search("([^，。]某)诉至法院", text)[1]
    claims = amounts(re.search("请求判令[^。]+", text)[0])
    granted = amounts(re.search("法院判决[^。]+", text)[0])
    defendant = re.search("请求判令(.+?)(?:支付|退还|返还|偿还|赔偿)", text)[1]
    assert defendant != plaintiff
    assert len(claims) == len(case.items)
    assert ("驳回其他诉讼请求" in text) == (len(granted) < len(claims))
    asides = [aside.format(a=plaintiff, b=defendant) for aside in case.asides]
    assert any(aside in text for aside in asides)
    assert not any(aside in summary for aside in asides)
    assert "庭审持续" not in summary
    asked = re.sub("案情报道|金额要合计|和支持的金额|金额只报", "", task.instruction.split("。")[-2])
    limit = re.search(r"(\d+)(?:个字|字)|字数压到(\d+)", asked)
    sums = {sum(claims), sum(granted), sum(claims) - sum(granted)}
    assert set(amounts(summary)) <= {*claims, *sums}
    if limit and "（案情" not in asked:
        assert len(summary) <= int(limit[1] or limit[2])
    if "（案情" in asked:
        parts = [
            text.split("。")[0] for text in (case.brief.format(a=plaintiff, b=defendant), f"双方争的是{case.issue}")
        ]
        digest = summary.rpartition("\n\n")[2]
        assert digest.startswith("。".join(parts))
        assert case.reason.format(a=plaintiff, b=defendant) in digest
        assert amounts(digest.split("。")[-2])[:2] == [sum(claims), sum(granted)]
        assert task.output.split("\n\n") == [case.title, f"{case.gist}。", digest]
    elif "标题" in asked or "题目" in asked:
        assert summary == case.title
    elif "起因" in asked:
        lines = summary.splitlines()
        assert len(lines) == 4
        assert amounts(lines[2]) == [sum(claims), sum(granted)]
        assert lines[3] == f"- {case.gist}"
    elif "案情" in asked:
        names = sorted((name for name in PARTS if name in asked), key=PARTS.index)
        if "| --- |" in summary:
            rows = [line.strip("| ").split(" | ") for line in summary.splitlines()[2:]]
            assert [name for name, _ in rows] == names
        else:
            rows = list(zip(names, summary.rstrip("。").split("。"), strict=True))
        found = dict(rows)
        assert amounts(found["金额"]) == [
            sum(claims),
            sum(granted),
            *[sum(claims) - sum(granted)] * (granted != claims),
        ]
        assert amounts(found.get("诉请", "")) in ([], claims)
        assert case.issue in found.get("争议焦点", case.issue)
        assert AFTERMATH[found["后续"]] in text if "后续" in found else True
        reason = case.reason.format(a=plaintiff, b=defendant)
        assert reason in text
        assert reason in found.get("裁判理由", reason)
    else:
        assert summary == f"{case.gist}。"


CHECKS = {"court_case": check_court}


@pytest.mark.parametrize("name", CHECKS)
def test_a_summary_of_a_judgment_agrees_with_the_report(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_the_court_grants_whole_amounts_and_the_cases_have_their_own_names() -> None:
    assert len({case.name for case in CASES}) == len({case.title for case in CASES}) == len(CASES)
    assert all(
        item.low * item.share % 100 == item.step * item.share % 100 == 0 for case in CASES for item in case.items
    )
