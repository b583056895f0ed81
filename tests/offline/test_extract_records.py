"""Facts extracted from records, logs and reports are those that a second reading of the text finds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from fractions import Fraction

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.extract import FAMILIES


def parts_of(task: Task) -> tuple[str, str]:
    """Return the request and the text, which is the input or the longest quotation of the instruction."""
    if task.input:
        return task.instruction, task.input
    text = max(re.findall("“([^“”]+)”", task.instruction), key=len)
    return task.instruction.replace(text, ""), text


def table_of(output: str) -> tuple[list[str], list[list[str]]]:
    """Read a table in Markdown: its heads and rows."""
    heads, rule, *rows = [line.removeprefix("| ").removesuffix(" |").split(" | ") for line in output.splitlines()]
    assert rule == ["---"] * len(heads)
    assert all(len(row) == len(heads) for row in rows)
    return heads, rows


DRUG = re.compile(r"(?:（\d）)?(?:口服)?(?P<name>[^，：]+?)(?:，每次|：一次)?(?P<dose>\d[\d.]*毫?克)，.*天")


def found_in(text: str, pattern: str) -> str:
    """Return what the only group of a pattern matches."""
    match = re.search(pattern, text)
    assert match, pattern
    return match[1]


def drugs_of(text: str) -> list[dict[str, str]]:
    """Read every part of a record that says how to take a drug."""
    return [
        {
            "药名": drug["name"],
            "每次用量": drug["dose"],
            "每日次数": found_in(drug[0], r"(?:每日|一天)(\d次)"),
            "服用时间": found_in(drug[0], "(晨起|餐前|餐后|睡前)"),
            "疗程": found_in(drug[0], r"(\d+天)"),
        }
        for part in re.split("；|\n|处理：|。", text)
        if (drug := DRUG.match(part))
    ]


def total_of(drug: dict[str, str]) -> tuple[Fraction, Fraction]:
    """Return one dose and the daily amount in milligrams."""
    number, unit = re.fullmatch(r"([\d.]+)(毫?克)", drug["每次用量"]).groups()  # type: ignore[union-attr]
    dose = Fraction(number) * (1000 if unit == "克" else 1)
    return dose, dose * int(drug["每日次数"][0])


def record_in_json(output: str, text: str, drugs: list[dict[str, str]]) -> None:
    """Compare every value of a JSON object with the record."""
    value = json.loads(output)
    aspects = list(value["用药"][0])
    assert value.pop("用药") == [{key: drug[key] for key in aspects} for drug in drugs]
    for key, fact in value.items():
        if key == "年龄":
            assert f"{fact}岁" in text
        elif key in ("体温", "脉搏", "血压"):
            assert re.search(f"{key}{fact}[，。]", text)
        else:
            assert any(mark.join([fact] if isinstance(fact, str) else fact) in text for mark in "、；，")


def sections_are_in_the_text(output: str, text: str) -> None:
    """Find the items of every section, one after another, in a sentence of the text."""
    for _, *items in (part.splitlines() for part in output.split("\n\n")):
        bare = [item.removeprefix("- ") for item in items]
        assert any(mark.join(bare) + "。" in text for mark in "；，") or re.search(
            "、".join(bare) + "(，持续|[一二三四五六八十两半])", text
        )


def drugs_in_a_table(task: Task, request: str, drugs: list[dict[str, str]]) -> None:
    """Compare a table of drugs, or of daily amounts in milligrams, with the drugs of the record."""
    heads, rows = table_of(task.output)
    if "总量" in request:
        drugs.sort(key=lambda drug: -total_of(drug)[1])
        assert [row[0] for row in rows] == [drug["药名"] for drug in drugs]
        amounts = [[total_of(drug)[0], int(drug["每日次数"][0]), total_of(drug)[1]] for drug in drugs]
        assert [[Fraction(cell) for cell in row[1:]] for row in rows] == amounts
    else:
        assert "、".join(heads) in request
        assert rows == [[drug[head] for head in heads] for drug in drugs]


def drugs_in_lines(task: Task, request: str, drugs: list[dict[str, str]]) -> None:
    """Compare a list of drugs that are named or taken at one time of the day."""
    if named := sorted(
        (drug for drug in drugs if drug["药名"] in request), key=lambda drug: request.index(drug["药名"])
    ):
        keys = sorted((key for key in drugs[0] if key in request and key != "药名"), key=request.index)
        lines = ["，".join([drug["药名"], *(drug[key] for key in keys)]) for drug in named]
    else:
        timing = found_in(request, "(晨起|餐前|餐后|睡前)")
        line = "- {药名} {每次用量}" if "- " in request else "{药名}，{疗程}"
        line = "{at}. {药名}（{每次用量}，{疗程}）" if "编号" in request else line
        chosen = [drug for drug in drugs if drug["服用时间"] == timing]
        lines = [line.format(at=at, **drug) for at, drug in enumerate(chosen, 1)]
    assert lines
    assert task.output.splitlines() == lines


def clinic_answer_is_in_the_record(task: Task) -> None:
    """Read the record again, and select, convert and sort its drugs as requested."""
    request, text = parts_of(task)
    drugs = drugs_of(text)
    assert 3 <= len(drugs) <= 5
    if "JSON" in request:
        record_in_json(task.output, text, drugs)
    elif task.output.startswith("## "):
        sections_are_in_the_text(task.output, text)
    elif "Markdown" in request:
        drugs_in_a_table(task, request, drugs)
    elif "分号" in request:
        drugs.sort(key=lambda drug: -int(drug["疗程"][:-1]))
        assert task.output == "；".join(f"{drug['药名']}（{drug['疗程']}）" for drug in drugs)
    else:
        drugs_in_lines(task, request, drugs)


CHECKS: dict[str, Callable[[Task], None]] = {
    "clinic_record": clinic_answer_is_in_the_record,
}


@pytest.mark.parametrize("name", CHECKS)
def test_what_is_extracted_from_a_record_is_found_again_in_its_text(name):
    check(next(family for family in FAMILIES if family.name == name), CHECKS)
