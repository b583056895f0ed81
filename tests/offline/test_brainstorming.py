"""Brainstorming answers have the requested number of ideas, and each idea fits the instruction."""

import re
from collections.abc import Callable
from random import Random

import pytest

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families import brainstorming
from selfinstruct.teachers.offline.families.brainstorming import (
    fridge_meals,
    gift_ideas,
    packing_list,
    saving_tips,
    shop_names,
)

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
    for table in (packing_list.WEATHER_THINGS, packing_list.COMPANIONS):
        fit |= {name for key, things in table.items() if key in task.instruction for name, _ in things}
    for trip in packing_list.TRIPS:
        if any(place in task.instruction for place in trip.places):
            doings = [doing for doing in trip.doings if doing.name in task.instruction]
            assert len(doings) == 1
            fit |= {name for name, _ in (doings[0].thing, *doings[0].extras)}
            fit |= {name for name, _ in trip.basics}
    names = [idea.split("——")[0] for idea in ideas(task)]
    assert len(set(names)) == len(names)
    assert all(name in fit and name not in task.instruction for name in names)


def check_fridge(task: Task) -> None:
    asked(task)
    limit = int(re.search(r"(\d+)分钟", task.instruction)[1])
    rule = next(rule for rule in fridge_meals.DIET_RULES if rule in task.instruction)
    assert any(
        f"{food}{why}" in task.instruction for food in fridge_meals.DIET_RULES[rule] for why in ("是", "可以", "这回")
    )
    longest = 0
    for idea in ideas(task):
        foods, minutes = re.search(r"主料是(.+)，约(\d+)分钟", idea).groups()
        foods = re.split("、|和", foods)
        assert int(minutes) <= limit
        longest = max(longest, int(minutes))
        assert all(food in task.instruction + task.input for food in foods)
        assert not set(foods) & set(fridge_meals.DIET_RULES[rule])
    assert limit - longest <= max(10, longest / 3)


def check_gifts(task: Task) -> None:
    asked(task)
    budget = int(re.search(r"(\d+)元", task.instruction)[1])
    for idea in ideas(task):
        name, price, love = re.match(r"(.+)，约(\d+)元。适合爱(.+?)的..", idea).groups()
        assert int(price) <= budget
        assert love in task.instruction
        assert name not in task.instruction


def check_saving(task: Task) -> None:
    told = task.instruction + task.input
    cuts = {idea.split("——")[0]: int(re.search(r"约省(\d+)元", idea)[1]) for idea in ideas(task)}
    habits = {
        e.name: re.search(e.habit.replace("{}", r"(\d+)") + f"|{e.name}(\\d+)元", told) for e in saving_tips.EXPENSES
    }
    spent = {name: int(found[1] or found[2]) for name, found in habits.items() if found}
    assert spent.keys() == cuts.keys()
    assert all(0 < cut < spent[name] for name, cut in cuts.items())
    total = int(re.search(r"合计每月约省(\d+)元", task.output)[1])
    assert total == sum(cuts.values())
    rest = told
    for found in filter(None, habits.values()):
        rest = rest.replace(found[0], "")
    (target,) = re.findall(r"(\d+)元", rest)
    assert int(target) <= total < int(target) + 100
    assert max(spent, key=lambda name: spent[name]) in task.instruction or not task.input
    assert sorted(spent.values())[-1] > sorted(spent.values())[-2]
    assert not {"打车", "停车费"} <= spent.keys()
    assert not ("停车费" in spent and re.search("驾照|电动车", task.instruction))
    assert not ("健身私教" in spent and "健身教练" in task.instruction)


def check_names(task: Task) -> None:
    asked(task)
    for idea in ideas(task):
        name, word = re.match(r"(.+)，“(.+?)”", idea).groups()
        assert name.startswith(word)
        traits = [t for table in (shop_names.SPOTS, shop_names.STYLES, shop_names.PAIRS) for t in table]
        told = [trait for trait, each, _ in traits if each == word]
        surname = word[1:] if word.startswith("老") else word.removesuffix("家")
        assert any(trait in task.instruction for trait in told) or re.search(
            f"{surname}[\u4e00-\u9fff]", task.instruction
        )
        assert not ("想吸引年轻人" in task.instruction and not told and word.startswith("老"))


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


@pytest.mark.parametrize("family", ["packing_list", "fridge_meals", "gift_ideas", "saving_tips", "shop_names"])
def test_the_facts_come_before_the_question(family: str) -> None:
    requests = "？|请|列出|想出|给.个|起.个|招牌上"
    for seed in range(200):
        instruction = WRITE[family](Random(seed)).instruction
        assert not re.search(requests, instruction.split("。")[0]), instruction


def test_the_items_of_a_trip_fit_its_day_season_and_companions() -> None:
    for seed in range(600):
        task = WRITE["packing_list"](Random(seed))
        text, month = task.instruction, int(re.search(r"(\d+)月", task.instruction)[1])
        assert "营地灯" not in task.output or "搭帐篷过夜" in text
        assert "手电筒" not in task.output or "夜里" in text
        assert "滑雪镜" not in task.output or "板滑雪" in text
        assert "又湿又热" not in text or month in (6, 7, 8)
        assert not ("阵雨" in text and re.search("日出|星星", text))
        assert "阵雨" not in text or 4 <= month <= 9
        assert "早晚温差" not in text or month not in (6, 7, 8)
        assert not (re.search("三岁|七十岁|腰不太好", text) and re.search("浮潜|帆船|帐篷|自行车|下海|赶海", text))
        assert ("还" in text.split("。")[1] or "再" in text.split("。")[1]) == bool(re.search("已经|包里|除了", text))


def test_a_dish_for_an_ill_person_is_not_hot_and_the_meal_fits_who_comes() -> None:
    for seed in range(600):
        task = WRITE["fridge_meals"](Random(seed))
        if re.search("病|初愈|住院", task.instruction):
            assert not re.search("|".join(fridge_meals.HOT), task.output)
        assert not (re.search("加班到八点|放学|下班", task.instruction) and "午饭" in task.instruction)
        assert len(re.findall("汤，", task.output)) <= 1
        assert len(re.findall(r"\d\. (?:拍|\w*拌)", task.output)) <= 1
        people = task.instruction.split("不吃")[0]
        several = re.search("两位|双胞胎|三个|爷爷奶奶|夫妇|两个|四个|几个|外公外婆|一车", people)
        assert bool(several) == bool(re.search("其中|当中有", task.instruction))
        assert not re.search("饿了|桌边", task.instruction) or int(re.search(r"(\d+)分钟", task.instruction)[1]) <= 20


def test_a_gift_is_neither_meagre_nor_too_dear_and_both_hobbies_are_served() -> None:
    for seed in range(600):
        task = WRITE["gift_ideas"](Random(seed))
        budget = int(re.search(r"(\d+)元", task.instruction)[1])
        prices = [int(price) for price in re.findall(r"约(\d+)元", task.output)]
        assert all(budget / 4 <= price <= budget for price in prices)
        assert len({*re.findall("适合爱(.+?)的..", task.output)}) == 2


def test_a_gift_fits_the_person_and_the_occasion() -> None:
    for seed in range(600):
        text = WRITE["gift_ideas"](Random(seed)).instruction
        assert not (re.search("奶奶|姑妈|婆婆", text) and re.search("钓鱼|做木工|羽毛球|跑步", text))
        assert not ("同事" in text and re.search("新工作|研究生", text))
        assert not ("合租" in text and "新家" in text)
        assert not (re.search("外公|父亲|姑妈|婆婆|岳父|奶奶", text) and re.search("转正|研究生|生日", text))


def test_every_pair_of_hobbies_has_a_budget_with_enough_gifts() -> None:
    for receiver in gift_ideas.RECEIVERS:
        for one in receiver.loves:
            for other in {*receiver.loves} - {one}:
                offers = [gift_ideas.gifts_within([one, other], budget) for budget in gift_ideas.BUDGETS]
                assert any(len(found) > 2 and {love for love, _ in found} == {one, other} for found in offers)


def test_a_shop_fits_its_owner_and_its_place() -> None:
    for seed in range(600):
        text = WRITE["shop_names"](Random(seed)).instruction
        assert not ("客房" in text and "一间房" in text)
        assert not re.search("兄弟|姐妹|母女|嫁来|橘园|码头", text)


def test_food_that_spoils_is_used_and_an_ill_person_gets_mild_food() -> None:
    hurries = [re.escape(each).replace(r"\{soon\}", "([^，。]+?)") for each in fridge_meals.HURRY_CLAUSES]
    for seed in range(600):
        task = WRITE["fridge_meals"](Random(seed))
        found = re.search("，(?:" + "|".join(hurries) + ")。", task.instruction)
        assert not found or next(filter(None, found.groups())) in task.output
        eater = next(each for each in fridge_meals.EATERS if each.name in task.instruction)
        assert not eater.ill or not any(food in task.output for food in fridge_meals.ROUGH)


def test_a_budget_is_said_to_be_for_each_gift_and_the_receiver_is_called_other_side_once() -> None:
    for seed in range(600):
        text = WRITE["gift_ideas"](Random(seed)).instruction
        assert re.search(r"每样预算\d+元以内|每样不超过\d+元|一件最多花\d+元", text)
        assert text.count("对方") <= 1


def test_dishes_of_a_meal_share_no_food_and_mild_meals_are_warm() -> None:
    for seed in range(600):
        task = WRITE["fridge_meals"](Random(seed))
        foods = [food for idea in ideas(task) for food in re.split("、|和", re.search("主料是(.+)，约", idea)[1])]
        assert len(set(foods)) == len(foods)
        ill = any(eater.ill and eater.name in task.instruction for eater in fridge_meals.EATERS)
        assert not (ill and any(re.search(fridge_meals.HARSH, idea) for idea in ideas(task)))


def test_traits_of_a_shop_suit_its_trade() -> None:
    trades = {shop for shop, _, _ in shop_names.SHOPS}
    traits = {trait for table in (shop_names.SPOTS, shop_names.STYLES, shop_names.PAIRS) for trait, _, _ in table}
    assert shop_names.SUITED.keys() <= traits
    assert all(set(fit.split()) <= trades for fit in shop_names.SUITED.values())


def test_pupils_travel_in_the_holidays() -> None:
    for seed in range(600):
        text = WRITE["packing_list"](Random(seed)).instruction
        pupil = any(each in text for each in packing_list.PUPILS)
        assert not pupil or int(re.search(r"(\d+)月", text)[1]) in packing_list.HOLIDAYS
