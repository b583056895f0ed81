"""Outputs that end in layout are counted, reported once, and not shown to the teacher."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from aiohttp import web
from loopback import LoopbackTeacher, completion, json_lines
from pools import TaskPool

from selfinstruct import generate
from selfinstruct.errors import StoppedShort
from selfinstruct.pipeline.layout_check import layout_at_end
from selfinstruct.schema.task import Task


@pytest.mark.parametrize(
    ("output", "kind"),
    [
        ("春天来了。\n\n---", "rule"),
        ("春天来了。\n＊＊＊", "rule"),
        ("春天来了。\n###", "separator"),
        ("春天来了。\n\n### 任务 5", "heading"),
        ("春天来了。\n**任务7**", "heading"),
        ("春天来了。\n```", "fence"),
        ("春天来了。<|im_end|>", "token"),
        ("春天来了。\n5. 输入:", "label"),
        ("```python\nprint(1)\n```", None),
        ("| a | b |\n|---|---|\n| 1 | 2 |", None),
        ("---\n春天来了。", None),
        ("1. 苹果\n2. 梨", None),
        ("请填写：\n输入：3\n输出：9", None),
        ("", None),
    ],
)
def test_an_output_that_ends_in_layout_is_suspect(output: str, kind: str | None) -> None:
    found = layout_at_end(output)
    assert (kind in found) if kind and found else (kind is None and found is None)


def test_suspect_tasks_count_for_the_mix_and_are_not_demonstrations() -> None:
    pool = TaskPool([])
    pool.add([Task("写诗", "", "春天来了。\n---", "a"), Task("写歌", "", "夏天来了。", "b")], hidden=(0,))
    assert {task.id for number in range(9) for task in pool.draw(Random(number), 1, 1)} == {"b"}
    assert pool.size(1) == 1


def test_a_teacher_with_a_foreign_layout_is_reported_once(
    teacher: LoopbackTeacher, paid: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = Random(1)

    def spoiled(_prompt: str, _attempt: int) -> web.Response:
        task = "".join(rng.choices("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏", k=20))
        return completion(f"4. 指令: 解释{task}\n4. 输出: 好的，这是解释。\n5. 输入:")

    teacher.script = spoiled
    summary = generate(150, tmp_path / "run", **paid)
    said = capsys.readouterr().err
    assert sum(summary.layout_suspects.values()) == 150
    assert said.count("--layout json") == 1
    records = json_lines(tmp_path / "run" / "records.jsonl")
    accepted = {record["id"] for record in records}
    assert not any(accepted & set(record["demonstrations"]) for record in records)


def test_a_teacher_whose_texts_are_lost_is_reported(
    teacher: LoopbackTeacher, paid: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    teacher.script = lambda prompt, attempt: completion("今天天气不错。")
    with pytest.raises(StoppedShort):
        generate(20, tmp_path / "run", **paid)
    assert capsys.readouterr().err.count("--layout json") == 1
