"""Answers about passages are correct: each is derived again from the sentences of the passage."""

import re
from collections.abc import Callable
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.closed_qa import FAMILIES


def asked(task: Task) -> list[str]:
    """The questions of an instruction, numbered or in a sentence."""
    if "1. " in task.instruction:
        return re.findall(r"(?m)^\d\. (.+)？$", task.instruction)
    text = re.sub("请写出推算的依据。$", "", task.instruction)
    text = re.sub(
        "^请根据短文说明：|^.*?请看文章解答：|^读[^，]+的小传，|^短文里写到[^，]+，请依据它回答：|^据下文，", "", text
    )
    return text.removesuffix("？").split("？")


def check_life(task: Task) -> None:
    text = task.input
    born = int(re.search(r"\d{4}", text)[0])
    start_age, move_after = (
        int(re.search(r"(\d+)岁(?:那年|时，[^。]*家里送|，)", text)[1]),
        int(re.search(r"(?:这样过了|学满|。)(\d+)年(?:，|以后)", text)[1]),
    )
    worked = int(re.findall(r"\d{4}", text)[1])
    paused = int(re.search(r"(?:一停便是|过了|歇了)(\d+)年(?:，(?:之后)?|)才", text.split(str(worked))[1])[1])
    wrote_age = int(re.search(r"(\d+)岁(?:上，|写完|时的著作)", text)[1])
    last = next(each for each in text.split("。") if re.search("^徒弟|^学生|最看重的|早年跟在身边", each))
    younger = int(re.search(r"小\D*?(\d+)岁", last)[1])
    started = born + start_age
    facts = {
        "是在哪一年$": started,
        "^(?!《).+哪一年(?!出生)(?!.*去世)[^，]+$": started + move_after,
        "时多大$": worked - born,
        "隔了多少年$": worked - started,
        "什么时候.+为什么停下$": worked + paused,
        "写成于哪一年$": born + wrote_age,
        "写成时，.+几岁$": wrote_age - younger,
        "是哪一年出生的$": born + younger,
    }
    questions, answers = asked(task), re.findall(r"(?m)^\d\. (.+)。$", task.output)
    assert len(questions) == len(answers) >= 2
    for question, answer in zip(questions, answers, strict=True):
        if answer.startswith("文中没有提到"):
            assert re.search("成家|去世|兄弟姐妹|印了多少|家乡|教过多少人", question)
            assert not re.search("印数|去世|兄弟|家乡|夫|妻", text)
            continue
        if found := re.search("^(.+)和(.+)是什么关系", question):
            assert re.search(rf"(?:是|拜|得自){found[1]}", text)
            assert answer.startswith(f"{found[1]}是{found[2]}的")
            continue
        if found := re.search("，(.+)和(.+)隔着谁", question):
            name = re.search("隔着(.+?)。", answer)[1]
            assert re.search(rf"{found[1]}[^。]*小|小自己[^。]*{found[1]}", text)
            assert text.count(name) >= 3
            continue
        (value,) = [value for words, value in facts.items() if re.search(words, question)]
        assert re.match(r"\d+", answer)[0] == str(value), (question, answer, value)


REFUSED = "没有提到|没有写|看不出|没有交代"
"""What an answer says if the passage does not tell what is asked."""


def on_one_topic(question: str, answer: str) -> bool:
    """Whether a question and its answer share at least two characters."""
    return len(set(re.findall("[\u4e00-\u9fff]", question)) & {*answer}) > 1


def split_answer(task: Task) -> list[str]:
    if task.output.startswith("1. "):
        return re.findall(r"(?m)^\d\. (.+)。$", task.output)
    assert "\n" not in task.output
    return task.output.removesuffix("。").split("。")


def check_missing(task: Task) -> None:
    answers = split_answer(task)
    refusals = [answer for answer in answers if re.search(REFUSED, answer)]
    assert len(refusals) == 1 or len(refusals) == len(answers) == 2
    if "1. " in task.instruction:
        questions = re.findall(r"(?m)^\d\. (.+)？$", task.instruction)
        assert len(questions) == len(answers)
        for question, answer in zip(questions, answers, strict=True):
            assert answer in refusals or on_one_topic(question, answer), (question, answer)
    for answer in answers:
        if answer not in refusals:
            assert answer in task.input
            assert on_one_topic(task.instruction, answer)
    near = re.search("(?:只说|相近的内容只有“|文中讲到的是|只知道)(.+?)”?$", refusals[0])
    assert near is None or near[1] in task.input
    named = re.search(r"(?:只看|讲|问的是|请只用)(\w+?)(?:的一则|的那段|那篇|那份)", task.instruction)
    assert named is None or not re.search(f"{named[1]}(?:的介绍|的简介|的文字|的志愿者)", task.instruction)


def check_premise(task: Task) -> None:
    first, *rest = task.output.removesuffix("。").split("。")
    right, wrong = next(
        found if order else found[::-1]
        for order, words in (
            (True, "^前提有误：短文写的是“(.+)”，不是“(.+)”$"),
            (True, "^这里要先更正：原文说“(.+)”，没有说“(.+)”$"),
            (False, "^“(.+)”与原文不符，文中写明“(.+)”$"),
            (False, "^“(.+)”不对，短文里说的是“(.+)”$"),
        )
        for found in re.findall(words, first)
    )
    assert right in task.input
    assert wrong in task.instruction
    assert wrong not in task.input
    assert right not in task.instruction
    if held := re.search("“(.+)”没有说错", "。".join(rest)):
        assert held[1] in task.input
        assert held[1] in task.instruction
    told = re.sub("^(?:至于所问，|再看问题，短文说|问题的答案是：)", "", rest[-1])
    for clause in told.split("；"):
        assert clause in task.input
        assert on_one_topic(task.instruction, clause)


WEEK = tuple("周" + day for day in "一二三四五六日")
OFFICE = "|".join((
    "派出所户籍窗口", "婚姻登记处", "不动产登记大厅", "社保服务厅", "税务办事厅", "公证处", "供电营业厅", "车辆管理所", "档案馆", "法律援助中心", "图书馆",
    "博物馆", "科技馆", "美术馆", "文化馆", "体育馆", "青少年宫", "邮局", "银行网点", "社区医院", "口腔诊所", "宠物医院", "中药房", "裁缝铺", "钟表店",
    "菜市场", "五金店", "花鸟市场", "照相馆",
))  # fmt: skip


def minutes(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def hours_of(line: str) -> dict[str, list[tuple[int, int]]]:
    """The opening hours by weekday, read from words such as 周二至周四和周日9:00—17:00，周一闭馆."""
    week: dict[str, list[tuple[int, int]]] = {day: [] for day in WEEK}
    if "其余各天都开" in line:
        closed = re.search("(周.)休息", line)[1]
        spans = [(minutes(a), minutes(b)) for a, b in re.findall(r"([\d:]+)—([\d:]+)", line)]
        return {day: [] if day == closed else spans for day in WEEK}
    for days, hours in re.findall(r"(周[^\d，]*?)((?:[\d:]+—[\d:]+、?)+)", line.replace("周末", "周六、周日")):
        found = set(re.findall("周.", days))
        for first, last in re.findall("(周.)至(周.)", days):
            found |= set(WEEK[WEEK.index(first) : WEEK.index(last) + 1])
        for day in found:
            week[day] = [(minutes(a), minutes(b)) for a, b in re.findall(r"([\d:]+)—([\d:]+)", hours)]
    return week


def weekdays_in(text: str) -> list[str]:
    """Return the weekdays that a text names, also within ranges such as 周二至周五."""
    found: list[str] = []
    for first, last in re.findall("(周.)(?:至(周.))?", text):
        found += WEEK[WEEK.index(first) : WEEK.index(last or first) + 1]
    return found


def check_hours(task: Task) -> None:
    table = {name: hours_of(line) for name, line in re.findall(rf"({OFFICE})(?: +|：)([^；。\n]+)", task.input)}
    asked: list[str] = re.findall(rf"去({OFFICE})", task.instruction)
    assert set(asked) <= set(table)
    if "分钟" in task.instruction:
        day = re.search("周[一二三四五六日]", re.sub("（.*?）", "", task.instruction))[0]
        lasts = dict(re.findall(rf"去({OFFICE})[^（]*（要(\d+)分钟）", task.instruction))
        said = re.findall(rf"({OFFICE})最晚([\d:]+)到", task.output)
        assert [name for name, _ in said] == asked
        for name, at in said:
            assert minutes(at) + int(lasts[name]) == table[name][day][-1][1]
        return
    at = minutes(re.search(r"\d+:\d\d", task.instruction)[0])
    if found := re.match(r"周.", task.output):
        day = WEEK.index(found[0])
        for part, name in zip(task.output.partition("。")[2].split("；"), asked, strict=True):
            assert part.startswith(name)
            now = [end for start, end in table[name][WEEK[day]] if start <= at < end]
            assert bool(now) == ("开着，到" in part)
            if now:
                assert minutes(re.search(r"[\d:]{4,}", part)[0]) == now[0]
                continue
            later = [
                (more, start)
                for more in range(8)
                for start, _ in table[name][WEEK[(day + more) % 7]]
                if more or start > at
            ]
            assert minutes(re.search(r"[\d:]{4,}", part)[0]) == later[0][1]
            assert ("当天" if not later[0][0] else WEEK[(day + later[0][0]) % 7]) in part
        return
    on = {name: [d for d in WEEK if any(a <= at < b for a, b in table[name][d])] for name in asked}
    head, *parts = re.split("[。；]", task.output.removesuffix("。"))
    assert weekdays_in(head) == [day for day in on[asked[0]] if day in on[asked[1]]]
    for part, name in zip(parts, asked, strict=True):
        assert part.startswith(name)
        assert (list(WEEK) if part.endswith("每天都开着") else weekdays_in(part)) == on[name]


CHECKS: dict[str, Callable[[Task], None]] = {
    "life_story": check_life,
    "missing_fact": check_missing,
    "wrong_premise": check_premise,
    "opening_hours": check_hours,
}


@pytest.mark.parametrize("name", CHECKS)
def test_every_answer_follows_from_the_passage(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_people_born_around_1900_have_names_of_their_time() -> None:
    write = next(family for family in FAMILIES if family.name == "life_story").write
    for seed in range(200):
        text = write(Random(seed)).input
        assert not re.search("子涵|雨桐|梓萱|欣怡|浩然|语嫣|诗涵|若曦|天宇|明轩|晨曦|梦瑶", text), text
        assert int(re.search(r"\d{4}", text)[0]) < 1905


def test_passages_side_by_side_are_about_different_towns() -> None:
    for name in ("missing_fact", "wrong_premise"):
        write = next(family for family in FAMILIES if family.name == name).write
        for seed in range(200):
            towns = re.findall(r"(?m)^[一二三]、(?:一颗名叫“|在|从|舞剧《织》在)?(.{2})", write(Random(seed)).input)
            assert len({*towns}) == len(towns), towns


def test_who_learns_on_the_road_is_not_taken_into_a_workshop() -> None:
    write = next(family.write for family in FAMILIES if family.name == "life_story")
    texts = [write(Random(seed)).input for seed in range(400)]
    assert not any(re.search("门下|不许动手", text) for text in texts if re.search("赶牦牛|见习水手|送山区的信", text))
    assert any("由家里送出门，替商队赶牦牛，由" in text for text in texts)
    assert not any(re.search("(?:同一年|当年)，?(?:患|得了|困|在)", text) for text in texts)
