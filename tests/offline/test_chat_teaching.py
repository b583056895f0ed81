"""What a teacher tells a pupil is right: each calculation is evaluated again, and the answer is worked out a second time."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.chat import FAMILIES
from selfinstruct.teachers.offline.families.chat.figure_answers import FIGURES as FIGURES_OF_OLD
from selfinstruct.teachers.offline.families.chat.gentle_correction import (
    ADULTS_BELIEFS,
    BELIEFS,
    PUPILS_BELIEFS,
)

ALL_BELIEFS = BELIEFS + ADULTS_BELIEFS + PUPILS_BELIEFS
SINGLE = str.maketrans("“”", "‘’")

SIDE = r"[\d./%（）＋－×÷²]*[\d%）²]"
SIGNS = {ord(sign): code for sign, code in zip("＋－×÷（）²", ("+", "-", "*", "/", "(", ")", "**2"), strict=True)}


def value_of(text: str) -> Fraction:
    """Evaluate a calculation as it is written in a schoolbook."""
    text = re.sub(r"([\d.]+)%", r"(\1/100)", text)
    text = re.sub(r"[\d.]+", lambda found: f"Fraction('{found[0]}')", text)
    return Fraction(eval(text.translate(SIGNS), {"Fraction": Fraction}))


def check_equations(text: str) -> int:
    """Check every chain of equal sides in a text, and return how many there are."""
    text = re.sub(r"\d+÷\d+＝\d+(?:（.）)?……", "", text)  # divisions with a remainder
    chains = [found[0].split("＝") for found in re.finditer(rf"(?<![x\d＋－×÷.]){SIDE}(?:＝{SIDE})+(?![x\d…])", text)]
    for chain in chains:
        assert len({value_of(side) for side in chain}) == 1, (chain, [value_of(side) for side in chain])
    return len(chains)


def clock_span(start: str, end: str) -> str:
    """Say how long it is from one time to another."""
    minutes = [60 * int(time.split(":")[0]) + int(time.split(":")[1]) for time in (start, end)]
    hours, rest = divmod(minutes[1] - minutes[0], 60)
    return (f"{hours}小时" if hours else "") + (f"{rest}分" if rest or not hours else "")


def number(value: Fraction | float) -> str:
    """Write a number without zeros at the end."""
    return f"{float(value):.3f}".rstrip("0").rstrip(".")


ANSWERS: tuple[tuple[str, Callable[..., str]], ...] = (
    (r"带(\d+)元，买(\d+)\D+?，每\D(\d+)元", lambda a, c, b: f"{b * c}＝{a - b * c}"),
    (r"给我(\d+)元，\D+每\D(\d+)元，我拿了(\d+)", lambda a, b, c: f"{b * c}＝{a - b * c}"),
    (r"[^\d](\d+)－（(\d+)＋(\d+)）", lambda a, b, c: f"＝{a - b - c}，两种办法结果一样"),
    (r"(\d+)×（(\d+)＋(\d+)）", lambda a, b, c: f"＝{a * (b + c)}。\n检查"),
    (r"长(\d+)\D+?宽(\d+)", lambda a, b: f"×2＝{2 * a + 2 * b}（"),
    (r"每小时(\d+)千米，原路返回每小时(\d+)千米", lambda a, b: f"＝{number(Fraction(2) / (Fraction(1, a) + Fraction(1, b)))}（千米/时）"),
    (r"每隔(\d+)米\D+(?:我用|长)(\d+)÷", lambda gap, length: f"＝{length // gap + 1}（"),
    (r"锯成(\d+)\D，每锯一次(\d+)分钟", lambda n, t: f"＝{(n - 1) * t}（分钟）"),
    (r"(\d+)\D{1,4}(?:去划船|坐缆车|围桌吃饭|住帐篷|坐观光车)，[^\d]+(\d+)人", lambda n, each: f"＋1＝{-(-n // each)}（"),
    (r"底是?(\d+)\D+、?，?高是?(\d+)", lambda a, h: f"÷2＝{a * h // 2}（"),
    (r"解方程(\d+)x＋(\d+)＝(\d+)", lambda a, b, c: f"x＝{(c - b) // a}。"),
    (r"半径是?(\d+)", lambda r: f"＝{number(Fraction(628 * r, 100))}（"),
)  # fmt: skip


def check_pupil_mistake(task: Task) -> None:
    assert re.search("师|辅导员", task.instruction)
    for part in re.split("再看第二处。|最后看第三处。", task.output):
        steps = "\n".join(re.findall(r"^\d\. .+", part, re.MULTILINE))
        assert re.findall(r"^(\d)\. ", steps, re.MULTILINE) == [str(k + 1) for k in range(len(steps.splitlines()))]
        assert check_equations(part) or "合起来" in part
    for pattern, answer in ANSWERS:
        for found in re.finditer(pattern, task.instruction):
            assert answer(*map(int, found.groups())) in task.output
    if span := re.search(r"(?:是|从)(\d+:\d\d)[和到](\d+:\d\d)", task.instruction):
        assert f"合起来{clock_span(*span.groups())}" in task.output
    if tenths := re.search(r"(\d)\.(\d)小时", task.instruction):
        assert f"{tenths[1]}小时{Fraction(int(tenths[2]) * 60, 10)}分" in task.output


KNOWN = {
    "写这本书花了多少年": "二十七年", "书里一共收了多少种药": "一千八百九十二", "地动仪是哪一年": "132", "指南针指的是正南": "偏东", "活字印刷是谁": "毕昇",
    "长江的上源": "金沙江", "一共下过几次西洋": "七次", "全书有多少篇": "一百三十", "有没有好记的分数": "355/113", "哪一年把纸献给": "105",
    "去天竺用了多少年": "十七年", "东坡": "黄州", "易安居士": "陶渊明", "见过李白": "洛阳", "周游列国": "十四年", "在哪儿学的": "崖州",
    "哪一年刊印": "1637", "销烟从哪天": "6月3日", "八达岭隧道": "一千零九十一", "木星的什么": "四颗", "您最有名的书": "1687", "几次诺贝尔": "1911",
    "环球考察": "小猎犬", "物种起源》哪年": "1859", "您办过学校吗": "1860", "哪首交响曲": "第九", "蒙娜丽莎": "杨木", "狂犬病": "1885",
    "周期表是哪一年": "1869", "电磁感应": "1831", "您父亲做什么": "鞋匠", "圆周率您算到": "10/71",
}  # fmt: skip
"""What is known about a figure, by words of the question."""


def check_figure_answers(task: Task) -> None:
    """Check that each figure answers its own questions in their order, and that the answers hold what is known."""
    asked, at = re.findall("“(.+?)”", task.instruction), 0
    lines = task.output.splitlines()
    assert len(lines) == 2
    for line in lines:
        (figure,) = (figure for figure in FIGURES_OF_OLD if line.startswith(f"{figure.name}：{figure.welcome}。"))
        talks = {ask.translate(SINGLE): reply for ask, reply in figure.talks}
        place = 0
        while at < len(asked) and asked[at] in talks and line.find(f"{talks[asked[at]]}。", place) >= 0:
            place, at = line.index(f"{talks[asked[at]]}。", place), at + 1
        assert place
    assert at == len([ask for ask in asked if ask != "我"])
    for words, fact in KNOWN.items():
        assert words not in task.instruction or fact in task.output


REASONS = {
    "金鱼": "几个月", "蝙蝠": "超声", "长城": "几米", "骆驼": "脂肪", "斗牛士": "分不清红色", "鸵鸟": "跑", "骨头汤": "比一杯牛奶少", "流鼻血": "低头", "鱼刺": "找医生",
    "烫伤": "凉水", "毒蛇": "去医院", "土豆": "龙葵素", "微波炉": "水分子", "兵马俑": "彩|红、绿", "万人空巷": "挤满", "差强人意": "满意", "七月流火": "转凉",
    "蜘蛛": "八条腿", "大熊猫": "熊科", "竹子": "禾本科", "香蕉": "草本", "彗星": "背着太阳", "企鹅": "南半球", "蚯蚓": "死掉", "北冰洋": "陆地上的冰", "钻石": "二氧化碳",
}  # fmt: skip
"""What the reason of a correction must mention, by a word of the belief."""


def check_gentle_correction(task: Task) -> None:
    said = task.instruction.translate(str.maketrans("‘’", "“”"))
    lines = task.output.splitlines()
    told = sorted((said.index(ask), reply) for ask, reply in ALL_BELIEFS if ask in said)
    assert len(told) == 2
    assert [reply for _, reply in told] == [line.split("那条：")[1].rstrip("。") for line in lines[1:3]]
    for word, reason in REASONS.items():
        assert word not in "".join(ask for ask, _ in ALL_BELIEFS if ask in said) or re.search(reason, task.output)


CHECKS = {
    "pupil_mistake": check_pupil_mistake,
    "figure_answers": check_figure_answers,
    "gentle_correction": check_gentle_correction,
}


@pytest.mark.parametrize("name", CHECKS)
def test_what_a_teacher_or_a_figure_says_is_right(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_who_asks_has_use_for_the_correction() -> None:
    write = next(family.write for family in FAMILIES if family.name == "gentle_correction")
    for seed in range(300):
        said = write(Random(seed)).instruction.translate(str.maketrans("‘’", "“”"))
        young = re.search("年级的|小学生|初中生|初一|兴趣小组", said) is not None
        assert not any(ask in said for ask, _ in (ADULTS_BELIEFS if young else PUPILS_BELIEFS))
        assert young or not re.search("小学科学老师|夏令营|校园广播|少年宫", said)


def test_the_exercise_is_not_the_calculation_again() -> None:
    write = next(family.write for family in FAMILIES if family.name == "pupil_mistake")
    for task in (write(Random(seed)) for seed in range(300)):
        if found := re.search(r"，(\d/\d＋\d/\d)等于多少", task.output):
            assert found[1] not in task.instruction


def test_a_sum_of_fractions_is_in_lowest_terms() -> None:
    write = next(family.write for family in FAMILIES if family.name == "pupil_mistake")
    for task in (write(Random(seed)) for seed in range(300)):
        for result in re.findall(r"结果是(?:\d+/\d+，约分得)?(\d+/\d+)。", task.output):
            assert str(Fraction(result)) == result
