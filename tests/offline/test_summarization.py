"""Summaries contain the requested facts, and all of their facts are in the text."""

import re
from collections.abc import Callable
from random import Random

import pytest

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families import summarization

WRITE = {family.name: family.write for family in summarization.FAMILIES}


def check_meeting(task: Task) -> None:
    said = [line.split("：", 1) for line in task.input.splitlines()]
    jobs = re.findall(r"[；，]([^；，]+?)负责(.+?)(?:（(.+?)前）)?(?=，|。)", task.output)
    assert jobs
    for who, job, by in jobs:
        told = next(words for name, words in said if name == who and job in words)
        assert by == "" or by in told
    assert len(jobs) == task.input.count("前办好")
    assert all(bool(by) == ("期限" in task.instruction) for _, _, by in jobs)
    opinion = re.search(r"([^\n]+)：我的意见是，(.+)。", task.input)
    assert opinion[2] in task.output
    assert (f"采纳{opinion[1]}" in task.output) == ("提议人" in task.instruction)
    assert not any(words in task.output for words in summarization.CHATTER)


def check_reviews(task: Task) -> None:
    buyers = [line.split("：", 1)[1].rstrip("。").split("；") for line in task.input.splitlines()]
    good_words = (*summarization.PRAISE, "我也觉得好")
    for side in re.findall(r"[，；]([^，；]+?)方面", task.output):
        views = [view[len(side) :] for buyer in buyers for view in buyer if view.startswith(side)]
        good = sum(view.startswith(good_words) for view in views)
        parts = [f"{good}人说好"] * (good > 0) + [f"{len(views) - good}人不满意"] * (good < len(views))
        assert re.search(rf"{side}方面([^；。]+)", task.output)[1] == "，".join(parts)
        assert side in task.instruction
    assert task.output.startswith(f"{len(buyers)}位")
    one = re.search(r"其中(.+?)对", task.output)[1]
    line = next(line for line in task.input.splitlines() if line.startswith(one))
    assert one in task.instruction
    for side, verdict in re.findall(r"对(.+?)(不?满意)", task.output.split("其中")[1]):
        view = next(view for view in line.split("：")[1].split("；") if view.startswith(side))
        assert (verdict == "满意") == view[len(side) :].startswith(good_words)


def check_week(task: Task) -> None:
    amounts = {day: int(n) for day, n in re.findall(r"(周.)：(\d+)", task.input)}
    goal, total = int(re.search(r"(\d+)", task.instruction)[1]), sum(amounts.values())
    assert len(amounts) == 7
    if "总量" in task.instruction:
        assert f"七天共{total}" in task.output
    for word, pick in (("最多", max), ("最少", min)):
        day = re.search(rf"{word}的是(周.)（(\d+)", task.output)
        assert (day is not None) == (f"{word}的一天" in task.instruction)
        assert day is None or int(day[2]) == amounts[day[1]] == pick(amounts.values())
    if "是否达标" in task.instruction:
        verdict = "没有达标" if total < goal else "正好达到" if total == goal else "，达标了"
        assert verdict in task.output
        assert total == goal or f"{abs(total - goal)}" in task.output


def check_news(task: Task) -> None:
    text = re.search("“(.+)”", task.instruction)[1]
    opening, *rest = task.output.rstrip("。").split("，")
    assert opening in text
    venue, event = rest[0].split("举行")
    assert event in text
    assert venue[3:] in text
    for part in rest[1:]:
        assert re.sub("参加$|^主办方计划", "", part) in text
    assert len(task.output) < len(text)


@pytest.mark.parametrize(
    ("family", "check"),
    [
        ("meeting_notes", check_meeting),
        ("product_reviews", check_reviews),
        ("week_log", check_week),
        ("news_brief", check_news),
    ],
)
def test_the_summary_agrees_with_the_text(family: str, check: Callable[[Task], None]) -> None:
    for seed in range(60):
        check(WRITE[family](Random(seed)))


@pytest.mark.parametrize("family", WRITE)
def test_the_same_seed_writes_the_same_task(family: str) -> None:
    assert WRITE[family](Random(7)) == WRITE[family](Random(7))
