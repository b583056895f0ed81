"""Kinds that are told by their marks: each is found again from the text of the task."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.classification import FAMILIES, argument_fallacy, key_determination

SEEN = {
    (key.thing, number, letter): choice.seen
    for key in key_determination.KEYS
    for number, step in enumerate(key.steps, 1)
    for letter, choice in zip("ab", step, strict=True)
}


def specimens_follow_the_key(task: Task) -> None:
    lines = re.findall(r"(\d)([ab]) (.+) → (.+)", task.input)
    key = next(
        key for key in key_determination.KEYS if {each[2] for each in lines} == {c.text for s in key.steps for c in s}
    )
    assert key.thing in task.instruction
    answers = re.findall("([①②③])([^：；①②③\n]+)(?:：([^①②③\n]+))?", task.output)
    stories = re.findall("([①②③])([^①②③。]+)", task.instruction)
    assert [each[0] for each in answers] == [each[0] for each in stories]
    for (_, name, way), (_, story) in zip(answers, stories, strict=True):
        step, path = "1", []
        while step.isdigit():
            fitting = [
                (f"{number}{letter}（{text}）", leads_to)
                for number, letter, text, leads_to in lines
                if number == step and any(seen in story for seen in SEEN[key.thing, int(number), letter])
            ]
            ((passed, step),) = fitting
            path.append(passed)
        assert step == name
        assert way in ("", "→".join(path))


def fallacies_are_those_of_the_quotes(task: Task) -> None:
    quotes = re.findall("[①②③④]([^①②③④]+?)。", task.instruction)
    listed = {text: (each.name, why) for each in argument_fallacy.FALLACIES for text, why in each.arguments}
    right = [listed[quote] for quote in quotes]
    rows = re.findall("[①②③④](?: [|] )?([^：；①②③④|\n ]+)(?:(?:：| [|] )([^①②③④|\n]+?)(?:。| [|]|$))?", task.output)
    assert [name for name, _ in rows] == [name for name, _ in right]
    assert all(f"{name}，指" in task.input for name, _ in right)
    with_reasons = re.search("错在哪里|理由|毛病|错处", task.instruction) is not None
    assert [why for _, why in rows] == ([why for _, why in right] if with_reasons else [""] * len(rows))


CHECKS: dict[str, Callable[[Task], None]] = {
    "argument_fallacy": fallacies_are_those_of_the_quotes,
    "key_determination": specimens_follow_the_key,
}


@pytest.mark.parametrize("name", CHECKS)
def test_kinds_follow_from_the_marks(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_each_class_of_a_key_has_one_way_and_no_step_is_left_out() -> None:
    for key in key_determination.KEYS:
        names = list(key_determination.classes_of(key))
        assert len(names) == len(set(names)) == len(key.steps) + 1
        assert all(key_determination.way_to(key, name)[-1][1].leads_to == name for name in names)
