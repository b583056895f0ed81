"""The offline teacher as a whole: its replies are deterministic and varied, and its tasks pass the filters."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from random import Random

import aiohttp
import pytest

import selfinstruct
from selfinstruct.pipeline.filters import first_objection
from selfinstruct.pipeline.languages import CHINESE, Language
from selfinstruct.pipeline.mix import request
from selfinstruct.pipeline.parsing import Record, parse
from selfinstruct.schema.layout import Layout
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.similarity import SimilarityIndex
from selfinstruct.teachers.offline.answers import answer
from selfinstruct.teachers.offline.behavior import Behavior
from selfinstruct.teachers.offline.families import FAMILIES
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.layouts import Style, write_full_width, write_in, write_plain
from selfinstruct.teachers.offline.server import offline_teacher

PROMPT = "请你想出10条任务\n###\n3. 输出:\n好\n###\n4. 指令:"


def tasks_of(text: str) -> list[Task]:
    return [found.task for found in parse(text) if isinstance(found, Record)]


def test_every_type_has_at_least_two_families() -> None:
    counts = Counter(family.task_type for family in FAMILIES)
    assert len(FAMILIES) >= 18
    assert all(counts[task_type] >= 2 for task_type in TaskType)
    assert len({family.name for family in FAMILIES}) == len(FAMILIES)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_family_is_a_function_of_its_generator(family: Family) -> None:
    assert [family.write(Random(seed)) for seed in range(20)] == [family.write(Random(seed)) for seed in range(20)]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_tasks_of_a_family_are_complete_parse_back_and_pass_all_filters(family: Family) -> None:
    for seed in range(40):
        task = family.write(Random(seed))
        assert task == Task(task.instruction.strip(), task.input.strip(), task.output.strip())
        assert task.instruction
        assert task.output
        assert first_objection(task, Language.CHINESE) is None
        assert tasks_of(write_full_width([task], 4)) == [task]


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_two_tasks_of_a_family_parse_back_in_every_style(family: Family, style: Style) -> None:
    start = "4. 指令: " if style is Style.CONTINUED else ""
    for seed in range(0, 16, 2):
        pair = [family.write(Random(seed)), family.write(Random(seed + 1))]
        assert tasks_of(start + write_in(style, pair, 4, write_plain(pair, 4))) == pair


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("style", Style)
def test_a_run_has_the_same_rows_in_every_style(style: Style, layout: Layout, tmp_path: Path) -> None:
    for name, given in (("plain", Style.PLAIN), ("styled", style)):
        options = {"teacher": "offline", "teacher_style": given, "layout": layout, "quiet": True}
        selfinstruct.generate(40, tmp_path / name, **options)
    assert (tmp_path / "styled/dataset.jsonl").read_bytes() == (tmp_path / "plain/dataset.jsonl").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_family_produces_few_near_duplicates(family: Family) -> None:
    index = SimilarityIndex()
    index.extend(family.write(Random(seed)).instruction for seed in range(150))
    assert len(index) >= 120


def test_all_families_together_produce_few_near_duplicates() -> None:
    index = SimilarityIndex()
    index.extend(FAMILIES[seed % len(FAMILIES)].write(Random(seed)).instruction for seed in range(1500))
    assert len(index) >= 1350


def test_a_reply_is_a_function_of_the_prompt() -> None:
    assert answer(PROMPT) == answer(PROMPT)
    assert answer(PROMPT) != answer(PROMPT.replace("好", "行"))


@pytest.mark.parametrize(("prompt", "count"), [(PROMPT, 7), (PROMPT.replace("10", "20"), 17), ("你好", 10)])
def test_a_reply_completes_the_list_of_the_prompt(prompt: str, count: int) -> None:
    given = answer(prompt)
    assert len(tasks_of(given.text)) == len(given.families) == count
    assert given.finish_reason == "stop"


def test_a_reply_has_the_requested_types_in_order() -> None:
    types = {family.name: family.task_type for family in FAMILIES}
    asked = tuple(TaskType)[:7][::-1]
    for number in range(20):
        given = answer(f"{number}请你想出10条任务\n{request(asked, CHINESE.prompt)}\n###\n4. 指令:")
        assert tuple(types[name] for name in given.families) == asked
    longer = answer(f"请你想出10条任务\n{request(asked[:2], CHINESE.prompt)}\n###\n4. 指令:")
    assert [types[name] for name in longer.families] == [asked[0], asked[1]] * 3 + [asked[0]]


def test_faults_truncate_replies_and_change_layouts_depending_only_on_the_prompt() -> None:
    prompts = [f"{number}{PROMPT}" for number in range(60)]
    drifted = [answer(prompt, Behavior(0.5)) for prompt in prompts]
    assert drifted == [answer(prompt, Behavior(0.5)) for prompt in prompts]
    assert any(given.finish_reason == "length" for given in drifted)
    whole = [
        (given, answer(prompt)) for given, prompt in zip(drifted, prompts, strict=True) if given.finish_reason == "stop"
    ]
    assert any(given.text != plain.text for given, plain in whole)
    assert all(tasks_of(given.text) == tasks_of(plain.text) for given, plain in whole)


def test_the_server_follows_the_protocol_and_refuses_first_attempts_on_request() -> None:
    async def ask() -> tuple[list[int], dict[str, object], dict[str, object]]:
        async with offline_teacher(Behavior(0.9)) as url, aiohttp.ClientSession() as session:
            statuses = []
            body = {"model": "offline", "messages": [{"role": "user", "content": PROMPT}]}
            for _ in range(2):
                async with session.post(f"{url}/chat/completions", json=body) as response:
                    statuses.append(response.status)
                    found = await response.json()
            async with session.get(f"{url}/models") as response:
                return statuses, found, await response.json()

    statuses, completion, models = asyncio.run(ask())
    assert statuses[0] in (429, 503)
    assert statuses[1] == 200
    assert completion["object"] == "chat.completion"
    assert models["object"] == "list"


@pytest.mark.parametrize("body", ["not json", "[]", "{}", '{"messages": []}', '{"messages": [{"content": null}]}'])
def test_a_request_without_a_prompt_is_a_bad_request(body: str) -> None:
    async def ask() -> int:
        async with (
            offline_teacher() as url,
            aiohttp.ClientSession() as session,
            session.post(f"{url}/chat/completions", data=body) as response,
        ):
            return response.status

    assert asyncio.run(ask()) == 400
