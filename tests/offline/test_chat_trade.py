"""Sellers and clerks in a conversation keep to their rules: prices, sums and change are computed again."""

from __future__ import annotations

import re

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.chat import FAMILIES


def check_market_haggle(task: Task) -> None:
    rules = {
        name: (int(price), int(many), int(low))
        for name, price, many, low in re.findall(r"- (.+?)每.(\d+)元，买满(\d+).每.(\d+)元", task.input)
    }
    assert len(rules) == 2
    sums = []
    for name, (price, many, low) in rules.items():
        count = int(re.search(rf"(\d+)\D{name}", task.instruction)[1])
        agreed = low if count >= many else price
        assert agreed == low or f"{name}不够{many}" in task.output
        assert re.search(rf"{name}.+每.按?(?:每.)?{agreed}元，{count}.是{agreed * count}元", task.output)
        sums.append(agreed * count)
    trim, total = int(re.search(r"不多于(\d)元", task.input)[1]), sum(sums)
    due = total // 10 * 10 if total % 10 <= trim else total
    assert f"{sums[0]}加{sums[1]}，总共{total}元" in task.output
    assert f"收您{due}元" in task.output
    paid = int(re.search(r"给，(\d+)元", task.output)[1])
    change = re.search(r"找您(\d+)元", task.output)
    assert paid - due == (int(change[1]) if change else 0)
    assert 0 <= paid - due < 100
    gift = re.search(r"送(.+)\Z", task.input)[1]
    assert f"再送您{gift}" in task.output
    speakers = [line.split("：")[0] for line in task.output.splitlines()]
    assert len(speakers) == 9
    assert len({*speakers[::2]}) == len({*speakers[1::2]}) == 1
    assert all(speaker in task.instruction for speaker in speakers)


CHECKS = {"market_haggle": check_market_haggle}


@pytest.mark.parametrize("name", CHECKS)
def test_a_trade_follows_the_rules_of_its_input(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)
