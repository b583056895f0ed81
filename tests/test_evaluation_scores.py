"""Normalisation, checkable tasks and echoes; ROUGE-L agrees with the reference implementation."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.similarity import tokenize
from selfinstruct.students.evaluation.checkable import MAX_CHARACTERS, is_checkable, normalise
from selfinstruct.students.evaluation.echoes import is_echo
from selfinstruct.students.evaluation.rouge import MAX_TOKENS, rouge_l, tokens_of
from selfinstruct.students.systems import Prediction

CLASSIFICATION, EXTRACT, OPEN_QA = TaskType.CLASSIFICATION, TaskType.EXTRACT, TaskType.OPEN_QA
LABELS = "请把评论“%s”归为好评、中评或差评。"
TRIP = "从“3月2日坐高铁去厦门，3月9日乘飞机去天津”里摘出城市，用顿号隔开。"
TEXTS = st.text(st.sampled_from("天地人和好 abAB12，。、！\n"), max_size=30)


class _Tokenizer:
    tokenize = staticmethod(tokenize)


REFERENCE = RougeScorer(["rougeL"], tokenizer=_Tokenizer())
SCORE = rouge_l()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("好评", "好评。"),
        ("好评", " 好评\n"),
        ("好评", "“好评”。"),
        ("好评", "“好评。”"),
        ("好评", "好评！"),
        ("P1", "ｐ１"),
        ("100%", "１００％"),
        ("厦门、天津", "厦门，天津"),
        ("厦门、天津", "厦门, 天津。"),
        ("ice cream", "Ice  cream."),
        ("3.5", "３．５"),
    ],
)
def test_answers_that_differ_only_in_form_match(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("好评", "差评"),
        ("好评", "是好评"),
        ("好评", "好评，因为颜色漂亮"),
        ("好评", "好评\n好评"),
        ("-4", "4"),
        (".5", "5"),
        ("3.5", "35"),
        ("厦门、天津", "天津、厦门"),
        ("不满意", "满意"),
    ],
)
def test_answers_that_differ_in_wording_do_not_match(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@given(TEXTS)
def test_normalisation_is_idempotent(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("task_type", "instruction", "given", "output"),
    [
        (CLASSIFICATION, LABELS % "颜色很漂亮", "", "好评"),
        (CLASSIFICATION, "选一项。", "A. 出租车\nB. 地铁", "B. 地铁。"),
        (CLASSIFICATION, "这张工单是p1还是p2？", "", "P1"),
        (CLASSIFICATION, "这句话是否通顺？", "我昨天去了公园。", "是"),
        (EXTRACT, TRIP, "", "厦门、天津"),
        (EXTRACT, "摘出日期。", "3月2日到，3月9日回。", "3月2日，3月9日"),
        (TaskType.CLOSED_QA, "谁最后修改了文件？", "修改者：黄丽华", "黄丽华。"),
        (OPEN_QA, "计算 32 * 5 - 6。", "", "154"),
        (OPEN_QA, "计算 9,084 乘 6。", "", "54,504"),
    ],
)
def test_an_answer_taken_from_the_question_or_a_number_is_checkable(
    task_type: TaskType, instruction: str, given: str, output: str
) -> None:
    assert is_checkable(Task(instruction, given, output, "1", task_type))


@pytest.mark.parametrize(
    ("task_type", "instruction", "given", "output"),
    [
        (TaskType.BRAINSTORMING, "给面馆起名，好再来或老地方。", "", "好再来"),
        (TaskType.GENERATION, "写出 7。", "", "7"),
        (None, LABELS % "颜色很漂亮", "", "好评"),
        (CLASSIFICATION, "判断情感。", "今天真高兴。", "积极"),
        (CLASSIFICATION, LABELS % "颜色很漂亮", "", "这条评论属于好评"),
        (OPEN_QA, "3乘5等于多少？", "", "答案为15。"),
        (OPEN_QA, "“大”的反义词是什么？", "", "小"),
        (EXTRACT, "摘出城市。", "厦门\n天津", "厦门\n天津"),
        (EXTRACT, "摘出第一句。", "长" * (MAX_CHARACTERS + 1), "长" * (MAX_CHARACTERS + 1)),
        (EXTRACT, "摘出城市。", "没有", ""),
        (EXTRACT, "摘出城市。", "没有。", "。"),
    ],
)
def test_an_answer_that_can_be_worded_in_many_ways_is_not_checkable(
    task_type: TaskType | None, instruction: str, given: str, output: str
) -> None:
    assert not is_checkable(Task(instruction, given, output, "1", task_type))


@given(TEXTS, TEXTS)
def test_rouge_l_equals_rouge_score(reference: str, answer: str) -> None:
    expected = REFERENCE.score(reference, answer)["rougeL"].fmeasure
    assert SCORE(tokens_of(reference), tokens_of(answer)) == expected


@pytest.mark.parametrize(
    ("reference", "answer", "score"),
    [
        ("Лес тих и пуст.", "Лес тих!", 2 / 3),
        ("الغابة هادئة", "الغابة هادئة.", 1),
        ("ป่าเงียบ", "ป่า", 6 / 11),
        ("The forest is quiet.", "La forêt est calme.", 0),
    ],
)
def test_rouge_l_scores_texts_of_any_script(reference: str, answer: str, score: float) -> None:
    assert SCORE(tokens_of(reference), tokens_of(answer)) == pytest.approx(score)


def test_an_empty_answer_scores_zero_even_if_the_reference_is_empty() -> None:
    assert SCORE(tokens_of("好评"), tokens_of("")) == 0
    assert SCORE(tokens_of(""), tokens_of("")) == 0


def test_a_long_text_is_compared_by_its_start() -> None:
    beginning = "".join(chr(0x4E00 + number) for number in range(MAX_TOKENS))
    assert SCORE(tokens_of(beginning + "尾" * 5000), tokens_of(beginning)) == 1


TASK = Task("把下面的句子改得更礼貌", "你马上把报告交给我", "麻烦您尽快把报告发给我好吗", "1", TaskType.REWRITE)
LABEL = Task(LABELS % "颜色很漂亮，物流慢", "", "中评", "2", CLASSIFICATION)
LONG = Task("介绍" + "".join(chr(0x4E00 + 7 * number) for number in range(60)), "", "好的", "3", OPEN_QA)


@pytest.mark.parametrize(
    ("task", "text", "stopped"),
    [
        (TASK, "把下面的句子改得更礼貌", True),
        (TASK, "请把下面的句子改得礼貌", True),
        (TASK, "把下面的句子改得更礼貌\n你马上把报告交给我", True),
        (TASK, "把下面的句子改得更礼貌。把下面的句子改得更礼貌。把下面", False),
        (TASK, "把下面的句子改得更礼貌：麻烦您尽快把报告发给我好吗", True),
        (LABEL, LABEL.instruction, True),
        (LONG, LONG.instruction[:25], False),
    ],
)
def test_an_answer_that_repeats_the_question_is_an_echo(task: Task, text: str, stopped: bool) -> None:
    assert is_echo(task, Prediction("1", text, stopped, 1.0, 1), SCORE)


@pytest.mark.parametrize(
    ("task", "text", "stopped"),
    [
        (TASK, TASK.output, True),
        (TASK, "", True),
        (TASK, "，。", True),
        (TASK, "列举三种水果", True),
        (LABEL, "中评", True),
        (LABEL, "好评", True),
        (LABEL, "差评", True),
        (LONG, LONG.instruction[:25], True),
        (Task("他明天会来吗", "", "他明天会来吧", "4", TaskType.REWRITE), "他明天会来吧", True),
    ],
)
def test_an_answer_that_uses_words_of_the_question_is_not_an_echo(task: Task, text: str, stopped: bool) -> None:
    assert not is_echo(task, Prediction("1", text, stopped, 1.0, 1), SCORE)


@given(TEXTS, TEXTS, TEXTS)
@example("天地人", "", "天地人和好天")
def test_the_reference_is_never_an_echo(instruction: str, given_text: str, output: str) -> None:
    task = replace(TASK, instruction=instruction, input=given_text, output=output)
    assert not is_echo(task, Prediction("1", output, True, 1.0, 1), SCORE)


def test_importing_the_evaluation_loads_no_training_libraries() -> None:
    heavy = "torch transformers trl peft datasets accelerate rouge_score nltk".split()
    code = f"import json, sys, selfinstruct.students.evaluation.comparison, selfinstruct.students.evaluation.table; print(json.dumps([x for x in {heavy!r} if x in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found: Any = json.loads(done.stdout)
    assert found == []
