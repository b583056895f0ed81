"""Layouts of replies. No text raises an error, merges records or loses one silently."""

from __future__ import annotations

import json
import random
import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.pipeline.nothing import is_nothing
from selfinstruct.pipeline.parsing import Record, parse
from selfinstruct.pipeline.parsing.bound import MAX_NAMES
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


@pytest.mark.parametrize("kept", ["无输入的函数怎么写", "无糖", "<无输入>以外的内容", "无锡"])
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


@pytest.mark.parametrize("tail", ["\n###\n", "\n###\n5", "\n###\n5. 指", "\n###\n5. 指令: 写"])
def test_a_record_with_its_separator_is_complete_even_in_a_cut_reply(tail: str) -> None:
    assert tasks_of(render(POEM, 4) + tail, cut=True) == [POEM]


def test_hashes_at_the_end_of_a_cut_reply_may_be_half_a_heading() -> None:
    assert reasons_of(render(POEM, 4) + "\n###", cut=True) == [Reason.TRUNCATED]


@given(st.integers(0, 200))
def test_a_reply_cut_anywhere_parses_to_a_prefix_of_its_tasks(end: int) -> None:
    tasks = [POEM, MOOD, CODE, POEM]
    found = tasks_of(write_plain(tasks, 4)[:end], cut=True)
    assert found == tasks[: len(found)]


MARKUP = st.sampled_from(
    ["4. 指令:", "输入：", "**5. 输出:**", "###", "\n", " ", "<think>", "</think>", "```", "无", "**", "#"]
)


@pytest.mark.parametrize("text", [">", "> 你好", "> 你好\n> 再见"])
def test_a_quotation_without_records_keeps_its_marks_as_rejected_text(text: str) -> None:
    [found] = parse(text)
    assert isinstance(found, Verdict)
    assert found.raw == text


@given(st.lists(MARKUP | st.text(max_size=8), max_size=40).map("".join), st.booleans())
def test_any_text_parses_and_all_of_it_is_accounted_for(text: str, cut: bool) -> None:
    found = parse(text, cut)
    assert all(isinstance(part, Record | Verdict) for part in found)
    assert all(part.task.instruction and part.task.output for part in found if isinstance(part, Record))
    kept = "".join("".join(part.raw.split()) for part in found)
    if not any(mark in text for mark in ("<think>", "</think>", "```")):
        between = str.maketrans("", "", "#;；|｜")
        assert kept.translate(between) == "".join(text.split()).translate(between)


@given(st.integers(1, 6), st.sampled_from([" ", "\t", "　", "*", "#", "4"]))
def test_a_line_of_many_spaces_is_parsed_in_linear_time(times: int, character: str) -> None:
    assert parse(f"4. 指令: 写诗\n4. 输出: {character * 20_000 * times}完")


def test_a_reply_of_endless_records_is_read_up_to_a_bound_and_the_rest_is_one_verdict() -> None:
    text = "".join(f"{number}. 指令: 写诗\n{number}. 输入: 无\n{number}. 输出: 春\n###\n" for number in range(1, 6000))
    *records, _, rest = parse(text)
    assert len(records) == MAX_NAMES // 3
    assert all(isinstance(record, Record) for record in records)
    assert isinstance(rest, Verdict)
    assert text.endswith(rest.raw)
    assert rest.raw.count("指令") == 5999 - MAX_NAMES // 3 - 1


LINE = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="#:：\u2028\u2029\x85"), min_size=1)
TEXT = st.lists(LINE, min_size=1, max_size=4).map("\n".join).map(str.strip).filter(bool)
INPUT = TEXT.filter(lambda text: not is_nothing(text))
TASK = st.builds(Task, TEXT.filter(lambda text: not text.startswith("**")), st.just("") | INPUT, TEXT)


@given(TASK)
def test_a_rendered_record_parses_back_to_itself(task: Task) -> None:
    assert tasks_of(render(task, 7)) == [task]


@pytest.mark.slow
@given(st.lists(TASK, min_size=1, max_size=5), st.lists(TASK, min_size=1, max_size=5))
def test_two_joined_lists_parse_to_the_records_of_both(first: list[Task], second: list[Task]) -> None:
    together = f"{write_plain(first, 1)}\n###\n{write_plain(second, 1)}"
    assert tasks_of(together) == first + second


GREET = Task("给搬家的邻居写一句祝福。", "", "乔迁之喜，愿新家温暖热闹！")
SORT = Task("把下面的词按笔画排序。", "山、一、口", "一、口、山")
STEPS = Task("说说怎样泡一壶绿茶。", "", "1. 烫杯\n2. 投茶\n3. 注水")


def written(form: str, between: str = "\n###\n", none: str = "<无输入>", tasks: tuple[Task, ...] = ()) -> str:
    """Write tasks in a layout. In `form`, {n} is the number, {c} the same as a numeral, {i}, {x} and {o} the fields."""
    return between.join(
        form.format(n=n, c="零一二三四五六七八九"[n], i=task.instruction, x=task.input or none, o=task.output)
        for n, task in enumerate(tasks or (GREET, SORT, STEPS), 4)
    )


NUMBERED = "{n}. 指令: {i}\n{n}. 输入: {x}\n{n}. 输出: {o}"
PLAIN = "指令：{i}\n输入：{x}\n输出：{o}"
BOLD = "**指令：** {i}\n**输入：** {x}\n**输出：** {o}"
RULED = "\n\n---\n\n"
FORMS = {
    "labels as headings, alone on their lines": (
        "### {n}. 指令\n{i}\n\n### {n}. 输入\n{x}\n\n### {n}. 输出\n{o}",
        "\n\n",
    ),
    "headings with a colon": ("#### {n}. 指令：\n{i}\n#### {n}. 输入：\n{x}\n#### {n}. 输出：\n{o}", "\n\n"),
    "a heading for each record": ("### 任务 {n}\n\n" + BOLD, RULED),
    "a heading that names the topic": ("## 任务{n}：生活\n" + PLAIN, "\n\n"),
    "a bold number and topic": ("**{n}. 生活**\n" + PLAIN, "\n\n"),
    "a bold heading": ("**任务{n}**\n" + PLAIN, "\n\n"),
    "a number as the heading": ("### {n}\n" + PLAIN, "\n\n"),
    "the record's number in words": ("第{n}条\n" + PLAIN, "\n\n"),
    "the record's number and a dash": ("任务{n} - 生活\n" + PLAIN, "\n\n"),
    "a heading with a sign": ("### ✅ 任务 {n}\n" + BOLD, "\n\n"),
    "a number alone": ("{n}.\n   - 指令: {i}\n   - 输入: {x}\n   - 输出: {o}", "\n###\n"),
    "a Chinese numeral alone": ("{c}、\n" + PLAIN, "\n\n"),
    "Chinese numerals": ("{c}、指令：{i}\n输入：{x}\n输出：{o}", "\n###\n"),
    "the number behind": ("指令 {n}：{i}\n输入 {n}：{x}\n输出 {n}：{o}", "\n###\n"),
    "the number in brackets": ("[{n}] 指令: {i}\n[{n}] 输入: {x}\n[{n}] 输出: {o}", "\n"),
    "the number behind a hash": ("#{n} 指令: {i}\n#{n} 输入: {x}\n#{n} 输出: {o}", "\n\n"),
    "numbers with parts": ("{n}.1 指令: {i}\n{n}.2 输入: {x}\n{n}.3 输出: {o}", "\n###\n"),
    "numbers of the fields": ("1. 指令：{i}\n2. 输入：{x}\n3. 输出：{o}", "\n\n"),
    "a number and a dash": ("{n} - 指令: {i}\n{n} - 输入: {x}\n{n} - 输出: {o}", "\n###\n"),
    "labels in brackets": ("【指令】{i}\n【输入】{x}\n【输出】{o}", "\n\n"),
    "labels in code marks": ("{n}. `指令`: {i}\n{n}. `输入`: {x}\n{n}. `输出`: {o}", "\n###\n"),
    "labels in tags": ("<指令>{i}</指令>\n<输入>{x}</输入>\n<输出>{o}</输出>", "\n\n"),
    "records in tags": (f"<task>\n{PLAIN}\n</task>", "\n"),
    "bold and italic": ("***{n}. 指令:*** {i}\n***{n}. 输入:*** {x}\n***{n}. 输出:*** {o}", "\n###\n"),
    "bold inside bold": ("**{n}. **指令**：{i}\n**{n}. **输入**：{x}\n**{n}. **输出**：{o}", "\n###\n"),
    "bullets": ("### 任务{n}\n- **指令**：{i}\n- **输入**：{x}\n- **输出**：{o}", "\n\n"),
    "two languages": ("{n}. 指令 (Instruction): {i}\n{n}. 输入/Input: {x}\n{n}. 输出 Output: {o}", "\n###\n"),
    "English and Chinese": ("{n}. 指令: {i}\n{n}. Input: {x}\n{n}. Output: {o}", "\n###\n"),
    "traditional": ("{n}. 指示：{i}\n{n}. 輸入：{x}\n{n}. 輸出：{o}", "\n###\n"),
    "other words": ("{n}. 问题：{i}\n{n}. 输入：{x}\n{n}. 参考答案：{o}", "\n###\n"),
    "the type behind the label": ("{n}. 指令（写作）: {i}\n{n}. 输入: {x}\n{n}. 输出: {o}", "\n###\n"),
    "the type before the label": ("{n}. 【写作】指令: {i}\n{n}. 输入: {x}\n{n}. 输出: {o}", "\n###\n"),
    "a field for the type": ("{n}. 类型: 写作\n" + NUMBERED, "\n###\n"),
    "a field for remarks": (NUMBERED + "\n{n}. 备注: 无", "\n###\n"),
    "doubled labels": ("{n}. 指令: 指令: {i}\n{n}. 输入: 输入: {x}\n{n}. 输出: 输出: {o}", "\n###\n"),
    "spaces inside labels": ("{n}. 指 令: {i}\n{n}. 输 入: {x}\n{n}. 输 出 ：{o}", "\n###\n"),
    "no colon": ("{n}. 指令 {i}\n{n}. 输入 {x}\n{n}. 输出 {o}", "\n###\n"),
    "invisible characters": ("\ufeff{n}.\xa0指令: {i}\n\u200b{n}. 输入: {x}\n{n}.\u2060输出: {o}", "\n###\n"),
    "a fence around each record": (f"```\n{NUMBERED}\n```", "\n\n"),
    "full-width rules": (NUMBERED, "\n——————\n"),
    "rules of equals signs": (NUMBERED, "\n======\n"),
    "two hashes": (NUMBERED, "\n##\n"),
    "an escaped separator": (NUMBERED, "\n\\###\n"),
    "a bold separator": (NUMBERED, "\n**###**\n"),
    "a separator at the end of the line": (NUMBERED, "###\n"),
    "breaks as separators": (NUMBERED, "\n<br>\n"),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_list_reads_back_whatever_its_layout(name: str) -> None:
    assert tasks_of(written(*FORMS[name])) == [GREET, SORT, STEPS]


@pytest.mark.parametrize(
    "text",
    [
        "4. 指令: {i} 4. 输入: {x} 4. 输出: {o}",
        "指令：{i}；输入：{x}；输出：{o}",
        "指令：{i} | 输入：{x} | 输出：{o}",
        "**指令**：{i} **输入**：{x} **输出**：{o}",
    ],
)
def test_a_record_on_one_line_is_read(text: str) -> None:
    assert tasks_of(written(text, "\n", tasks=(SORT,))) == [SORT]


AROUND = [
    ("```\n", "\n```"),
    ("~~~\n", "\n~~~\n"),
    ("好的，以下是任务：\n```markdown\n", "\n```\n\n如需调整，请告诉我。"),
    ("", "\n```"),
    ("", "\n\n（由于篇幅限制，其余任务从略）"),
    ("", "\n\n注：以上任务均为原创。"),
    ("", "\n\n希望以上任务符合您的要求。"),
    ("", "\n###\n（任务列表结束）"),
    ("", "<|im_end|>\n<|im_start|>assistant\n好的"),
    ("", "<|endoftext|>Human: 再来一条\nAssistant: 好"),
    ("", "\n\nUser: 继续\n\nAssistant: 好的"),
    ("Assistant: ", "</s>"),
    ("<|assistant|>\n", "<|eot_id|>"),
    ("<think>4. 指令: 草稿\n4. 输出: 草稿</think>", ""),
    ("4. 指令: 草稿\n4. 输出: 草稿\n</think>\n", ""),
    ("<|channel|>analysis<|message|>想<|end|><|start|>assistant<|channel|>final<|message|>", "<|return|>"),
    ("◁think▷想◁/think▷", ""),
    ("<answer>\n", "\n</answer>"),
]


@pytest.mark.parametrize(("before", "behind"), AROUND)
def test_what_stands_around_a_list_is_not_content(before: str, behind: str) -> None:
    assert tasks_of(before + written(NUMBERED) + behind) == [GREET, SORT, STEPS]


ROWS = [{"instruction": task.instruction, "input": task.input, "output": task.output} for task in (GREET, SORT, STEPS)]
ARRAY = json.dumps(ROWS, ensure_ascii=False)
LINES = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS)
CHINESE_KEYS = ARRAY.replace("instruction", "指令").replace("input", "输入").replace("output", "输出")
JSON = {
    "an array": ARRAY,
    "lines": LINES,
    "Chinese keys": CHINESE_KEYS,
    "an object around it": f'好的：\n{{"tasks": {ARRAY}}}',
    "a fence": f"```json\n{LINES}\n```\n完成。",
    "trailing commas": ARRAY.replace('"}', '",}'),
    "comments": ARRAY.replace('"input"', '\n// 输入\n"input"'),
    "null": ARRAY.replace('"input": ""', '"input": null'),
}


@pytest.mark.parametrize("name", JSON)
def test_json_reads_back_whatever_surrounds_it(name: str) -> None:
    assert tasks_of(JSON[name]) == [GREET, SORT, STEPS]


@pytest.mark.parametrize("end", range(1, len(ARRAY), 7))
def test_cut_json_loses_only_its_last_record(end: int) -> None:
    found = tasks_of(ARRAY[:end], cut=True)
    assert found == [GREET, SORT, STEPS][: len(found)]
    assert len(found) == ARRAY[:end].count("}")


@pytest.mark.parametrize("value", [42, True, ["春", "夏"], {"a": 1}])
def test_a_json_value_that_is_not_text_is_written_as_json(value: object) -> None:
    row = {"instruction": "举个例子", "input": "", "output": value}
    assert tasks_of(json.dumps([row], ensure_ascii=False))[0].output == json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("label", ["4. 输辅:", "4. 输out:"])
def test_a_garbled_label_makes_its_record_malformed(label: str) -> None:
    assert reasons_of(f"4. 指令: 写诗歌一首\n{label} 无\n4. 输出: 好的诗") == [Reason.MALFORMED]


def test_a_name_of_two_words_that_is_written_as_one_is_text() -> None:
    assert reasons_of("4. 指令: 写诗歌一首\n4. expectedoutput: 好的诗") == [Reason.MALFORMED]


@pytest.mark.parametrize("label", ["**5. 输入:**", "### 5. 输入:", "5. Input:", "5. 输 入："])
def test_one_label_in_another_form_is_read(label: str) -> None:
    assert tasks_of(written(NUMBERED).replace("5. 输入:", label)) == [GREET, SORT, STEPS]


def test_a_reply_may_change_its_layout() -> None:
    first = written(NUMBERED, tasks=(GREET,))
    assert tasks_of(
        f"{first}\n###\n### 任务 5\n5. 指令: {SORT.instruction}\n5. 输入: {SORT.input}\n5. 输出: 一、口、山"
    ) == [
        GREET,
        SORT,
    ]


CONTENT = [
    "| 项目 | 价格 |\n|---|---|\n| 面 | 12 |",
    "# 周报\n\n## 一、进展\n- 完成接口\n\n---\n\n### 2. 问题\n无\n\n## 三、计划\n测试",
    "```python\n### 读取\n###\n# 输入: x\nx = 1\n```\n说明如上。",
    "```text\n1. 指令: 写诗\n1. 输入: 无\n1. 输出: 春\n###\n2. 指令: 写词\n```",
    "User: 你好\nAssistant: 您好\nUser: 订票\nAssistant: 好的",
    "亲爱的朋友：\n\n建议早睡早起。\n\n希望这些建议对您有帮助！",
    "您好，\n\n已为您退款。\n\n如果您还有其他问题，请随时告诉我。",
    "可以用 <think> 标签包住思考，用 </think> 结束。",
    "示例：\n<think>\n先想\n</think>\n再答。",
    "你可以这样写：\n1. 指令: 写一首诗\n1. 输入: 无\n1. 输出: 春眠不觉晓",
    "模板：\n1. 指令\n2. 输入\n3. 输出",
    '{"instruction": "写诗", "input": "", "output": "春"}',
    "第一部分\n\n---\n\n第二部分\n***\n第三部分",
    "提纲：\n### 背景\n### 总结",
    "用法：\n```bash\nls -l",
    "**重点**：按时吃饭。\n**注意：** 少盐。",
    "1. 输入：用户名\n2. 输出：欢迎语",
    "任务一：扫地\n任务二：擦窗",
    "结束符 <|im_end|> 表示一轮结束。",
    "示例 1\n输入：3\n输出：9\n\n示例 2\n输入：4\n输出：16",
    "由于篇幅有限，这里只谈一点。\n读书使人明智。",
    "无",
]
LAYOUT_NAMES = ["a heading for each record", "labels as headings, alone on their lines", "the number behind"]
TRAP_FORMS = [(NUMBERED, "\n###\n"), (NUMBERED, "\n\n"), *(FORMS[name] for name in LAYOUT_NAMES)]


@pytest.mark.parametrize("form", TRAP_FORMS)
@pytest.mark.parametrize("content", CONTENT)
def test_content_that_looks_like_layout_stays_whole(content: str, form: tuple[str, str]) -> None:
    odd = Task("写一段文字。", "", content)
    for tasks in ((odd, SORT, STEPS), (GREET, odd, STEPS), (GREET, SORT, odd)):
        assert tasks_of(written(*form, tasks=tasks)) == list(tasks)


@pytest.mark.parametrize("content", CONTENT[:-1])
def test_an_input_that_looks_like_layout_stays_whole(content: str) -> None:
    tasks = (GREET, Task("总结下文。", content, "好"), STEPS)
    assert tasks_of(written(NUMBERED, tasks=tasks)) == list(tasks)


PIECE = st.sampled_from(
    [
        "正文",
        "---",
        "***",
        "### 背景",
        "# 前言",
        "```py\nx = 1\n###\n```",
        '{"output": 1}',
        "1. 输入: 甲",
        "| a | b |",
        "**注意**",
    ]
)
BODY = st.lists(PIECE, max_size=5).map(lambda pieces: "\n".join(["开头", *pieces, "结尾"]))
BODIES = st.lists(st.builds(Task, st.just("写一段文字。"), st.just("") | BODY, BODY), min_size=2, max_size=4)


@given(BODIES, st.sampled_from(TRAP_FORMS))
def test_records_read_back_when_their_texts_hold_layout(tasks: list[Task], form: tuple[str, str]) -> None:
    assert tasks_of(written(*form, tasks=tuple(tasks))) == tasks


@given(BODIES, st.sampled_from(TRAP_FORMS), st.floats(0, 1))
def test_every_cut_of_every_layout_parses_to_a_prefix(tasks: list[Task], form: tuple[str, str], part: float) -> None:
    text = written(*form, tasks=tuple(tasks))
    found = tasks_of(text[: int(part * len(text))], cut=True)
    assert found == tasks[: len(found)]


def test_a_pattern_does_not_backtrack_over_a_long_line_of_marks() -> None:
    marks = "".join(random.Random(1).choices(("###", "a"), k=10_000))
    assert [found.reason for found in parse(marks) if isinstance(found, Verdict)] == [Reason.STRAY_TEXT]


@pytest.mark.parametrize(
    "piece",
    [
        "4. 指令:\n",
        "### 任务 5\n",
        "4. 指令: x\n4. 输出: y\n###\n",
        '{"instruction":',
        "```\n",
        "**",
        "</think>",
        "指令：",
        "输入: a\n",
        "1. 输出: z\n",
        "4. 指令: x\n4. 输出: y\n---\n",
    ],
)
def test_the_lines_of_code_that_parsing_runs_grow_with_the_length_of_a_text(piece: str) -> None:
    def steps(length: int) -> int:
        count = 0

        def trace(_frame: FrameType, event: str, _value: object) -> Any:
            nonlocal count
            count += event == "line"
            return trace

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            parse(piece * (length // len(piece)))
        finally:
            sys.settrace(before)
        return count

    assert steps(32_000) < 9 * steps(4_000)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("输入：apple, banana", "apple, banana"),
        ("输入：\n2、4、6、8", "2、4、6、8"),
        ("Input: the cat", "the cat"),
        ("### 输入：\n123_", "123_"),
        ("**输入：** 今天", "今天"),
        ("输入：无", ""),
        ("输入：", "输入："),
        ("输入：[1, 2]\n输出：3", "输入：[1, 2]\n输出：3"),
        ("Input: 3, output: 9", "Input: 3, output: 9"),
        ("原文：今天", "原文：今天"),
        ("输入法：拼音", "输入法：拼音"),
        ("请看输入：今天", "请看输入：今天"),
    ],
)
def test_an_input_loses_its_own_label(given: str, expected: str) -> None:
    in_json = json.dumps([{"instruction": "处理下面的内容。", "input": given, "output": "好。"}], ensure_ascii=False)
    assert tasks_of(in_json) == [Task("处理下面的内容。", expected, "好。")]
