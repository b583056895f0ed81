"""Letters and speeches say what their tasks tell, in the order and the length that is asked for, and add no figures."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.generation import FAMILIES

NUMBER = re.compile("[零一二两三四五六七八九十百千万]{2,}|[0-9.]+")


def new_numbers(task: Task) -> set[str]:
    """Numbers of the output that are not in the task."""
    return {number for number in NUMBER.findall(task.output) if number not in task.instruction + task.input}


def application_answers_the_notice(task: Task) -> None:
    """The letter takes up the requirements in their order, keeps to the length, and adds no numbers."""
    asked, letter = task.instruction, task.output
    needs = re.search("(?:启事要求|对方要求|条件是)([^。]+)。", asked)[1].split("、")  # type: ignore[index]
    assert re.findall("“(.+?)”", letter) == needs
    bound = int(re.search(r"(\d+)字", asked)[1])  # type: ignore[index]
    assert bound - 50 <= len(re.sub(r"\s", "", letter)) < bound
    name = letter.splitlines()[-1]
    assert name in asked
    assert letter.count(name) == 2
    employer = re.search("(?:尊敬的)?(.+?)(?:招聘负责人|负责人|人事部门)：", letter)[1]  # type: ignore[index]
    assert employer in asked
    assert not new_numbers(task), new_numbers(task)


CHECKS: dict[str, Callable[[Task], None]] = {
    "job_letter": application_answers_the_notice,
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_letter_says_what_is_told(name: str) -> None:
    check(next(f for f in FAMILIES if f.name == name), CHECKS)
