"""Reasoning is never data, and a text that speaks of it stays whole."""

from __future__ import annotations

import pytest

from selfinstruct.pipeline.reasoning import answer_of

MARKUPS = [
    "<think>{}</think>",
    "<THINK>{}</THINK>\n",
    "<thinking>{}</thinking>",
    "<thought>{}</thought>",
    "<reasoning>{}</reasoning>\n\n",
    "<seed:think>{}</seed:think>",
    "<mm:think>{}</mm:think>",
    "◁think▷{}◁/think▷",
    "[THINK]{}[/THINK]",
    "<|START_THINKING|>{}<|END_THINKING|>",
    "<think>\n</think>\n<think>{}</think>",
    "{}</think>\n",
    "{}◁/think▷",
    "<|channel|>analysis<|message|>{}<|end|><|start|>assistant<|channel|>final<|message|>",
]


@pytest.mark.parametrize("markup", MARKUPS)
def test_reasoning_before_an_answer_is_removed(markup: str) -> None:
    assert (answer_of(markup.format("先想想") + "答案") or "").strip() == "答案"


@pytest.mark.parametrize(
    "start", ["<think>", "<thought>", "◁think▷", "<|channel|>analysis<|message|>", "<think>x</think><think>"]
)
def test_unclosed_reasoning_has_no_answer(start: str) -> None:
    assert answer_of(start + "还没想完") is None


@pytest.mark.parametrize(
    "text", ["<answer>答案</answer>", "<think>想</think>\n<answer>\n答案", "想</think>\n<answer>答案</answer>"]
)
def test_tags_around_an_answer_are_removed(text: str) -> None:
    assert (answer_of(text) or "").strip() == "答案"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "解释 <think> 标签",
        "<think> 与 </think> 成对出现"[8:],
        "用 <think>\n想\n</think>\n包住思考",
        "```\n</think>\n```\n如上",
    ],
)
def test_a_text_that_speaks_of_the_markup_stays_whole(text: str) -> None:
    assert answer_of(text) == text
