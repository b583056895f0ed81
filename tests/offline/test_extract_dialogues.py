"""Facts extracted from dialogues are those that a second reading of the text finds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.extract import FAMILIES, chat_agreement, panel_opinions
from selfinstruct.teachers.offline.families.extract.naming import person_of

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
            forms = [re.escape(form.lstrip("+-<>")).replace(r"\{\}", "(.+)") for form in (point.proposal, point.change)]
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
    if "先后说法" in request:
        rows = [[name, values, values[-1]] for name, values in named.items()]
        if "JSON" in request:
            assert [list(each.values()) for each in json.loads(task.output)] == rows
        else:
            assert table_of(task.output)[1] == [[name, "→".join(values), last] for name, values, last in rows]
        return
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


SPEECH = re.compile(
    r"◎ (?P<发言人>[^（]+)（(?P<身份>[^）]+)）：(?P<stance>[^。]+)。(?:因为|理由是|原因很简单，|说到底，)(?P<理由>[^。]+)。"
    r"(?:真要做的话，)?(?:我建议|我的建议是|我只提一条建议：)(?P<建议>[^。]+)。"
)


def speeches_of(text: str) -> list[dict[str, str]]:
    """Read what everybody but the host says."""
    found = []
    for line in text.splitlines():
        if "（主持人）" not in line:
            speech = SPEECH.fullmatch(line)
            assert speech, line
            is_against = re.search("不|反对", speech["stance"]) is not None
            found.append(speech.groupdict() | {"态度": "反对" if is_against else "赞成"})
    return found


def chosen_speeches(ask: str, speeches: list[dict[str, str]]) -> list[dict[str, str]]:
    """Select the speeches that a request asks for."""
    if "除主持人外" in ask:
        return speeches
    if side := re.match("(?:提取|抽取|摘出)(赞成|反对)者", ask):
        return [each for each in speeches if each["态度"] == side[1]]
    return [each for each in speeches if each["身份"] in ask.split("，")[0]]


def views_are_quoted(task: Task) -> None:
    """Read the discussion again, select the speeches, and compare what is asked for."""
    request, speeches = task.instruction, speeches_of(task.input)
    ask = re.split(
        "(?<=请)(?=提取|抽取|摘出|找出|列出)|。(?=提取|抽取|摘出|找出|列出)|，(?=提取|抽取|摘出|找出|列出)|从发言中",
        request,
    )[-1]
    if "顿号" in ask:
        side = re.search("赞成|反对", ask)
        assert side
        key = "身份" if "写身份" in ask or "人的身份" in ask else "发言人"
        assert task.output == "、".join(each[key] for each in speeches if each["态度"] == side[0])
    elif "二级标题" in ask:
        key = "理由" if "理由" in ask else "建议"
        sides = [(head, [each for each in speeches if each["态度"] == head]) for head in ("赞成", "反对")]
        parts = [
            "\n".join([f"## {head}", *(f"- {each['发言人']} {each[key]}" for each in some)]) for head, some in sides
        ]
        assert task.output == "\n\n".join(parts)
    else:
        chosen = chosen_speeches(ask, speeches)
        assert chosen or "双方意见" in ask
        if "Markdown" in ask:
            heads, rows = table_of(task.output)
            assert rows == [[each[head] for head in heads] for each in chosen]
            assert heads[0] == "发言人"
            assert re.split("、|和", re.search("的([^的，]+)，用Markdown", ask)[1]) == heads[1:]  # type: ignore[index]
        elif "双方意见" in ask:
            keys = re.search("每人写([^。]+)", ask)[1].split("、")  # type: ignore[index]
            sides = {head: [each for each in speeches if each["态度"] == head] for head in ("赞成", "反对")}
            expected = {head: [{key: each[key] for key in keys} for each in some] for head, some in sides.items()}
            assert json.loads(task.output) == expected
        elif "JSON" in ask:
            keys = re.search("键为([^。]+)", ask)[1].split("、")  # type: ignore[index]
            assert json.loads(task.output) == [{key: each[key] for key in keys} for each in chosen]
        else:
            key = re.search("的(理由|建议)，", ask)[1]  # type: ignore[index]
            line = "- {发言人}（{身份}） {fact}" if "- " in ask else "{发言人} {fact}"
            line = "{at}. {fact}" if "编号" in ask else line
            lines = [line.format(at=at, fact=each[key], **each) for at, each in enumerate(chosen, 1)]
            assert task.output.splitlines() == lines


CHECKS: dict[str, Callable[[Task], None]] = {
    "panel_opinions": views_are_quoted,
    "chat_agreement": last_values_count,
}


@pytest.mark.parametrize("name", CHECKS)
def test_what_is_extracted_from_a_dialogue_is_found_again_in_it(name):
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_a_changed_value_lies_in_the_direction_of_the_reason_for_it():
    for seed in range(300):
        for (_, name), point in POINTS.items():
            at = [point.values.index(value) for value in chat_agreement.named_values(Random(seed), point)]
            if point.change[0] in "+>" and len(at) > 1:
                assert at[0] < at[1], name
            if point.change[0] in "-<" and len(at) > 1:
                assert at[0] > at[1], name
            if point.change[0] in "<>" and len(at) == 3:
                assert min(at[:2]) < at[2] < max(at[:2]), name
            if point.change[0] in "+-" and len(at) == 3:
                assert at in (sorted(at), sorted(at, reverse=True)), name


def test_who_fetches_a_granddaughter_is_named_as_a_grandfather():
    write = next(family.write for family in FAMILIES if family.name == "panel_opinions")
    men = [person_of(Random(seed), "男", age) for seed in range(400) for age in (30, 50)]
    given = {name[1:] for name in men}
    found = [
        match for seed in range(600) for match in re.findall(r"◎ (\S+)（接孙女的爷爷）", write(Random(seed)).input)
    ]
    assert found
    assert {name[1:] for name in found} <= given


def test_only_who_is_against_a_plan_speaks_of_carrying_it_out_anyway():
    write = next(family.write for family in FAMILIES if family.name == "panel_opinions")
    for seed in range(100):
        for each in speeches_of(write(Random(seed)).input):
            assert each["态度"] == "反对" or "真要做的话" not in each["建议"]
    assert all("真要做" not in line for line in panel_opinions.ADVICE)


def test_who_is_old_or_young_is_named_accordingly():
    old, young = ({person_of(Random(seed), sex, age)[1:] for seed in range(400) for sex in "男女"} for age in (60, 25))
    write = next(family.write for family in FAMILIES if family.name == "panel_opinions")
    for seed in range(200):
        for each in speeches_of(write(Random(seed)).input):
            if panel_opinions.OLD.search(each["身份"]):
                assert each["发言人"][1:] in old
            elif panel_opinions.YOUNG.search(each["身份"]):
                assert each["发言人"][1:] in young


def test_a_chat_begins_with_its_main_point_and_hardly_repeats_an_answer():
    for seed in range(200):
        text = chat_agreement.write_chat_agreement(Random(seed)).input
        matter = next(each for each in chat_agreement.MATTERS if f"：{each.opening}" in text)
        assert next(iter(named_in(text, matter.title))) == matter.points[0].name
        said = [line.partition("：")[2] for line in text.splitlines()]
        assert max(said.count(answer) for answer in chat_agreement.AGREEMENTS + chat_agreement.CONSENTS) <= 3
