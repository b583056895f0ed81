"""Summaries of experiments and talks: figures are computed again, points are found again in what the speaker says."""

import re
from itertools import pairwise
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.summarization import FAMILIES, experiment_summary

ASKED = {
    "实验的目的是": "目的|为什么做|解决什么|因何|用意", "比较了": "分组|以外还有哪几组|哪四组|各组的设置", "的平均值依次是": "平均(?!值，再用|值，再以)", "组的.+最.，比": "数值最大|数值居首|最[高多长大]的|最[高多长大]（", "猜想成立|猜想不成立": "猜想成不成立|猜想是否|站不站得住|印证",
    "出过意外：": "意外|岔子|插曲|小事故", "不足之处是": "不足之处|局限|还需改进|受到的限制|欠缺",
}  # fmt: skip
"""What a summary says about each aspect, and how the aspect is asked for."""


def check_experiment(task: Task) -> None:
    rows = {
        group: [int(number) for number in numbers.split("、")]
        for group, numbers in re.findall(r"([^；：]+?组)三次结果是([\d、]+)", task.input)
    }
    means = {group: sum(row) // 3 for group, row in rows.items()}
    assert all(sum(row) % 3 == 0 and min(row) > 0 for row in rows.values())
    first, third, last = (list(means)[at] for at in (0, 2, 3))
    best = max(means, key=lambda group: means[group])
    for words, ask in ASKED.items():
        assert bool(re.search(words, task.output)) == bool(re.search(ask, task.instruction)), words
    if found := re.search(
        r"(?:^- |^|。)([^。，|\n-]+?组)的[^。，]+最(.)，比(\S+?组)\2(\d+)", task.output, re.MULTILINE
    ):
        assert (found[1], found[3], int(found[4])) == (best, first, means[best] - means[first])
    assert not re.search("(?:[^读]数|距离|长度|时间|寿命)最高", task.output)
    assert "猜想" not in task.output or re.search("的[^，。]+平均值[^。]+，“[^”]+”的猜想不?成立", task.output)
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


ASIDE = "(?:说句题外话|插一段闲话|讲到这里我走个神|大家歇口气|忽然想起来).*"
QUESTIONS_ASKED = "没讲的问题|没有展开的问题|留待以后"


def alike(one: str, other: str) -> int:
    """Count the pairs of characters that two texts share; a text of a single point shares most with its own point."""
    pairs = {one[at : at + 2] for at in range(len(one) - 1)}
    return len(pairs & {other[at : at + 2] for at in range(len(other) - 1)})


def points_of(answer: str) -> list[str]:
    """Find the points in an outline, a table or a paragraph."""
    if answer.startswith("| "):
        return answer.splitlines()[2:]
    return re.findall(r"^\d+\. (.+)$", answer, re.MULTILINE) or re.split("；", answer)


def check_lecture(task: Task) -> None:
    lines = task.input.splitlines()
    told = [line for line in lines if re.match("第[一二三四五六]", line)]
    said = [re.sub(ASIDE, "", line) for line in told]
    idle = "\n".join([line for line in lines[:-1] if line not in told] + list(re.findall(ASIDE, task.input)))
    assert f"{'零一二三四五六'[len(said)]}点" in lines[0]
    assert 500 <= len(task.input) <= 1000
    assert len(task.output) < len(task.input) * 0.7
    if (
        not re.search("一句话的摘要|用一句话概括|总结成一句话|只用一句话", task.instruction)
        or "提纲" in task.instruction
    ):
        points = points_of(task.output)
        assert len(points) == len(said)
        for place, point in enumerate(points):
            assert max(range(len(said)), key=lambda at: alike(point, said[at])) == place
    else:
        assert task.output.count("。") == 1
        assert "\n" not in task.output
    assert not any(task.output[at : at + 6] in idle for at in range(len(task.output) - 5))
    left = re.findall(r"^- (.+)$", task.output, re.MULTILINE)
    assert bool(left) == bool(re.search(QUESTIONS_ASKED, task.instruction))
    assert not left or lines[-1].count("，还有") + 1 == len(left)
    assert all(question in lines[-1] for question in left)
    check_shape(task)


def check_shape(task: Task) -> None:
    """Check the shape and the limits that the order sets."""
    assert ("| 观点 | 理由 | 例子 |" in task.output) == ("表格" in task.instruction)
    assert ("## 主旨" in task.output) == ("二级标题" in task.instruction)
    assert ("- 理由：" in task.output) == bool(re.search("两级提纲|分级提纲|短横线", task.instruction))
    if found := re.search(r"(\d+)字", task.instruction):
        texts = points_of(task.output) if re.search("每点不|每条", task.instruction) else [task.output]
        assert all(len(text) <= int(found[1]) for text in texts)


def test_the_groups_of_an_experiment_differ_by_more_than_their_readings() -> None:
    for topic in experiment_summary.TOPICS:
        for seed in range(30):
            rows = sorted(experiment_summary.readings(Random(seed), topic))
            means = sorted(sum(row) // 3 for row in rows)
            assert all(max(row) - min(row) <= 2 * experiment_summary.spread_of(topic) for row in rows)
            assert all(two - one >= 2 for one, two in pairwise(means))


def test_a_colleague_makes_no_experiment_for_a_class() -> None:
    write = next(family.write for family in FAMILIES if family.name == "experiment_summary")
    for task in (write(Random(seed)) for seed in range(300)):
        assert not (
            re.search("班里|选修课|田径队|生物社", task.instruction) and re.search("同事|邻居|徒弟", task.instruction)
        )


CHECKS = {"experiment_summary": check_experiment, "lecture_outline": check_lecture}


@pytest.mark.parametrize("name", CHECKS)
def test_a_summary_follows_from_the_text(name: str) -> None:
    check(next(f for f in FAMILIES if f.name == name), CHECKS)
