"""Ideas for the home, the school and the sickbed fit every detail of the task that asks for them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.brainstorming import (
    FAMILIES,
    class_activities,
    concept_examples,
    doctor_questions,
    fault_causes,
    hypothesis_tests,
)

DIGITS = {digit: number for number, digit in enumerate("零一两三四五六七八九十")}


def cells_of(table: str) -> tuple[list[str], list[list[str]]]:
    """Read a Markdown table: its heads and the cells of its rows."""
    rows = [line.strip("| ").split(" | ") for line in table.strip().splitlines()]
    assert rows[1] == ["---"] * len(rows[0])
    assert all(len(row) == len(rows[0]) for row in rows)
    return rows[0], rows[2:]


def asked_count(task: Task, measures: str) -> int:
    """Return the number that the last sentences of the instruction ask for."""
    return DIGITS[re.findall(f"([两三四五六七八九十])(?:{measures})", task.instruction)[-1]]


def causes_are_those_not_yet_excluded(task: Task) -> None:
    """Find the fault by its symptom: the causes are its own, in its order, and none has been excluded."""
    faults = [f for f in fault_causes.FAULTS if any(symptom in task.instruction for symptom in f.symptoms)]
    assert len(faults) == 1
    open_causes = [cause.name for cause in faults[0].causes if cause.excluded not in task.instruction]
    if "Markdown" in task.instruction:
        heads, rows = cells_of(task.output)
        assert heads == ["顺序", "可能原因", "怎么查", "怎么办"]
        assert [row[0] for row in rows] == [str(at) for at in range(1, len(rows) + 1)]
        names = [row[1] for row in rows]
    else:
        names = [re.match(r"\d\. (.+?)。查法：.+。对策：.+。$", line)[1] for line in task.output.splitlines()]
    assert len(open_causes) in (3, 4)
    assert names == open_causes[: asked_count(task, "条|种|个")]


def activities_answer_the_difficulties_in_time(task: Task) -> None:
    """Look up each named difficulty among those of the lesson: its activity is in the answer, and the minutes add up."""
    lesson = next(each for each in class_activities.LESSONS if f"《{each.topic}》" in task.instruction)
    assert lesson.grade in task.instruction
    assert lesson.subject in task.instruction
    named = [each for each in lesson.activities if each.difficulty in task.instruction]
    named.sort(key=lambda each: task.instruction.index(each.difficulty))
    body, closing = task.output.rsplit("\n\n", 1)
    if "Markdown" in task.instruction:
        heads, rows = cells_of(body)
        assert heads == ["活动", "问题", "做法", "用时", "准备"]
        assert rows == [[a.name, a.difficulty, a.how, f"{a.minutes}分钟", a.material] for a in named]
    else:
        assert re.findall(r"### 活动\d　(.+)", body) == [each.name for each in named]
        assert re.findall("针对的问题：(.+?)。", body) == [each.difficulty for each in named]
    minutes = [int(found) for found in re.findall(r"(\d+)分钟", body)]
    limit = int(re.search(r"(\d+)分钟", task.instruction)[1])
    assert f"{'零一两三四'[len(named)]}个活动合计{sum(minutes)}分钟" in closing
    assert sum(minutes) <= limit < sum(minutes) + 5
    assert not (re.search("下雨|操场占用|雾霾", task.instruction) and any(each.outdoors for each in named))
    lacking = re.search(
        "(?:。没有([^。]+)可用|学校里找不到([^。]+)|。([^。]+)借不到|手边没有([^。]+))。", task.instruction
    )
    assert not lacking or max(filter(None, lacking.groups())) not in body
    (tip,) = [tip for feature, tip in class_activities.FEATURES if feature in task.instruction]
    assert closing.endswith(f"{tip}。")


def examples_are_of_the_named_kinds(task: Task) -> None:
    """Read the examples in the requested form: each is of the kind in quotation marks and has not been named before."""
    kinds = re.findall("“(.+?)”", task.instruction)
    if "JSON对象" in task.instruction:
        groups = json.loads(task.output)
    elif "JSON" in task.instruction:
        groups = {kinds[0]: json.loads(task.output)}
    elif "编上号" in task.instruction:
        groups = {kinds[0]: re.findall(r"^\d\. (.+)$", task.output, re.MULTILINE)}
    elif len(kinds) == 2:
        groups = {kind: found.split("、") for kind, found in re.findall("“(.+)”有(.+)。", task.output)}
    else:
        groups = {kinds[0]: task.output.split("、")}
    assert list(groups) == kinds
    pools = {kind: examples.split() for topic in concept_examples.TOPICS for kind, examples in topic}
    for kind, examples in groups.items():
        assert set(examples) <= set(pools[kind])
        assert len(set(examples)) == len(examples) == asked_count(task, "个")
        assert not any(example in task.instruction for example in examples)


def questions_follow_from_the_worries(task: Task) -> None:
    """Look up the facts of the instruction: each has its question in the answer, and the stages are in order."""
    treatment = next(each for each in doctor_questions.TREATMENTS if each.name in task.instruction)
    assert any(patient in task.instruction for patient in treatment.patients)
    mother = treatment.group == "mother"
    groups = [each for name, each in doctor_questions.CONDITIONS.items() if (name == "mother") == mother]
    known = {worry.fact: worry for group in (*groups, treatment.worries) for worry in group}
    told = [worry for fact, worry in known.items() if fact in task.instruction]
    needed = {need for worry in told for need in worry.needs.split()}
    assert needed - {"young", "man", "settled"} <= set(treatment.traits.split())
    older = re.search("奶奶|爷|婶|叔|姑妈|阿姨|小姨|外公|三十年|四十|五十|七十|退休|老战友|大伯", task.instruction)
    assert not (older and re.search("考证|夜校|健身房|三岁的孩子爱往", task.instruction))
    if "Markdown" in task.instruction:
        heads, rows = cells_of(task.output)
        assert heads == ["阶段", "问题", "缘由"]
    else:
        parts = re.findall(r"### (..)\n((?:\d\. .+\n?)+)", task.output)
        lines = [(stage, line) for stage, lines in parts for line in lines.splitlines()]
        rows = [[stage, *re.fullmatch(r"\d\. (.+)（因为(.+)）", line).groups()] for stage, line in lines]
    assert {tuple(row) for row in rows} == {(worry.stage, worry.question, worry.fact) for worry in told}
    order = ["之前当天之后".index(row[0]) for row in rows]
    assert order == sorted(order)
    assert len(rows) == asked_count(task, "个|句|条")


def trials_test_the_claim_and_advice_fits_the_circumstances(task: Task) -> None:
    """Find the claim: the ways are those that have not been tried, and every circumstance has its advice."""
    (hypothesis,) = [each for each in hypothesis_tests.HYPOTHESES if each.claim in task.instruction]
    fresh = {trial.name: trial for trial in hypothesis.trials if f"“{trial.name}”" not in task.instruction}
    assert len(fresh) == 2 == asked_count(task, "种|个")
    body, advice = task.output.split("\n\n针对情况的建议\n")
    if "Markdown" in task.instruction:
        heads, rows = cells_of(body)
        assert heads == ["办法", "做法", "改变", "不变", "测量", "判断标准"]
    else:
        form = r"### (.+)\n(.+)。\n- 改变：(.+)\n- 不变：(.+)\n- 测量：(.+)\n- 判断标准：(.+)"
        rows = [list(found) for found in re.findall(form, body)]
    assert {row[0] for row in rows} == set(fresh)
    for name, how, changed, kept, measured, support in rows:
        trial = fresh[name]
        assert (how, changed, kept) == (trial.how, trial.changed, trial.kept)
        assert (measured, support) == (trial.measured, trial.support)
    groups = hypothesis_tests.GENERAL + (() if hypothesis.kind == hypothesis_tests.FIELD else hypothesis_tests.BENCH)
    told = {f"- 考虑到{fact}，{tip}" for group in groups for fact, tip in group if fact in task.instruction}
    assert set(advice.splitlines()) == told
    assert len(told) in (2, 3)
    days = any("天" in trial.measured + trial.how + trial.changed for trial in hypothesis.trials)
    assert not days or not re.search("只有半天空|只能在周末做|后天要展示|总共只有四节课", task.instruction)


CHECKS: dict[str, Callable[[Task], None]] = {
    "concept_examples": examples_are_of_the_named_kinds,
    "doctor_questions": questions_follow_from_the_worries,
    "hypothesis_tests": trials_test_the_claim_and_advice_fits_the_circumstances,
    "fault_causes": causes_are_those_not_yet_excluded,
    "class_activities": activities_answer_the_difficulties_in_time,
}


@pytest.mark.parametrize("name", CHECKS)
def test_every_idea_fits_the_details_of_the_task(name):
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_a_symptom_names_one_fault_and_no_cause_appears_twice():
    symptoms = [symptom for fault in fault_causes.FAULTS for symptom in fault.symptoms]
    assert len(set(symptoms)) == len(symptoms)
    assert all(len({cause.name for cause in fault.causes}) == 6 for fault in fault_causes.FAULTS)


def test_a_lesson_has_five_activities_with_different_names():
    for lesson in class_activities.LESSONS:
        assert len({each.name for each in lesson.activities}) == 5, lesson.topic
        assert all(4 < each.minutes < 16 for each in lesson.activities)


def test_every_kind_has_examples_enough_and_none_contains_another():
    for topic in concept_examples.TOPICS:
        assert len(topic) > 1
        for kind, examples in topic:
            assert len(set(examples.split())) == len(examples.split()) > 4, kind


def test_patients_have_one_worry_of_a_theme():
    family = next(each for each in FAMILIES if each.name == "doctor_questions")
    for seed in range(300):
        task = family.write(Random(seed))
        assert len(re.findall("鼾|呼噜", task.instruction)) < 2
        assert len(re.findall("血栓", task.instruction)) < 2


def test_an_urgent_fault_is_recent():
    family = next(each for each in FAMILIES if each.name == "fault_causes")
    for seed in range(600):
        text = family.write(Random(seed)).instruction
        assert not (re.search("小鸡|金鱼|燃气灶|灶头|锁", text) and re.search("一个多星期|快一个月|半个月", text)), text


def test_the_features_of_a_class_fit_its_subject():
    family = next(each for each in FAMILIES if each.name == "class_activities")
    for seed in range(600):
        text = family.write(Random(seed)).instruction
        assert not ("体育" in text and re.search("同桌|换过座位", text))
        assert not ("音乐" in text and re.search("听力不好|怕吵", text))


def test_each_stage_that_is_named_has_a_question() -> None:
    family = next(each for each in FAMILIES if each.name == "doctor_questions")
    for seed in range(300):
        task = family.write(Random(seed))
        assert all(re.search(rf"(?m)^### {stage}|\| {stage} \|", task.output) for stage in ("之前", "当天", "之后"))


def test_friends_of_school_days_have_their_present_age() -> None:
    family = next(each for each in FAMILIES if each.name == "gift_ideas")
    assert not any(re.search("岁的(?:高中|大学)", family.write(Random(seed)).instruction) for seed in range(300))
