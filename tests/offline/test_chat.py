"""Chat replies follow the rules, menus, free slots and messages of their task."""

import re
from collections.abc import Callable
from random import Random

import pytest

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families import chat

WRITE = {family.name: family.write for family in chat.FAMILIES}


def check_return(task: Task) -> None:
    limit = int(re.search(r"签收(\d+)天内", task.input)[1])
    ago = int(re.search(r"(\d+)天", task.instruction)[1])
    price = re.search(r"(\d+)元", task.instruction)[0]
    faulty = not any(reason in task.instruction for reason in chat.CHANGED_MINDS)
    coupon = re.search(r"(\d+元)优惠券", task.input)[1]
    assert (f"退您{price}" in task.output) == (ago <= limit)
    assert ("不能退款" in task.output) == (ago > limit)
    assert ("运费由我们承担" in task.output) == (f"{coupon}优惠券" in task.output) == faulty


def check_comfort(task: Task) -> None:
    who = task.output.split("，")[0]
    assert who in task.instruction
    burdens = [reply for burden, reply in chat.BURDENS.items() if burden in task.instruction]
    assert len(burdens) == 1
    assert task.output.endswith(burdens[0] + "。")
    told = re.search("“(.+?)”", task.instruction)[1].replace("我妈", "你妈").replace("我爸", "你爸")
    details = {a.replace("我", "你") for trouble in chat.TROUBLES for a in (*trouble.first, *trouble.second)}
    assert any(detail in told and detail in task.output for detail in details)


def check_rebook(task: Task) -> None:
    slots = task.input.splitlines()[1:]
    old = re.search(r"周.(?:上午|下午|晚上)\d+:\d\d", task.instruction)[0]
    wish = re.search(r"周.(?:上午|下午|晚上)(?!\d)", task.instruction)[0]
    fit = [slot for slot in slots if slot.startswith(wish)]
    assert old in task.output
    if fit:
        assert f"改到{fit[0]}，{old}的预约已经取消" in task.output
    else:
        assert f"{wish}已经约满" in task.output
        assert all((slot in task.output) == slot.startswith(wish[:2]) for slot in slots)


def check_order(task: Task) -> None:
    prices = {name: int(yuan) for name, yuan in re.findall(r"(.+)：(\d+)元", task.input)}
    names = "|".join(prices)
    bought = re.findall(rf"(\d+)\D({names})", task.instruction)
    assert f"一共{sum(int(count) * prices[name] for count, name in bought)}元" in task.output
    assert bought == re.findall(rf"(\d+)\D({names})", task.output)
    wishes = [wish for wish in sum(chat.ORDER_WISHES.values(), ()) if wish in task.instruction]
    assert all(wish in task.output for wish in wishes)


def check_next_line(task: Task) -> None:
    free = [re.findall("周[一二三四五六日]", line.split("有空")[0]) for line in task.input.splitlines()[1:]]
    common = set(free[0]) & set(free[1])
    assert set(re.findall("周[一二三四五六日]", task.output)) == common
    assert len(common) == 1
    assert task.output.startswith(task.input.split("：")[0])
    wants = [reply for want, reply in chat.WANTS.items() if want in task.instruction]
    assert len(wants) == 2
    assert all(reply in task.output for reply in wants)


@pytest.mark.parametrize(
    ("family", "check"),
    [
        ("return_request", check_return),
        ("comfort_friend", check_comfort),
        ("rebook_visit", check_rebook),
        ("take_order", check_order),
        ("next_line", check_next_line),
    ],
)
def test_the_reply_fits_the_message_and_the_input(family: str, check: Callable[[Task], None]) -> None:
    for seed in range(60):
        check(WRITE[family](Random(seed)))


@pytest.mark.parametrize("family", WRITE)
def test_the_same_seed_writes_the_same_task(family: str) -> None:
    assert WRITE[family](Random(7)) == WRITE[family](Random(7))
