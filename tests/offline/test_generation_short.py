"""Short texts keep to their form: poems spell their words and rhyme, problems have the wanted answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.generation import FAMILIES
from selfinstruct.teachers.offline.families.generation.acrostic_poem import (
    PRINTED_GIFT_USES,
    SPOKEN_USES,
    STAGE_USES,
)
from selfinstruct.teachers.offline.world import GIVEN, SURNAMES

RHYMES = (
    "门春亲存新吟深金今临沉身辛人真寻心侵林琴阴村温神音邻",
    "桥瞧潮娇梢朝焦摇遥",
    "诚轻英行声成名生鸣清登青灯平龄明屏庭晴更棂盈程莺",
    "康香窗墙长凉汤装仓阳尝王徉苍堂芳乡忙塘央狂黄",
    "年前千颜连圆喧篇绵潭南谈山衫源帆观欢天安弯宽滩澜峦竿鲜娟缘甜边巅难莲帘全单喃寒川看端笺筵蓝鞍船",
    "微肥晖菲归飞违扉葵衣随",
    "梯齐啼低堤泥西嬉梨溪",
    "红容丛风中胸松融栊同冬盅空蓉衷通逢",
    "夸茶琶花涯霞家斜纱",
    "丝迟诗知思时枝",
    "来埃腮开猜台催堆苔雷",
    "夫途苏芜湖初",
)

OBLIQUE = (
    "上久事伴住侣信健到力劲卷去友发口叫后在地夜好始学定客宿岸应座弈径得志户手挂掷斗断日旧晚暖月望板架树桨步气水沸海满穗笑笔约"
    "细绕绿胜膝舵计识语课贵路载近远送造道醉里阔阵际院箸畔睡立至起味意类早牖熄舍举底盛进过"
)
"""Last words of lines that need not rhyme: a line ends on a level tone only if it rhymes."""


def poem_spells_its_words_and_rhymes(task: Task) -> None:
    """Seven characters a line, the words at the front, the second and fourth rhyme; the form and images asked for."""
    asked, poem = task.instruction, task.output
    quoted = re.findall("“([^”]+)”", asked)
    (words,) = (text for text in quoted if len(text) == 4)
    title = re.match("《(.+)》\n", poem)
    assert bool(title) == bool(re.search("题目|标题", asked))
    assert not title or title[1] == words
    body, _, signature = poem.removeprefix(title[0] if title else "").partition("\n　　")
    lines = re.findall(r"[^，。\n]+", re.sub(r"[*【】]", "", body))
    assert [len(line) for line in lines] == [7] * 4
    assert "".join(line[0] for line in lines) == words
    assert sum(lines[1][-1] in group and lines[3][-1] in group for group in RHYMES) == 1, (lines[1], lines[3])
    assert lines[1][-1] != lines[3][-1]
    assert lines[2][-1] in OBLIQUE, lines[2]
    rhyme = next(group for group in RHYMES if lines[1][-1] in group)
    assert lines[0][-1] in OBLIQUE + rhyme, lines[0]
    images = [text for text in quoted if text != words]
    assert all(any(image in line for line in lines) for image in images)
    place = re.search("第([一二三四])句", asked)
    assert not place or images[0] in lines["一二三四".index(place[1])]
    assert bool(signature) == bool(re.search("落款|末尾署|最后写上", asked))
    assert not signature or (signature[-1] == "题" and signature[:-1] in asked)
    assert body.count("**") == (8 if re.search("加粗|粗体", asked) else 0)
    assert body.count("【") == (4 if re.search("【】|方头括号", asked) else 0)
    assert body.count("\n") == (1 if re.search("两句排成一行|一行两句|上下两行", asked) else 3)


def value_of(expression: str) -> Fraction:
    """The value of a sum, difference, product or quotient of numbers and fractions."""
    terms = [Fraction(term) for term in re.split("[＋－×÷]", expression)]
    value = terms[0]
    for sign, term in zip(re.findall("[＋－×÷]", expression), terms[1:], strict=True):
        value = {"＋": value + term, "－": value - term, "×": value * term, "÷": value / term}[sign]
    return value


def answer_of(text: str) -> Fraction | int:
    """Work out a problem from its text, by what it tells and asks."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if "平均每天" in text:
        return Fraction(sum(numbers[:3]), 3)
    if "照这样" in text:
        return Fraction(numbers[1], numbers[0]) * numbers[2]
    if "平均分着清点" in text:
        return Fraction(numbers[0], numbers[1] * (numbers[2] if len(numbers) > 2 else 2))
    if "倍" in text:
        return numbers[0] * (numbers[1] + 1)
    if "把其中的" in text:
        return numbers[0] - Fraction(numbers[0] * numbers[1], numbers[2])
    if "上午" in text:
        return numbers[0] + numbers[1] - numbers[2]
    return numbers[0] * numbers[1] + (numbers[2] if "零散" in text else -numbers[2])


def problem_has_the_wanted_answer(task: Task) -> None:
    """Each step is correct, the last one is the wanted answer, which follows from the text, and no number is too big."""
    asked = task.instruction
    text, solution = task.output.removeprefix("【题目】\n").split("\n【解答】\n")
    steps = re.findall("^([^＝\n]+)＝([^（\n]+)", solution, re.MULTILINE)
    assert len(steps) == 2
    assert all(value_of(left) == Fraction(right) for left, right in steps)
    answer = int(steps[-1][1])
    assert answer == answer_of(text)
    unit = re.search(r"（(\D+)）\n答：\D*(?:\d+天\D+)?" + str(answer) + r"(\D+?)。", solution)
    assert unit
    assert unit[1] == unit[2]
    assert f"{answer}{unit[1]}" in asked
    bound = int(re.search(r"(?:都不超过|所有数字在|数不要大过|数最大到)(\d+)", asked)[1])  # type: ignore[index]
    assert all(int(number) <= bound for number in re.findall(r"\d+", text + "\n" + solution))
    assert text.split("。")[0] in asked
    names = re.findall(f"[{SURNAMES}](?:{'|'.join(sorted(GIVEN, key=len, reverse=True))})", asked)
    assert any(name in text for name in names)
    assert ("思路：" in solution) == bool(re.search("思路|先讲怎么想|想法", asked))
    assert ("提醒一句" in solution) == bool(re.search("易错|容易出错|常错", asked))


CHECKS: dict[str, Callable[[Task], None]] = {
    "acrostic_poem": poem_spells_its_words_and_rhymes,
    "word_problem": problem_has_the_wanted_answer,
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_short_text_keeps_to_its_form(name: str) -> None:
    check(next(f for f in FAMILIES if f.name == name), CHECKS)


def test_the_lines_of_a_poem_share_no_characters() -> None:
    write = next(family.write for family in FAMILIES if family.name == "acrostic_poem")
    for seed in range(200):
        poem = re.sub("《.+》\n|\n　　.+|[*【】]", "", write(Random(seed)).output)
        rests = [set(line[1:]) for line in re.findall(r"[^，。\n]+", poem)]
        assert not any(one & other for one, other in combinations(rests, 2)), poem


def test_the_form_of_a_poem_fits_its_use() -> None:
    """First characters are set off only where something is printed, and what is spoken has no signature."""
    write = next(family.write for family in FAMILIES if family.name == "acrostic_poem")
    for seed in range(300):
        task = write(Random(seed))
        if re.search("[*【]", task.output):
            assert any(use in task.instruction for use in (*PRINTED_GIFT_USES, *STAGE_USES))
        if any(use in task.instruction for use in SPOKEN_USES):
            assert not task.output.endswith("题")
