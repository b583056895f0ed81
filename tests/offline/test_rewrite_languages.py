"""Translations state the numbers, dates, places and conditions of the original, checked from the text of the task alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.rewrite import FAMILIES
from selfinstruct.teachers.offline.families.rewrite.classical_to_modern import SENTENCES

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = dict(zip("一二三四五六日", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(), strict=True))
CITY_NAMES = {
    "杭州": "Hangzhou", "成都": "Chengdu", "武汉": "Wuhan", "南京": "Nanjing", "沈阳": "Shenyang", "昆明": "Kunming",
    "天津": "Tianjin", "长沙": "Changsha", "烟台": "Yantai", "银川": "Yinchuan", "郑州": "Zhengzhou", "兰州": "Lanzhou",
}  # fmt: skip


def chinese_values(text: str) -> Counter[int]:
    """Numbers of a Chinese text, with 万 and 亿元, and days."""
    values: Counter[int] = Counter()
    text = re.sub(r"\d+月", "", text)
    for number, unit in re.findall(r"(\d+)(万|亿)?", text):
        values[int(number) * {"": 1, "万": 10_000, "亿": 100_000_000}[unit]] += 1
    return values


def english_values(text: str) -> Counter[int]:
    """Numbers of an English text, those from a million on in millions."""
    numbers = re.findall(r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)( million)?", text)
    values = Counter(round(float(number.replace(",", "")) * (1_000_000 if unit else 1)) for number, unit in numbers)
    assert not re.search(r"\d,\d{3},\d{3}", text)
    return values


def news_agree(task: Task) -> None:
    """Each item has a line in English with the same numbers, months, weekdays and cities."""
    lines = [re.sub(r"^\d\. ", "", line) for line in task.output.splitlines() if "---" not in line]
    if lines[0].startswith("| 中文"):
        lines = [line.strip("| ").split(" | ")[1] for line in lines[1:]]
    text = task.instruction.replace("\n", "")
    assert all(line.endswith((".", "?")) for line in lines)
    assert not re.search("[\u4e00-\u9fff]", "".join(lines))
    joined = " ".join(lines)
    assert not re.search(r"\b[Aa] (8\d?|11|18)\b|\b[Aa]n (?!8\d?\b|11\b|18\b)\d", joined)
    facts = english_values(joined)
    for value, count in chinese_values(text).items():
        assert facts[value] == count, value
    assert Counter(re.findall("|".join(MONTHS), joined)) == Counter(
        MONTHS[int(month) - 1] for month in re.findall(r"(\d+)月", text)
    )
    assert Counter(re.findall("[A-Z][a-z]+day", joined)) == Counter(
        WEEKDAYS[day] for day in re.findall("周([一二三四五六日])", text)
    )
    # The items are of one time: their dates are in one month, and what they look back on is in the month before.
    dates, past = (set(map(int, re.findall(rf"(\d+)月{end}", text))) for end in (r"\d", r"(?!\d)"))
    assert len(dates) <= 1
    assert len(past) <= 1
    assert all((now - before) % 12 == 1 for now in dates for before in past)
    for city, name in CITY_NAMES.items():
        assert (city in text) == (name in joined)


def sentences_are_translated(task: Task) -> None:
    """Each sentence has one translation in the order of the text, in modern words and in the requested form."""
    assert not re.search("[兮焉哉乎]", re.sub(r"原文：.*|\| 《.*?》 \| .*? \|", "", task.output))
    lines = [line for line in task.output.splitlines() if line and "---" not in line]
    if "三栏" in task.instruction:
        rows = [line.strip("| ").split(" | ") for line in lines]
        assert rows[0] == ["出处", "原文", "译文"]
        places = [task.instruction.index(f"{old}（{work}）") for work, old, _ in rows[1:]]
    elif "先抄原文" in task.instruction:
        places = [task.instruction.index(line.removeprefix("原文：")) for line in lines[::2]]
        assert all(line.startswith("译文：") for line in lines[1::2])
    else:
        assert 3 <= len(lines) <= 4
        assert [bool(re.match(r"\d\. ", line)) for line in lines] == ["编上号" in task.instruction] * len(lines)
        places = []
    assert places == sorted(set(places))


def test_sentences_and_translations_are_all_different():
    old, new = zip(*(each[1:] for each in SENTENCES), strict=True)
    assert len(set(old)) == len(set(new)) == len(SENTENCES)
    assert not set("".join(new)) & set("兮焉哉矣")


CHECKS: dict[str, Callable[[Task], None]] = {
    "news_to_english": news_agree,
    "classical_to_modern": sentences_are_translated,
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_translation_states_the_same_facts(name):
    check(next(family for family in FAMILIES if family.name == name), CHECKS)
