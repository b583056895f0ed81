"""Summaries of reports and contracts agree with the text: each fact is found again in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.summarization import FAMILIES, contract_digest, incident_report


def minutes_of(clock: str) -> int:
    """The minutes since midnight of a time such as 9:05."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def parts_of(output: str) -> list[str]:
    """The parts of a summary: rows of a table, points or sentences."""
    if output.startswith("|"):
        return [line.strip("| ").split(" | ")[1] for line in output.splitlines()[2:]]
    if output.startswith("- "):
        return [line.removeprefix("- ").rstrip("。") for line in output.splitlines()]
    return output.rstrip("。").split("。")


def summary_follows_from_the_report(task: Task) -> None:
    text = task.input
    assert 500 <= len(text) <= 900
    incident = next(each for each in incident_report.INCIDENTS if each.cause[0] in text)
    start, *_, end = re.findall(r"\d+:\d\d", text)
    day = re.search(r"\d+月\d+日", text)
    place = next(place for place in incident.places if place in text)
    span = minutes_of(end) - minutes_of(start)
    hours, minutes = divmod(span, 60)
    lasting = (f"{hours}小时" if hours else "") + (f"{minutes}分钟" if minutes else "")
    first, second = re.findall(r"(\d+)万元", text)
    injured = re.search("有(.)(人受轻伤|名孩子住院观察)", text)
    hurt = injured[1] + injured[2].replace("受", "") if injured else incident.unhurt[1]
    right = {
        "经过": f"{day[0]}{start}，{place}{incident.event}，{end}处置完毕，历时{lasting}",
        "原因": incident.cause[1],
        "损失": f"合计{int(first) + int(second)}万元，{hurt}",
        "措施": "；".join(short for _, short in incident.measures),
    }
    assert all(long in text for long, _ in incident.measures)
    ask = max(re.findall("请[^。]+。", task.instruction), key=len)
    asked = [aspect for aspect in right if aspect in ask]
    found = [re.sub("^(原因是|损失|整改措施有三条：)", "", part) for part in parts_of(task.output)]
    assert found == [right[aspect] for aspect in asked]
    assert task.output.startswith("|") == ("表格" in ask)
    assert task.output.startswith("- ") == ("条要点" in ask)
    if limit := re.search(r"(\d+)字", ask):
        assert len(task.output) <= int(limit[1])


def summary_follows_from_the_contract(task: Task) -> None:
    text = task.input
    assert 440 <= len(text) <= 900
    deal = next(deal for deal in contract_digest.DEALS if text.startswith(deal.name))
    year, month, months = map(int, re.search(r"自(\d+)年(\d+)月1日起，为期(\d+)个月", text).groups())
    last = date(year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1, 1) - timedelta(days=1)
    monthly = int(re.search(rf"{deal.fee}(\d+)元", text)[1])
    deposit = re.search(r"(押金|履约保证金)(\d+)元", text)[0]
    back, now = (f"{time}{deposit.rstrip('0123456789元')}" for time in ("期满结清后十天内退还", "签约当天付"))
    payer = re.search(r"第三条　(..)每月付给", text)[1]
    paid = {party: [f"每月5日前付{deal.fee}"] if party == payer else [] for party in ("甲方", "乙方")}
    main = {party: [deal.subject[1][2:]] if deal.subject[1].startswith(party) else [] for party in ("甲方", "乙方")}
    main["乙方"] = main["乙方"] or ([deal.service] if payer == "甲方" else [])
    ask = max(re.findall("请[^。]+。", task.instruction), key=len)
    if "标的" in ask:  # the subject tells the main duties already
        main = {party: [] for party in main}
    right = {
        "标的": deal.subject[1],
        "期限": f"{months}个月，从{year}年{month}月1日到{last.year}年{last.month}月{last.day}日",
        "金额": f"{deal.fee}每月{monthly}元，{months}个月共{monthly * months}元，乙方另付{deposit}",
        "甲方义务": "，".join((*main["甲方"], *paid["甲方"], *(short for _, short in deal.first_duties), back)),
        "乙方义务": "，".join((*main["乙方"], *paid["乙方"], now, *(short for _, short in deal.second_duties))),
        "违约责任": f"{payer}逾期付{deal.fee}，按日加收欠款的千分之一；{deal.penalty[1]}",
    }
    assert "每月5日以前付清，逾期按日加收欠款的千分之一。" in text
    assert all(long in text for long, _ in (*deal.first_duties, *deal.second_duties, deal.subject, deal.penalty))
    asked = [aspect for aspect in right if aspect in ask]
    found = [re.sub("^(期限|甲方的义务是|乙方的义务是|违约责任：)", "", part) for part in parts_of(task.output)]
    assert found == [right[aspect] for aspect in asked]
    assert task.output.startswith("|") == ("表格" in ask)
    assert task.output.startswith("- ") == ("要点" in ask)
    if limit := re.search(r"(\d+)字", ask):
        assert len(task.output) <= int(limit[1])
    if count := re.search("(.)句", ask):
        assert task.output.count("。") == "零一二三四五".index(count[1])


CHECKS: dict[str, Callable[[Task], None]] = {
    "contract_digest": summary_follows_from_the_contract,
    "incident_report": summary_follows_from_the_report,
}


@pytest.mark.parametrize("name", CHECKS)
def test_summaries_agree_with_the_text(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_every_liability_names_the_party_and_a_rough_number_stays_rough() -> None:
    for deal in contract_digest.DEALS:
        assert all(re.search("甲方|乙方|一方", clause) for clause in deal.penalty[1].split("；")), deal.name
        long, short = (re.search("约[一二三四五六七八九十百千万]+[人平]", text) for text in deal.subject)
        assert bool(long) == bool(short)
