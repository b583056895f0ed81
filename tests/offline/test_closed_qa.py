"""Answers to closed questions are correct: each is derived again from the table or notice."""

import re
from collections.abc import Callable
from random import Random

import pytest

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families import closed_qa

WRITE = {family.name: family.write for family in closed_qa.FAMILIES}
WEEKDAYS = tuple("周" + day for day in "一二三四五六日")


def check_prices(task: Task) -> None:
    prices = {name: int(yuan) for name, yuan in re.findall(r"(.+)：(\d+)元", task.input)}
    names = "|".join(sorted(prices, key=len, reverse=True))
    bought = re.findall(rf"(\d+)\D{{1,2}}({names})", task.instruction)
    spent = [int(total) for total in re.findall(r"＝(\d+)元", task.output)]
    assert sum(int(count) * prices[name] for count, name in bought) == sum(spent)
    if len(spent) == 1:
        paid = int(re.search(r"(\d+)元", task.instruction)[1])
        assert task.output.endswith(f"{paid}元够付，还剩{paid - spent[0]}元。")
    elif spent[0] != spent[1]:
        who = re.findall(r"([^；：。]+)：\d", task.output)[spent[1] > spent[0]]
        assert task.output.endswith(f"{who}多花{abs(spent[0] - spent[1])}元。")


def moment(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def check_trains(task: Task) -> None:
    rows = re.findall(r"(\w+)  ([\d:]+)开  ([\d:]+)到  (\d+)元", task.input)
    early, late = sorted(map(moment, re.findall(r"\d+:\d\d", task.instruction)))
    fit = [row for row in rows if moment(row[1]) >= early and moment(row[2]) <= late]
    named = re.findall(r"[GK]\d+", task.output)
    if re.search("能坐的车|共有几趟|全部可选", task.instruction) or not fit:
        assert named == [row[0] for row in fit]
        return
    keys: list[tuple[str, Callable[[tuple[str, ...]], int]]] = [
        ("最先到站|到得最早|尽早到", lambda row: moment(row[2])),
        ("最省时间|时间最短|跑得最快", lambda row: moment(row[2]) - moment(row[1])),
        ("票价最低|最便宜|省钱", lambda row: int(row[3])),
    ]
    key = next(key for words, key in keys if re.search(words, task.instruction))
    best = min(key(row) for row in fit)
    assert named == [row[0] for row in fit if key(row) == best]


def check_marks(task: Task) -> None:
    head, *rows = [line.split() for line in task.input.splitlines()]
    marks = {row[0]: dict(zip(head[1:], map(int, row[1:]), strict=True)) for row in rows}
    floors = re.findall(r"(..)(?:至少|不能低于|得有|要求)(\d+)分", task.instruction)
    if floors:
        able = [name for name, row in marks.items() if all(row[subject] >= int(least) for subject, least in floors)]
        assert [name for name in marks if name in task.output] == able
    for name, total in re.findall(r"([^，。]+)两科共(\d+)分", task.output):
        subjects = [subject for subject in head[1:] if re.search(subject, task.instruction)]
        assert len(subjects) == 2
        assert sum(marks[name][subject] for subject in subjects) == int(total)
    for name, mark in re.findall(r"([^、：]+)（(\d+)分）", task.output):
        assert marks[name][task.output[:2]] == int(mark)
    for name, mark in re.findall(r"；(.+?)考了(\d+)分", task.output):
        column = [row[task.output[:2]] for row in marks.values()]
        assert marks[name][task.output[:2]] == int(mark)
        assert f"平均分是{sum(column)}÷{len(column)}＝{sum(column) / len(column):g}分" in task.output


def check_roster(task: Task) -> None:
    shift = re.search("早班|中班|晚班", task.instruction)[0]
    week = [re.search(rf"{shift}([^，\n]+)", line)[1] for line in task.input.splitlines()[1:]]
    days = [WEEKDAYS.index(day) for day in re.findall("周[一二三四五六日]", task.instruction)]
    if len(days) == 2:
        week[days[0]], week[days[1]] = week[days[1]], week[days[0]]
    else:
        week[days[0]] = re.search(r"(?:请|让|改由)(\w{2,3}?)(?:顶|代|上)", task.instruction)[1]
    said = task.output.split("：")[1].split("；")
    for part in said:
        who = next(
            name for name in dict.fromkeys([*week, *re.findall(r"^(.+?)(?:有|这周)", part)]) if part.startswith(name)
        )
        assert re.findall("周[一二三四五六日]", part.replace("这周", "")) == [
            d for d, n in zip(WEEKDAYS, week, strict=True) if n == who
        ]


def check_notice(task: Task) -> None:
    opens = moment(re.search(r"\d+:\d\d", task.instruction)[0])
    lasts = int(re.search(r"(?:每场|一场|时长|每轮安排)(\d+)分钟", task.instruction)[1])
    rounds = int(re.search(r"(\d)场", task.instruction)[1])
    rest = int(re.search(r"(?:歇|休息|间隔|之间隔)(\d+)分钟", task.instruction)[1])
    starts = [opens + i * (lasts + rest) for i in range(rounds)]
    said = [moment(each) for each in re.findall(r"\d+:\d\d", task.output)]
    if task.output.startswith("第二场"):
        assert said == [starts[1], starts[1] + lasts]
    elif said:
        assert said == [starts[-1] + lasts]
    else:
        venue, extra = re.match(r"地点在(.+?)，要求是：(.+)。", task.output).groups()
        assert venue in task.instruction
        assert extra in task.instruction


@pytest.mark.parametrize(
    ("family", "check"),
    [
        ("price_list", check_prices),
        ("train_timetable", check_trains),
        ("exam_marks", check_marks),
        ("duty_roster", check_roster),
        ("event_notice", check_notice),
    ],
)
def test_the_answer_follows_from_the_given_text(family: str, check: Callable[[Task], None]) -> None:
    for seed in range(60):
        check(WRITE[family](Random(seed)))


@pytest.mark.parametrize("family", WRITE)
def test_the_same_seed_writes_the_same_task(family: str) -> None:
    assert WRITE[family](Random(7)) == WRITE[family](Random(7))
