"""The offline teacher does what a prompt asks for: number, types, topic, form and length."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import selfinstruct
from selfinstruct.pipeline.languages import CHINESE
from selfinstruct.pipeline.mix import request as line_of_types
from selfinstruct.pipeline.parsing import Record, parse
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.answers import answer
from selfinstruct.teachers.offline.request import ANY_LENGTH, Form, read_request
from selfinstruct.teachers.offline.topics import fit, words_of

LIST = "\n###\n3. 指令: 输出不少于900字的信\n3. 输出:\n好\n###\n4. 指令:"


def written(head: str) -> list[Task]:
    return [found.task for found in parse(answer(head + LIST).text) if isinstance(found, Record)]


@pytest.mark.parametrize(
    ("head", "shortest", "longest"),
    [
        ("请你想出10条任务。", 0, ANY_LENGTH),
        ("请你想出10条任务。每条任务的输出不少于200字。", 200, ANY_LENGTH),
        ("请你想出10条任务。输出不超过20个字。", 0, 20),
        ("请你想出10条任务。输出至少100字，输出最多300字。", 100, 300),
        ("请你想出10条任务。输出要完整，控制在50字以内。", 0, 50),
    ],
)
def test_the_lengths_of_a_prompt_are_read_before_its_list(head: str, shortest: int, longest: int) -> None:
    found = read_request(head + LIST)
    assert (found.min_output, found.max_output) == (shortest, longest)
    assert (found.first, found.count, found.form) == (4, 7, Form.LIST)


def test_outputs_have_the_requested_length() -> None:
    short = [len(task.output) for task in written("请你想出20条任务，输出不超过20个字。")]
    long = [len(task.output) for task in written("请你想出20条任务，输出不少于150字。")]
    assert sum(length <= 20 for length in short) >= 0.8 * len(short)
    assert sum(length >= 150 for length in long) >= 0.8 * len(long)


@pytest.mark.parametrize("topic", ["医疗", "旅行和交通", "学校里的课堂", "美食", "金融"])
def test_the_tasks_of_a_topic_contain_its_words(topic: str) -> None:
    words = words_of(topic)
    own = [fit(task, words) for task in written(f"请你想出30条任务。\n{CHINESE.prompt.topic.format(topic)}")]
    others = [fit(task, words) for task in written("请你想出30条任务。")]
    assert len(own) == len(others) == 27
    assert sum(own) / len(own) >= 0.5 > 0.25 > sum(others) / len(others)


def test_a_topic_without_tasks_still_gets_the_requested_number_and_types() -> None:
    types = (TaskType.CHAT, TaskType.REWRITE)
    head = f"请你想出10条任务。\n{CHINESE.prompt.topic.format('量子色动力学')}{line_of_types(types, CHINESE.prompt)}"
    assert len(written(head)) == 7


def test_a_run_with_a_topic_is_about_the_topic(tmp_path: Path) -> None:
    selfinstruct.generate(60, tmp_path / "run", teacher="offline", topic="医疗", quiet=True)
    rows = [json.loads(line) for line in (tmp_path / "run/dataset.jsonl").read_text("utf-8").splitlines()]
    tasks = [Task(row["instruction"], row["input"], row["output"]) for row in rows]
    assert sum(fit(task, words_of("医疗")) >= 0.5 for task in tasks) >= 0.9 * len(tasks)
