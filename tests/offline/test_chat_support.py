"""Support, desks and clerks in a conversation go by their lists: each reply is derived again from the input."""

from __future__ import annotations

import re
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.chat import FAMILIES, it_support, leaflet_pharmacist, scam_warning

DONE = {step.do: step for issue in it_support.ISSUES for step in issue.steps}


def check_it_support(task: Task) -> None:
    dialogue, _, record = task.output.partition("\n\n")
    assert bool(record) == ("Markdown" in task.instruction)
    lines = dialogue.splitlines()
    said = iter(lines)
    for block in task.input.removeprefix("排查表\n").split("\n\n"):
        steps = re.findall(r"^\d\. (.+)", block, re.MULTILINE)
        helps = int(re.search(r"第(\d)步能修好", block)[1])
        told = re.search("“(.+)”", task.instruction)[1]
        tried = {step for step in steps if re.search(f"您{DONE[step].did}，(?:这步跳过|就不重复了)，请", task.output)}
        assert any(DONE[step].did in told for step in tried)
        assert steps[helps - 1] not in tried
        for step in steps[:helps]:
            if step in tried:
                continue
            ask, answer = next(said), next(said)
            assert re.search(f"请您?{re.escape(step)}。$", ask)
            assert answer.split("：")[1] == f"{DONE[step].win if step == steps[helps - 1] else DONE[step].fail}。"
        assert steps[helps - 1] in lines[-1]
        assert not record or re.search(rf"\| {re.escape(steps[helps - 1])} \|$", record, re.MULTILINE)
    assert next(said) == lines[-1]
    agent, user = (line.split("：")[0] for line in lines[:2])
    assert all(line.startswith(f"{(agent, user)[k % 2]}：") for k, line in enumerate(lines))
    assert agent in task.instruction
    assert user in task.instruction


LINKS = "另外，|再问一种药，|还有，|顺便再问，"
BANS = {told: line for leaflet in leaflet_pharmacist.LEAFLETS for line, told, _ in leaflet.bans}


def minutes(time: str) -> int:
    """Return the minutes since midnight of a time such as 9:05."""
    hour, minute = map(int, time.split(":"))
    return 60 * hour + minute


def dose_of(page: str, age: int) -> str | None:
    """Look up the dose for an age in a leaflet."""
    for low, high, dose in re.findall(r"(\d+)(?:～(\d+)岁|岁以上)(.+?)(?:；|$)", re.search("每次用量：(.+)", page)[1]):
        if int(low) <= age <= int(high or 99):
            return dose
    return None


def verdict_of(page: str, told: str, now: int) -> str:
    """Work out from a leaflet what the reply about a medicine must say."""
    age = int(re.search(r"(\d+)岁", told)[1])
    used = "零一两三四五六七八".index(re.search("([一两三四五六七八])回", re.sub("(上|最近|最后)一回", "", told))[1])
    last = minutes(re.search(r"\d+:\d\d", told)[0])
    gap, daily = map(int, re.search(r"不少于(\d+)小时，一天最多(\d+)次", page).groups())
    for words, line in BANS.items():
        if f"，{words}" in told and line in page:
            return f"不能用。说明书写着“{line}”"
    if (dose := dose_of(page, age)) is None:
        return "岁太小"
    if used >= daily:
        return "今天不能再用了"
    if now - last < 60 * gap:
        at = last + 60 * gap
        return f"最早{'明天' if at >= 1440 else '今天'}{at // 60 % 24}:{at % 60:02d}可以用，一次{dose}"
    return f"可以用，一次{dose}。"


def check_leaflet_pharmacist(task: Task) -> None:
    said = re.search("“(.+)”", task.instruction)[1]
    now = minutes(re.search(r"\d+:\d\d", task.instruction.replace(said, ""))[0])
    pages = task.input.split("\n\n")
    names = [re.search("《(.+)说明书》", page)[1] for page in pages]
    parts = re.split(LINKS, said)
    assert len(parts) == 2
    lines = task.output.splitlines()
    for page, name, told, line in zip(pages, names, parts, lines[1:3], strict=True):
        assert name in told
        assert line.startswith(f"{name}，")
        assert verdict_of(page, told, now) in line
    assert len(lines) == 4


def check_scam_warning(task: Task) -> None:
    """Check that both sums and the doubt come back, and that each warning is about the swindle that was told."""
    lines = task.output.splitlines()
    mine, other = lines[1], lines[2]
    sums = re.findall(r"\d+(?:万元|元)", task.instruction)
    assert len(sums) == 2
    assert re.match(rf"先说您那笔{sums[0]}，这是", mine)
    assert re.match(rf"再说您\D+那笔{sums[1]}，这是", other)
    said = task.instruction.translate(str.maketrans("‘’", "“”"))
    for scam in scam_warning.SCAMS:
        for told, sign in scam.told:
            is_told = [sum_ for sum_ in sums if told.format(sum=sum_) in said]
            assert bool(is_told) == any(sign.format(sum=sum_) in mine + other for sum_ in sums)
    (answer,) = (answer for doubt, answer, _ in scam_warning.DOUBTS if doubt in task.instruction)
    assert answer in mine
    assert [line[:3] for line in lines if re.match(r"\d\. ", line)] == ["1. ", "2. ", "3. "]


CHECKS = {
    "it_support": check_it_support,
    "leaflet_pharmacist": check_leaflet_pharmacist,
    "scam_warning": check_scam_warning,
}


@pytest.mark.parametrize("name", CHECKS)
def test_support_goes_by_its_list(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_relatives_fit_the_customer_of_the_pharmacy():
    write = next(family.write for family in FAMILIES if family.name == "leaflet_pharmacist")
    for instruction in (write(Random(seed)).instruction for seed in range(600)):
        husband, wife = "先生" in instruction, re.search("女士|阿姨", instruction) is not None
        assert husband or not re.search("我岳父|我岳母", instruction)
        assert wife or not re.search("我公公|我婆婆", instruction)
        assert not (wife and re.search("我爱人[^。]{0,30}(?:怀孕|怀着孕|喂奶)", instruction))
        assert not ("阿姨" in instruction and re.search("我爷爷|我奶奶|我姥姥|我外公|我室友", instruction))


def test_signs_of_doubt_fit_the_way_of_the_swindle():
    write = next(family.write for family in FAMILIES if family.name == "scam_warning")
    for task in (write(Random(seed)) for seed in range(300)):
        (kinds,) = (kinds for doubt, _, kinds in scam_warning.DOUBTS if f"至于“{doubt}”" in task.output)
        (kind,) = (
            scam.kind
            for scam in scam_warning.SCAMS
            if re.search(f"，这是{scam.name}的?骗局", task.output.splitlines()[1])
        )
        assert kind in kinds.split()
        assert not re.search("我外甥|我同屋", task.instruction) or "家里孩子" not in task.output


def test_a_swindle_is_explained_without_addressing_its_victim():
    for scam in scam_warning.SCAMS:  # the victim may be someone else than the customer
        assert not re.search("您|你", scam.sign + scam.advice + "".join(sign for _, sign in scam.told))


def test_no_polite_word_is_doubled():
    assert not [do for do in DONE if do.startswith(("请", "您"))]


def test_the_story_of_a_swindle_has_no_quotation_marks_of_its_own():
    assert not [told for scam in scam_warning.SCAMS for told, _ in scam.told if re.search("[“”‘’]", told)]
