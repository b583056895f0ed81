"""Brainstorming answers have the requested number of ideas, and each idea fits the instruction."""

import re
from collections.abc import Callable
from random import Random

import pytest

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families import brainstorming

WRITE = {family.name: family.write for family in brainstorming.FAMILIES}
DIGITS = {"一": 1, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}


def ideas(task: Task) -> list[str]:
    lines = [line for line in task.output.splitlines() if re.match(r"\d+\. ", line)]
    return [line.split(". ", 1)[1] for line in lines]


def asked(task: Task) -> int:
    found = re.findall(r"([两三四五六])(?:样|条|道|个|件|招|种)(?!大学)", task.instruction)
    counts = {DIGITS[digit] for digit in found}
    assert len(ideas(task)) in counts, task
    return len(ideas(task))


def check_packing(task: Task) -> None:
    asked(task)
    fit = set()
    for table in (brainstorming.WEATHER_THINGS, brainstorming.COMPANIONS):
        fit |= {name for key, things in table.items() if key in task.instruction for name, _ in things}
    for trip in brainstorming.TRIPS:
        if any(place in task.instruction for place in trip.places):
            fit |= {thing for doing, thing, _ in trip.doings if doing in task.instruction}
            fit |= {name for name, _ in trip.basics}
    names = [idea.split("：")[0] for idea in ideas(task)]
    assert len(set(names)) == len(names)
    assert all(name in fit and name not in task.instruction for name in names)


def check_fridge(task: Task) -> None:
    asked(task)
    limit = int(re.search(r"(\d+)分钟", task.instruction)[1])
    rule = next(rule for rule in brainstorming.DIET_RULES if rule in task.instruction)
    for idea in ideas(task):
        foods, minutes = re.search(r"主料是(.+)，约(\d+)分钟", idea).groups()
        foods = re.split("、|和", foods)
        assert int(minutes) <= limit
        assert all(food in task.instruction + task.input for food in foods)
        assert not set(foods) & set(brainstorming.DIET_RULES[rule])


def check_gifts(task: Task) -> None:
    asked(task)
    budget = int(re.search(r"(\d+)元", task.instruction)[1])
    for idea in ideas(task):
        name, price, love = re.match(r"(.+)（约(\d+)元）：适合喜欢(.+?)的人", idea).groups()
        assert int(price) <= budget
        assert love in task.instruction
        assert name not in task.instruction


def check_saving(task: Task) -> None:
    asked(task)
    spent = {name: int(yuan) for name, yuan in re.findall(r"([^、：]+?)(\d+)元", task.input)}
    cuts = {idea.split("：")[0]: int(re.search(r"约省(\d+)元", idea)[1]) for idea in ideas(task)}
    assert all(0 < cut < spent[name] for name, cut in cuts.items())
    total = int(re.search(r"合计每月约省(\d+)元", task.output)[1])
    assert total == sum(cuts.values())
    assert total >= int(re.search(r"(\d+)元", task.instruction)[1])
    assert max(spent, key=lambda name: spent[name]) in task.instruction


def check_names(task: Task) -> None:
    asked(task)
    for idea in ideas(task):
        name, word = re.match(r"(.+)：“(.+?)”", idea).groups()
        assert name.startswith(word)
        traits = [t for table in (brainstorming.SPOTS, brainstorming.STYLES, brainstorming.PAIRS) for t in table]
        told = [trait for trait, each, _ in traits if each == word]
        assert any(trait in task.instruction for trait in told) or word[1] in task.instruction


@pytest.mark.parametrize(
    ("family", "check"),
    [
        ("packing_list", check_packing),
        ("fridge_meals", check_fridge),
        ("gift_ideas", check_gifts),
        ("saving_tips", check_saving),
        ("shop_names", check_names),
    ],
)
def test_the_number_of_ideas_is_right_and_each_fits_the_task(family: str, check: Callable[[Task], None]) -> None:
    for seed in range(60):
        check(WRITE[family](Random(seed)))


@pytest.mark.parametrize("family", WRITE)
def test_the_same_seed_writes_the_same_task(family: str) -> None:
    assert WRITE[family](Random(7)) == WRITE[family](Random(7))
