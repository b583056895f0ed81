"""Answers about passages are correct: each is derived again from the sentences of the passage."""

import re
from collections.abc import Callable

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
        "^请根据短文说明：|^.*?请看文章解答：|^读[^，]+的小传，|^短文里写到[^，]+，请依据它回答，|^据下文，", "", text
    )
    return text.removesuffix("？").split("？")


def check_life(task: Task) -> None:
    text = task.input
    born = int(re.search(r"\d{4}", text)[0])
    start_age, move_after = (
        int(re.search(r"(\d+)岁(?:那年|时，家里送|，)", text)[1]),
        int(re.search(r"(?:这样过了|学满|。)(\d+)年(?:，|以后)", text)[1]),
    )
    worked = int(re.findall(r"\d{4}", text)[1])
    paused = int(re.search(r"(?:一停便是|过了|歇了)(\d+)年，(?:之后|[^，。]*才)", text.split(str(worked))[1])[1])
    wrote_age = int(re.search(r"(\d+)岁(?:上，|写完|时的著作)", text)[1])
    last = text.rstrip("。").rpartition("。")[2]
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
            assert re.search("叫什么名字|去世|兄弟姐妹|印了多少|家乡|教过多少人", question)
            assert not re.search("印数|去世|兄弟|家乡|夫|妻", text)
            continue
        if found := re.search("^(.+)和(.+)是什么关系", question):
            assert re.search(rf"(?:是|拜|得自){found[1]}", text)
            assert answer.startswith(f"{found[1]}是{found[2]}的")
            continue
        if found := re.search("，(.+)和(.+)隔着谁", question):
            name = re.search("隔着(.+?)。", answer)[1]
            assert re.search(rf"{found[1]}[^。]*小|{found[1]}小", text)
            assert text.count(name) >= 3
            continue
        (value,) = [value for words, value in facts.items() if re.search(words, question)]
        assert re.match(r"\d+", answer)[0] == str(value), (question, answer, value)


CHECKS: dict[str, Callable[[Task], None]] = {
    "life_story": check_life,
}


@pytest.mark.parametrize("name", CHECKS)
def test_every_answer_follows_from_the_passage(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)
