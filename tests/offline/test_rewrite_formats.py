"""Data in another format has the same content, parsed from the text of the task alone."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable

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


CHECKS: dict[str, Callable[[Task], None]] = {
    "config_to_json": json_equals_the_configuration,
}


@pytest.mark.parametrize("name", CHECKS)
def test_data_in_another_format_has_the_same_content(name):
    check(next(family for family in FAMILIES if family.name == name), CHECKS)
