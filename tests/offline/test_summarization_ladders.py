"""Summaries of several lengths keep the limit of each."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

import pytest

from selfinstruct.teachers.offline.families.summarization import FAMILIES

LIMITS = re.compile(r"(\d+)(?:个字|字)|字数压到(\d+)")
NAMES = ("popular_science", "court_case", "village_history", "fable_gist")


@pytest.mark.parametrize("name", NAMES)
def test_each_of_three_summaries_keeps_its_limit_and_is_longer_than_the_last(name: str) -> None:
    write = next(family.write for family in FAMILIES if family.name == name)
    tasks = [task for seed in range(300) if re.search("拟一个标题（", (task := write(Random(seed))).instruction)]
    assert len(tasks) >= 10
    for task in tasks:
        steps, limits = task.output.split("\n\n"), LIMITS.findall(task.instruction)
        assert len(steps) == 3
        assert all(len(one) < len(other) for one, other in pairwise(steps))
        assert all(len(step) <= int(a or b) for step, (a, b) in zip(steps, limits, strict=True))


def test_the_sentence_is_shorter_than_the_retold_conversation() -> None:
    write = next(family.write for family in FAMILIES if family.name == "service_chat")
    tasks = [task for seed in range(300) if "缩成一句话（" in (task := write(Random(seed))).instruction]
    assert len(tasks) >= 10
    for task in tasks:
        (told, sentence), limits = task.output.split("\n\n"), LIMITS.findall(task.instruction)
        assert len(sentence) < len(told)
        assert all(len(step) <= int(a or b) for step, (a, b) in zip((told, sentence), limits, strict=True))
