"""The offline teacher errs in a known share of its answers, in many ways, and says where."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import Command, json_lines

import selfinstruct
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.answers import answer
from selfinstruct.teachers.offline.behavior import Behavior
from selfinstruct.teachers.offline.families import FAMILIES
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.mistakes import Mistake, err_in
from selfinstruct.teachers.offline.server import offline_teacher

PROMPT = "请列出10条任务。\n###\n1. 指令: 写一句话。\n1. 输入:\n<无输入>\n1. 输出:\n好。\n###\n2. 指令:"


def made(family: Family, seed: int, share: float, sample: int = 0) -> tuple[Task, Task, Mistake | None]:
    """A task of a family, as it is and as the teacher writes it, with its mistake."""
    right = family.write(Random(seed))
    (written,), (mistake,) = err_in([right], [family], Random(f"{seed}:{sample}"), share)
    return right, written, mistake


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_task_with_a_mistake_has_another_output_and_nothing_else_is_changed(family: Family) -> None:
    for seed in range(40):
        right, written, mistake = made(family, seed, 0.5)
        assert (written.output != right.output) is (mistake is not None)
        assert written.output.strip()
        assert (written.instruction, written.input) == (right.instruction, right.input)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_task_has_at_least_five_wrong_outputs(family: Family) -> None:
    for seed in range(3):
        wrong = {made(family, seed, 1.0, sample)[1].output for sample in range(80)}
        assert len(wrong) >= 5
        assert family.write(Random(seed)).output not in wrong


def test_all_mistakes_occur_and_none_dominates() -> None:
    kinds = Counter(made(family, seed, 1.0)[2] for family in FAMILIES for seed in range(20))
    assert set(kinds) == set(Mistake)
    assert max(kinds.values()) < 0.45 * kinds.total()


@pytest.mark.parametrize("share", [0.0, 0.2, 0.7, 1.0])
def test_the_share_of_mistakes_is_the_one_that_was_asked_for(share: float) -> None:
    found = [made(FAMILIES[seed % len(FAMILIES)], seed, share)[2] is not None for seed in range(4_000)]
    assert sum(found) / len(found) == pytest.approx(share, abs=0.03)


def test_the_mistakes_of_two_samples_are_independent_and_the_rest_is_the_same() -> None:
    shares, plain = Behavior(errors=0.5), answer(PROMPT)
    samples = [answer(PROMPT, shares, sample) for sample in range(1_000)]
    assert answer(PROMPT, shares, 3) == samples[3]
    assert all(one.families == plain.families for one in samples)
    wrong = [tuple(mistake is not None for mistake in one.errors) for one in samples]
    for place in range(len(plain.families)):
        both = sum(one[place] and next_one[place] for one, next_one in pairwise(wrong))
        assert both / len(wrong) == pytest.approx(0.25, abs=0.07)
    assert answer(PROMPT, Behavior(errors=0.0)).text == plain.text


@pytest.mark.parametrize("right", ["未知", "信息不足", "无法确定", "文中未提及电话。"])
def test_an_unknown_answer_is_not_replaced_by_one_that_says_the_same(right: str) -> None:
    family = Family("unknown", TaskType.CLASSIFICATION, lambda rng: Task("判断", "", rng.choice(("真", "假", right))))
    wrong = {err_in([Task("判断", "", right)], [family], Random(seed), 1.0)[0][0].output for seed in range(200)}
    assert len(wrong) >= 5
    assert wrong.isdisjoint({right, "文中没有说明。", "无法判断。", "不清楚。"})


@given(st.text(max_size=60), st.integers())
def test_any_output_can_be_made_wrong(output: str, seed: int) -> None:
    family = Family("any", TaskType.OPEN_QA, lambda _: Task("指令", "", output))
    (written,), _ = err_in([Task("指令", "", output)], [family], Random(seed), 1.0)
    assert written.output != output


def test_a_run_records_its_mistakes_in_the_journal_and_other_rows_are_unchanged(tmp_path: Path) -> None:
    for name, share in (("right", 0.0), ("wrong", 0.4)):
        selfinstruct.generate(60, tmp_path / name, teacher="offline", teacher_errors=share, quiet=True)
    answers = [line for line in json_lines(tmp_path / "wrong" / "journal-00001.jsonl") if line["kind"] == "answer"]
    errors = {line["slot"]: line["body"]["errors"] for line in answers}
    assert {kind for found in errors.values() for kind in found if kind} <= {str(kind) for kind in Mistake}
    right = {row["instruction"]: row["output"] for row in json_lines(tmp_path / "right" / "records.jsonl")}
    compared = [row for row in json_lines(tmp_path / "wrong" / "records.jsonl") if row["instruction"] in right]
    assert len(compared) > 10
    for row in compared:
        is_wrong = errors[row["slot"]][row["position"]] is not None
        assert (row["output"] != right[row["instruction"]]) is is_wrong


def test_a_served_teacher_takes_the_sample_from_the_seed_of_a_request() -> None:
    async def ask(**fields: Any) -> dict[str, Any]:
        async with offline_teacher(Behavior(errors=0.5)) as url, aiohttp.ClientSession() as session:
            body = {"messages": [{"role": "user", "content": PROMPT}], **fields}
            async with session.post(f"{url}/chat/completions", json=body) as response:
                found: dict[str, Any] = await response.json()
                return found

    for fields, sample in (({}, 0), ({"seed": 5}, 5), ({"seed": None}, 0), ({"seed": "x"}, 0)):
        expected = answer(PROMPT, Behavior(errors=0.5), sample)
        found = asyncio.run(ask(**fields))
        assert found["errors"] == json.loads(json.dumps(expected.errors))
        assert found["choices"][0]["message"]["content"] == expected.text


@pytest.mark.parametrize("share", ["1.1", "-0.1"])
def test_a_share_outside_of_0_to_1_is_refused(share: str, console: Command, tmp_path: Path) -> None:
    said = console("generate", "--n", 5, "--teacher", "offline", "--teacher-errors", share, "--out", tmp_path)
    assert (said.code, "--teacher-errors must be at least 0 and at most 1" in said.err) == (2, True)
    said = console("teacher", "serve", "--errors", share)
    assert (said.code, "--errors must be at least 0 and at most 1" in said.err) == (2, True)
