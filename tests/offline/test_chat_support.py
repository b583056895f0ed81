"""Support, desks and clerks in a conversation go by their lists: each reply is derived again from the input."""

from __future__ import annotations

import re

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.chat import FAMILIES, it_support

DONE = {step.do: step for issue in it_support.ISSUES for step in issue.steps}


def check_it_support(task: Task) -> None:
    lines = task.output.splitlines()
    said = iter(lines)
    for block in task.input.removeprefix("排查表\n").split("\n\n"):
        steps = re.findall(r"^\d\. (.+)", block, re.MULTILINE)
        helps = int(re.search(r"第(\d)步能修好", block)[1])
        told = re.search("“(.+)”", task.instruction)[1]
        tried = {step for step in steps if re.search(f"您{DONE[step].did}，(?:这步跳过|就不重复了)，请", task.output)}
        assert any(DONE[step].did in told for step in tried)
        assert steps[helps - 1] not in tried
        for step in steps[:helps]:
            if step in tried:
                continue
            ask, answer = next(said), next(said)
            assert re.search(f"请您?{re.escape(step)}。$", ask)
            assert answer.split("：")[1] == f"{DONE[step].win if step == steps[helps - 1] else DONE[step].fail}。"
        assert steps[helps - 1] in lines[-1]
    assert next(said) == lines[-1]
    agent, user = (line.split("：")[0] for line in lines[:2])
    assert all(line.startswith(f"{(agent, user)[k % 2]}：") for k, line in enumerate(lines))
    assert agent in task.instruction
    assert user in task.instruction


CHECKS = {"it_support": check_it_support}


@pytest.mark.parametrize("name", CHECKS)
def test_support_goes_by_its_list(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)
