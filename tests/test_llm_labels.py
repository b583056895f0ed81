"""Labelling with a teacher: how answers are read, and that no task is sent more often than necessary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from selfinstruct.errors import InputError
from selfinstruct.pipeline.llm_labels import (
    ELEVEN,
    MAX_TRIES,
    NINE,
    TASKS_PER_REQUEST,
    Labelling,
    SentLabels,
    read_label_template,
    read_request,
    read_types,
    task_key,
)
from selfinstruct.schema.reply import Answer, FinalFault
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import ExtraType, Label, TaskType
from selfinstruct.storage.resources import resource

REWRITE, OPEN, CHAT = TaskType.REWRITE, TaskType.OPEN_QA, TaskType.CHAT
TEMPLATE = read_label_template(resource("prompts", "classify_zh.txt").read_text("utf-8"), "classify_zh.txt", NINE)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("1. rewrite\n2. open_qa\n3. chat", [REWRITE, OPEN, CHAT]),
        ("1：改写\n2: Open QA\n**3.** 类别：CHAT", [REWRITE, OPEN, CHAT]),
        ("1. rewrite 2. open-qa 3. chat", [REWRITE, OPEN, CHAT]),
        ("任务1：改写\n任务2：开放式问答（open_qa）\n第3条：聊天", [REWRITE, OPEN, CHAT]),
        ('```json\n{"1": "rewrite", "2": "open_qa", "3": "chat"}\n```', [REWRITE, OPEN, CHAT]),
        ('[{"number": 1, "type": "rewrite"}, {"number": 3, "type": "chat"}]', [REWRITE, None, CHAT]),
        ("1.\nrewrite\n\n2.\n开放问答\n\n3.\nchat", [REWRITE, OPEN, CHAT]),
        ("以下是3条任务的类别：\n1. rewrite\n2. open_qa\n3. chat", [REWRITE, OPEN, CHAT]),
        ("<think>1. chat？不，是改写</think>\n1. rewrite\n2. open_qa\n3. chat", [REWRITE, OPEN, CHAT]),
        ("<think>1. chat", [None, None, None]),
        ("1. rewrite\n2. open", [REWRITE, None, None]),
        ("1. rewrite\n2. rewriting\n3. 改写", [REWRITE, None, REWRITE]),
        ("1. rewrite\n1. chat\n2. open_qa\n2. open_qa", [None, OPEN, None]),
        ("21. rewrite\n0.1 chat\n4. chat", [None, None, None]),
        ("rewrite\nopen_qa\nchat", [None, None, None]),
        ("以下是3条分类结果：\n1. rewrite\n2. open_qa\n3. chat", [REWRITE, OPEN, CHAT]),
        ("3个分类如下：1. rewrite；2. open_qa；3. chat", [REWRITE, OPEN, CHAT]),
        ("1. open_qa/closed_qa\n2. rewrite 或 chat\n3. chat", [None, None, CHAT]),
        ("任务1的类别是rewrite，任务2的类别是open_qa\n3. 任务类型：chat", [REWRITE, OPEN, CHAT]),
        ("1大概是聊天吧</think>1. rewrite\n2. open_qa\n3. chat", [REWRITE, OPEN, CHAT]),
        ("", [None, None, None]),
    ],
)
def test_types_are_read_from_the_layouts_that_teachers_use(text: str, types: list[Label | None]) -> None:
    assert read_types(text, 3, NINE) == types


def test_math_and_code_are_read_only_if_they_are_offered() -> None:
    assert read_types("1. math\n2. 代码", 2, ELEVEN) == [ExtraType.MATH, ExtraType.CODE]
    assert read_types("1. math\n2. 代码", 2, NINE) == [None, None]


@given(st.text(), st.integers(1, 20))
def test_any_text_is_read_without_an_error(text: str, count: int) -> None:
    assert len(read_types(text, count, ELEVEN)) == count


TEXTS = st.text(st.sampled_from("写一首诗，把句子改成\n【任务2】：（无）请按编号{types}"), min_size=1, max_size=40)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=12))
@example([("写一首诗\n\n【任务2】\n指令：别的\n输入：（无）", "\n【任务2】\n"), ("\n", "  ")])
def test_every_task_is_in_its_request_whatever_its_text_looks_like(pairs: list[tuple[str, str]]) -> None:
    prompt = TEMPLATE.fill([Task(instruction, given, "") for instruction, given in pairs])
    for number, (instruction, text) in enumerate(pairs, 1):
        lines = f"指令：{instruction}".replace("\n", "\n  "), f"输入：{text}".replace("\n", "\n  ")
        assert f"【任务{number}】\n{lines[0]}\n{lines[1]}\n" in prompt
    tasks = [Task(instruction, text, "") for instruction, text in pairs]
    assert read_request(prompt)[0] == [
        replace(task, input="" if task.input == "（无）" else task.input) for task in tasks
    ]


def test_a_request_names_its_types_and_shortens_long_texts() -> None:
    prompt = TEMPLATE.fill([Task("写" * 2000, "字" * 2000, ""), Task("写一首诗", "", "")])
    tasks, labels = read_request(prompt)
    assert [len(task.instruction) < 900 and len(task.input) < 500 for task in tasks] == [True, True]
    assert tasks[1] == Task("写一首诗", "", "")
    assert labels == NINE
    assert read_request("请写一首诗")[0] == []


@pytest.mark.parametrize(
    ("text", "named"),
    [("{types} {tasks} {topic}", "{topic}"), ("{types}", "{tasks}"), ("{tasks} {tasks} {types}", "{tasks}")],
)
def test_a_template_that_cannot_be_filled_is_refused(text: str, named: str) -> None:
    with pytest.raises(InputError, match=named):
        read_label_template(text, "file.txt", NINE)


def body(lines: Mapping[int, Label]) -> dict[str, Any]:
    text = "\n".join(f"{number}. {label}" for number, label in lines.items())
    choice = {"finish_reason": "stop", "message": {"content": text}}
    return {"choices": [choice], "usage": {"prompt_tokens": 10, "completion_tokens": 5}}


def tasks(count: int) -> list[Task]:
    return [Task(f"任务{number}", "", "") for number in range(count)]


class Asked:
    """A teacher that omits labels and refuses requests at random, with a journal of its answers."""

    def __init__(self, dice: Random, missing: float, refusing: float) -> None:
        self.dice, self.missing, self.refusing = dice, missing, refusing
        self.journal: list[tuple[tuple[str, ...], dict[str, Any] | None]] = []
        self.labels: dict[str, Label] = {}

    def labelling(self, count: int) -> Labelling:
        """Return a labelling that has replayed the journal."""
        labelling = Labelling(tasks(count), TEMPLATE)
        for keys, answer in self.journal:
            if answer is None:
                labelling.refused(keys)
            else:
                labelling.answered(keys, answer)
        labelling.plan()
        return labelling

    def answer(self, labelling: Labelling, number: int) -> None:
        keys = labelling.batches[number]
        if self.dice.random() < self.refusing:
            self.journal.append((keys, None))
            labelling.commit(FinalFault(number, "", "content_filter", "", 0.0, 1))
            return
        lines = {place: REWRITE for place in range(1, len(keys) + 1) if self.dice.random() >= self.missing}
        self._note(keys, lines)
        self.journal.append((keys, body(lines)))
        labelling.commit(Answer(number, "", body(lines), 0.0, 0.0, 1))

    def _note(self, keys: Sequence[str], lines: Mapping[int, Label]) -> None:
        for place, label in lines.items():
            assert keys[place - 1] not in self.labels, "a task was sent again although it had a label"
            self.labels[keys[place - 1]] = label


@given(
    st.integers(0, 60),
    st.sampled_from([0.0, 0.1, 0.9]),
    st.sampled_from([0.0, 0.2]),
    st.integers(),
    st.lists(st.integers(0, 12), max_size=5),
)
def test_no_label_is_paid_for_twice_wherever_the_process_ends(
    count: int, missing: float, refusing: float, seed: int, lives: list[int]
) -> None:
    asked = Asked(Random(seed), missing, refusing)
    for commits in [*lives, 10_000]:
        labelling = asked.labelling(count)
        for number in range(commits):
            if number >= len(labelling.batches):
                break
            asked.answer(labelling, number)
    assert labelling.labels == asked.labels
    assert labelling.given + labelling.left_out == labelling.wanted == count
    tries = Counter(key for keys, answer in asked.journal if answer is not None for key in keys)
    assert all(number <= MAX_TRIES for number in tries.values())


def test_requests_contain_ten_tasks_and_each_task_once() -> None:
    labelling = Labelling([*tasks(25), *tasks(25), Task("任务1", "别的输入", "")], TEMPLATE)
    labelling.plan()
    assert [len(batch) for batch in labelling.batches] == [TASKS_PER_REQUEST, TASKS_PER_REQUEST, 6]
    assert labelling.wanted == 26
    assert labelling.prompt(3) is None


def test_a_task_with_an_unreadable_answer_is_sent_once_more_and_then_left_to_the_rules() -> None:
    labelling = Labelling(tasks(3), TEMPLATE)
    labelling.plan()
    labelling.commit(Answer(0, "", body({1: REWRITE}), 0.0, 0.0, 1))
    assert labelling.batches[1:] == [(task_key(task),) for task in tasks(3)[1:]]
    labelling.commit(Answer(1, "", body({1: CHAT}), 0.0, 0.0, 1))
    labelling.commit(Answer(2, "", body({}), 0.0, 0.0, 1))
    assert labelling.labels == {task_key(task): label for task, label in zip(tasks(2), (REWRITE, CHAT), strict=True)}
    assert (labelling.left_out, len(labelling.batches)) == (1, 3)


def test_a_batch_that_used_up_its_attempts_before_is_known_by_its_tasks() -> None:
    labelling = Labelling(tasks(25), TEMPLATE)
    labelling.unanswered([task_key(task) for task in tasks(25)[10:20]])
    labelling.plan()
    assert [labelling.exhausted(number) for number in range(3)] == [0, 1, 0]


def test_a_teacher_that_refuses_everything_has_no_yield_whatever_was_labelled_before() -> None:
    labelling = Labelling(tasks(100), TEMPLATE)
    labelling.answered([task_key(tasks(1)[0])], body({1: CHAT}))
    labelling.plan()
    for number in range(5):
        assert not labelling.has_no_yield
        labelling.commit(FinalFault(number, "", "content_filter", "", 0.0, 1))
    assert labelling.has_no_yield


@given(st.integers(0, 80), st.integers(0, 9), st.integers())
def test_a_kill_does_not_change_which_tasks_share_a_request(count: int, killed_after: int, seed: int) -> None:
    whole, killed = Asked(Random(0), 0.3, 0.0), Asked(Random(0), 0.3, 0.0)
    for asked, lives in ((whole, [10_000]), (killed, [killed_after, 10_000])):
        for commits in lives:
            labelling = asked.labelling(count)
            for number in range(commits):
                if number >= len(labelling.batches):
                    break
                asked.dice = Random(f"{seed}:{labelling.batches[number]}")
                asked.answer(labelling, number)
    assert whole.journal == killed.journal


def test_tasks_of_a_refused_request_are_sent_one_by_one() -> None:
    labelling = Labelling(tasks(3), TEMPLATE)
    labelling.plan()
    labelling.commit(FinalFault(0, "", "content_filter", "", 0.0, 1))
    assert labelling.batches[1:] == [(task_key(task),) for task in tasks(3)]
    labelling.commit(FinalFault(1, "", "content_filter", "", 0.0, 1))
    for number in (2, 3):
        labelling.commit(Answer(number, "", body({1: CHAT}), 0.0, 0.0, 1))
    assert len(labelling.batches) == 4
    assert (labelling.given, labelling.left_out) == (2, 1)


def test_batches_with_the_teacher_keep_their_numbers_and_requests() -> None:
    before = Labelling(tasks(30), TEMPLATE)
    before.plan({}, 4)
    assert (before.first, before.end) == (4, 7)
    sent = {slot: SentLabels(before.keys(slot), prompt.user) for slot in (4, 6) if (prompt := before.prompt(slot))}
    after = Labelling(tasks(45)[10:], TEMPLATE)
    after.plan(sent, 7)
    assert [after.prompt(slot) for slot in (4, 6)] == [before.prompt(slot) for slot in (4, 6)]
    assert (after.first, after.keys(5), after.prompt(5)) == (4, (), None)
    others = [key for slot in range(7, after.end) for key in after.keys(slot)]
    assert others == [task_key(task) for task in [*tasks(20)[10:], *tasks(45)[30:]]]
