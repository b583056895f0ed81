"""Generated programs run, pass the tests that come with them, and have what is asked for."""

from __future__ import annotations

import ast
import re
import unittest
from collections.abc import Callable

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.generation import FAMILIES


def class_passes_its_own_tests(task: Task) -> None:
    """All unit tests pass, there is one for each method, and they use the numbers of the instruction."""
    code = task.output.removeprefix("```python\n").removesuffix("\n```")
    scope: dict[str, type] = {"__name__": "generated"}  # type: ignore[dict-item]
    exec(code, scope)
    (case,) = (each for name, each in scope.items() if name.startswith("Test"))
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(case)
    result = unittest.TestResult()
    suite.run(result)
    assert result.testsRun == 3
    assert result.wasSuccessful(), result.failures + result.errors
    name = re.search("[A-Z][A-Za-z]+", task.instruction.replace("Python", ""))[0]  # type: ignore[index]
    made = scope[name]
    asked = re.findall(r"(?:\. |，)([a-z_]+)\(", task.input)
    assert all(callable(getattr(made, method)) for method in asked)
    constants = {str(node.value) for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)}
    numbers = set(re.findall(r"\d+", re.sub(r"[A-Z]区\d+号", "", task.instruction)))
    if "要等" not in task.input and "先后来排队" in task.instruction:
        numbers = set()
    if "“名称,整数”" in task.input:
        constants |= set(re.findall(r"\d+", " ".join(constants)))
    assert numbers <= constants, numbers - constants
    if "增加数量" in task.input:
        stock_is_counted(made, task)
    if "fee(minutes)" in task.input:
        stay_costs_what_the_rule_says(made, task)


def stock_is_counted(made: type, task: Task) -> None:
    """The optional methods on the data of the instruction."""
    counts = {
        name: int(number) for name, number in re.findall(r"([^\d、：，。；是有过剩]+)(\d+)", task.instruction)[:3]
    }
    box = made()
    for name, count in counts.items():
        box.add(name, count)
    wanted = {
        "total()": lambda: box.total() == sum(counts.values()),
        "most()": lambda: counts[box.most()] == max(counts.values()),
        "low(": lambda: box.low(50) == sorted((n for n in counts if counts[n] < 50), key=counts.__getitem__),
        "missing(": lambda: box.missing(dict.fromkeys(counts, 40)) == {n: 40 - c for n, c in counts.items() if c < 40},
    }
    assert all(holds() for method, holds in wanted.items() if method in task.input)


def stay_costs_what_the_rule_says(made: type, task: Task) -> None:
    """The fee around each bound of the rule."""
    price, cap, free = (
        int(re.search(pattern, task.instruction)[1])  # type: ignore[index]
        for pattern in (r"小时(\d+)元", r"(?:最高|封顶|最多收)(\d+)元", r"(\d+)分钟(?:以内|内|之内)")
    )
    for minutes in (0, free, free + 1, 60, 61, 119, 120, 600):
        hours = minutes // 60 + (minutes % 60 > 0)
        assert made().fee(minutes) == (0 if minutes <= free else min(cap, price * hours))


CHECKS: dict[str, Callable[[Task], None]] = {
    "python_class": class_passes_its_own_tests,
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_program_does_what_is_asked(name: str) -> None:
    check(next(f for f in FAMILIES if f.name == name), CHECKS)
