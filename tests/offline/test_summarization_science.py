"""Summaries of experiments: means, differences and verdicts are computed again from the readings in the report."""

import re

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.summarization import FAMILIES

ASKED = {
    "实验的目的是": "目的|为什么做|解决什么|因何|用意", "比较了": "分组|以外还有哪几组|哪四组|各组的设置", "平均": "平均", "最高，比": "最高|数值居首", "猜想成立|猜想不成立": "猜想成不成立|猜想是否|站不站得住|印证",
    "出过意外：": "意外|岔子|插曲|小事故", "不足是": "不足之处|局限|还需改进|受到的限制|欠缺",
}  # fmt: skip
"""What a summary says about each aspect, and how the aspect is asked for."""


def check_experiment(task: Task) -> None:
    rows = {
        group: [int(number) for number in numbers.split("、")]
        for group, numbers in re.findall(r"([^；：]+?组)三次读数是([\d、]+)", task.input)
    }
    means = {group: sum(row) // 3 for group, row in rows.items()}
    assert all(sum(row) % 3 == 0 and min(row) > 0 for row in rows.values())
    first, third, last = (list(means)[at] for at in (0, 2, 3))
    best = max(means, key=lambda group: means[group])
    for words, ask in ASKED.items():
        assert bool(re.search(words, task.output)) == bool(re.search(ask, task.instruction)), words
    if found := re.search(r"(?:^- |^|；)([^；，|\n-]+组)最高，比(\S+?组)高(\d+)", task.output, re.MULTILINE):
        assert (found[1], found[2], int(found[3])) == (best, first, means[best] - means[first])
    if "猜想不成立" in task.output:
        assert means[last] < means[third]
    elif "猜想成立" in task.output:
        assert list(means.values()) == sorted(means.values())
    for group, mean in re.findall(r"\| (\S+组) \| (\d+) \|", task.output):
        assert means[group] == int(mean)
    if "依次是" in task.output:
        assert all(f"{group}{mean}" in task.output for group, mean in means.items())
    assert 500 <= len(task.input) <= 900
    assert len(task.output) < len(task.input) / 2


CHECKS = {"experiment_summary": check_experiment}


@pytest.mark.parametrize("name", CHECKS)
def test_a_summary_follows_from_the_report(name: str) -> None:
    check(next(f for f in FAMILIES if f.name == name), CHECKS)
