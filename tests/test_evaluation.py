"""The numbers of a comparison are correct and valid JSON, and its verdicts claim only what the answers show."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfinstruct.errors import Interrupted
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import DEFINITIONS, TaskType
from selfinstruct.students.evaluation.claims import MIN_TASKS
from selfinstruct.students.evaluation.comparison import Comparison, compare_answers
from selfinstruct.students.evaluation.table import describe
from selfinstruct.students.held_out import HeldOut
from selfinstruct.students.systems import Kind, Prediction, System

BASE, SHOTS = System(Kind.BASE), System(Kind.SHOTS)
FIRST, SECOND = System(Kind.STUDENT, 0), System(Kind.STUDENT, 1)
CONTROL, OTHER_CONTROL = System(Kind.CONTROL, 0), System(Kind.CONTROL, 1)
LABELS = ("好评", "中评", "差评")
SENTENCES = ("今天下午去公园散步", "晚上在家里读一本旧书", "明早坐火车回老家过年", "周末和朋友一起学做菜")

Texts = Sequence[str]


def held_out(count: int, seed: int = 0) -> list[HeldOut]:
    """Alternate classification tasks with a label to choose and rewriting tasks whose answer is a sentence."""
    draw = random.Random(seed)
    found = []
    for number in range(count):
        if number % 2:
            output = draw.choice(SENTENCES) + draw.choice(SENTENCES)
            task = Task(f"改写第{number}段话", "原话" * 5, output, str(number), TaskType.REWRITE)
        else:
            asked = f"把第{number}条评论归为{'、'.join(LABELS)}"
            task = Task(asked, "", draw.choice(LABELS), str(number), TaskType.CLASSIFICATION)
        found.append(HeldOut(task, draw.randrange(70) / 100))
    return found


def answers(tasks: Sequence[HeldOut], texts: Texts) -> list[Prediction]:
    pairs = zip(tasks, texts, strict=True)
    return [
        Prediction(one.task.id, text, True, 2.0 * len(one.task.output), len(one.task.output)) for one, text in pairs
    ]


def right(tasks: Sequence[HeldOut]) -> Texts:
    return [one.task.output for one in tasks]


def junk(tasks: Sequence[HeldOut]) -> Texts:
    return ["天地玄黄" for _ in tasks]


def shuffled(tasks: Sequence[HeldOut], seed: int) -> Texts:
    """The right answers, shuffled among the tasks of each type."""
    texts = list(right(tasks))
    for start in (0, 1):
        some = texts[start::2]
        random.Random(seed).shuffle(some)
        texts[start::2] = some
    return texts


def mostly_right(tasks: Sequence[HeldOut], seed: int) -> Texts:
    draw = random.Random(seed)
    return [one if draw.random() < 0.9 else "天地" for one in right(tasks)]


def compared(
    tasks: Sequence[HeldOut], texts: Mapping[System, Texts], plain: Mapping[System, float] | None = None
) -> Any:
    return compare_answers(
        tasks, {system: answers(tasks, written) for system, written in texts.items()}, plain or {}, 3
    ).numbers


def verdicts(numbers: Mapping[str, Any]) -> tuple[str, str]:
    return numbers["verdicts"]["exact_match"]["verdict"], numbers["verdicts"]["rouge_l"]["verdict"]


@pytest.fixture(scope="module")
def whole() -> Comparison:
    """Base, base with demonstrations, two students that know most answers, and their controls, on 80 tasks."""
    tasks = held_out(80)
    texts = {
        OTHER_CONTROL: shuffled(tasks, 4),
        SECOND: mostly_right(tasks, 2),
        CONTROL: shuffled(tasks, 3),
        BASE: junk(tasks),
        FIRST: mostly_right(tasks, 1),
        SHOTS: [text[:1] for text in right(tasks)],
    }
    return compare_answers(
        tasks, {system: answers(tasks, written) for system, written in texts.items()}, {BASE: 2.0, FIRST: math.nan}, 3
    )


def test_numbers_and_rows_are_valid_json(whole: Comparison) -> None:
    for content in (whole.numbers, whole.rows):
        assert json.loads(json.dumps(content, allow_nan=False)) == content


def test_systems_come_in_one_order_with_labels_for_readers(whole: Comparison) -> None:
    assert [tuple(system.values()) for system in whole.numbers["systems"]] == [
        ("base", "base", None, "base, 0-shot"),
        ("base-shots", "base-shots", None, "base, 3-shot"),
        ("student-0", "student", 0, "student, seed 0"),
        ("student-1", "student", 1, "student, seed 1"),
        ("control-0", "control", 0, "control, seed 0"),
        ("control-1", "control", 1, "control, seed 1"),
    ]


def test_students_that_know_most_answers_are_better(whole: Comparison) -> None:
    assert verdicts(whole.numbers) == ("better", "better")
    assert whole.numbers["types_improved"] == ["rewrite", "classification"]
    for part in whole.numbers["by_type"]:
        assert part["verdict"]["verdict"] == "better"


def test_each_student_is_compared_with_every_baseline_by_both_metrics(whole: Comparison) -> None:
    found = [(one["metric"], one["of"], one["to"]) for one in whole.numbers["differences"]]
    assert found == [
        (metric, f"student-{seed}", to)
        for metric in ("exact_match", "rouge_l")
        for seed in (0, 1)
        for to in ("base", "base-shots", f"control-{seed}", "guessing")
    ]


def test_a_difference_is_the_difference_of_the_scores(whole: Comparison) -> None:
    scores = whole.numbers["scores"]
    for one in whole.numbers["differences"]:
        assert one["low"] <= one["value"] <= one["high"]
        assert one["n"] == scores["base"][one["metric"]]["n"]
        if one["to"] != "guessing":
            expected = scores[one["of"]][one["metric"]]["value"] - scores[one["to"]][one["metric"]]["value"]
            assert one["value"] == pytest.approx(expected)


def test_mean_scores_agree_with_the_rows(whole: Comparison) -> None:
    for name, scores in whole.numbers["scores"].items():
        given_answers = [row["answers"][name] for row in whole.rows]
        exact = [answer["exact"] for answer in given_answers if answer["exact"] is not None]
        assert scores["exact_match"]["value"] == pytest.approx(sum(exact) / len(exact))
        assert scores["rouge_l"]["value"] == pytest.approx(sum(one["rouge_l"] for one in given_answers) / 80)
        assert (scores["exact_match"]["n"], scores["rouge_l"]["n"]) == (40, 80)


def test_rows_are_in_task_order_and_have_the_answers_of_all_systems(whole: Comparison) -> None:
    tasks = held_out(80)
    assert [row["id"] for row in whole.rows] == [one.task.id for one in tasks]
    label, rewriting = whole.rows[0], whole.rows[1]
    assert label["checkable"]
    assert not rewriting["checkable"]
    assert label["answers"]["base"] == {"text": "天地玄黄", "exact": False, "rouge_l": 0, "stopped": True}
    assert rewriting["answers"]["base"]["exact"] is None
    assert (rewriting["instruction"], rewriting["input"]) == ("改写第1段话", "原话" * 5)
    assert (rewriting["reference"], rewriting["nearest"]) == (tasks[1].task.output, tasks[1].nearest)


def test_types_come_in_the_order_of_the_definitions_and_cover_all_tasks(whole: Comparison) -> None:
    names = [part["type"] for part in whole.numbers["by_type"]]
    assert names == [name for name in DEFINITIONS if name in names]
    assert list(TaskType) == [name for name in DEFINITIONS if name in list(TaskType)]
    assert sum(part["tasks"] for part in whole.numbers["by_type"]) == whole.numbers["tasks"] == 80
    assert sum(part["checkable"] for part in whole.numbers["by_type"]) == whole.numbers["checkable"] == 40


def test_the_macro_score_is_the_mean_over_types(whole: Comparison) -> None:
    for name, scores in whole.numbers["scores"].items():
        parts = [part["scores"][name] for part in whole.numbers["by_type"]]
        assert scores["rouge_l_macro"] == pytest.approx(sum(part["rouge_l"] for part in parts) / 2)
        assert scores["exact_match_macro"] == parts[1]["exact_match"] == scores["exact_match"]["value"]
        assert parts[0]["exact_match"] is None


def test_the_nearness_bins_partition_the_tasks(whole: Comparison) -> None:
    bins = whole.numbers["by_nearness"]
    assert [(one["from"], one["to"]) for one in bins] == [(0.0, 0.3), (0.3, 0.4), (0.4, 0.5), (0.5, 0.6), (0.6, 0.7)]
    assert sum(one["tasks"] for one in bins) == 80
    right_ones = sum(one["checkable"] * one["exact_match"]["student-0"] for one in bins if one["checkable"])
    assert right_ones == pytest.approx(40 * whole.numbers["scores"]["student-0"]["exact_match"]["value"])


def test_tasks_above_the_default_threshold_get_a_separate_bin() -> None:
    tasks = [replace(one, nearest=score) for one, score in zip(held_out(3), (0.3, 0.7, 1.0), strict=True)]
    bins = compared(tasks, {BASE: junk(tasks), FIRST: right(tasks)})["by_nearness"]
    assert [one["tasks"] for one in bins] == [0, 1, 0, 0, 0, 2]
    assert (bins[-1]["from"], bins[-1]["to"]) == (0.7, 1.0)
    assert bins[0]["exact_match"] == {"base": None, "student-0": None}


def test_perplexity_is_per_token_and_bits_are_per_character_of_the_reference() -> None:
    tasks = held_out(2)
    characters = sum(len(one.task.output) for one in tasks)
    given_answers = [Prediction("0", "", False, 3.0, 2), Prediction("1", "", True, 5.0, 6)]
    scores = compare_answers(tasks, {BASE: given_answers, FIRST: given_answers}, {FIRST: 2.5}, 0).numbers["scores"]
    assert scores["base"]["perplexity"]["value"] == pytest.approx(math.exp(1))
    assert scores["base"]["bits_per_character"]["value"] == pytest.approx(8 / math.log(2) / characters)
    assert (scores["base"]["stops"], scores["base"]["plain_bits_per_character"]) == (0.5, None)
    assert scores["student-0"]["plain_bits_per_character"] == 2.5


def test_the_share_of_echoes_is_counted() -> None:
    tasks = held_out(4)
    texts = [tasks[0].task.instruction, tasks[1].task.instruction, "好评", ""]
    scores = compared(tasks, {BASE: texts, FIRST: right(tasks)})["scores"]
    assert (scores["base"]["echoes"], scores["student-0"]["echoes"]) == (0.5, 0)


WORDS = st.sampled_from([*LABELS, *SENTENCES, "", "天地玄黄", "把评论归为"])


@pytest.mark.slow
@settings(max_examples=30)
@given(st.lists(WORDS, min_size=40, max_size=40))
def test_students_with_the_same_answers_as_the_base_show_no_difference(texts: list[str]) -> None:
    tasks = held_out(40)
    numbers = compared(tasks, dict.fromkeys((BASE, SHOTS, FIRST, SECOND), texts))
    assert verdicts(numbers) == ("no difference", "no difference")
    assert not numbers["types_improved"]
    for one in numbers["differences"]:
        if one["to"] != "guessing":
            assert (one["value"], one["low"], one["high"], one["p"]) == (0, 0, 0, 1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_right_answers_to_other_questions_only_show_form(seed: int) -> None:
    tasks = held_out(80, seed)
    texts = {BASE: junk(tasks), FIRST: shuffled(tasks, 2 * seed), SECOND: shuffled(tasks, 2 * seed + 1)}
    numbers = compared(tasks, texts)
    assert verdicts(numbers) == ("form only", "form only")
    assert numbers["types_improved"] == ["rewrite", "classification"]


def test_a_student_that_equals_its_control_only_shows_form() -> None:
    tasks = held_out(80)
    knows = mostly_right(tasks, 1)
    texts = {BASE: junk(tasks), FIRST: knows, SECOND: right(tasks), CONTROL: knows}
    assert verdicts(compared(tasks, texts)) == ("form only", "form only")


def test_one_seed_is_not_enough_for_a_claim() -> None:
    tasks = held_out(80)
    numbers = compared(tasks, {BASE: junk(tasks), FIRST: right(tasks)})
    assert verdicts(numbers) == ("one seed", "one seed")
    assert not numbers["types_improved"]


def test_without_checkable_tasks_exact_match_is_undefined() -> None:
    tasks = held_out(60)[1::2]
    numbers = compared(tasks, {BASE: junk(tasks), FIRST: right(tasks), SECOND: right(tasks)})
    assert numbers["checkable"] == 0
    assert numbers["scores"]["base"]["exact_match"] == {"value": None, "low": None, "high": None, "n": 0}
    assert numbers["scores"]["base"]["exact_match_macro"] is None
    assert {one["metric"] for one in numbers["differences"]} == {"rouge_l"}
    assert verdicts(numbers) == ("too few", "better")


@pytest.mark.parametrize("count", [1, 2, MIN_TASKS - 1])
def test_few_tasks_have_numbers_but_no_verdict(count: int) -> None:
    tasks = held_out(count)
    numbers = compared(tasks, {BASE: junk(tasks), FIRST: right(tasks), SECOND: right(tasks)})
    assert numbers["scores"]["student-0"]["rouge_l"]["value"] == 1
    assert verdicts(numbers) == ("too few", "too few")
    assert describe(numbers)


def test_guessing_is_measured_on_types_with_at_least_two_tasks() -> None:
    tasks = held_out(5)[::2]
    alone = HeldOut(Task("随便聊聊", "", "好的", "x", TaskType.CHAT), 0.1)
    together = [*tasks, alone]
    found = compared(together, {BASE: junk(together), FIRST: right(together)})["differences"]
    numbers = {(one["metric"], one["to"]): one["n"] for one in found}
    assert (numbers["rouge_l", "base"], numbers["rouge_l", "guessing"]) == (4, 3)
    assert compared([alone], {BASE: ["好"], FIRST: ["好的"]})["differences"] == [
        {"metric": "rouge_l", "of": "student-0", "to": "base", "n": 1, "p": 1.0}
        | dict.fromkeys(("value", "low", "high"), pytest.approx(1 / 3))
    ]


def test_a_model_with_undefined_likelihoods_has_no_perplexity() -> None:
    tasks = held_out(4)
    broken = [Prediction(one.task.id, "", False, math.nan, 3) for one in tasks]
    numbers = compare_answers(tasks, {BASE: answers(tasks, junk(tasks)), FIRST: broken}, {}, 0).numbers
    assert numbers["scores"]["student-0"]["perplexity"] == {"value": None, "low": None, "high": None}
    assert numbers["by_type"][0]["scores"]["student-0"]["bits_per_character"] is None
    json.dumps(numbers, allow_nan=False)


def test_a_task_with_an_empty_reference_scores_zero() -> None:
    tasks = [HeldOut(Task("说点什么", "", "", str(number), TaskType.CHAT), 0.0) for number in range(2)]
    numbers = compared(tasks, {BASE: ["", "好"], FIRST: ["好", ""]})
    assert numbers["scores"]["base"]["rouge_l"]["value"] == 0
    assert numbers["scores"]["base"]["bits_per_character"]["value"] is None


def test_the_order_of_answers_and_systems_makes_no_difference() -> None:
    tasks = held_out(30)
    one = {BASE: answers(tasks, junk(tasks)), FIRST: answers(tasks, mostly_right(tasks, 1))}
    other = {system: given_answers[::-1] for system, given_answers in reversed(one.items())}
    assert compare_answers(tasks, one, {}, 0) == compare_answers(tasks, other, {}, 0)


def without_last(given_answers: list[Prediction]) -> list[Prediction]:
    return given_answers[:-1]


def twice_the_first(given_answers: list[Prediction]) -> list[Prediction]:
    return [given_answers[0], *given_answers]


def of_another_task(given_answers: list[Prediction]) -> list[Prediction]:
    return [*given_answers[:-1], replace(given_answers[-1], task_id="unknown")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without_last, r"^student-0: 1 unanswered .*'5'"),
        (of_another_task, r"^student-0: 1 unanswered .*'5'"),
        (twice_the_first, r"^student-0: 7 answers to 6 "),
    ],
)
def test_a_system_answers_each_task_once(change: Callable[[list[Prediction]], list[Prediction]], said: str) -> None:
    tasks = held_out(6)
    given_answers = answers(tasks, right(tasks))
    with pytest.raises(ValueError, match=said):
        compare_answers(tasks, {BASE: given_answers, FIRST: change(given_answers)}, {}, 0)


@pytest.mark.parametrize("systems", [(), (BASE,), (BASE, CONTROL), (FIRST, SECOND), (SHOTS, FIRST)])
def test_a_comparison_needs_a_base_and_a_student(systems: tuple[System, ...]) -> None:
    tasks = held_out(4)
    with pytest.raises(ValueError, match="needs the answers of the base and of at least one student"):
        compared(tasks, dict.fromkeys(systems, right(tasks)))


@pytest.mark.parametrize(
    ("tasks", "said"),
    [
        ([], "no held-out tasks"),
        ([*held_out(2), *held_out(1)], "duplicate id"),
        ([HeldOut(Task("问", "", "答", "1"), 0.1)], "'1': missing task type"),
        ([replace(held_out(1)[0], nearest=1.5)], r"in \[0, 1\], not 1.5"),
        ([replace(held_out(1)[0], nearest=math.nan)], r"in \[0, 1\], not nan"),
    ],
)
def test_held_out_tasks_are_checked(tasks: list[HeldOut], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        compared(tasks, dict.fromkeys((BASE, FIRST), right(tasks)))


def test_scoring_can_be_interrupted() -> None:
    tasks, asked = held_out(30), 0

    def check() -> None:
        nonlocal asked
        asked += 1
        if asked == 20:
            raise Interrupted("stopped")

    with pytest.raises(Interrupted):
        compare_answers(tasks, dict.fromkeys((BASE, FIRST), answers(tasks, right(tasks))), {}, 0, check)
    assert asked == 20


def test_the_table_has_a_line_for_each_system_and_the_verdicts(whole: Comparison) -> None:
    lines = describe(whole.numbers).splitlines()
    assert lines[0].split() == "exact match ROUGE-L perplexity bits/char stops echoes plain bits/char".split()
    assert lines[1].startswith("base, 0-shot     0.0% [0.0%, 0.0%]")
    assert lines[1].endswith("100%   0%      2.00")
    assert [line[:16].strip() for line in lines[2:7]] == [
        "base, 3-shot",
        "student, seed 0",
        "student, seed 1",
        "control, seed 0",
        "control, seed 1",
    ]
    assert lines[3].endswith("-")  # its plain bits are undefined
    text = " ".join(" ".join(lines).split())
    assert "tasks 80 held out, 40 of them checkable by exact match" in text
    assert "exact match better. The student is better" in text
    assert "types improved 2 of 2, by ROUGE-L vs. the base: rewrite, classification" in text
    assert max(map(len, lines)) <= 120


def test_undefined_numbers_are_dashes_in_the_table() -> None:
    tasks = held_out(2)[1:]
    text = describe(compared(tasks, {BASE: junk(tasks), FIRST: right(tasks)}))
    assert "base, 0-shot     -  " in text
    assert "types improved  0 of 1, by ROUGE-L vs. the base" in text
