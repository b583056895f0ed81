"""Answers to open questions are correct: each is derived again from the text of the question."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations
from random import Random

import pytest

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families import open_qa

WRITE = {family.name: family.write for family in open_qa.FAMILIES}
RATES = {"全场九折": "0.9", "全场八五折": "0.85", "全场八折": "0.8", "先打九折": "0.9"}


def check_bill(task: Task) -> None:
    due = Fraction(sum(int(n) * int(p) for n, p in re.findall(r"(\d+)[^\d、]+?（每.(\d+)元）", task.instruction)))
    for words, rate in RATES.items():
        due *= Fraction(rate) if words in task.instruction else 1
    cut = re.search(r"满(\d+)元再?减(\d+)元", task.instruction)
    if cut and due >= int(cut[1]):
        due -= int(cut[2])
    assert Fraction(re.search(r"应付([\d.]+)元", task.output)[1]) == due
    back = re.search(r"付(\d+)元，找回([\d.]+)元", task.output)
    if back:
        assert f"{back[1]}元" in task.instruction
        assert Fraction(back[2]) == int(back[1]) - due


def check_stages(task: Task) -> None:
    year, month, day = map(int, re.search(r"(\d+)年(\d+)月(\d+)日", task.instruction).groups())
    days = [int(n) for n in re.findall(r"(\d+)天", task.instruction)]
    last = date(year, month, day)
    for _ in range(sum(days) - 1):
        last += timedelta(1)
    assert task.output.endswith(
        f"{last.year}年{last.month}月{last.day}日（{'周' + '一二三四五六日'[last.weekday()]}）。"
    )


UNIT_SIZES = {
    "千克": 1, "克": Fraction(1, 1000), "斤": Fraction(1, 2), "两": Fraction(1, 20), "厘米": Fraction(1, 100),
    "分米": Fraction(1, 10), "毫米": Fraction(1, 1000), "毫升": Fraction(1, 1000), "升": 1, "杯": Fraction(1, 4),
    "瓶": Fraction(11, 20), "MB": Fraction(1, 1024), "GB": 1, "刻钟": 15, "小时": 60, "分钟": 1, "秒": Fraction(1, 60),
    "公里": 1, "里": Fraction(1, 2), "圈": Fraction(2, 5),
}  # fmt: skip


def check_units(task: Task) -> None:
    text = re.sub(r"（.*?）", "", task.instruction)
    limit, base = re.search(r"(?:是|为)(\d+)([^\d，。]+)", text).groups()
    text = (
        text.replace(f"{limit}{base}", "", 1) if text.count(f"{limit}{base}") == 1 else re.sub(r"(是|为)\d+", "", text)
    )
    sizes = {**UNIT_SIZES, "米": Fraction(1, 1000) if base == "公里" else 1}
    names = "|".join(sorted(sizes, key=len, reverse=True))
    total = sum(int(n) * Fraction(sizes[unit]) for n, unit in re.findall(rf"(\d+)({names})", text))
    assert Fraction(re.search(r"合计([\d.]+)", task.output)[1]) == total
    word = "正好相等" if total == int(limit) else "多" if total > int(limit) else "少"
    assert word in task.output.split("相比")[1]


def minutes(part: str, hour: str, minute: str) -> int:
    return (int(hour) % 12 + (12 if part == "下午" else 0)) * 60 + int(minute)


def check_trip(task: Task) -> None:
    times = {match[0]: minutes(*match.groups()) for match in re.finditer(r"(上午|下午)(\d+):(\d\d)", task.instruction)}
    spent = sum(int(far) * 60 // int(v) for far, v in re.findall(r"(\d+)公里（时速(\d+)公里）", task.instruction))
    spent += sum(int(n) for n in re.findall(r"花(\d+)分钟", task.instruction))
    start, end = re.search(r"天?，(\S+?)出发，(\S+?)到达", task.output).groups()
    arrival = minutes(*re.match(r"(上午|下午)(\d+):(\d\d)", end).groups())
    assert times.pop(start) + spent == arrival
    for due in times.values():
        assert f"{'早' if due > arrival else '晚'}{abs(due - arrival)}分钟" in task.output
        assert ("赶得上" in task.output) == (due > arrival)


N, P = r"([^，。；]{2,3}?)", r"第(.)名"
RANK_CLUES: list[tuple[str, Callable[[dict[str, int], tuple[str, ...]], bool]]] = [
    (f"{N}比{N}靠前", lambda at, g: at[g[0]] < at[g[1]]),
    (f"{N}排在{N}后面", lambda at, g: at[g[0]] > at[g[1]]),
    (f"{N}赢了{N}", lambda at, g: at[g[0]] < at[g[1]]),
    (f"{N}不如{N}", lambda at, g: at[g[0]] > at[g[1]]),
    (f"{N}紧跟在{N}后面", lambda at, g: at[g[0]] == at[g[1]] + 1),
    (f"{N}的下一名是{N}", lambda at, g: at[g[0]] + 1 == at[g[1]]),
    (f"{N}只比{N}低一名", lambda at, g: at[g[0]] == at[g[1]] + 1),
    (f"{P}不是{N}", lambda at, g: at[g[1]] != "一二三四五".index(g[0])),
    (f"{N}(?:不是|没拿){P}", lambda at, g: at[g[0]] != "一二三四五".index(g[1])),
    (rf"{N}(?:和{N}之间隔着|与{N}中间有)(\d)个?人", lambda at, g: abs(at[g[0]] - at[g[1] or g[2]]) == int(g[3]) + 1),
]


def clue_list(task: Task) -> list[str]:
    body = re.split(r"已知|并列；", task.instruction)[1]
    return body.split("。")[0].split("，")


def check_rank(task: Task) -> None:
    full = re.findall(r"([^，：、。]{2,3})（第.名）", task.output)

    def meets(order: tuple[str, ...], clue: str) -> bool:
        at = {name: i for i, name in enumerate(order)}
        match, holds = next((m, h) for pattern, h in RANK_CLUES if (m := re.fullmatch(pattern, clue)))
        return holds(at, match.groups())

    left = [order for order in permutations(full) if all(meets(order, clue) for clue in clue_list(task))]
    assert left == [tuple(full)]
    named = re.match(r"第(.)名是(.+?)。", task.output)
    assert named is None or full["一二三四五".index(named[1])] == named[2]


def check_choice(task: Task) -> None:
    has = re.findall(r"([^，：。]{2,3}?)(点|学|去|养|负责|带|报|坐|种)([^，。]+)", task.output.split("可能：")[1])
    names, things = [name for name, _, _ in has], [thing for _, _, thing in has]

    def meets(world: dict[str, str], clue: str) -> bool:
        who = [name for name in names if name in clue]
        what = [thing for thing in things if thing in clue]
        if len(who) == 2:
            return what[0] in [world[name] for name in who]
        return world[who[0]] not in what

    worlds = [dict(zip(names, order, strict=True)) for order in permutations(things)]
    left = [world for world in worlds if all(meets(world, clue) for clue in clue_list(task))]
    assert left == [dict(zip(names, things, strict=True))]


@pytest.mark.parametrize(
    ("family", "check"),
    [
        ("shopping_bill", check_bill),
        ("stage_dates", check_stages),
        ("unit_story", check_units),
        ("trip_clock", check_trip),
        ("rank_puzzle", check_rank),
        ("choice_puzzle", check_choice),
    ],
)
def test_the_answer_follows_from_the_question_alone(family: str, check: Callable[[Task], None]) -> None:
    for seed in range(60):
        task = WRITE[family](Random(seed))
        assert task.input == ""
        check(task)


@pytest.mark.parametrize("family", WRITE)
def test_the_same_seed_writes_the_same_task(family: str) -> None:
    assert WRITE[family](Random(7)) == WRITE[family](Random(7))
