"""The rows and folders that `selfinstruct export` writes for each trainer and vendor, and what their loaders read."""

from __future__ import annotations

import csv
import errno
import fcntl
import gzip
import io
import json
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from loopback import Command, json_lines

from selfinstruct import export as export_rows
from selfinstruct.datasets.export import export as command
from selfinstruct.datasets.export import saved_dataset
from selfinstruct.datasets.export.formats import LIMITS, Format, Limit
from selfinstruct.errors import InputError
from selfinstruct.schema.task import Task, Turn
from selfinstruct.storage.source import find_source, read_records
from selfinstruct.storage.tables import writer

Row = dict[str, Any]

TALK = {
    "instruction": "那它有几层？",
    "input": "文峰塔",
    "output": "七层。",
    "system": "你是导游。",
    "history": [["这座塔叫什么？", "叫文峰塔。"]],
}
PLAIN = {"instruction": "列出三种水果。", "input": "", "output": "苹果、梨、桃"}
SYSTEM = {"role": "system", "content": "你是导游。"}
EARLIER = [{"role": "user", "content": "这座塔叫什么？"}, {"role": "assistant", "content": "叫文峰塔。"}]
ASKED = {"role": "user", "content": "那它有几层？\n文峰塔"}
ANSWER = {"role": "assistant", "content": "七层。"}
MESSAGES = {"messages": [SYSTEM, *EARLIER, ASKED, ANSWER]}
PLAIN_MESSAGES = {
    "messages": [
        {"role": "user", "content": "列出三种水果。"},
        {"role": "assistant", "content": "苹果、梨、桃"},
    ]
}
CALLS = [{"type": "function", "function": {"name": "look_up", "arguments": '{"tower": "文峰塔"}'}}]
STEPS = {
    "messages": [
        SYSTEM,
        {"role": "user", "content": "它有几层？"},
        {"role": "assistant", "content": "", "tool_calls": CALLS},
        {"role": "tool", "content": "7"},
        ANSWER,
    ],
    "tools": [{"type": "function", "function": {"name": "look_up", "parameters": {}}}],
}
WITHOUT_STEPS = {"messages": [SYSTEM, {"role": "user", "content": "它有几层？"}, ANSWER]}

ROLES = {"system": "system", "user": "human", "assistant": "gpt"}


def sharegpt(row: Mapping[str, Any]) -> Row:
    return {"conversations": [{"from": ROLES[turn["role"]], "value": turn["content"]} for turn in row["messages"]]}


FULL = ([MESSAGES, PLAIN_MESSAGES], STEPS)
CHAT = ([MESSAGES, PLAIN_MESSAGES], WITHOUT_STEPS)
EXACT: Mapping[str, tuple[list[Row], Row]] = {
    "messages": FULL,
    "openai": FULL,
    "ms-swift": FULL,
    "xtuner": FULL,
    "mlx": FULL,
    "torchtune": CHAT,
    "bailian": CHAT,
    "ark": CHAT,
    "siliconflow": CHAT,
    "unsloth": ([sharegpt(MESSAGES), sharegpt(PLAIN_MESSAGES)], sharegpt(WITHOUT_STEPS)),
    "xtuner-legacy": (
        [
            {
                "conversation": [
                    {"system": "你是导游。", "input": "这座塔叫什么？", "output": "叫文峰塔。"},
                    {"system": "", "input": "那它有几层？\n文峰塔", "output": "七层。"},
                ]
            },
            {"conversation": [{"system": "", "input": "列出三种水果。", "output": "苹果、梨、桃"}]},
        ],
        {"conversation": [{"system": "你是导游。", "input": "它有几层？", "output": "七层。"}]},
    ),
}
"""By format: the rows of TALK and PLAIN, and that of STEPS."""


@pytest.fixture
def export(console: Command) -> Command:
    return partial(console, "export")


def write(path: Path, rows: list[Row]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def unlike(count: int, output: str = "好") -> list[Row]:
    """Return rows whose instructions are all different from each other."""
    starts = (0x4E00 + 12 * number for number in range(count))
    return [
        {"instruction": "".join(map(chr, range(start, start + 12))), "input": "", "output": output} for start in starts
    ]


def exported(form: str, path: Path, **options: Any) -> list[Row]:
    """Export a file and return the JSON rows."""
    out = path.with_name({"mlx": "out", "xtuner-legacy": "out.json"}.get(form, "out.jsonl"))
    export_rows(path, format=form, out=out, quiet=True, force=True, **options)
    if out.suffix == ".json":
        rows: list[Row] = json.loads(out.read_bytes())
        return rows
    return json_lines(out / "train.jsonl" if form == "mlx" else out)


@pytest.mark.parametrize("form", EXACT)
def test_the_rows_are_exactly_those_that_the_trainer_documents(form: str, tmp_path: Path) -> None:
    rows, of_steps = EXACT[form]
    assert exported(form, write(tmp_path / "in.jsonl", [TALK, PLAIN]), strict=True) == rows
    assert exported(form, write(tmp_path / "steps.jsonl", [STEPS])) == [of_steps]


@pytest.mark.parametrize("form", [*EXACT, "sharegpt"])
def test_what_is_written_is_read_back_and_written_again_the_same(form: str, tmp_path: Path) -> None:
    once = exported(form, write(tmp_path / "in.jsonl", [TALK, PLAIN, STEPS]))
    assert exported(form, write(tmp_path / "again.jsonl", once), strict=True) == once


@pytest.mark.parametrize("form", [form for form, (_, of_steps) in EXACT.items() if of_steps is not STEPS])
def test_a_format_of_questions_and_answers_refuses_or_names_the_turns_of_tools(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "steps.jsonl", [STEPS])
    with pytest.raises(InputError, match=f"--format {form} cannot hold the turns of tools of 1 row"):
        export_rows(path, format=form, strict=True)
    export_rows(path, format=form)
    assert "cannot hold the turns of tools of 1 row" in capsys.readouterr().err


@pytest.mark.parametrize("form", [form for form, rows in EXACT.items() if rows is CHAT])
def test_vendors_get_questions_and_answers_in_turn(form: str, tmp_path: Path) -> None:
    turns = [SYSTEM, *EARLIER, {"role": "user", "content": "等等"}, ASKED, ANSWER]
    (row,) = exported(form, write(tmp_path / "in.jsonl", [{"messages": turns}]))
    assert [turn["role"] for turn in row["messages"]] == ["system", *["user", "assistant"] * 2]


# --- preference pairs ----------------------------------------------------------------------------------------------

ROW = {
    "messages": [{"role": "user", "content": "写诗"}],
    "chosen": {"role": "assistant", "content": "春眠不觉晓"},
    "rejected": {"role": "assistant", "content": "不会"},
}
USER, GOOD, BAD = ROW["messages"][0], ROW["chosen"], ROW["rejected"]  # type: ignore[index]
PAIRS = {
    "texts (TRL)": {"prompt": "写诗", "chosen": "春眠不觉晓", "rejected": "不会"},
    "turns (TRL)": {"prompt": [USER], "chosen": [GOOD], "rejected": [BAD]},
    "conversations (TRL)": {"chosen": [USER, GOOD], "rejected": [USER, BAD]},
    "a text and conversations (UltraFeedback)": {"prompt": "写诗", "chosen": [USER, GOOD], "rejected": [USER, BAD]},
    "a text and turns": {"prompt": "写诗", "chosen": [GOOD], "rejected": [BAD]},
    "turns and texts": {"prompt": [USER], "chosen": "春眠不觉晓", "rejected": "不会"},
    "Alpaca (LLaMA-Factory)": {"instruction": "写诗", "input": "", "chosen": "春眠不觉晓", "rejected": "不会"},
    "ShareGPT (LLaMA-Factory)": {
        "conversations": [{"from": "human", "value": "写诗"}],
        "chosen": {"from": "gpt", "value": "春眠不觉晓"},
        "rejected": {"from": "gpt", "value": "不会"},
    },
    "messages and texts": {"messages": [USER], "chosen": "春眠不觉晓", "rejected": "不会"},
    "rejected_response (ms-swift)": {"messages": [USER, GOOD], "rejected_response": "不会"},
    "rejected_response of turns (ms-swift)": {"messages": [USER, GOOD], "rejected_response": [BAD]},
    "Bailian": ROW,
}


@pytest.mark.parametrize("pair", PAIRS)
def test_preference_pairs_of_every_shape_become_those_of_bailian(pair: str, tmp_path: Path) -> None:
    assert exported("bailian-dpo", write(tmp_path / "in.jsonl", [PAIRS[pair]])) == [ROW]


@pytest.mark.parametrize("pair", PAIRS)
def test_the_chosen_answer_is_the_output_of_a_preference_pair(pair: str, tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", [PAIRS[pair]])
    assert exported("alpaca", path) == [{"instruction": "写诗", "input": "", "output": "春眠不觉晓"}]


def test_preference_pairs_keep_the_system_prompt_and_earlier_turns(tmp_path: Path) -> None:
    pair = {"messages": [SYSTEM, *EARLIER, ASKED], "chosen": ANSWER, "rejected": {**ANSWER, "content": "八层。"}}
    path = write(tmp_path / "in.jsonl", [pair])
    assert exported("bailian-dpo", path, strict=True) == [pair]
    (record,) = read_records(find_source(path), lambda _: None)
    earlier = (Turn("user", "这座塔叫什么？"), Turn("assistant", "叫文峰塔。"))
    assert record.task == Task("那它有几层？\n文峰塔", "", "七层。", "1", None, "你是导游。", earlier)


def test_preference_pairs_from_columns_of_other_names(tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", [{"q": "写诗", "good": "春眠不觉晓", "rejected": "不会"}])
    assert exported("bailian-dpo", path, columns="instruction=q,output=good") == [ROW]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([PLAIN], "in.jsonl: row 1: the row has no rejected answer; preference pairs need the fields `chosen` and"),
        ([ROW, {**ROW, "id": "x", "rejected": None}], "in.jsonl: row x: the row has no rejected answer"),
        ([{**ROW, "rejected": [USER]}], "row 1: the last turn of `rejected` is not an answer of the assistant"),
        ([{**ROW, "rejected": {"role": "assistant"}}], "row 1: turn 1 of `rejected` has no text"),
    ],
)
def test_a_row_without_a_rejected_answer_is_named(export: Command, tmp_path: Path, rows: list[Row], said: str) -> None:
    write(tmp_path / "in.jsonl", rows)
    done = export("in.jsonl", "--format", "bailian-dpo")
    assert (done.code, done.err.count("\n"), said in done.err) == (2, 1, True), done.err
    assert names(tmp_path) == ["in.jsonl"]


def test_a_run_has_no_preference_pairs(export: Command, tmp_path: Path, console: Command) -> None:
    assert console("generate", "--teacher", "offline", "--n", "3", "--out", "run").code == 0
    done = export("run", "--format", "bailian-dpo")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "run: the tasks of a run have no rejected answers; pass a dataset file with the fields `chosen`" in done.err


def test_files_that_are_too_large_for_a_vendor_are_reported(
    export: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "in.jsonl", unlike(20))
    assert "MB" not in export("in.jsonl", "--format", "bailian").err
    monkeypatch.setitem(LIMITS, Format.BAILIAN, Limit("Bailian", max_bytes=1000))  # type: ignore[arg-type]
    done = export("in.jsonl", "--format", "bailian", "--split", "0.1")
    assert "in.bailian.train.jsonl: Bailian accepts files of at most" in done.err
    assert "test.jsonl: Bailian" not in done.err


# --- the folder of mlx-lm ------------------------------------------------------------------------------------------


def test_mlx_reads_a_folder_of_train_and_valid(export: Command, tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", unlike(20))
    assert export("in.jsonl", "--format", "mlx", "--split", "0.1", "--out", "data").code == 0
    assert names(tmp_path / "data") == ["train.jsonl", "valid.jsonl"]


def test_rows_of_an_earlier_split_do_not_stay_next_to_all_rows(export: Command, tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", unlike(20))
    export("in.jsonl", "--format", "mlx", "--split", "0.1", "--out", "data")
    (tmp_path / "data" / "test.jsonl").write_text("mine", encoding="utf-8")
    (tmp_path / "data" / "train.jsonl").unlink()
    done = export("in.jsonl", "--format", "mlx", "--out", "data")
    assert done.code == 2
    assert "data/valid.jsonl: the file already exists" in done.err
    assert export("in.jsonl", "--format", "mlx", "--out", "data", "--force").code == 0
    assert names(tmp_path / "data") == ["test.jsonl", "train.jsonl"]


# --- the folder of the library datasets ----------------------------------------------------------------------------

FILES = ["data-00000-of-00001.arrow", "dataset_info.json", "state.json"]


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


def outputs(folder: Path) -> set[str]:
    with pa.memory_map(str(folder / FILES[0])) as file:
        return set(pa.ipc.open_stream(file).read_all()["output"].to_pylist())


def old_and_new(export: Command, tmp_path: Path) -> tuple[str, ...]:
    """Export 旧 rows, and return the arguments that replace them with 新 rows."""
    words = ("in.jsonl", "--format", "datasets", "--out", "saved", "--force")
    write(tmp_path / "in.jsonl", unlike(20, "旧"))
    assert export(*words).code == 0
    write(tmp_path / "in.jsonl", unlike(20, "新"))
    return words


def test_a_saved_dataset_has_the_files_of_the_library(export: Command, tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", unlike(20))
    assert export("in.jsonl", "--format", "datasets").out == "rows  20\nfile  20 in in.datasets\n"
    assert names(tmp_path / "in.datasets") == FILES
    export("in.jsonl", "--format", "datasets", "--split", "0.1", "--out", "split")
    parts = [f"{part}/{name}" for part in ("test", "train") for name in FILES]
    assert names(tmp_path / "split") == ["dataset_dict.json", *parts]
    assert json.loads((tmp_path / "split" / "dataset_dict.json").read_bytes()) == {"splits": ["train", "test"]}


@pytest.mark.torch
@pytest.mark.parametrize("split", [None, 0.1])
def test_the_library_loads_a_saved_dataset(tmp_path: Path, split: float | None) -> None:
    datasets = pytest.importorskip("datasets")
    rows = [*unlike(20), TALK, {**PLAIN, "output": "a\r\n\x00\u2028👩‍👩‍👧‍👦", "id": "x"}]
    export_rows(write(tmp_path / "in.jsonl", rows), "datasets", out=tmp_path / "saved", split=split, quiet=True)
    loaded = datasets.load_from_disk(str(tmp_path / "saved"))
    parts = list(loaded.values()) if split else [loaded]
    assert [str(part.split) for part in parts] == (["train", "test"] if split else ["train"])
    found = [row for part in parts for row in part]
    wanted = [{"system": "", "history": [], **row} for row in rows]
    assert sorted(row["instruction"] for row in found) == sorted(str(row["instruction"]) for row in wanted)
    by_text = {row["instruction"]: row for row in found}
    for row in wanted:
        assert row.items() <= by_text[row["instruction"]].items()


@pytest.mark.torch
def test_the_library_maps_and_saves_a_saved_dataset_again(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    path = write(tmp_path / "in.jsonl", unlike(20))
    fingerprints = []
    for output in ("旧", "新", "新"):
        write(path, unlike(20, output))
        export_rows(path, "datasets", out=tmp_path / "saved", force=True, quiet=True)
        loaded = datasets.load_from_disk(str(tmp_path / "saved"))
        fingerprints.append(loaded._fingerprint)
        mapped = loaded.map(lambda row: {"twice": row["output"] * 2})
        assert set(mapped["twice"]) == {output * 2}
    assert fingerprints[0] != fingerprints[1] == fingerprints[2]
    mapped.save_to_disk(str(tmp_path / "again"))
    assert datasets.load_from_disk(str(tmp_path / "again")).column_names == mapped.column_names


def test_a_saved_dataset_of_a_run_has_all_columns(tmp_path: Path, console: Command) -> None:
    assert console("generate", "--teacher", "offline", "--n", "3", "--out", "run").code == 0
    export_rows(tmp_path / "run", "datasets", quiet=True)
    with pa.memory_map(str(tmp_path / "run" / "exports" / "run.datasets" / FILES[0])) as file:
        rows = pa.ipc.open_stream(file).read_all().to_pylist()
    assert rows == [{name: row[name] for name in rows[0]} for row in json_lines(tmp_path / "run" / "records.jsonl")]


def test_a_saved_dataset_is_read_back_with_the_same_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", [TALK, PLAIN])
    export_rows(path, "datasets", out=tmp_path / "saved", quiet=True)
    before, after = (
        [record.task for record in read_records(find_source(one), lambda _: None)]
        for one in (path, tmp_path / "saved" / FILES[0])
    )
    assert [(task.system, task.history, task.output) for task in after] == [
        (task.system, task.history, task.output) for task in before
    ]


def test_a_saved_dataset_is_only_replaced_with_force(export: Command, tmp_path: Path) -> None:
    words = old_and_new(export, tmp_path)
    done = export(*words[:-1])
    assert (done.code, done.err) == (
        2,
        "error: saved: the folder already exists; choose another --out, or replace it with --force\n",
    )
    assert outputs(tmp_path / "saved") == {"旧"}
    assert export(*words).code == 0
    assert outputs(tmp_path / "saved") == {"新"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "saved"]


def test_files_of_a_split_do_not_stay_in_a_saved_dataset(export: Command, tmp_path: Path) -> None:
    words = old_and_new(export, tmp_path)
    assert export(*words, "--split", "0.1").code == 0
    (tmp_path / "saved" / "train" / "cache-0a1b.arrow").touch()
    assert export(*words).code == 0
    assert names(tmp_path / "saved") == FILES


@pytest.mark.parametrize("name", ["notes.txt", "data/part.parquet", "link"])
def test_a_folder_with_other_files_is_not_replaced(export: Command, tmp_path: Path, name: str) -> None:
    words = old_and_new(export, tmp_path)
    other = tmp_path / "saved" / name
    other.parent.mkdir(exist_ok=True)
    if name == "link":
        other.symlink_to(tmp_path / "in.jsonl")
    else:
        other.touch()
    done = export(*words)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert f"saved: the folder contains other files ({name})" in done.err
    assert outputs(tmp_path / "saved") == {"旧"}


def test_a_dataset_does_not_replace_the_folder_that_it_is_read_from(export: Command, tmp_path: Path) -> None:
    old_and_new(export, tmp_path)
    done = export(f"saved/{FILES[0]}", "--format", "datasets", "--out", "saved", "--force")
    assert (done.code, "a file in this folder is also read" in done.err) == (2, True)
    assert outputs(tmp_path / "saved") == {"旧"}


@pytest.mark.parametrize("moment", range(5))
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_dataset(
    export: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    words = old_and_new(export, tmp_path)
    child = os.fork()
    if not child:
        kill_at(moment, monkeypatch)
        export(*words)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED
    aside = tmp_path / ".saved.selfinstruct-old"
    assert outputs(tmp_path / "saved" if (tmp_path / "saved").exists() else aside) == {"旧"}
    with monkeypatch.context() as full:
        full.setattr(writer.os, "fsync", disk_full)
        assert export(*words).code == 6
    assert outputs(tmp_path / "saved") == {"旧"}
    assert export(*words).code == 0
    assert outputs(tmp_path / "saved") == {"新"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "saved"]


KILLED = 9


def kill_at(moment: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """End this process before it moves a file or folder, after it moved `moment` others."""
    moves = iter(range(moment))

    def moving(move: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
        def moved(self: Path, target: Path) -> Path:
            if next(moves, None) is None:
                os._exit(KILLED)
            return move(self, target)

        return moved

    for name in ("replace", "rename"):
        monkeypatch.setattr(Path, name, moving(getattr(Path, name)))


def disk_full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["rows", "state", "swap"])
def test_a_full_disk_leaves_the_old_dataset(
    export: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    words = old_and_new(export, tmp_path)
    rename = Path.rename
    with monkeypatch.context() as full:
        if step == "rows":
            full.setattr(writer.os, "fsync", disk_full)
        elif step == "state":
            full.setattr(saved_dataset, "replace_file", disk_full)
        else:
            full.setattr(Path, "rename", lambda self, to: disk_full() if "-new" in self.name else rename(self, to))
        done = export(*words)
    assert (done.code, done.err.count("\n")) == (6, 1)
    assert done.err.startswith("error: saved")
    assert outputs(tmp_path / "saved") == {"旧"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "saved"]


def test_two_processes_do_not_write_the_same_dataset(export: Command, tmp_path: Path) -> None:
    words = old_and_new(export, tmp_path)
    beside = tmp_path / ".saved.selfinstruct-new"
    beside.mkdir()
    handle = os.open(beside, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        done = export(*words)
    finally:
        os.close(handle)
    assert (done.code, "saved: another process is writing this folder" in done.err) == (6, True)
    assert outputs(tmp_path / "saved") == {"旧"}


def test_a_link_to_a_saved_dataset_is_kept(export: Command, tmp_path: Path) -> None:
    words = old_and_new(export, tmp_path)
    (tmp_path / "saved").rename(tmp_path / "real")
    (tmp_path / "saved").symlink_to("real")
    assert export(*words).code == 0
    assert (tmp_path / "saved").is_symlink()
    assert outputs(tmp_path / "real") == {"新"}


# --- a byte order mark for Excel -----------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["csv", "tsv", "csv.gz", "tsv.gz"])
def test_a_byte_order_mark_is_only_written_on_request_and_is_read_back(tmp_path: Path, suffix: str) -> None:
    path, out = write(tmp_path / "in.jsonl", [TALK, PLAIN]), tmp_path / f"out.{suffix}"
    contents = []
    for has_bom in (False, True):
        export_rows(path, "csv", out=out, bom=has_bom, force=True, quiet=True)
        content = out.read_bytes()
        contents.append(gzip.decompress(content) if suffix.endswith(".gz") else content)
        before, after = ([r.task for r in read_records(find_source(one), lambda _: None)] for one in (path, out))
        assert after == before
    assert contents[1] == b"\xef\xbb\xbf" + contents[0]
    separator = "\t" if suffix.startswith("tsv") else ","
    table = csv.DictReader(io.StringIO(contents[1].decode("utf-8-sig"), newline=""), delimiter=separator)
    assert [row["output"] for row in table] == ["七层。", "苹果、梨、桃"]


@pytest.mark.torch
def test_empty_cells_are_missing_values_unless_loaders_are_told_otherwise(tmp_path: Path) -> None:
    datasets, pandas = pytest.importorskip("datasets"), pytest.importorskip("pandas")
    file = str(tmp_path / "out.csv")
    export_rows(write(tmp_path / "in.jsonl", [PLAIN]), "csv", out=file, bom=True, quiet=True)
    load = partial(datasets.load_dataset, "csv", data_files=file, split="train", cache_dir=str(tmp_path / "cache"))
    assert load()[0] == PLAIN | {"input": None}
    assert load(keep_default_na=False)[0] == PLAIN
    assert pandas.read_csv(file)["input"].isna().all()
    assert pandas.read_csv(file, keep_default_na=False).to_dict("records") == [PLAIN]


def test_every_format_names_its_limits_by_a_vendor() -> None:
    assert {limit.vendor for limit in command.LIMITS.values()} == {"OpenAI", "Bailian"}
