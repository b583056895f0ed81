"""Kinds that are told by their marks: each is found again from the text of the task."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.classification import (
    FAMILIES,
    argument_fallacy,
    figure_of_speech,
    key_determination,
    waste_sorting,
)

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
    answers = re.findall("([①②③④])([^：；①②③④\n]+)(?:：([^①②③④\n]+))?", task.output)
    stories = re.findall("([①②③④])([^①②③④。]+)", task.instruction)
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


FULL_STOP = "(?:。|(?<=？)|(?<=[。！？]”))"
"""The end of an argument, which may have its own mark."""


def fallacies_are_those_of_the_quotes(task: Task) -> None:
    listed = {text: (each.name, why) for each in argument_fallacy.FALLACIES for text, why in each.arguments}
    quotes = re.findall("[①②③④⑤]([^①②③④⑤]+)", task.instruction)
    right = [next(listed[text] for text in listed if re.match(re.escape(text) + FULL_STOP, each)) for each in quotes]
    assert not re.search("[？！。][”]?。", task.instruction)
    pattern = "[①②③④⑤](?: [|] )?([^：；，①②③④⑤|\n ]+)(?:(?:：|，即.+?。具体来看，| [|] )([^①②③④⑤|\n]+?)(?:。| [|]|$))?"
    rows = re.findall(pattern, task.output)
    assert [name for name, _ in rows] == [name for name, _ in right]
    assert all(f"{name}，指" in task.input for name, _ in right)
    with_reasons = re.search("错在哪里|理由|毛病|错处|定义说明", task.instruction) is not None
    assert [why for _, why in rows] == ([why for _, why in right] if with_reasons else [""] * len(rows))
    defined = "定义" in task.instruction.split("。")[-2] or "写类别和它的定义" in task.instruction
    for name, definition in re.findall("[①②③④⑤](.+?)，即(.+?)。具体", task.output):
        assert defined
        assert f"{name}，指{definition}。" in task.input


FIGURE_OF = {text: (each.name, why) for each in figure_of_speech.FIGURES for text, why in each.sentences}


def figures_are_those_of_the_sentences(task: Task) -> None:
    quotes = re.findall("([①②③④⑤])([^①②③④⑤]+)", task.instruction)
    right = {
        mark: next(found for text, found in FIGURE_OF.items() if re.match(f"{re.escape(text)}[。？]", quote))
        for mark, quote in quotes
    }
    assert len({name for name, _ in right.values()}) == len(right) in (4, 5)
    lines = re.findall("([①②③④⑤])是(.+?)，(.+?)(?=。|；[①②③④⑤])", task.output)
    if "|" in task.output:
        lines = re.findall("[|] ([①②③④⑤]) [|] (.+) [|] (.+) [|]", task.output)
    if lines:
        assert {mark: (name, why) for mark, name, why in lines} == right
    if chosen := re.match("选?([①②③④⑤])(?:。|$)", task.output):
        asked = [name for name, _ in right.values() if name in re.sub("[①②③④⑤][^①②③④⑤。？]+", "", task.instruction)]
        assert asked == [right[chosen[1]][0]]
    elif not lines:
        assert task.output == "；".join(mark + name for mark, (name, _) in right.items())


KIND_OF_WASTE = {thing: name for name, things in waste_sorting.BINS.items() for thing in things}


def things_are_in_their_bins(task: Task) -> None:
    listed = sorted((thing for thing in KIND_OF_WASTE if thing in task.instruction), key=task.instruction.find)
    assert 7 <= len(listed) <= 10
    groups = {name: [thing for thing in listed if KIND_OF_WASTE[thing] == name] for name in waste_sorting.BINS}
    if task.output.startswith("|"):
        rows = [line.strip("| ").split(" | ") for line in task.output.splitlines()[2:]]
        assert [(row[0], row[1]) for row in rows] == [(thing, KIND_OF_WASTE[thing]) for thing in listed]
        assert all(f"{row[2]}收{row[1]}" in task.input for row in rows)
        return
    if task.output.startswith("{"):
        assert json.loads(task.output) == groups
        return
    if task.output.startswith("#"):
        found = re.findall("### (.+)（(.+)）((?:\n- .+)+)", task.output)
        assert {name: items.split("\n- ")[1:] for name, _, items in found} == groups
        assert all(f"{colour}收{name}" in task.input for name, colour, _ in found)
        return
    found = re.findall(r"\d\. (.+)有(.+)样，投(.+)，(?:包括|是)(.+)。", task.output)
    assert {name: items.split("、") for name, _, _, items in found} == groups
    sizes = [len(items.split("、")) for *_, items in found]
    assert sizes == sorted(sizes, reverse=True)
    assert ["零一两三四五六七八九十"[size] for size in sizes] == [size for _, size, *_ in found]


CHECKS: dict[str, Callable[[Task], None]] = {
    "argument_fallacy": fallacies_are_those_of_the_quotes,
    "figure_of_speech": figures_are_those_of_the_sentences,
    "waste_sorting": things_are_in_their_bins,
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


def test_nothing_is_in_two_bins_or_part_of_another_name() -> None:
    things = [thing for things in waste_sorting.BINS.values() for thing in things]
    assert not [(one, other) for one in things for other in things if one is not other and one in other]


def test_no_two_specimens_share_a_detail() -> None:
    write = next(family.write for family in FAMILIES if family.name == "key_determination")
    details = {detail for key in key_determination.KEYS for detail in key.details}
    for instruction in (write(Random(seed)).instruction for seed in range(300)):
        parts = re.split("[①②③④，；。：]", instruction)
        told = [part for part in parts if part in details]
        assert len(told) == len(set(told)) == len(re.findall("[①②③④]", instruction))


def test_no_two_things_of_a_bin_are_of_the_same_sort() -> None:
    write = next(family.write for family in FAMILIES if family.name == "waste_sorting")
    for instruction in (write(Random(seed)).instruction for seed in range(300)):
        for things in waste_sorting.BINS.values():
            ends = [thing[-2:] for thing in things if thing in instruction]
            assert len(ends) == len(set(ends)), instruction
