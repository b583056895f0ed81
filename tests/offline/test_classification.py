"""Classification labels are correct: each is derived again from the text of the task."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.classification import FAMILIES
from selfinstruct.teachers.offline.families.classification.expense_account import (
    ACCOUNT_PAYERS,
    ACCOUNTS,
    OWN_AMOUNTS,
    PAYERS,
    TRAVELS,
)
from selfinstruct.teachers.offline.families.classification.odd_one_out import KINDS
from selfinstruct.teachers.offline.families.classification.request_routing import OFFICES
from selfinstruct.teachers.offline.families.classification.review_sentiment import REVIEWED
from selfinstruct.teachers.offline.families.classification.ticket_urgency import DEAD_ENDS, DETOURS
from selfinstruct.teachers.offline.world import GIVEN, SURNAMES

NAME = f"[{SURNAMES}](?:{'|'.join(sorted(GIVEN, key=len, reverse=True))})"


def label_follows_the_praise_and_blame(task: Task) -> None:
    remarks = next(remarks for thing, remarks in REVIEWED if thing in task.instruction)
    praised = sum(each.praise in task.instruction for each in remarks)
    blamed = sum(each.blame in task.instruction for each in remarks)
    assert praised + blamed in (3, 4)
    good, bad, mixed = {"正面", "好评", "满意"}, {"负面", "差评", "不满意"}, {"褒贬参半", "中评", "部分满意"}
    assert task.output in (mixed if praised and blamed else good if praised else bad)
    assert task.output in task.instruction


def level_follows_the_two_conditions(task: Task) -> None:
    count = int(re.search(r"(\d+)个?人", task.instruction)[1])
    bound = int(re.search(r"达到(\d+)人", task.input)[1])
    stuck = any(each in task.instruction for each in DEAD_ENDS)
    assert stuck != any(each in task.instruction for each in DETOURS)
    levels = re.search("满足为(.+?)，只满足一条为(.+?)，都不满足为(.+?)。", task.input).groups()
    assert task.output == levels[2 - (count >= bound) - stuck]
    assert all(level in task.instruction for level in levels)


def verdict_follows_from_the_facts(task: Task) -> None:
    minutes = {who: int(h) * 60 + int(m) for who, h, m in re.findall(r"(.+?)(\d+):(\d\d)到达。", task.input)}
    owner = {item: who for who, item in re.findall("(.+)带了(.+)。", task.input) if "各" not in who}
    team = dict(re.findall("(.+)在(.+)工作。", task.input))
    claim = re.search("(?:“|命题：|）：)([^“”：。]+分钟[^“”：。]+|[^“”：。]+，[^“”：。]+)", task.instruction)[1]
    said: list[bool | None] = []
    for part in claim.rstrip("。").split("，"):
        if found := re.fullmatch(r"(.+)比(.+)早到(\d+)分钟", part):
            said.append(minutes[found[2]] - minutes[found[1]] == int(found[3]))
        elif found := re.fullmatch("带(.+)的人来自(.+)", part):
            known = team.get(owner[found[1]])
            said.append(None if known is None else known == found[2])
        elif found := re.fullmatch("(.+)是(.+)带的", part):
            said.append(owner[found[1]] == found[2])
    assert len(said) == 3
    true, false, unknown = (
        {"成立", "真", "能推出", "正确"},
        {"矛盾", "假", "与事实相反", "错误"},
        {"无法确定", "未知", "推不出", "信息不足"},
    )
    assert task.output in (false if False in said else unknown if None in said else true)
    assert task.output in task.instruction


def requests_are_listed_under_the_offices(task: Task) -> None:
    found = re.findall(f"({NAME})：“(.+?)”", task.instruction)
    offices = [office for _, _, offices in OFFICES for office in offices]
    right = [
        f"{who}——" + next(office.name for office in offices if any(each in text for each in office.requests))
        for who, text in found
    ]
    assert task.output.splitlines() == right
    assert len(found) in (2, 3)
    assert all(line.split("——")[1] in task.input for line in right)


def payments_are_listed_under_the_accounts(task: Task) -> None:
    parts = [
        part for part in re.split("[①②]", task.instruction.split("。")[0] if "①" in task.instruction else "") if part
    ]
    texts = parts[-2:] or [task.instruction]
    right = [account.name for text in texts for account in ACCOUNTS if any(each in text for each in account.payments)]
    assert re.findall("[^①②；]+", task.output) == right
    assert len(right) == len(texts)
    assert all(name in task.input for name in right)


def listed_words(instruction: str) -> list[str]:
    """The words in the enumeration of the instruction: frames, class names and quotes are cut off at both ends."""
    if titles := re.findall("《[^》]+》", instruction):
        return titles
    known = {word for kind in KINDS for word in (*kind.members, *(stranger for stranger, _ in kind.strangers))}
    head, *middle, tail = instruction.split("、")
    first = max((word for word in known if head.endswith(word)), key=len)
    last = max((word for word in known if tail.startswith(word)), key=len)
    return [first, *middle, last]


def odd_word_is_from_a_neighbouring_class(task: Task) -> None:
    odd, reason = re.fullmatch("(.+?)。(.+)。", task.output).groups()
    words = listed_words(task.instruction)
    kind = next(kind for kind in KINDS if reason.endswith(f"；其余都是{kind.name}"))
    assert kind.name in task.instruction
    assert words.count(odd) == 1
    assert [word for word in words if word not in kind.members] == [odd]
    assert f"{dict(kind.strangers)[odd]}；其余" in reason


CHECKS: dict[str, Callable[[Task], None]] = {
    "review_sentiment": label_follows_the_praise_and_blame,
    "ticket_urgency": level_follows_the_two_conditions,
    "claim_verdict": verdict_follows_from_the_facts,
    "request_routing": requests_are_listed_under_the_offices,
    "expense_account": payments_are_listed_under_the_accounts,
    "odd_one_out": odd_word_is_from_a_neighbouring_class,
}


@pytest.mark.parametrize("name", CHECKS)
def test_label_follows_from_the_task(name):
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


@pytest.mark.parametrize("family", FAMILIES[:3], ids=lambda family: family.name)
def test_no_label_is_rarer_than_one_in_ten(family):
    ranks = [rank_of(family.write(Random(seed)).output) for seed in range(300)]
    assert all(ranks.count(rank) >= 30 for rank in range(3))


RANKS = (
    {"正面", "好评", "满意", "紧急", "一级", "红色", "P1", "成立", "真", "能推出", "正确"},
    {"负面", "差评", "不满意", "低", "三级", "蓝色", "P3", "矛盾", "假", "与事实相反", "错误"},
)


def rank_of(label: str) -> int:
    return 0 if label in RANKS[0] else 1 if label in RANKS[1] else 2


def test_no_word_is_both_inside_and_outside_of_a_class():
    for kind in KINDS:
        assert not {*kind.members} & {word for word, _ in kind.strangers}
        assert len({*kind.members}) == len(kind.members) >= 8


def test_every_class_has_several_neighbouring_words():
    # A word of a far field, such as a helicopter among noodles, needs no thought: the words of all odd ones are fixed.
    assert all(len(kind.strangers) >= 3 for kind in KINDS)
    helicopter = [kind.name for kind in KINDS if "直升机" in dict(kind.strangers)]
    assert helicopter == ["陆上交通工具"]


def test_units_pay_for_what_is_their_business():
    write = next(found.write for found in FAMILIES if found.name == "expense_account")
    account_of = {payment: account.name for account in ACCOUNTS for payment in account.payments}
    assert set(PAYERS) <= set(account_of)
    for instruction in (write(Random(seed)).instruction for seed in range(600)):
        for payment, name in account_of.items():
            if payment in instruction:
                units = (PAYERS.get(payment) or ACCOUNT_PAYERS[name]).split()
                staff = "员工" if name in TRAVELS else ""
                assert re.search(f"(?:{'|'.join(units)}){staff}{payment}，花了", instruction)


def test_amounts_of_small_and_large_payments_are_within_their_own_range():
    payments = {payment for account in ACCOUNTS for payment in account.payments}
    assert set(OWN_AMOUNTS) <= payments
    write = next(found.write for found in FAMILIES if found.name == "expense_account")
    for task in (write(Random(seed)) for seed in range(600)):
        for payment, amount in re.findall("([^，：；①②“]+)，花了([0-9]+)元", task.instruction):
            low, high = next((OWN_AMOUNTS[each] for each in OWN_AMOUNTS if payment.endswith(each)), (0, 10**6))
            assert low <= int(amount) <= high


def test_the_question_comes_after_what_it_is_about():
    write = next(found.write for found in FAMILIES if found.name == "expense_account")
    for seed in range(300):
        instruction = write(Random(seed)).instruction
        assert "？" not in instruction or "花了" not in instruction.split("？", 1)[1]


def test_payments_of_a_season_are_made_in_it():
    write = next(found.write for found in FAMILIES if found.name == "expense_account")
    months = {
        "六一": "5",
        "冬至": "12",
        "暴雪": "1",
        "台风": "8",
        "防汛": "5",
        "月饼": "9",
        "粽子": "6",
        "三八节": "3",
        "防暑药": "7",
    }
    for seed in range(600):
        instruction = write(Random(seed)).instruction
        if "①" in instruction and any(word in instruction for word in months):
            assert not re.search(r"\d月", instruction)
        for word, month in months.items():
            assert word not in instruction or "①" in instruction or f"{month}月" in instruction
        assert not re.search(r"(?<!\d)(?:1月1|5月[1-3]|10月[1-7])日", instruction)


def test_people_arrive_at_an_outing_by_night_in_the_evening():
    write = next(found.write for found in FAMILIES if found.name == "claim_verdict")
    for seed in range(300):
        task = write(Random(seed))
        if re.search("观星夜|跨年夜|夜爬", task.instruction):
            assert all(int(hour) >= 18 for hour in re.findall(r"(\d+):\d\d到达", task.input))


def test_no_stranger_to_an_outing_is_one_of_the_four_people():
    write = next(found.write for found in FAMILIES if found.name == "claim_verdict")
    for seed in range(600):
        task = write(Random(seed))
        arrived = re.findall(r"(.+?)\d+:\d\d到达", task.input)
        assert not any(re.search(f"{each}(?:说：|没参加|坚持)", task.instruction) for each in arrived)


def test_a_middle_rating_is_explained_and_no_other():
    write = next(found.write for found in FAMILIES if found.name == "review_sentiment")
    for seed in range(300):
        instruction = write(Random(seed)).instruction
        assert instruction.endswith("有好有坏算中评。") == ("差评" in instruction)
