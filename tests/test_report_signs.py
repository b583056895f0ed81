"""The signs of suspicious rows: each with rows that have it, and near misses that do not."""

from __future__ import annotations

from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.datasets.report.signs import SIGNS, signs_of
from selfinstruct.pipeline.classifier import classify
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.families import FAMILIES

SUMMARY, EXTRACT = TaskType.SUMMARIZATION, TaskType.EXTRACT
ARTICLE = "昨天下午，县里的图书馆重新开放，新添了三万册图书和一间儿童阅览室，第一天就来了两千多名读者。"


def task(instruction: str, given: str = "", output: str = "好的。", task_type: TaskType = TaskType.OPEN_QA) -> Task:
    return Task(instruction, given, output, "1", task_type)


def written(characters: int) -> str:
    return "春风吹过山坡" * (characters // 6) + "花" * (characters % 6)


HAVE: dict[str, list[Task]] = {
    "wrong_arithmetic": [
        task("算一算。", output="67+4=70"),
        task("平均值是多少？", output="平均值 = 105 ÷ 6 = 20"),
        task("一共多少钱？", output="总价 = 3 × 12 + 5 = 42元"),
        task("差是多少？", output="10.5 - 2.25 = 8.5"),
        task("商和余数是多少？", output="17 / 5 = 2 余数 7"),
        task("商和余数是多少？", output="17 ÷ 5 = 4……1"),
    ],
    "other_language": [
        task("把下面的句子翻译成中文。", "Good morning.", "Good morning to all of you."),
        task("将这句话译为英文。", "今天天气很好。", "今天天气真的很好。"),
        task("将这句话翻译成韩语。", "你好，世界。", "Hello, my dear world."),
        task("推荐一项适合孕妇的运动。", "", "可以散步，但是 일반적으로 要慢一些。"),
    ],
    "length_missed": [
        task("写一段不超过50字的自我介绍。", "", written(80)),
        task("用100字以内介绍长江。", "", written(150)),
        task("写一篇不少于五百字的作文。", "", written(300)),
        task("写一篇300字左右的短文。", "", written(500)),
        task("写一个200字的故事。", "", written(90)),
    ],
    "count_missed": [
        task("列出五个健康的早餐。", "", "1. 粥\n2. 蛋\n3. 奶"),
        task("请推荐3本小说。", "", "1. 甲\n2. 乙\n3. 丙\n4. 丁"),
    ],
    "longer_summary": [task("总结这篇文章。", "一篇关于猫的文章。", written(60), SUMMARY)],
    "other_words": [
        task("概括下面的报道。", ARTICLE, "黑洞吞噬恒星的速度可能超过天文学家此前的估计。", SUMMARY),
        task("找出文中的人名。", ARTICLE, "贾宝玉、林黛玉、薛宝钗、王熙凤", EXTRACT),
    ],
    "new_numbers": [task("总结这段报道。", ARTICLE, "图书馆新添3700册图书，读者很多。", SUMMARY)],
    "repeats": [
        task("介绍长城。", "", "长城很长，很有名。" * 8),
        task("介绍长江。", "", "长江是中国最长的河流。" + "它很长它很长它" * 1 + "很长它" * 20),
        task("写一份计划。", "", "计划如下。\n" + "每天早上跑步三公里\n" * 4 + "坚持一个月，就会看到变化和进步。"),
    ],
    "broken_code": [
        task("写一个函数。", "", "```python\ndef f(x)\n    return x\n```"),
        task("给出JSON。", "", '```json\n{"a": 1,}\n```'),
    ],
}
"""Rows that have a sign, by sign."""

NEAR_MISSES: dict[str, list[Task]] = {
    "wrong_arithmetic": [
        task("算一算。", output="67+4=71"),
        task("平均值是多少？", output="100 ÷ 3 = 33.3"),
        task("概率是多少？", output="C(10,3) * 10/120 = 10"),
        task("分解质因数。", output="60 = 2^2 * 3 * 5 = 60，而 96 = 2^5 * 3"),
        task("算一算。", output="(16 - 8) × 2 + 5 = 21"),
        task("写代码。", output="total = 3\ni = i + 1"),
        task("哪一天？", output="2021-05-01 = 星期六"),
        task("利率是多少？", output="5 / 2 = 250%"),
        task("商和余数是多少？", output="7 / 8 = 0 余数 7"),
        task("商和余数是多少？", output="17÷5=3，余2"),
        task("商和余数是多少？", output="17 ÷ 5 = 3……2，19 ÷ 5 = 3...4"),
        task("商和余数是多少？", output="17 ÷ 5 = 3（余数为2）"),
        task("What is left?", output="17 / 5 = 3 with a remainder of 2, and 7 / 8 = 0 R 7"),
    ],
    "other_language": [
        task("用英文写一封信。", "", "Dear friend, I would like to invite you to a dinner at my home."),
        task("把下面的句子翻译成英文。", "早上好。", "Good morning to all of you."),
        task("列出五位歌手。", "", "Adele, Beyonce, Ed Sheeran, Taylor Swift, Lady Gaga, Bob Dylan, Bruno Mars, Sting"),
        task("写一个求和的函数。", "", "def add(a, b): return a + b  # it is the sum of the two"),
        task("润色这句话。", "I is a student of the school.", "I am a student of the school, and it is a good one."),
        task("“谢谢”用日语怎么说？", "", "日语里说 ありがとう。"),
        task("Write about the moon.", "", "The moon is a friend of the night, and it is bright."),
        task("训练一个能把英文翻译成法文的模型。", "", "先清洗数据，再训练编码器和解码器。"),
    ],
    "length_missed": [
        task("写小说立过11300字的目标，概括成要点，写明超过2154字的日子。", "周一写了2200字。", "超过2154字的有周一"),
        task("写一段不超过50字的自我介绍。", "", written(50)),
        task("写一篇不少于100字的短文。", "", written(400)),
        task("写一篇300字左右的短文。", "", written(360)),
        task("给一篇500字的文章列提纲。", "", written(40)),
        task("为每张画写100字以内的介绍。", "", written(900)),
        task("给出一个10个字的标题。", "", written(4)),
        task("他的目标是写13360字的小目标，记下来。", "", written(40)),
        task("写20个汉字母。", "", written(900)),
    ],
    "count_missed": [
        task("列出五个健康的早餐。", "", "1. 粥\n2. 蛋\n3. 奶\n4. 面\n5. 饼"),
        task("列出至少两个原因。", "", "1. 甲\n2. 乙\n3. 丙"),
        task("列出5个城市，每个城市列出3种美食。", "", "1. 甲\n2. 乙\n3. 丙"),
        task("比较给出的两种方法。", "", "1. 甲\n2. 乙\n3. 丙"),
        task("列出五个水果。", "", "苹果、梨、桃"),
        task("找出两个城市之间的火车。", "", "1. 甲\n2. 乙\n3. 丙"),
    ],
    "longer_summary": [
        task("总结这篇文章。", ARTICLE, "图书馆重新开放，新添了图书和儿童阅览室，来了很多读者。", SUMMARY),
        task("总结这篇文章。", "猫。", "猫很可爱。", SUMMARY),
        task("续写这句话。", "一篇关于猫的文章。", written(60)),
    ],
    "other_words": [
        task("概括下面的报道。", ARTICLE, "图书馆重新开放，新添图书和儿童阅览室。", SUMMARY),
        task("找出同义词。", "快乐，高兴，欢喜，愉悦，开心", "满足、欢畅、喜悦、陶醉", EXTRACT),
        task("提取日期。", ARTICLE, "昨天", EXTRACT),
    ],
    "new_numbers": [
        task("总结这段报道。", ARTICLE.replace("三万", "30000"), "图书馆新添30000册图书。", SUMMARY),
        task(
            "总结这份记录。",
            "周一12页，周二25页，周三31页，周四18页，周五22页，周六40页，周日9页。",
            "一周共读157页。",
            SUMMARY,
        ),
        task("总结这段报道。", ARTICLE, "1. 图书馆开放。\n12. 读者很多。", SUMMARY),
        task("总结这段报道。", ARTICLE, "图书馆开放了，读者很多。（共12字）", SUMMARY),
    ],
    "repeats": [
        task("写一首歌。", "", "啦啦啦我们一起走，" * 8),
        task("列一张表。", "", "| 周一 | 休息 |\n" * 8),
        task("写一份合同。", "", "甲方：" + "_" * 60 + "\n乙方：" + "_" * 60),
        task("介绍长城。", "", "长城很长，很有名，" * 2 + "它修建于不同的朝代，从西到东有几千公里。"),
    ],
    "broken_code": [
        task("写一个函数。", "", "```python\ndef f(x):\n    return x\n```"),
        task("怎么安装？", "", "```python\npip install numpy\n```"),
        task("输出是什么？", "", "```python\n平均值为： 5.5\n```"),
        task("写循环的一部分。", "", "```python\n    for x in y:\n  print(x)\n```"),
        task("给出JSON。", "", '```json\n{"a": 1}\n```'),
    ],
}
"""Rows that look like those above but do not have the sign."""


@pytest.mark.parametrize(("name", "row"), [(name, row) for name, rows in HAVE.items() for row in rows])
def test_a_row_has_the_sign(name: str, row: Task) -> None:
    assert name in signs_of(row)


@pytest.mark.parametrize(("name", "row"), [(name, row) for name, rows in NEAR_MISSES.items() for row in rows])
def test_a_near_miss_does_not_have_the_sign(name: str, row: Task) -> None:
    assert name not in signs_of(row)


def test_every_sign_has_rows_and_near_misses_and_the_most_reliable_ones_are_first() -> None:
    assert set(HAVE) == set(NEAR_MISSES) == set(SIGNS)
    weights = [sign.weight for sign in SIGNS.values()]
    assert weights == sorted(weights, reverse=True)
    assert (weights[0], weights[-1] >= 0.6) == (1.0, True)


TEXTS = st.text("列出五个不超过50字，。写=+-*/÷7.0 \n`|1json{}python def译成英文the and is", max_size=60)


@given(TEXTS, TEXTS, TEXTS, st.sampled_from(TaskType))
def test_signs_accept_any_text(instruction: str, given: str, output: str, task_type: TaskType) -> None:
    found = signs_of(Task(instruction, given, output, "", task_type))
    assert set(found) <= set(SIGNS)
    assert all(isinstance(text, str) and text for text in found.values())


@given(st.integers(0, 999), st.integers(1, 999), st.sampled_from("+-*/"), st.integers(-2, 2))
def test_only_wrong_results_of_a_calculation_are_found(one: int, other: int, operator: str, error: int) -> None:
    value = {"+": one + other, "-": one - other, "*": one * other, "/": one / other}[operator]
    right = f"{value:.2f}" if operator == "/" else str(value + error)
    is_wrong = operator != "/" and abs(error) > max(0.6, 0.005 * abs(value))
    found = "wrong_arithmetic" in signs_of(task("算", output=f"{one} {operator} {other} = {right}"))
    assert found == is_wrong


@pytest.mark.slow
def test_computed_answers_of_the_offline_teacher_have_no_signs() -> None:
    rows = [classified(family.write(Random(seed))) for family in FAMILIES for seed in range(30)]
    assert [(row.instruction, found) for row in rows if (found := signs_of(row))] == []


def classified(row: Task) -> Task:
    return Task(row.instruction, row.input, row.output, row.id, classify(row))


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit", ["1", "1+", "1 = ", "字", "(字", "\n", " \n", "```python\n", "列出", "50字", "the ", "，", "写"]
)
def test_a_long_repetitive_text_does_not_slow_down_a_sign(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    started = process_time()
    for task_type in TaskType:
        signs_of(Task(text, text, f"=```译{text}", "", task_type))
    assert process_time() - started < 10
