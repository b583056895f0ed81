"""The tasks of rows in the shapes of other projects' datasets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from selfinstruct.errors import InputError
from selfinstruct.schema.columns import columns_of
from selfinstruct.schema.task import Task, Turn
from selfinstruct.storage.shapes import BadValue, ShapeReader, text_of
from selfinstruct.storage.source import Reading, find_source, read_records, read_shaped
from selfinstruct.storage.tables import TableRow

U, A = "user", "assistant"
ASKED, ANSWERED = "列出三种常见的水果。", "苹果、梨、桃"
THREE = Task(ASKED, "", ANSWERED)
TALK = Task("那它有几层？", "", "七层。", system="你是导游。", history=(Turn(U, "这是什么塔？"), Turn(A, "文峰塔。")))
TALK_TURNS = [(U, "这是什么塔？"), (A, "文峰塔。"), (U, "那它有几层？"), (A, "七层。")]


def task_of(fields: dict[str, Any], columns: str | None = None, needs_output: bool = True) -> Task:
    reader = ShapeReader(columns_of(columns) if columns else {})
    (task,) = reader.read(TableRow("a.jsonl", 1, fields), needs_output).tasks
    return task


@pytest.mark.parametrize(
    "fields",
    [
        {"instruction": ASKED, "input": "", "output": ANSWERED},
        {"instruction": ASKED, "output": ANSWERED},
        {"instruction": ASKED, "context": "", "response": ANSWERED, "category": "brainstorming"},
        {"instruction": ASKED, "instances": [{"input": "", "output": ANSWERED}]},
        {"instruction": ASKED, "instances": [{"input": "<noinput>", "output": ANSWERED}], "is_classification": False},
        {"input": ASKED, "target": ANSWERED},
        {"kind": "Brainstorming", "input": ASKED, "target": ANSWERED},
        {"prompt": ASKED, "completion": ANSWERED},
        {"prompt": ASKED, "query": "", "response": ANSWERED},
        {"prompt": ASKED, "response": ANSWERED},
        {"prompt": [{"role": U, "content": ASKED}], "completion": [{"role": A, "content": ANSWERED}]},
        {"query": ASKED, "response": ANSWERED},
        {"question": ASKED, "answer": ANSWERED},
        {"Question": ASKED, "Answer": ANSWERED},
        {"问题": ASKED, "回答": ANSWERED},
        {"指令": ASKED, "输入": None, "输出": ANSWERED},
        {"instruction": None, "output": None, "prompt": ASKED, "completion": ANSWERED},
        {"messages": [{"role": U, "content": ASKED}, {"role": A, "content": ANSWERED}]},
        {"messages": [{"role": U, "content": [{"type": "text", "text": ASKED}]}, {"role": A, "content": ANSWERED}]},
        {"messages": json.dumps([{"role": U, "content": ASKED}, {"role": A, "content": ANSWERED}])},
        {"conversations": [{"from": "human", "value": ASKED}, {"from": "gpt", "value": ANSWERED}]},
        {"conversations": [{"role": U, "content": ASKED}, {"role": A, "content": ANSWERED}], "instruction": ""},
        {"conversation": [{"human": ASKED, "assistant": ANSWERED}], "category": "Brainstorming"},
        {"conversation": [{"system": "", "input": ASKED, "output": ANSWERED}]},
        {"conversations": [ASKED, ANSWERED]},
        {"prompt": ASKED, "chosen": ANSWERED, "rejected": "不知道"},
        {"prompt": ASKED, "chosen": [{"role": U, "content": ASKED}, {"role": A, "content": ANSWERED}], "rejected": []},
        {"prompt": [{"role": U, "content": ASKED}], "chosen": [{"role": A, "content": ANSWERED}]},
        {"conversations": [{"from": "human", "value": ASKED}], "chosen": {"from": "gpt", "value": ANSWERED}},
        {
            "chosen_messages": [
                {"role": r, "content": [{"type": "text", "value": t}]} for r, t in ((U, ASKED), (A, ANSWERED))
            ]
        },
        {
            "messages": [
                {"role": U, "content": [{"type": "input_text", "text": ASKED}]},
                {"role": A, "content": ANSWERED},
            ]
        },
    ],
    ids=lambda fields: ",".join(fields),
)
def test_a_task_is_found_in_every_common_shape(fields: dict[str, Any]) -> None:
    assert task_of(fields) == THREE


@pytest.mark.parametrize(
    "fields",
    [
        {
            "instruction": "那它有几层？",
            "input": "",
            "output": "七层。",
            "system": "你是导游。",
            "history": [["这是什么塔？", "文峰塔。"]],
        },
        {
            "query": "那它有几层？",
            "response": "七层。",
            "system": "你是导游。",
            "history": [{"role": U, "content": "这是什么塔？"}, {"role": A, "content": "文峰塔。"}],
        },
        {
            "instruction": "那它有几层？",
            "output": "七层。",
            "system": "你是导游。",
            "history": '[["这是什么塔？", "文峰塔。"]]',
        },
        {
            "messages": [
                {"role": "system", "content": "你是导游。"},
                *({"role": r, "content": t} for r, t in TALK_TURNS),
            ]
        },
        {
            "messages": [
                {"role": "developer", "content": "你是导游。"},
                *({"role": r, "content": t} for r, t in TALK_TURNS),
            ]
        },
        {
            "system": "你是导游。",
            "conversations": [{"from": {U: "human", A: "gpt"}[r], "value": t} for r, t in TALK_TURNS],
        },
        {
            "conversation": [
                {"system": "你是导游。", "input": "这是什么塔？", "output": "文峰塔。"},
                {"input": "那它有几层？", "output": "七层。"},
            ]
        },
        {"system": "你是导游。", "conversations": [["这是什么塔？", "文峰塔。"], ["那它有几层？", "七层。"]]},
    ],
    ids=lambda fields: ",".join(fields),
)
def test_system_prompt_and_earlier_turns_are_kept_in_every_shape(fields: dict[str, Any]) -> None:
    assert task_of(fields) == TALK


def test_turns_of_tools_are_kept_between_the_instruction_and_the_output() -> None:
    call = {"id": "1", "function": {"name": "weather", "arguments": "{}"}}
    found = task_of(
        {
            "messages": [
                {"role": U, "content": "杭州热吗？"},
                {"role": A, "content": None, "tool_calls": [call]},
                {"role": "tool", "content": "31", "tool_call_id": "1"},
                {"role": A, "content": "热，31度。"},
            ]
        }
    )
    assert (found.instruction, found.output) == ("杭州热吗？", "热，31度。")
    assert found.steps == (Turn("tool_calls", json.dumps([call])), Turn("tool", "31"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("文", "文"),
        ("", ""),
        (17, "17"),
        (1.5, "1.5"),
        (True, "true"),
        (["苹果", 1], '["苹果", 1]'),
        ({"a": None}, '{"a": null}'),
        (None, None),
        (float("nan"), None),
        (float("-inf"), None),
        ("\ud800写", "\ufffd写"),
    ],
)
def test_values_become_text(value: object, text: str | None) -> None:
    assert text_of(value) == text


def test_values_of_a_task_are_text_in_the_row_and_the_others_are_unchanged() -> None:
    row = TableRow("a.jsonl", 1, {"question": 12, "answer": ["甲"], "id": 7, "score": 0.5})
    assert ShapeReader({}).read(row, True).row.fields == {"question": "12", "answer": '["甲"]', "id": 7, "score": 0.5}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"instruction": ASKED, "output": None}, "`output` is null"),
        ({"instruction": None, "output": ANSWERED}, "`instruction` is null"),
        ({"instruction": ASKED, "output": float("nan")}, "`output` is null"),
        ({"instruction": ASKED}, "no output found"),
        ({"input": ASKED}, "no instruction found"),
        ({"title": ASKED, "body": ANSWERED}, r"the row has: title, body.*--columns"),
        ({}, "no instruction found"),
        ({"messages": [{"role": A, "content": ANSWERED}]}, "no turn of a user"),
        ({"messages": [{"role": U, "content": ASKED}]}, "not an answer"),
        (
            {"messages": [{"role": U, "content": None}, {"role": A, "content": ANSWERED}]},
            "turn 1 of `messages` has no text",
        ),
        ({"messages": [{"content": ASKED}]}, "turn 1 of `messages` does not say whose"),
        ({"messages": []}, "`messages` has no turns"),
        ({"messages": None, "id": 1}, "`messages` has no turns"),
        ({"messages": [{"role": U, "content": [{"type": "image_url"}]}]}, "a part of type image_url"),
        ({"messages": [ASKED, 3]}, "turn 2 of `messages`"),
        ({"messages": [{"role": U, "content": [{"type": "text", "words": ASKED}]}]}, "a part of type text"),
        ({"instruction": ASKED, "output": ANSWERED, "history": "没有"}, "`history` is not a list"),
        ({"instruction": ASKED, "instances": [{"input": ""}]}, "instance 1 of `instances` has no output"),
    ],
)
def test_a_row_without_a_task_says_why(fields: dict[str, Any], why: str) -> None:
    with pytest.raises(BadValue, match=why):
        task_of(fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"instruction": "写一段对话", "output": '[{"role": "user", "content": "hi"}]'},
        {"instruction": '[{"role": "user", "content": "hi"}]', "output": "yaml"},
        {"prompt": "写一段对话", "completion": '[{"from": "human", "value": "hi"}, {"from": "gpt", "value": "哦"}]'},
        {"prompt": '[["甲", "乙"]]', "completion": "数组"},
    ],
)
def test_a_text_that_is_the_json_of_turns_stays_a_text(fields: dict[str, Any]) -> None:
    found = task_of(fields)
    assert [found.instruction, found.output] == list(fields.values())


@pytest.mark.parametrize("output", [{"role": "dev", "level": 3}, {"from": "杭州", "to": "上海"}, [{"role": "dev"}]])
def test_an_object_that_only_names_a_role_is_a_value(output: Any) -> None:
    assert task_of({"instruction": "输出 JSON", "output": output}).output == json.dumps(output, ensure_ascii=False)


@pytest.mark.parametrize(
    ("fields", "given", "output"),
    [
        ({"question": "1+1?", "choices": ["1", "2", "3", "4"], "answer": 1}, "A. 1\nB. 2\nC. 3\nD. 4", "B"),
        (
            {"question": "选一项", "A": "甲", "B": "乙", "C": "丙", "D": "丁", "answer": "B"},
            "A. 甲\nB. 乙\nC. 丙\nD. 丁",
            "B",
        ),
        ({"question": "选一项", "A": "甲", "B": "乙", "C": "", "D": None, "answer": "乙"}, "A. 甲\nB. 乙", "乙"),
        (
            {"question": "选一项", "choices": {"text": ["甲", "乙"], "label": ["A", "B"]}, "answer": "A"},
            "A. 甲\nB. 乙",
            "A",
        ),
        ({"question": "选一项", "options": {"A": "甲", "B": "乙"}, "answer": "A"}, "A. 甲\nB. 乙", "A"),
        ({"question": "选甲还是乙", "choices": ["甲", "乙"], "answer": "甲"}, "", "甲"),
        (
            {"instruction": "选一项", "input": "背景", "options": ["甲", "乙"], "output": "甲"},
            "背景\nA. 甲\nB. 乙",
            "甲",
        ),
        ({"question": "选一项", "choices": ["甲"], "answer": True}, "", "true"),
    ],
)
def test_the_choices_of_a_question_are_part_of_its_input(fields: dict[str, Any], given: str, output: str) -> None:
    found = task_of(fields)
    assert (found.input, found.output) == (given, output)


@pytest.mark.parametrize(
    ("fields", "given", "output"),
    [
        ({"instruction": "总结", "input": "", "context": "文", "output": "", "response": "短"}, "文", "短"),
        ({"instruction": "回答问题。", "question": "1+1?", "answer": "2"}, "1+1?", "2"),
        ({"instruction": "总结", "input": None, "output": ""}, "", ""),
    ],
)
def test_of_several_fields_for_a_part_the_one_that_is_not_empty_is_used(
    fields: dict[str, Any], given: str, output: str
) -> None:
    found = task_of(fields)
    assert (found.input, found.output) == (given, output)


def test_a_task_of_label_studio_and_the_turns_of_ultrachat_are_read() -> None:
    assert task_of({"data": {"instruction": ASKED, "input": "", "output": ANSWERED, "id": "1"}}) == THREE
    assert task_of({"id": "1", "data": [ASKED, ANSWERED]}) == THREE


def test_the_row_of_a_benchmark_needs_no_output() -> None:
    assert task_of({"question": ASKED, "choices": ["甲", "乙"]}, needs_output=False) == Task(ASKED, "A. 甲\nB. 乙", "")


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        ("instruction=ask,output=reply", {"ask": ASKED, "reply": ANSWERED}),
        ("instruction=ask, output=reply", {"ask": ASKED, "reply": ANSWERED, "instruction": "别的", "output": "别的"}),
        ("output=chosen", {"prompt": ASKED, "chosen": ANSWERED, "rejected": "不知道"}),
        ("messages=talk", {"talk": [{"role": U, "content": ASKED}, {"role": A, "content": ANSWERED}]}),
        ("instruction=input,output=instruction", {"input": ASKED, "instruction": ANSWERED}),
    ],
)
def test_columns_name_the_parts_of_a_task(columns: str, fields: dict[str, Any]) -> None:
    assert task_of(fields, columns) == THREE


@pytest.mark.parametrize(
    "columns",
    ["ask=instruction", "instruction", "instruction=", "instruction=a,instruction=b", "", "instruction=a,output=a"],
)
def test_columns_that_cannot_be_used_are_refused(columns: str) -> None:
    with pytest.raises(InputError, match="--columns"):
        columns_of(columns)


def test_a_row_without_the_column_of_its_instruction_names_the_column() -> None:
    with pytest.raises(BadValue, match=r"no column `asc` of --columns \(the row has: ask, reply\)"):
        task_of({"ask": ASKED, "reply": ANSWERED}, "instruction=asc,output=reply")


def test_a_column_that_no_row_has_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"instruction": ASKED, "output": ANSWERED})
    with pytest.raises(InputError, match="no row has a column 'given'"):
        list(read_shaped(find_source(path, Reading({"input": "given"})), lambda _: None))


def test_a_row_with_several_instances_has_a_record_for_each(tmp_path: Path) -> None:
    instances = [{"input": "甲", "output": "1"}, {"input": "乙", "output": "2"}]
    path = write(tmp_path / "a.jsonl", {"id": "s", "instruction": "数一数。", "instances": instances})
    found = [record.task for record in read_records(find_source(path), lambda _: None)]
    assert found == [Task("数一数。", "甲", "1", "s"), Task("数一数。", "乙", "2", "s#2")]


def write(path: Path, *rows: Any) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_all_bad_rows_are_named_in_one_error_the_first_twenty_in_full(tmp_path: Path) -> None:
    good, bad = {"instruction": ASKED, "output": ANSWERED}, {"instruction": ASKED, "output": None}
    path = write(tmp_path / "a.jsonl", good, *([bad] * 28), good, bad, bad)
    with pytest.raises(InputError) as caught:
        list(read_records(find_source(path), lambda _: None))
    lines = str(caught.value).splitlines()
    assert lines[0].startswith(f"{path}:2: `output` is null")
    assert lines[19].startswith(f"{path}:21: `output` is null")
    assert lines[20:] == [
        f"{path}: also lines 22-29, 31-32",
        "30 rows cannot be used; fix them, or leave them out with --skip-bad",
    ]


def test_bad_rows_are_left_out_and_counted_on_request(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"instruction": ASKED, "output": ANSWERED}, {"instruction": ASKED}, 3)
    source = find_source(path, Reading(skips_bad=True))
    for _ in range(2):  # each pass counts for itself
        assert [record.task.output for record in read_records(source, lambda _: None)] == [ANSWERED]
        assert source.bad_rows.count == 2
    assert source.bad_rows.note is not None
    assert f"{path}:2: no output found" in source.bad_rows.note


def test_a_file_without_a_usable_row_is_an_error_even_if_bad_rows_are_skipped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"instruction": ASKED})
    with pytest.raises(InputError, match="no usable row"):
        list(read_records(find_source(path, Reading(skips_bad=True)), lambda _: None))
