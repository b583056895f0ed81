"""Generated programs run, pass the tests that come with them, and have what is asked for."""

from __future__ import annotations

import ast
import re
import unittest
from collections.abc import Callable
from html.parser import HTMLParser
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.generation import FAMILIES
from selfinstruct.teachers.offline.families.generation.html_form import FREE


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
    if "要等" not in task.input and "排队的次序是" in task.instruction:
        numbers = set()
    if "“名称,非负整数”" in task.input:
        constants |= set(re.findall(r"\d+", " ".join(constants)))
    assert numbers <= constants, numbers - constants
    if "增加数量" in task.input:
        stock_is_counted(made, task)
    if "“名称,非负整数”" in task.input:
        assert (made("甲,-5\n乙,²\n丙,3").bad, made("甲,0").bad) == (2, 0)
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


class FormReader(HTMLParser):
    """Reads the fields of a form: their kind, bounds, choices, and whether they are required."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, dict[str, object]] = {}
        self.labels: dict[str, str] = {}
        self.form: dict[str, str] = {}
        self.legend = self.button = ""
        self._text = self._select = self._for = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        self._text = tag
        if tag == "form":
            self.form = values
        if tag == "label":
            self._for = values.get("for", "")
        if tag == "option" and values["value"]:
            self.fields[self._select]["choices"].append(values["value"])  # type: ignore[attr-defined]
        if tag in ("input", "select", "textarea"):
            name = values["name"]
            kind = values.get("type", tag)
            field = self.fields.setdefault(name, {"kind": kind, "choices": [], "needed": "required" in values} | values)
            self._select = name
            if kind in ("radio", "checkbox"):
                field["choices"].append(values["value"])  # type: ignore[attr-defined]
                self.labels[name] = self.legend

    def handle_data(self, data: str) -> None:
        if not data.strip():
            return
        if self._text == "legend":
            self.legend = data
        elif self._text == "button":
            self.button = data
        elif self._text == "label" and self._for:
            self.labels[self._for] = data
        self._text = ""


KINDS = {
    "text": r"文本，最长(\d+)个字符|文本，至多(\d+)个字符|单行，(\d+)个字符封顶",
    "textarea": r"多行文本，最长(\d+)个字符|多行文本框，至多(\d+)个字符",
    "number": r"(\d+)到(\d+)的整数|整数，(\d+)至(\d+)|(?:整数|可带小数的数字)，最小(\d+)、最大(\d+)|数字，(\d+)至(\d+)，可带小数",
    "date": "日期|选日期|日期控件",
    "time": "时间|选时间|时间控件",
    "select": "下拉选择：(.+)|下拉框：(.+)|下拉菜单：(.+)",
    "radio": "单选按钮：(.+)|单选：(.+)|从(.+)里选一个",
    "checkbox": "可多选：(.+)|多选：(.+)|复选框：(.+)",
}


def form_has_the_fields_asked_for(task: Task) -> None:
    """Each field in the brackets of the instruction is in the form with its kind, bounds and choices; and no others."""
    html = task.output.removeprefix("```html\n").removesuffix("\n```")
    page = FormReader()
    page.feed(html)
    asked = task.instruction
    by_label = {page.labels[name]: field for name, field in page.fields.items()}
    assert len(by_label) == len(page.fields) == 4
    needed = needed_in(asked)
    assert set(needed) <= set(by_label)
    assert needed[0] == next(iter(by_label)), "who or what it is about comes first and is required"
    for label, field in by_label.items():
        # A unit stands in the same brackets as the kind.
        start = re.escape(label.removesuffix("）") + "，" if label.endswith("）") else label + "（")
        (told,) = re.findall(f"(?<=[、：是有集填问]){start}([^（）]+)）", asked)
        found = re.fullmatch(KINDS[str(field["kind"])], told)
        assert found, told
        given = [each for each in found.groups() if each]
        assert given == [
            *("、".join(field["choices"]) for _ in [0] if field["choices"]),  # type: ignore[arg-type]
            *(field[key] for key in ("maxlength", "min", "max") if key in field),
        ]
        assert bool(field["needed"]) == (label in needed)
        assert (field.get("step") == "any") == ("小数" in told)
    assert len(re.findall(r"（[^（）]*(?:字符|整数|数字|最小|日期|时间|选|拉)[^（）]*）", asked)) == len(by_label)
    assert page.form["method"] == "post"
    assert page.form["action"] in asked
    assert f"“{page.button}”" in asked
    assert f"“{re.search('<p>(.+)</p>', html)[1]}”" in asked  # type: ignore[index]
    assert re.search(r"max-width: (\d+)px", html)[1] in re.findall(r"(\d+)像素", asked)  # type: ignore[index]


def needed_in(asked: str) -> list[str]:
    """The labels that an instruction names as required."""
    found = re.search("必填的是([^；，。]+)", asked) or re.search(
        "[；，。]([^；，。]+?)(?:设为必填|必填|不能留空|要加required|两项漏了就不能提交)", asked
    )
    return found[1].split("和")  # type: ignore[index]


CHECKS: dict[str, Callable[[Task], None]] = {
    "python_class": class_passes_its_own_tests,
    "html_form": form_has_the_fields_asked_for,
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_program_does_what_is_asked(name: str) -> None:
    check(next(f for f in FAMILIES if f.name == name), CHECKS)


def test_a_form_requires_no_remark_and_a_reservation_has_its_day():
    write = next(family.write for family in FAMILIES if family.name == "html_form")
    for seed in range(200):
        task = write(Random(seed))
        assert not re.search("<textarea[^>]*required", task.output)
        assert not set(needed_in(task.instruction)) & set(FREE)
        if re.search("<title>[^<]*(?:预约|预订|订位)", task.output):
            assert 'type="date"' in task.output


def test_judges_do_not_differ_much():
    write = next(family.write for family in FAMILIES if family.name == "python_class")
    for seed in range(300):
        task = write(Random(seed))
        for marks in re.findall(r"得(\d+(?:、\d+){3})", task.instruction):
            given = [int(mark) for mark in marks.split("、")]
            assert max(given) - min(given) <= 25
