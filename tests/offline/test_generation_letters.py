"""Letters and speeches say what their tasks tell, in the order and the length that is asked for, and add no figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.generation import FAMILIES, occasion_speech

NUMBER = re.compile("[零一二两三四五六七八九十百千万]{2,}|[0-9.]+")


def new_numbers(task: Task) -> set[str]:
    """Numbers of the output that are not in the task."""
    return {number for number in NUMBER.findall(task.output) if number not in task.instruction + task.input}


def application_answers_the_notice(task: Task) -> None:
    """The letter takes up the requirements in their order, keeps to the length, and adds no numbers."""
    asked, letter = task.instruction, task.output
    needs = re.search("(?:启事要求|对方要求|条件是)([^。]+)。", asked)[1].split("、")  # type: ignore[index]
    assert re.findall("“(.+?)”", letter) == needs
    bound = int(re.search(r"(\d+)字", asked)[1])  # type: ignore[index]
    assert bound - 50 <= len(re.sub(r"\s", "", letter)) < bound
    name = letter.splitlines()[-1]
    assert name in asked
    assert letter.count(name) == 2
    employer = re.search("(?:尊敬的)?(.+?)(?:招聘负责人|负责人|人事部门)：", letter)[1]  # type: ignore[index]
    assert employer in asked
    hobby = re.search(
        "(?:工作之外，|此外，|还有一点，|另外，)([^。]+?)，(?:信里也提|放在信的|可以顺带|在信的结尾前)", asked
    )[1]  # type: ignore[index]
    said = re.search("工作之外，([^。]+)。", letter)[1]  # type: ignore[index]
    assert sum(hobby[k : k + 2] in said for k in range(len(hobby) - 1)) >= 3
    assert not new_numbers(task), new_numbers(task)
    assert not re.search("面谈.*(?:面谈|到岗)", letter.splitlines()[-4])


def day_of(text: str) -> date:
    """The day that is written as 5月17日."""
    month, day = map(int, re.search(r"(\d+)月(\d+)日", text).groups())  # type: ignore[union-attr]
    return date(2025, month, day)


def first(pattern: str, text: str) -> int:
    """The number that a pattern finds."""
    return int(re.search(pattern, text)[1])  # type: ignore[index]


def claims_in(asked: str) -> list[int]:
    """Work out the claims from what is told, by the kind of grievance."""
    if "违约金" in asked and "千分之" in asked:
        due, done = day_of(re.search("约定(.+?)前", asked)[1]), day_of(re.search("拖到(.+?)才", asked)[1])  # type: ignore[index]
        rate = "零一二三".index(re.search("千分之(.)", asked)[1])  # type: ignore[index]
        return [first(r"总价(\d+)元", asked) * rate * (done - due).days // 1000]
    if "网购" in asked:
        price, count = first(r"，每.(\d+)元", asked), first(r"网购的(\d+)", asked)
        back = re.search(r"其中(\d+)", asked)
        return [price * (int(back[1]) if back else count)]
    if "保价" in asked and "寄出" in asked:
        return [first(r"核定的损失是(\d+)元", asked)]
    if "只用了" in asked:
        total, times, used = (
            first(r"付(\d+)元[办报买]", asked),
            first(r"，共(\d+)", asked),
            first(r"只用了(\d+)", asked),
        )
        return [total - total // times * used]
    if "每" in asked and (unit := re.search(r"买了(\d+).[^，]+，每.(\d+)元", asked)):
        paid = int(unit[1]) * int(unit[2])
        return [paid, max(1000, 10 * paid)]
    price = first(r"(?:付了|花)(\d+)元", asked)
    if cost := re.search(r"另外花了[^\d]+(\d+)元", asked):
        return [price, int(cost[1])]
    return [price, max(500, 3 * price)] if "退一赔三" in asked or "该怎么赔" in asked else [price]


def complaint_claims_what_the_law_gives(task: Task) -> None:
    """The claims follow from what is told, they add up, and the dates are in order."""
    asked, letter = task.instruction, task.output
    claims = claims_in(asked)
    lines = re.findall(r"(?:^\d\. \D+|请贵方\D+?)(\d+)元", letter, re.MULTILINE)
    assert [int(line) for line in lines] == claims, claims
    total = re.search(r"合计(\d+)元", letter)
    assert (int(total[1]) == sum(claims)) if total else len(claims) == 1  # type: ignore[index]
    assert first(r"(\d+)(?:日内|天时间|日，|日。)", asked.split("请")[-1]) == first(
        r"(\d+)日内", letter.split("。据此")[1]
    )
    days = [day_of(each) for each in re.findall(r"\d+月\d+日", letter)]
    assert days == sorted(days)
    assert letter.splitlines()[-1] in asked
    assert re.search("致(.+)：", letter)[1] in asked  # type: ignore[index]


def speech_tells_the_facts_in_their_order(task: Task) -> None:
    """Each fact is told in its own paragraph, in order; thanks and last words follow, within the length."""
    asked, speech = task.instruction, task.output
    _, *paragraphs = speech.split("\n　　")
    told = max(
        re.split("[。：“”]|前面讲|里要说清|素材有|想讲的是|，再感谢|，并感谢|。这些都|；还要感谢|；感谢", asked),
        key=lambda t: t.count("；"),
    )
    facts = told.split("；")
    assert 3 <= len(facts) <= 4, facts
    for fact, paragraph in zip(facts, paragraphs[1:], strict=False):
        pairs = [fact[k : k + 2] for k in range(len(fact) - 1)]
        shared = [sum(pair in each for pair in pairs) for each in paragraphs[:-2]]
        assert paragraphs[shared.index(max(shared))] == paragraph, (fact, paragraph)
        assert all(number in paragraph or number == "七岁" for number in NUMBER.findall(fact)), (fact, paragraph)
    assert len(paragraphs) == len(facts) + 5
    assert paragraphs[-1] in asked.replace("”", "。") + "。"
    assert "谢" in paragraphs[-2]
    thanked = re.search("感谢([^，。；”]+?)(?:也不能漏)?[，。；]", asked)[1]  # type: ignore[index]
    assert any(thanked[k : k + 2] in paragraphs[-2] for k in range(len(thanked) - 1))
    bound = first(r"(\d+)字", asked)
    assert bound - 50 <= len("".join(speech.split())) < bound
    assert new_numbers(task) <= {"一百", "四十二", "千百"}


CHECKS: dict[str, Callable[[Task], None]] = {
    "occasion_speech": speech_tells_the_facts_in_their_order,
    "job_letter": application_answers_the_notice,
    "complaint_letter": complaint_claims_what_the_law_gives,
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_letter_says_what_is_told(name: str) -> None:
    check(next(f for f in FAMILIES if f.name == name), CHECKS)


def test_nobody_is_interviewed_after_being_hired():
    write = next(family.write for family in FAMILIES if family.name == "job_letter")
    for seed in range(300):
        letter = write(Random(seed)).output
        assert not ("如能入职" in letter and "随时可以面谈" in letter)
        assert not ("面谈的机会" in letter and "到岗" in letter.rpartition("面谈的机会")[2])


def test_only_papers_and_pictures_are_sent_with_a_complaint():
    write = next(family.write for family in FAMILIES if family.name == "complaint_letter")
    for seed in range(300):
        letter = write(Random(seed)).output
        sent = re.search("随信附上([^，。]+)，|有([^，。]+)为证，复印件", letter)
        assert sent is None or not re.search("录像|视频|录音|剩下|包装袋", sent[0]), letter


def test_a_seller_answers_for_the_goods_it_sells():
    write = next(family.write for family in FAMILIES if family.name == "complaint_letter")
    for seed in range(300):
        asked = write(Random(seed)).instruction
        assert not re.search("(?:买|办)了[^，]*(?:课程|钢琴课|舞蹈班)", asked)
        if re.search("钢琴课|舞蹈班|私教课|家教", asked):
            assert not re.search("卡不退|检验单|标签|材料|工期", asked)


def test_a_speaker_is_not_taken_for_another_office():
    write = next(family.write for family in FAMILIES if family.name == "occasion_speech")
    assert not any("店主任" in write(Random(seed)).instruction for seed in range(2000))


def test_an_offer_to_those_who_are_far_away_does_not_stand_before_the_goods():
    write = next(family.write for family in FAMILIES if family.name == "product_copy")
    for seed in range(300):
        asked = write(Random(seed)).instruction
        assert not (re.search("货架的说明卡|小黑板", asked) and re.search("包邮|下单|门店|免运费", asked))


def test_a_speech_opens_with_its_occasion() -> None:
    for each in occasion_speech.OCCASIONS:
        for opening in each.openings:
            assert any(each.name[at : at + 2] in opening for at in range(len(each.name) - 1)), opening
            assert all(years in opening for years in re.findall("[一二三四五六七八九十百]+周年", each.name)), opening
