"""Sellers and clerks in a conversation keep to their rules: prices, sums and change are computed again."""

from __future__ import annotations

import json
import re
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.chat import FAMILIES, corrected_order, take_order, tour_guide


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


def minutes(time: str) -> int:
    """Return the minutes since midnight of a time such as 9:05."""
    hour, minute = map(int, time.split(":"))
    return 60 * hour + minute


def clock(time: int) -> str:
    """Write minutes since midnight as a time."""
    return f"{time // 60}:{time % 60:02d}"


def reply_about_money(question: str, price: int) -> str | None:
    """Work out what a ticket or several cost, and return what the reply must contain."""
    if height := re.search(r"(\d\.\d\d)米", question):
        adults = "零一两三四".index(re.search("(两|三|四)个大人", question)[1])
        share = 0 if float(height[1]) < 1.2 else 0.5 if float(height[1]) < 1.5 else 1
        return f"一共{round(price * (adults + share))}元"
    if age := re.search(r"(\d\d)岁", question):
        return "免票" if int(age[1]) >= 70 else f"{price // 2 if int(age[1]) >= 60 else price}元"
    if people := re.search(r"(\d+)个大人", question):
        full = int(people[1]) * price
        return f"省{round(full * 0.2)}元" if int(people[1]) >= 10 else f"＝{full}元买散客票"
    return None


def reply_about_time(question: str, notes: str) -> str | None:
    """Work out a time, and return what the reply must contain."""
    asked = [minutes(time) for time in re.findall(r"\d+:\d\d", question)]
    walk, back = map(int, re.findall(r"步行(\d+)分钟", notes))
    if "接驳车" in question:
        end = asked[0] + walk + int(re.search(r"待(\d+)分钟", question)[1]) + back
        late = end - asked[1]
        return (
            f"{'赶不上，会晚' if late > 0 else '赶得上，还余' if late else '刚好'}{f'{abs(late)}分钟' if late else ''}"
        )
    if "集合" in question:
        return clock(asked[0] + int(re.search(r"自由活动：(\d+)分钟", notes)[1])) + "在"
    if asked:
        starts = [minutes(time) for time in re.findall(r"\d+:\d\d", notes.split("开演")[0])]
        later = [start for start in starts if start > asked[0]]
        length = int(re.search(r"每场(\d+)分钟", notes)[1])
        return f"{clock(later[0])}开始，演{length}分钟，{clock(later[0] + length)}结束" if later else "赶不上了"
    return None


def check_tour_guide(task: Task) -> None:
    price = int(re.search(r"成人(\d+)元", task.input)[1])
    asked = re.findall(r"的([^。：，”？的]{2,3})问：“(.+?)”", task.instruction)
    assert len(asked) == 4
    own = 0
    for who, question in asked:
        (reply,) = (line for line in task.output.splitlines() if line.startswith(f"{who}，"))
        wanted = reply_about_money(question, price) or reply_about_time(question, task.input)
        own += wanted is None
        assert wanted is None or wanted in reply
        answers = {ask: answer for place in tour_guide.PLACES for ask, _, answer in place.facts}
        assert wanted or reply == f"{who}，{answers[question]}。"
    assert own == 2
    assert ("| --- | --- |" in task.output) == ("Markdown" in task.instruction)


def test_what_a_guide_says_about_a_place_is_in_the_notes() -> None:
    for place in tour_guide.PLACES:
        for _, note, answer in place.facts:
            numbers = re.findall("[一二三四五六七八九十百千]{2,}", answer)
            assert all(number in note or number.replace("一百", "百") in note for number in numbers), answer


def final_order(told: str, names: str) -> tuple[dict[str, int], str]:
    """Follow the sentences of an order and its corrections, and return the numbers of the items and the day."""
    counts: dict[str, int] = {}
    day = ""
    for sentence in told.split("。"):
        if found := re.search("周[一二三四五六日]", sentence):
            day = found[0]
        new = {name: int(count) for count, name in re.findall(rf"(\d+)\D({names})", sentence)}
        if found := re.search(rf"({names})(?:换成|不要了，换成)", sentence):
            ((other, count),) = new.items()
            counts = {
                other if name == found[1] else name: count if name == found[1] else n for name, n in counts.items()
            }
        elif found := re.search(rf"({names})(?:不要了|去掉|先不拿了)", sentence):
            del counts[found[1]]
        elif found := re.search(rf"({names})(?:改成|要|应该是)(\d+)", sentence):
            counts[found[1]] = int(found[2])
        else:
            counts |= new
    return counts, day


def check_corrected_order(task: Task) -> None:
    prices = {name: int(price) for name, price in re.findall(r"- (.+) 每.(\d+)元", task.input)}
    counts, day = final_order(re.search("“(.+)”", task.instruction)[1], "|".join(sorted(prices, key=len, reverse=True)))
    total = sum(prices[name] * count for name, count in counts.items())
    if "JSON" in task.instruction:
        order = json.loads(task.output)
        assert [(item["品名"], item["数量"], item["单价"]) for item in order["items"]] == [
            (name, count, prices[name]) for name, count in counts.items()
        ]
        assert all(item["小计"] == item["数量"] * item["单价"] for item in order["items"])
        assert (order["合计"], order["送货日"]) == (total, day)
    elif "Markdown" in task.instruction:
        rows = re.findall(r"\| (\S+) \| (\d+)\D \| (\d+)元 \| (\d+)元 \|", task.output)
        assert rows == [(name, str(n), str(prices[name]), str(n * prices[name])) for name, n in counts.items()]
        assert task.output.endswith(f"合计{total}元，{day}送货。")
    elif re.search("只说最后|只报总价|就答一句", task.instruction):
        assert task.output == f"一共{total}元。"
    else:
        assert f"，{day}送到。" in task.output
        assert f"总共{total}元" in task.output
        assert re.findall("|".join(prices), task.output) == list(counts)


CHECKS = {
    "market_haggle": check_market_haggle,
    "tour_guide": check_tour_guide,
    "corrected_order": check_corrected_order,
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_trade_follows_the_rules_of_its_input(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def written(name: str, count: int) -> list[Task]:
    """Write tasks of a family."""
    write = next(family.write for family in FAMILIES if family.name == name)
    return [write(Random(seed)) for seed in range(count)]


def test_an_order_in_a_form_is_not_given_by_phone_or_at_the_counter() -> None:
    for task in written("corrected_order", 300):
        if "JSON" in task.instruction or "Markdown" in task.instruction:
            assert not re.search("电话|柜台前|语音", task.instruction)


def test_a_table_orders_what_the_eatery_is_for() -> None:
    for task in written("take_order", 300):
        kind = next((kind for kind in take_order.MAINS if kind in task.instruction), None)
        assert kind is None or any(main in task.output for main in take_order.MAINS[kind])
        assert all(int(count) <= 2 for count in re.findall(r"(\d+)[份碟盘盆壶扎笼]\D", task.output))


def test_any_of_the_goods_of_a_shop_may_serve_its_occasions() -> None:
    purposes = [purpose for shop in corrected_order.SHOPS for purpose in shop.purposes]
    assert not [purpose for purpose in purposes if re.search("修桌椅|改水电|婚房|孩子学|应急包|校庆", purpose)]
