"""Translations state the numbers, dates, places and conditions of the original, checked from the text of the task alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.rewrite import FAMILIES

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = dict(zip("一二三四五六日", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(), strict=True))
CITY_NAMES = {
    "杭州": "Hangzhou", "成都": "Chengdu", "武汉": "Wuhan", "南京": "Nanjing", "沈阳": "Shenyang", "昆明": "Kunming",
    "天津": "Tianjin", "长沙": "Changsha", "烟台": "Yantai", "银川": "Yinchuan", "郑州": "Zhengzhou", "兰州": "Lanzhou",
}  # fmt: skip


def chinese_values(text: str) -> Counter[int]:
    """Numbers of a Chinese text, with 万 and 亿元 (in millions), months and days."""
    values: Counter[int] = Counter()
    text = re.sub(r"\d+月", "", text)
    for number, unit in re.findall(r"(\d+)(万|亿)?", text):
        values[int(number) * {"": 1, "万": 10_000, "亿": 100}[unit]] += 1
    return values


def english_values(text: str) -> Counter[int]:
    """Numbers of an English text."""
    return Counter(int(number.replace(",", "")) for number in re.findall(r"\d{1,3}(?:,\d{3})+|\d+", text))


def news_agree(task: Task) -> None:
    """Each item has a line in English with the same numbers, months, weekdays and cities."""
    lines = [re.sub(r"^\d\. ", "", line) for line in task.output.splitlines() if "---" not in line]
    if lines[0].startswith("| 中文"):
        lines = [line.strip("| ").split(" | ")[1] for line in lines[1:]]
    text = task.instruction.replace("\n", "")
    assert all(line.endswith((".", "?")) for line in lines)
    assert not re.search("[\u4e00-\u9fff]", "".join(lines))
    joined = " ".join(lines)
    facts = english_values(joined)
    for value, count in chinese_values(text).items():
        assert facts[value] == count, value
    assert Counter(re.findall("|".join(MONTHS), joined)) == Counter(
        MONTHS[int(month) - 1] for month in re.findall(r"(\d+)月", text)
    )
    assert Counter(re.findall("[A-Z][a-z]+day", joined)) == Counter(
        WEEKDAYS[day] for day in re.findall("周([一二三四五六日])", text)
    )
    for city, name in CITY_NAMES.items():
        assert (city in text) == (name in joined)


CHECKS: dict[str, Callable[[Task], None]] = {
    "news_to_english": news_agree,
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_translation_states_the_same_facts(name):
    check(next(family for family in FAMILIES if family.name == name), CHECKS)
