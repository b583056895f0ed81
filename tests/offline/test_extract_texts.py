"""Facts extracted from dialogues, biographies and lists are those that a second reading of the text finds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.extract import FAMILIES, chat_agreement

POINTS = {(matter.title, point.name): point for matter in chat_agreement.MATTERS for point in matter.points}


def table_of(output: str) -> tuple[list[str], list[list[str]]]:
    """Read a table in Markdown: its heads and rows."""
    heads, rule, *rows = [line.removeprefix("| ").removesuffix(" |").split(" | ") for line in output.splitlines()]
    assert rule == ["---"] * len(heads)
    assert all(len(row) == len(heads) for row in rows)
    return heads, rows


def named_in(text: str, title: str) -> dict[str, list[str]]:
    """Return all values that a chat names for each point, in order: every line names at most one."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines()[1:]:
        said = line.partition("：")[2]
        for (matter, name), point in POINTS.items():
            forms = [re.escape(form.lstrip("+-")).replace(r"\{\}", "(.+)") for form in (point.proposal, point.change)]
            if name in said:
                forms.append(".*改成(.+)吧。")
            values = [match[1] for form in forms if (match := re.fullmatch(form, said)) and match[1] in point.values]
            if matter == title and values:
                found.setdefault(name, []).append(values[0])
    return found


def last_values_count(task: Task) -> None:
    """Follow the chat to its end, and compare the last values, or the first and the last of what was changed."""
    title = next(matter.title for matter in chat_agreement.MATTERS if f"：{matter.opening}" in task.input)
    named = named_in(task.input, title)
    assert len(named) == 4
    request = task.instruction
    if re.search("改动过|变动|改过主意", request):
        rows = [[name, values[0], values[-1]] for name, values in named.items() if len(values) > 1]
        if "Markdown" in request:
            assert table_of(task.output) == (["项目", "起初", "最后"], rows)
        elif "JSON" in request:
            assert [list(each.values()) for each in json.loads(task.output)] == rows
        else:
            assert task.output.splitlines() == [f"- {name} {first}→{last}" for name, first, last in rows]
        return
    ask = request[re.search("最后说定的|最终敲定的|摘出最终的|提取[^，]+，以最后", request).start() :]  # type: ignore[union-attr]
    keys = sorted((name for name in named if name in ask), key=ask.index)
    pairs = [[name, named[name][-1]] for name in keys]
    values = [value for _, value in pairs]
    forms = {
        "逗号": "，".join(values),
        "一行一个": "\n".join(values),
        "JSON": json.dumps(dict(pairs), ensure_ascii=False),
        "- ": "\n".join(f"- {name} {value}" for name, value in pairs),
    }
    if "Markdown" in ask:
        assert table_of(task.output) == (["项目", "约定"], pairs)
    else:
        assert task.output == next(answer for mark, answer in forms.items() if mark in ask)


CHECKS: dict[str, Callable[[Task], None]] = {
    "chat_agreement": last_values_count,
}


@pytest.mark.parametrize("name", CHECKS)
def test_what_is_extracted_from_a_text_is_found_again_in_it(name):
    check(next(family for family in FAMILIES if family.name == name), CHECKS)
