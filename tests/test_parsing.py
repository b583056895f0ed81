"""Layouts of replies. No text raises an error, merges records or loses one silently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.pipeline.languages import CHINESE
from selfinstruct.pipeline.parsing import Record, parse
from selfinstruct.pipeline.template import render
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason, Verdict
from selfinstruct.teachers.offline.layouts import LAYOUTS, write_plain

POEM = Task("写一首关于春天的短诗。", "", "春风吹过小桥，\n柳树轻轻地摇。")
MOOD = Task("判断这句话的情感：正面还是负面？", "这家店的面真香！", "正面")
CODE = Task("写一段程序，读入一个数并输出它的平方。", "", "n = int(input())\nprint(n * n)\n\n示例\n输入：3\n输出：9")


def tasks_of(text: str, cut: bool = False) -> list[Task]:
    return [found.task for found in parse(text, cut) if isinstance(found, Record)]


def reasons_of(text: str, cut: bool = False) -> list[Reason]:
    return [found.reason for found in parse(text, cut) if isinstance(found, Verdict)]


@pytest.mark.parametrize(
    "text",
    [
        "4. 指令: 写诗歌一首\n4. 输入:\n<无输入>\n4. 输出:\n好的诗",
        "4.指令:写诗歌一首\n4.输入:<无输入>\n4.输出:好的诗",
        "4．指令：写诗歌一首\n4．输入：\n无\n4．输出：\n好的诗",
        "4 . 指令 : 写诗歌一首\n4 . 输入 : 无输入\n4 . 输出 : 好的诗",
        "**4. 指令:** 写诗歌一首\n**4. 输入:** <noinput>\n**4. 输出:**\n好的诗",
        "4. **指令**：写诗歌一首\n4. **输入**：无\n4. **输出**：好的诗",
        "**4. 指令**：写诗歌一首\n**4. 输出**：好的诗",
        "**4. 指令：写诗歌一首**\n**4. 输出：**\n好的诗",
        "### 4. 指令：写诗歌一首\n### 4. 输入：无\n### 4. 输出：好的诗",
        "指令：写诗歌一首\n输入：\n\n输出：好的诗",
        "1. 指令：写诗歌一首\n输入：无\n输出：好的诗",
        "4. 指令：\n写诗歌一首\n4. 输出：\n\n好的诗\n",
        "　4、指令：写诗歌一首\n　4、输出：好的诗",
        "4. Instruction: 写诗歌一首\n4. Input: <NoInput>\n4. Output: 好的诗",
        " 写诗歌一首\n4. 输入:\n<无输入>\n4. 输出:\n好的诗",
        "5. 写诗歌一首\n5. 输入:\n<无输入>\n5. 输出:\n好的诗",
        "```\n4. 指令: 写诗歌一首\n4. 输出: 好的诗\n```",
        "<think>先想想。4. 指令: 草稿\n4. 输出: 草稿</think>\n4. 指令: 写诗歌一首\n4. 输出: 好的诗",
        "4. 指令: 写诗歌一首\r\n4. 输入: 无\r\n4. 输出: 好的诗\r\n",
    ],
)
def test_every_layout_of_a_record_parses_to_the_same_task(text: str) -> None:
    assert parse(text) == [Record(Task("写诗歌一首", "", "好的诗"), parse(text)[0].raw)]


@pytest.mark.parametrize("layout", [write_plain, *LAYOUTS])
def test_every_layout_of_a_list_parses_to_all_its_tasks(layout) -> None:
    tasks = [POEM, MOOD, CODE, MOOD]
    assert tasks_of(layout(tasks, 4)) == tasks


def test_an_unnumbered_marker_in_a_numbered_reply_is_text() -> None:
    assert tasks_of(write_plain([CODE, POEM], 4)) == [CODE, POEM]


def test_a_markdown_heading_in_an_output_stays() -> None:
    text = "4. 指令: 写篇短文\n4. 输出:\n# 题目\n### 第一节\n正文\n###\n5. 指令: 写首诗歌\n5. 输出: 诗"
    assert tasks_of(text) == [Task("写篇短文", "", "# 题目\n### 第一节\n正文"), Task("写首诗歌", "", "诗")]


@pytest.mark.parametrize("kept", ["无输入的函数怎么写", "《无》", "无。", "无糖", "<无输入>以外的内容"])
def test_words_for_no_input_count_only_as_the_whole_field(kept: str) -> None:
    assert tasks_of(f"4. 指令: 解释一下\n4. 输入: {kept}\n4. 输出: 好")[0].input == kept


def test_bold_text_in_a_value_stays() -> None:
    assert tasks_of("5. 指令: 隐去号码\n5. 输出:**1983**年")[0].output == "**1983**年"


def test_restarted_numbers_keep_every_record() -> None:
    assert tasks_of(f"{render(POEM, 1)}\n###\n{render(MOOD, 1)}\n###\n{render(POEM, 1)}") == [POEM, MOOD, POEM]


def test_records_without_separators_are_not_merged() -> None:
    assert tasks_of(f"{render(POEM, 4)}\n\n{render(MOOD, 5)}") == [POEM, MOOD]


def test_text_before_the_first_record_and_after_the_last_is_stray() -> None:
    text = f"好的，以下是任务：\n{render(POEM, 4)}\n###\n希望对你有帮助！"
    assert tasks_of(text) == [POEM]
    assert reasons_of(text) == [Reason.STRAY_TEXT, Reason.STRAY_TEXT]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.EMPTY_REPLY),
        (" \n ", Reason.EMPTY_REPLY),
        ("<think>还没想完", Reason.EMPTY_REPLY),
        ("我不能完成这个请求。", Reason.STRAY_TEXT),
        ("4. 指令: 写诗歌一首\n4. 输入: 无", Reason.MALFORMED),
        ("4. 指令:\n4. 输入: 无\n4. 输出: 好", Reason.EMPTY_INSTRUCTION),
        ("4. 指令: 写诗歌一首\n4. 输入: 无\n4. 输出:\n", Reason.EMPTY_OUTPUT),
    ],
)
def test_text_that_is_not_a_task_has_a_reason(text: str, reason: Reason) -> None:
    assert [found.reason for found in parse(text)] == [reason]


def test_a_cut_reply_loses_only_its_last_record() -> None:
    text = write_plain([POEM, MOOD, CODE], 4)
    assert tasks_of(text[:-3], cut=True) == [POEM, MOOD]
    assert reasons_of(text[:-3], cut=True) == [Reason.TRUNCATED]


@pytest.mark.parametrize("tail", ["\n###", "\n###\n", "\n###\n5", "\n###\n5. 指", "\n###\n5. 指令: 写"])
def test_a_record_with_its_separator_is_complete_even_in_a_cut_reply(tail: str) -> None:
    assert tasks_of(render(POEM, 4) + tail, cut=True) == [POEM]


@given(st.integers(0, 200))
def test_a_reply_cut_anywhere_parses_to_a_prefix_of_its_tasks(end: int) -> None:
    tasks = [POEM, MOOD, CODE, POEM]
    found = tasks_of(write_plain(tasks, 4)[:end], cut=True)
    assert found == tasks[: len(found)]


MARKUP = st.sampled_from(
    ["4. 指令:", "输入：", "**5. 输出:**", "###", "\n", " ", "<think>", "</think>", "```", "无", "**", "#"]
)


@given(st.lists(MARKUP | st.text(max_size=8), max_size=40).map("".join), st.booleans())
def test_any_text_parses_and_all_of_it_is_accounted_for(text: str, cut: bool) -> None:
    found = parse(text, cut)
    assert all(isinstance(part, Record | Verdict) for part in found)
    assert all(part.task.instruction and part.task.output for part in found if isinstance(part, Record))
    kept = "".join("".join(part.raw.split()) for part in found)
    if not any(mark in text for mark in ("<think>", "```")):
        assert kept.replace("#", "") == "".join(text.split()).replace("#", "")


@given(st.integers(1, 6), st.sampled_from([" ", "\t", "　", "*", "#", "4"]))
def test_a_line_of_many_spaces_is_parsed_in_linear_time(times: int, character: str) -> None:
    assert parse(f"4. 指令: 写诗\n4. 输出: {character * 20_000 * times}完")


LINE = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="#:：\u2028\u2029\x85"), min_size=1)
TEXT = st.lists(LINE, min_size=1, max_size=4).map("\n".join).map(str.strip).filter(bool)
INPUT = TEXT.filter(
    lambda text: text.lower() not in ("无", "无输入", "noinput", "<noinput>", CHINESE.no_input, "＜无输入＞")
)
TASK = st.builds(Task, TEXT.filter(lambda text: not text.startswith("**")), st.just("") | INPUT, TEXT)


@given(TASK)
def test_a_rendered_record_parses_back_to_itself(task: Task) -> None:
    assert tasks_of(render(task, 7)) == [task]


@pytest.mark.slow
@given(st.lists(TASK, min_size=1, max_size=5), st.lists(TASK, min_size=1, max_size=5))
def test_two_joined_lists_parse_to_the_records_of_both(first: list[Task], second: list[Task]) -> None:
    together = f"{write_plain(first, 1)}\n###\n{write_plain(second, 1)}"
    assert tasks_of(together) == first + second
