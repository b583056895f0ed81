"""Files of other people in every command: values become text, turns stay, bad rows are named or left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from loopback import json_lines

from selfinstruct import classify, dedup, export, push, report
from selfinstruct.datasets.export.formats import SUFFIXES, Format
from selfinstruct.errors import InputError, Interrupted
from selfinstruct.runs.stopping import Stop
from selfinstruct.storage.source import Reading, find_source
from selfinstruct.students.split import read_tasks

VALUES = [
    {"instruction": "判断这个数是奇数还是偶数。", "input": 17, "output": "奇数"},
    {"instruction": "用一个词形容秋天。", "input": None, "output": "凉爽"},
    {"instruction": "这句话通顺吗，回答真或假。", "input": "他昨天去了图书馆。", "output": True},
    {"instruction": "列出三种水果。", "input": float("nan"), "output": ["苹果", "梨"]},
]
AS_TEXT = [("17", "奇数"), ("", "凉爽"), ("他昨天去了图书馆。", "true"), ("", '["苹果", "梨"]')]
BAD = {"instruction": "如果没有答案就留空。", "input": "", "output": None}
CONVERSATIONS = [
    {
        "instruction": "那它有几层？",
        "input": "",
        "output": "七层。",
        "system": "你是导游。",
        "history": [["这座塔叫什么？", "叫文峰塔。"]],
    },
    {"instruction": "列出三种常见的水果。", "input": "", "output": "苹果、梨、桃"},
]

Rows = list[dict[str, Any]]


def write(path: Path, rows: Rows) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def by_dedup(path: Path, **options: Any) -> Rows:
    dedup(path, out=path.with_name("out.jsonl"), quiet=True, force=True, **options)
    return json_lines(path.with_name("out.jsonl"))


def by_classify(path: Path, **options: Any) -> Rows:
    classify(path, out=path.with_name("out.jsonl"), quiet=True, force=True, **options)
    return json_lines(path.with_name("out.jsonl"))


def by_export(path: Path, form: str = "alpaca", **options: Any) -> Rows:
    export(path, format=form, out=path.with_name("out.jsonl"), quiet=True, force=True, **options)
    return json_lines(path.with_name("out.jsonl"))


def by_push(path: Path, **options: Any) -> Rows:
    push(path, repo="a/b", dry_run=True, out=path.with_name("hub"), quiet=True, **options)
    (shard,) = path.with_name("hub").rglob("*.parquet")
    rows: Rows = pq.read_table(shard).to_pylist()
    return rows


def by_sft(path: Path, **options: Any) -> Rows:
    source = find_source(path, Reading(skips_bad=options.get("skip_bad", False)))
    return [{"input": task.input, "output": task.output} for task in read_tasks(source, Stop(), lambda _: None)]


COMMANDS = [by_dedup, by_classify, by_export, by_push, by_sft]


@pytest.mark.parametrize("command", COMMANDS)
def test_values_that_are_not_text_become_text_in_every_command(command: Callable[..., Rows], tmp_path: Path) -> None:
    rows = command(write(tmp_path / "in.jsonl", VALUES))
    assert [(row["input"], row["output"]) for row in rows] == AS_TEXT


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_names_a_null_output_and_leaves_it_out_on_request(
    command: Callable[..., Rows], tmp_path: Path
) -> None:
    path = write(tmp_path / "in.jsonl", [*VALUES, BAD])
    with pytest.raises(InputError, match=r"in\.jsonl:5: `output` is null"):
        command(path)
    assert [(row["input"], row["output"]) for row in command(path, skip_bad=True)] == AS_TEXT


def test_a_report_measures_values_as_text_and_counts_conversations(tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", [*VALUES, *CONVERSATIONS, BAD])
    with pytest.raises(InputError, match=r"in\.jsonl:7: `output` is null"):
        report(path, out=tmp_path / "r.html", quiet=True)
    numbers = report(path, out=tmp_path / "r.html", quiet=True, skip_bad=True).numbers
    assert numbers["dataset"]["rows"] == 6
    assert {name: found["rows"] for name, found in numbers["conversations"].items()} == {
        "system": 1,
        "history": 1,
        "steps": 0,
    }


def test_nan_and_infinity_are_written_as_null(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(
        '{"instruction": "写诗", "output": "好", "score": NaN, "a": [Infinity, {"b": -Infinity}], "c": 1e999}\n'
    )
    for rows in (by_dedup(path), by_classify(path)):
        assert [(row["score"], row["a"], row["c"]) for row in rows] == [(None, [None, {"b": None}], None)]


@pytest.mark.parametrize("command", [by_dedup, by_classify])
def test_rows_of_conversations_stay_as_they_are(command: Callable[..., Rows], tmp_path: Path) -> None:
    turns = [
        {"from": "human", "value": "写诗"},
        {"from": "gpt", "value": "春眠不觉晓"},
        {"from": "human", "value": "继续"},
    ]
    rows = [
        *CONVERSATIONS,
        {"id": "x", "conversations": [*turns, {"from": "gpt", "value": "处处闻啼鸟"}], "tools": "[]"},
    ]
    found = command(write(tmp_path / "in.jsonl", rows))
    assert [{name: row[name] for name in rows[at]} for at, row in enumerate(found)] == rows


def test_the_questions_of_a_conversation_are_compared_not_only_the_last(tmp_path: Path) -> None:
    def talk(topic: str) -> dict[str, Any]:
        texts = [f"为{topic}写诗", "好的。", "继续", "还是好的。"]
        return {"messages": [{"role": ("user", "assistant")[at % 2], "content": text} for at, text in enumerate(texts)]}

    rows = [talk("春天的花园里盛开的花"), talk("勤劳朴素的老师和学生们"), talk("春天的花园里盛开的花")]
    assert by_dedup(write(tmp_path / "in.jsonl", rows)) == rows[:2]


WITHOUT_TURNS = ["prompt-completion", "axolotl", "label-studio"]
WITHOUT_REJECTED = [form for form in Format if form != Format.BAILIAN_DPO]
DATA_FILES = {"llamafactory": "in.jsonl", "mlx": "train.jsonl", "datasets": "data-00000-of-00001.arrow"}


@pytest.mark.parametrize("form", [form for form in WITHOUT_REJECTED if form not in WITHOUT_TURNS])
def test_system_prompt_and_history_survive_a_format_that_has_a_place_for_them(form: str, tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", CONVERSATIONS)
    out = tmp_path / {"csv": "o.csv", "parquet": "o.parquet"}.get(form, "o.jsonl")
    export(path, format=form, out=out, quiet=True, strict=True)
    written = out / DATA_FILES.get(form, "")
    before, after = (read_tasks(find_source(one), Stop(), lambda _: None) for one in (path, written))
    assert after == before


@pytest.mark.parametrize("form", WITHOUT_TURNS)
def test_a_format_without_a_place_for_turns_says_what_is_lost_or_refuses(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "in.jsonl", CONVERSATIONS)
    out = tmp_path / ("o.json" if form == "label-studio" else "o.jsonl")
    lost = "cannot hold the system prompt of 1 row and the earlier turns of 1 row"
    with pytest.raises(InputError, match=lost):
        export(path, format=form, out=out, strict=True)
    assert not out.exists()
    assert export(path, format=form, out=out)["rows"] == 2
    assert lost in capsys.readouterr().err


def test_training_says_that_it_leaves_turns_out(tmp_path: Path) -> None:
    said: list[str] = []
    read_tasks(find_source(write(tmp_path / "in.jsonl", CONVERSATIONS)), Stop(), said.append)
    assert "training leaves out the system prompt of 1 row and the earlier turns of 1 row" in said


def test_columns_are_found_by_their_names_in_every_command(tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", [{"ask": "写一首诗", "reply": "春眠不觉晓", "rank": 1}])
    for command in (by_export, by_push):
        (row,) = command(path, columns="instruction=ask,output=reply")
        assert (row["instruction"], row["output"]) == ("写一首诗", "春眠不觉晓")
    assert by_dedup(path, columns={"instruction": "ask"}) == [{"ask": "写一首诗", "reply": "春眠不觉晓", "rank": 1}]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_of_shards_is_read_in_order_by_every_command(command: Callable[..., Rows], tmp_path: Path) -> None:
    folder = tmp_path / "set" / "data"
    folder.mkdir(parents=True)
    write(folder / "train-00000-of-00002.jsonl", VALUES[:2])
    write(folder / "train-00001-of-00002.jsonl", VALUES[2:])
    write(folder / "test-00000-of-00001.jsonl", [BAD])
    write(folder.parent / "README.md", [BAD])
    assert [(row["input"], row["output"]) for row in command(folder.parent)] == AS_TEXT


def test_bad_rows_are_named_with_the_shard_they_are_in(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    for name in "ab":
        write(folder / f"{name}.jsonl", [BAD, VALUES[0]])
    with pytest.raises(InputError, match=r"a\.jsonl:1: .*\n.*b\.jsonl:1: .*\n2 rows cannot be used"):
        by_export(folder)


def test_the_splits_of_a_folder_that_are_not_read_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    for name in ("train", "test"):
        write(folder / f"{name}.jsonl", VALUES)
    assert export(folder, format="alpaca", out=tmp_path / "o.jsonl")["rows"] == 4
    assert "reading the split train; not read: test" in capsys.readouterr().err


def test_an_empty_shard_has_no_rows_and_a_folder_of_them_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "a.jsonl").touch()
    with pytest.raises(InputError, match="no rows"):
        by_export(folder)
    (folder / "c.jsonl").touch()
    with pytest.raises(InputError, match="set: the files contain no rows"):
        by_export(folder)
    write(folder / "b.jsonl", VALUES)
    assert len(by_export(folder)) == 4


def test_a_stop_ends_the_reading_of_rows_soon() -> None:
    stop, read = Stop(), []

    def rows() -> Iterator[int]:
        for row in range(10_000):
            read.append(row)
            if row == 1_500:
                stop.request()
            yield row

    with pytest.raises(Interrupted):
        list(stop.interruptible(rows()))
    assert 1_500 < len(read) <= 3_000


def test_results_for_the_current_folder_are_written_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    write(folder / "a.jsonl", VALUES)
    monkeypatch.chdir(folder)
    assert classify(".", quiet=True)["out"] == str(tmp_path / "set.types.jsonl")


def test_a_file_to_write_must_not_be_a_shard_of_the_dataset(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    shard = write(folder / "a.jsonl", VALUES)
    with pytest.raises(InputError, match="this file is also read"):
        dedup(folder, out=shard, force=True, quiet=True)


ODD = [
    "\u2028行",
    "\u0085",
    '引"号',
    "逗,号",
    "换\n行",
    "a\r\nb",
    "表\t格",
    "🎉",
    " 空格 ",
    "=1+1",
    "'x",
    "null",
    "NaN",
    "007",
    "[1]",
    "长" * 3000,
]
OWN_FIELDS = ("alpaca", "llamafactory", "axolotl", "csv", "parquet", "datasets", "label-studio")


@pytest.mark.slow
@pytest.mark.parametrize("form", [form for form in Format if form is not Format.BAILIAN_DPO])
def test_a_thousand_odd_rows_are_read_back_from_every_format(form: Format, tmp_path: Path) -> None:
    texts = [f"{number}{ODD[number % len(ODD)]}" for number in range(1000)]
    rows = [
        {"instruction": f"写{text}", "input": text if at % 2 else "", "output": text} for at, text in enumerate(texts)
    ]
    suffix = SUFFIXES.get(form, ("",))[0]
    out = tmp_path / f"out{suffix}"
    export(write(tmp_path / "in.jsonl", rows), format=form, out=out, quiet=True)
    source = out / "in.jsonl" if form is Format.LLAMAFACTORY else out
    found = [
        (task.instruction, task.input, task.output) for task in read_tasks(find_source(source), Stop(), lambda _: None)
    ]
    asked = [(row["instruction"], row["input"]) for row in rows]
    if form not in OWN_FIELDS:
        asked = ["\n".join(filter(None, pair)) for pair in asked]
        asked = [(f"{text}\n" if form is Format.PROMPT_COMPLETION else text, "") for text in asked]
    assert found == [(*pair, row["output"]) for pair, row in zip(asked, rows, strict=True)]
