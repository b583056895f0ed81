"""Texts in another style or from another point of view keep their content, checked from the text of the task alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.rewrite import FAMILIES

FILLERS = "嗯|那个|呃|就是说|然后呢|对吧|反正就是|这个这个|怎么说呢|我想想"
TAILS = "，是吧|，对不对|，嗯|哈|，你懂的|，这个意思|，就这么回事|，没错吧"
TAKEN_BACK = "，不对，|……哦不是，是|，啊说错了，|，不不，应该是"


def characters_in_order(part: str, whole: str) -> bool:
    """Tell whether the characters of `part` occur in `whole` in this order."""
    rest = iter(whole)
    return all(character in rest for character in part)


def transcript_is_clean(task: Task) -> None:
    """Each spoken sentence has a written one without fillers, with the facts as the speaker corrected them."""
    clean = [re.sub(r"^\d\. ", "", line) for line in re.split(r"\n|(?<=。)(?=.)", task.output)]
    assert 4 <= len(clean) <= 7
    assert not re.search(rf"({FILLERS}|这个意思)，|{TAKEN_BACK}|({TAILS})。", task.output)
    text = task.instruction.replace("\n", "")
    for line in clean:
        assert characters_in_order(line, text)
    for wrong, right in re.findall(rf"([^，。：“]+)(?:{TAKEN_BACK})([^，。]+)", text):
        # The corrected sentence starts with some of what stood before the wrong fact, and goes on with what follows.
        found = [line for line in clean if right.removesuffix("哈")[:6] in line]
        assert found, right
        assert all(wrong not in line or wrong in right for line in found)
    said = re.split("。", re.sub(rf"(?<=[。：“\n，])({FILLERS})，", "", task.instruction))
    assert sum(any(characters_in_order(line[:-1], each) for each in said) for line in clean) == len(clean)


CHECKS: dict[str, Callable[[Task], None]] = {
    "spoken_cleanup": transcript_is_clean,
}


@pytest.mark.parametrize("name", CHECKS)
def test_the_content_is_kept_in_another_style(name):
    check(next(family for family in FAMILIES if family.name == name), CHECKS)
