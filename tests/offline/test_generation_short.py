"""Short texts keep to their form: poems spell their words and rhyme, problems have the wanted answer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.generation import FAMILIES

RHYMES = (
    "门春存新吟深金临沉辛人真寻心",
    "桥瞧娇梢",
    "诚轻行声名生英成鸣青明",
    "康香窗长凉汤仓阳王徉苍芳墙乡忙",
    "年前千篇潭南谈山源帆欢天弯宽澜峦圆缘鲜连边",
    "微肥菲归飞违晖葵",
    "梯齐啼低",
    "红容风中松融同",
    "夸茶花涯",
    "丝迟诗知",
    "来埃腮开猜台",
)


def poem_spells_its_words_and_rhymes(task: Task) -> None:
    """Four lines of seven characters begin with the words, and the second and fourth rhyme, in the form asked for."""
    asked, poem = task.instruction, task.output
    words = re.search("“(.{4})”", asked)[1]  # type: ignore[index]
    body, _, signature = poem.partition("\n　　")
    lines = re.findall(r"[^，。\n]+", re.sub(r"[*【】]", "", body))
    assert [len(line) for line in lines] == [7] * 4
    assert "".join(line[0] for line in lines) == words
    assert sum(lines[1][-1] in group and lines[3][-1] in group for group in RHYMES) == 1, (lines[1], lines[3])
    assert lines[1][-1] != lines[3][-1]
    assert bool(signature) == bool(re.search("落款|末尾署|最后写上", asked))
    assert not signature or (signature[-1] == "题" and signature[:-1] in asked)
    assert body.count("**") == (8 if re.search("加粗|粗体", asked) else 0)
    assert body.count("【") == (4 if re.search("【】|方头括号", asked) else 0)
    assert body.count("\n") == (1 if re.search("两句排成一行|一行两句|上下两行", asked) else 3)


CHECKS: dict[str, Callable[[Task], None]] = {
    "acrostic_poem": poem_spells_its_words_and_rhymes,
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_short_text_keeps_to_its_form(name: str) -> None:
    check(next(f for f in FAMILIES if f.name == name), CHECKS)
