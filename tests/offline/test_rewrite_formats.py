"""Data in another format has the same content, parsed from the text of the task alone."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.rewrite import FAMILIES

Parsed = dict[str, dict[str, object]]


def yaml_read(lines: list[str]) -> Parsed:
    """Read sections with scalars and lists in YAML."""
    parsed: Parsed = {}
    for line in lines:
        if found := re.fullmatch(r"(\w+):", line):
            section = parsed.setdefault(found[1], {})
        elif found := re.fullmatch(r"  (\w+):(?: (.+))?", line):
            items: list[str] = []
            section[found[1]] = json.loads(found[2]) if found[2] else items
        else:
            items.append(line.removeprefix("    - "))
    return parsed


def typed(text: str) -> object:
    """Guess the type of a value in INI or properties."""
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return json.loads(text)
    if text in ("yes", "no", "true", "false"):
        return text in ("yes", "true")
    return re.split(", ?", text) if "," in text else text


def config_read(text: str, style: str) -> Parsed:
    """Read the configuration in the instruction."""
    lines = [line for line in text.splitlines() if re.search(r"^ |^\w+:$|^\[.+\]$|=", line)]
    if style == "TOML":
        return dict(tomllib.loads("\n".join(lines)))
    if style == "YAML":
        return yaml_read(lines)
    parsed: Parsed = {}
    for line in lines:
        if style == "INI" and line.startswith("["):
            name = line[1:-1]
        else:
            key, value = line.split(" = " if style == "INI" else "=")
            section, key = (name, key) if style == "INI" else key.split(".")
            parsed.setdefault(section, {})[key] = typed(value)
    return parsed


def nested(answer: object) -> Parsed:
    """Undo a flat or an array arrangement of the sections."""
    if isinstance(answer, list):
        return {part["分组"]: {key: value for key, value in part.items() if key != "分组"} for part in answer}
    assert isinstance(answer, dict)
    if all(isinstance(value, dict) for value in answer.values()):
        return answer
    parsed: Parsed = {}
    for key, value in answer.items():
        section, name = key.split(".")
        parsed.setdefault(section, {})[name] = value
    return parsed


def json_equals_the_configuration(task: Task) -> None:
    """The JSON has the sections, keys, values and types of the configuration, in the requested arrangement."""
    style = re.search("INI|YAML|TOML|properties", task.instruction)
    assert style
    answer = json.loads(task.output)
    assert nested(answer) == config_read(task.instruction, style[0])
    assert isinstance(answer, list) == ("数组" in task.instruction)
    assert bool(re.search("不要嵌套|只要一层", task.instruction)) == ("." in next(iter(answer)))


ENGLISH_MONTHS = dict(zip("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), range(1, 13), strict=True))
CHINESE_NUMBERS = {"十": 10} | {
    f"{'' if ten == 1 else '二三'[ten - 2] if ten else ''}{'十' if ten else ''}{one}": ten * 10 + value
    for ten in range(4)
    for value, one in enumerate(["", *"一二三四五六七八九"])
}


def day_read(text: str) -> date:
    """Read a date in any of the forms that occur."""
    if found := re.fullmatch(r"(\d\d|\d{4})[年./](\d+)[月./](\d+)[日号]?", text) or re.fullmatch(
        r"(\d{4})(\d\d)(\d\d)", text
    ):
        year, month, day = map(int, found.groups())
        return date(year + 2000 if year < 100 else year, month, day)
    if found := re.fullmatch("(.{4})年(.+)月(.+)日", text):
        year = int("".join(str("〇一二三四五六七八九".index(digit)) for digit in found[1]))
        return date(year, CHINESE_NUMBERS[found[2]], CHINESE_NUMBERS[found[3]])
    name = re.search("[A-Z][a-z]+", text)
    day_of_month, year = map(int, re.findall(r"\d+", text))
    assert name
    return date(year, ENGLISH_MONTHS[name[0]], day_of_month)


def dates_answered(output: str) -> list[tuple[str, str, int | None]]:
    """Read the date, the event and the days since the event before from lines, a table or JSON."""
    if output.startswith("["):
        return [(row["日期"], row["事项"], row.get("间隔天数")) for row in json.loads(output)]
    if output.startswith("|"):
        rows = [line.strip("| ").split(" | ") for line in output.splitlines()[2:]]
        return [(row[0], row[1], int(row[2]) if len(row) > 2 else None) for row in rows]
    found = [re.fullmatch(r"(\S+) (.+?)(?:（(\d+)天）)?", line) for line in output.splitlines()]
    return [(each[1], each[2], int(each[3]) if each[3] else None) for each in found if each]


def dates_are_the_same_and_sorted(task: Task) -> None:
    """All events of the text are listed once, with its dates, in the requested order and with the right gaps."""
    month = "|".join(ENGLISH_MONTHS)
    pattern = rf"((?:\d|[〇一二三四五六七八九]{{4}}年|(?:{month}) \d)[^：；\n“”]*?)：([^；\n”]+)"
    given = {what: day_read(day) for day, what in re.findall(pattern, task.instruction) if what in task.output}
    rows = dates_answered(task.output)
    assert 5 <= len(rows) <= 7
    assert {what: day for day, what, _ in rows} == {what: day.isoformat() for what, day in given.items()}
    days = [day for day, *_ in rows]
    assert max(days) < "2025"
    assert days == sorted(days, reverse=bool(re.search("倒序|由近及远", task.instruction)))
    if re.search("距上一件事|相隔的天数", task.instruction):
        moments = [date.fromisoformat(day) for day in days]
        assert [gap for *_, gap in rows] == [0, *((late - early).days for early, late in pairwise(moments))]
    else:
        assert all(gap is None for *_, gap in rows)


def assignment_read(line: str) -> tuple[frozenset[str], str]:
    """The day of an assignment and the set of its characters, whatever the order of its parts."""
    day = re.search("周[一二三四五六日]", line)
    return frozenset(line) - frozenset("，：。（）；—由负责在到 -|"), day[0] if day else ""


def groups_answered(output: str) -> list[tuple[str, list[str]]]:
    """Read the groups of an answer: their names and their lines, each completed by the name of its group."""
    if output.startswith("|"):
        rows = [line.strip("| ").split(" | ") for line in output.splitlines()[2:]]
        groups: dict[str, list[str]] = {}
        for row in rows:
            groups.setdefault(row[0], []).append("，".join(row))
        return list(groups.items())
    if output.startswith("##"):
        parts = [part.split("\n- ") for part in output.removeprefix("## ").split("\n\n## ")]
    else:
        parts = [[line.split("：")[0], *line.split("：")[1].split("；")] for line in output.splitlines()]
    return [(part[0], [f"{part[0]}，{line}" for line in part[1:]]) for part in parts]


def assignments_are_regrouped(task: Task) -> None:
    """All assignments of the list occur once, under their person, place or day, in the requested order."""
    body = re.split("[；\n“”。]", task.instruction)
    given = [each for each in body if re.search("周[一二三四五六日]", each) and not re.search("按周一|星期排序", each)]
    groups = groups_answered(task.output)
    for name, lines in groups:
        if counted := re.search(r"（(\d+)项）", name):
            assert int(counted[1]) == len(lines)
    assert any("项）" in name for name, _ in groups) == bool(re.search("几项", task.instruction))
    plain = [(re.sub("（.*", "", name), [re.sub(r"（\d+项）", "", line) for line in lines]) for name, lines in groups]
    answered = [assignment_read(line) for _, lines in plain for line in lines]
    assert Counter(answered) == Counter(map(assignment_read, given))
    names = [name for name, _ in plain]
    assert len(set(names)) == len(names)
    order = "一二三四五六日"
    if "周一到周日" in task.instruction:
        assert names == sorted(names, key=lambda name: order.index(name[1]))
    else:
        assert names == sorted(names, key=lambda name: next(k for k, each in enumerate(given) if name in each))
        for _, lines in plain:
            days = [order.index(assignment_read(line)[1][1]) for line in lines]
            assert days == sorted(days)


def rounded(value: Fraction) -> str:
    """Round an amount half up to at most two decimals."""
    sign, hundredths = "-" if value < 0 else "", int(abs(value) * 100 + Fraction(1, 2))
    text = f"{sign if hundredths else ''}{hundredths // 100}.{hundredths % 100:02d}"
    return text.rstrip("0").rstrip(".")


def rules_read(text: str) -> dict[str, tuple[Fraction, Fraction, str]]:
    """Read the conversions stated in a task: the offset, the factor and the new unit for each old one."""
    rules: dict[str, tuple[Fraction, Fraction, str]] = {}
    for one, old, many, new in re.findall(
        r"(\d+)([^\d\s，。：（“、按照知据有是为]+)=([\d.]+)(千克|克|千米|厘米|米|升|千瓦|千焦|公顷)", text
    ):
        rules[old] = (Fraction(0), Fraction(many) / int(one), new)
    if "摄氏度=（华氏度-32）÷1.8" in text:
        rules["华氏度"] = (Fraction(32), Fraction(5, 9), "摄氏度")
    return rules


def units_are_converted(task: Task) -> None:
    """Applying the stated conversions to the sentences of the text gives the answer."""
    rules = rules_read(task.instruction)
    lines = [re.sub(r"^\d\. ", "", line) for line in task.output.splitlines()]
    assert (re.match("1. ", task.output) is not None) == ("编号" in task.instruction)
    used = set()

    def convert(found: re.Match[str]) -> str:
        offset, factor, new = rules[found[2]]
        used.add(found[2])
        return rounded((int(found[1]) - offset) * factor) + new

    names = "|".join(sorted(rules, key=len, reverse=True))
    text = re.sub(r"\d+[^\d，。]+=[\d.]+[^，。；）]+", "", task.instruction)
    text = re.sub(rf"(\d+)({names})", convert, text)
    for line in lines:
        assert line in text, line
    assert used == set(rules)
    assert 3 <= len(lines) <= 5


CHECKS: dict[str, Callable[[Task], None]] = {
    "config_to_json": json_equals_the_configuration,
    "dates_to_iso": dates_are_the_same_and_sorted,
    "regroup_list": assignments_are_regrouped,
    "metric_units": units_are_converted,
}


@pytest.mark.parametrize("name", CHECKS)
def test_data_in_another_format_has_the_same_content(name):
    check(next(family for family in FAMILIES if family.name == name), CHECKS)
