"""`selfinstruct export`: each format keeps the three fields unchanged, and existing files are not damaged."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback import HANGS, Command, Done, signal_twice, wait_until

from selfinstruct.datasets.export import data_folder, sidecars
from selfinstruct.datasets.export import export as command
from selfinstruct.datasets.export.dataset_info import entries, with_entry
from selfinstruct.schema.task_types import TaskType
from selfinstruct.similarity.split import Split, hold_out
from selfinstruct.storage.tables import writer

Row = dict[str, Any]

NO_INPUT = "<无输入>"
ODD = [
    "一\n二",
    "一\r二\r\n三\r",
    "\t表\t格\t",
    "他说\"好\"，'行'",
    "👩‍👩‍👧‍👦🀄 é",
    "一\u2028二\u2029三\x85四\x0b五\x0c六",
    "\\n \\ud800 \\",
    "  两边 \n",
    "\ufeff零\x00字节",
    "=1+1",
    "@SUM(A1:A9)",
    "-3",
    "很长" * 5000,
    "null",
    "007",
    "",
]
FORMATS = [
    "alpaca",
    "sharegpt",
    "messages",
    "prompt-completion",
    "openai",
    "llamafactory",
    "axolotl",
    "ms-swift",
    "xtuner",
    "xtuner-legacy",
    "torchtune",
    "mlx",
    "unsloth",
    "bailian",
    "ark",
    "siliconflow",
    "datasets",
    "parquet",
    "csv",
    "label-studio",
]
"""All formats but bailian-dpo, which needs rows with a rejected answer."""
INFO = "dataset_info.json"


@pytest.fixture
def export(console: Command) -> Command:
    return partial(console, "export")


def write(path: Path, rows: list[Row]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def lines(path: Path) -> list[Row]:
    """Read JSON lines with the standard library; only a line feed ends a line."""
    return [json.loads(line) for line in path.read_bytes().decode().split("\n")[:-1]]


def task(instruction: str, given: str = "", output: str = "好") -> Row:
    return {"instruction": instruction, "input": given, "output": output}


def unlike(count: int) -> list[Row]:
    """Return rows whose instructions are all different from each other."""
    return [task("".join(chr(0x4E00 + 12 * number + place) for place in range(12))) for number in range(count)]


def odd_rows(count: int) -> list[Row]:
    """Return rows with every odd text in every field; their instructions are all different from each other."""
    return [
        task(row["instruction"] + ODD[number % 16], ODD[number // 3 % 16], ODD[number // 5 % 16] + str(number))
        for number, row in enumerate(unlike(count))
    ]


def record(number: int, row: Row, **more: Any) -> Row:
    known = {
        "id": f"{number:06}-00",
        **row,
        "task_type": "open_qa",
        "type_source": "rules",
        "teacher": "m",
        "slot": number,
        "position": 0,
        "demonstrations": ["zh_001", "zh_002"],
        "flags": [],
        "nearest": {"id": "zh_001", "score": number / 1000} if number else None,
        "prompt_sha": "ab",
        "tokens": {"prompt": 9, "completion": 8},
    }
    return known | more


def make_run(folder: Path, records: list[Row], accepted: int | None = None) -> Path:
    """Write the files of a finished run that an export reads."""
    folder.mkdir()
    (folder / "run.toml").write_text("[identity]\n[settings]\n", encoding="utf-8")
    counts = dict.fromkeys(("target", "answers", "requests", "waiting", "acceptance"), 0)
    count = len(records) if accepted is None else accepted
    stats = counts | {"accepted": count, "rejected": {}, "task_types": {}, "tokens": {"prompt": 0, "completion": 0}}
    stats |= {"acceptance_over_time": [], "teacher": "m", "cost": None, "seconds": 1}
    (folder / "stats.json").write_text(json.dumps(stats), encoding="utf-8")
    write(folder / "records.jsonl", records)
    write(
        folder / "dataset.jsonl", [{name: row[name] for name in ("instruction", "input", "output")} for row in records]
    )
    return folder


def output_of(row: Row) -> str:
    output: str = row["output"] if "output" in row else row["messages"][-1]["content"]
    return output


def turn(row: Row) -> str:
    return f"{row['instruction']}\n{row['input']}" if row["input"] else row["instruction"]


def read_alpaca(path: Path) -> list[Row]:
    return lines(path)


def read_csv(path: Path) -> list[Row]:
    csv.field_size_limit(sys.maxsize)
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline=""), strict=True))


def read_parquet(path: Path) -> list[Row]:
    rows: list[Row] = pq.read_table(path, columns=["instruction", "input", "output"]).to_pylist()
    return rows


def read_saved(folder: Path) -> list[Row]:
    with pa.memory_map(str(folder / "data-00000-of-00001.arrow")) as file:
        rows: list[Row] = pa.ipc.open_stream(file).read_all().select(["instruction", "input", "output"]).to_pylist()
    return rows


def read_label_studio(path: Path) -> list[Row]:
    tasks = json.loads(path.read_bytes())
    assert all(list(each) == ["data"] for each in tasks)
    return [{name: each["data"][name] for name in ("instruction", "input", "output")} for each in tasks]


def pairs_of_sharegpt(path: Path) -> list[tuple[str, str]]:
    rows = lines(path)
    assert all(list(row) == ["conversations"] for row in rows)
    turns = [row["conversations"] for row in rows]
    assert all([each["from"] for each in pair] == ["human", "gpt"] for pair in turns)
    return [(human["value"], gpt["value"]) for human, gpt in turns]


def pairs_of_messages(path: Path) -> list[tuple[str, str]]:
    rows = lines(path)
    assert all(list(row) == ["messages"] for row in rows)
    turns = [row["messages"] for row in rows]
    assert all([list(each) for each in pair] == [["role", "content"]] * 2 for pair in turns)
    assert all([each["role"] for each in pair] == ["user", "assistant"] for pair in turns)
    return [(user["content"], assistant["content"]) for user, assistant in turns]


def pairs_of_xtuner(path: Path) -> list[tuple[str, str]]:
    rows = json.loads(path.read_bytes())
    assert all(list(row) == ["conversation"] for row in rows)
    assert all(pair["system"] == "" for row in rows for pair in row["conversation"])
    return [(pair["input"], pair["output"]) for row in rows for pair in row["conversation"]]


def pairs_of_prompts(path: Path) -> list[tuple[str, str]]:
    rows = lines(path)
    assert all(list(row) == ["prompt", "completion"] for row in rows)
    assert all(row["prompt"].endswith("\n") for row in rows)
    return [(row["prompt"][:-1], row["completion"]) for row in rows]


FIELDS: Mapping[str, tuple[str, Callable[[Path], list[Row]]]] = {
    "alpaca": ("rows.alpaca{}.jsonl", read_alpaca),
    "llamafactory": ("rows.llamafactory/rows{}.jsonl", read_alpaca),
    "axolotl": ("rows.axolotl{}.jsonl", read_alpaca),
    "parquet": ("rows{}.parquet", read_parquet),
    "datasets": ("rows.datasets{}", read_saved),
    "csv": ("rows{}.csv", read_csv),
    "label-studio": ("rows.label-studio{}.json", read_label_studio),
}
PAIRS: Mapping[str, tuple[str, Callable[[Path], list[tuple[str, str]]]]] = {
    "sharegpt": ("rows.sharegpt{}.jsonl", pairs_of_sharegpt),
    "messages": ("rows.messages{}.jsonl", pairs_of_messages),
    "openai": ("rows.openai{}.jsonl", pairs_of_messages),
    "prompt-completion": ("rows.prompt-completion{}.jsonl", pairs_of_prompts),
    "xtuner-legacy": ("rows.xtuner-legacy{}.json", pairs_of_xtuner),
    "unsloth": ("rows.unsloth{}.jsonl", pairs_of_sharegpt),
    "mlx": ("rows.mlx/train{}.jsonl", pairs_of_messages),
    **{
        form: (f"rows.{form}{{}}.jsonl", pairs_of_messages)
        for form in ("ms-swift", "xtuner", "torchtune", "bailian", "ark", "siliconflow")
    },
}


def path_of_part(form: str, part: str) -> str:
    """Return the path of a part of a split, in a folder with `rows.jsonl`."""
    if form == "mlx":
        return f"rows.mlx/{'train' if part == 'train' else 'valid'}.jsonl"
    mark = {"llamafactory": "_", "datasets": "/"}.get(form, ".")
    return (FIELDS.get(form) or PAIRS[form])[0].format(f"{mark}{part}")


def test_every_format_has_a_reader_in_these_tests() -> None:
    assert {*FIELDS, *PAIRS} == set(FORMATS)


@pytest.mark.slow
@pytest.mark.parametrize("form", FIELDS)
def test_a_thousand_odd_rows_keep_their_three_fields(export: Command, tmp_path: Path, form: str) -> None:
    rows = odd_rows(1000)
    done = export(write(tmp_path / "rows.jsonl", rows), "--format", form)
    assert done.code == 0, done.err
    name, read = FIELDS[form]
    assert read(tmp_path / name.format("")) == rows


@pytest.mark.slow
@pytest.mark.parametrize("form", PAIRS)
def test_a_thousand_odd_rows_keep_their_two_turns(export: Command, tmp_path: Path, form: str) -> None:
    rows = odd_rows(1000)
    done = export(write(tmp_path / "rows.jsonl", rows), "--format", form)
    assert done.code == 0, done.err
    name, read = PAIRS[form]
    assert read(tmp_path / name.format("")) == [(turn(row), row["output"]) for row in rows]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["json", "csv", "parquet"])
def test_datasets_loads_the_written_rows(
    export: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    rows = odd_rows(100)
    form = {"json": "alpaca"}.get(kind, kind)
    export(write(tmp_path / "rows.jsonl", rows), "--format", form)
    options: Row = {}
    if kind == "csv":  # otherwise pandas reads "" and "null" as missing values, and 007 as a number
        texts = dict.fromkeys(rows[0], datasets.Value("string"))
        options = {"keep_default_na": False, "features": datasets.Features(texts)}
    datasets.disable_progress_bars()
    file = str(tmp_path / FIELDS[form][0].format(""))
    found = datasets.load_dataset(kind, data_files=file, split="train", cache_dir=str(tmp_path / "cache"), **options)
    assert [{name: row[name] for name in rows[0]} for row in found] == rows


@pytest.mark.parametrize("form", FORMATS)
def test_the_marker_for_no_input_is_exported_as_an_empty_input(export: Command, tmp_path: Path, form: str) -> None:
    rows = [task("写一首诗", NO_INPUT), {"instruction": "写一封信", "output": "好"}]
    assert export(write(tmp_path / "rows.jsonl", rows), "--format", form).code == 0
    if form in FIELDS:
        name, read = FIELDS[form]
        assert [row["input"] for row in read(tmp_path / name.format(""))] == ["", ""]
    else:
        name, read_pairs = PAIRS[form]
        assert [asked for asked, _ in read_pairs(tmp_path / name.format(""))] == ["写一首诗", "写一封信"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "form", "kind"),
    [
        ("x.json", "alpaca", "array"),
        ("x.json.gz", "sharegpt", "array"),
        ("X.JSONL", "openai", "lines"),
        ("x.tsv.gz", "csv", "cells"),
    ],
)
def test_the_file_name_determines_the_layout(export: Command, tmp_path: Path, name: str, form: str, kind: str) -> None:
    rows = odd_rows(3)
    done = export(write(tmp_path / "rows.jsonl", rows), "--format", form, "--out", f"new/folder/{name}")
    assert done.code == 0, done.err
    done = export(f"new/folder/{name}", "--format", "alpaca", "--out", "again.jsonl")
    assert done.code == 0
    if kind == "cells":
        assert lines(tmp_path / "again.jsonl") == rows


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_the_same_command_writes_the_same_bytes(export: Command, tmp_path: Path, form: str) -> None:
    write(tmp_path / "rows.jsonl", odd_rows(200))

    def bytes_of_all() -> dict[str, bytes]:
        assert export("rows.jsonl", "--format", form, "--split", "0.1", "--force").code == 0
        return {str(path): path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}

    first = bytes_of_all()
    assert bytes_of_all() == first


def test_parquet_has_all_columns_of_a_run(export: Command, tmp_path: Path) -> None:
    records = [record(number, row) for number, row in enumerate(odd_rows(30))]
    records[2]["task_type"] = "math"
    make_run(tmp_path / "run", records)
    assert export("run", "--format", "parquet").code == 0
    table = pq.read_table(tmp_path / "run" / "exports" / "run.parquet")
    assert table.to_pylist() == [{name: row[name] for name in table.column_names} for row in records]
    assert set(table.column_names) == set(records[0])
    assert pq.ParquetFile(tmp_path / "run" / "exports" / "run.parquet").metadata.row_group(0).column(0).compression == (
        "ZSTD"
    )


def test_parquet_of_a_file_has_the_three_fields_id_type_and_flags(export: Command, tmp_path: Path) -> None:
    rows = [{**task("为什么海水是咸的？"), "id": 7, "more": [1]}, {**task("写一首诗"), "task_type": "chat"}]
    export(write(tmp_path / "rows.jsonl", rows), "--format", "parquet")
    found = pq.read_table(tmp_path / "rows.parquet").to_pylist()
    assert [(row["id"], row["task_type"]) for row in found] == [("7", "open_qa"), ("2", "chat")]
    assert list(found[0]) == ["instruction", "input", "output", "id", "task_type", "flags"]


def test_a_run_in_progress_is_exported_up_to_its_statistics(export: Command, tmp_path: Path) -> None:
    records = [record(number, row) for number, row in enumerate(unlike(30))]
    run = make_run(tmp_path / "run", records, accepted=20)
    with (run / "records.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "torn')
    assert export("run", "--format", "alpaca").code == 0
    assert lines(run / "exports" / "run.alpaca.jsonl") == unlike(20)


def test_label_studio_shows_the_fields_of_its_tasks(export: Command, tmp_path: Path) -> None:
    export(write(tmp_path / "rows.jsonl", unlike(3)), "--format", "label-studio")
    page = ElementTree.parse(tmp_path / "rows.label-studio.xml").getroot()
    values = [tag.get("value", "") for tag in page.iter()]
    used = {value.split("$")[1] for value in values if "$" in value}
    held = json.loads((tmp_path / "rows.label-studio.json").read_bytes())[0]["data"]
    assert used == {"instruction", "input", "output", "task_type"} < set(held)
    names = {tag.get("name") for tag in page.iter() if tag.get("name")}
    assert {tag.get("toName") for tag in page.iter() if tag.get("toName")} <= names


@pytest.mark.parametrize(
    ("split", "sections"), [([], ["datasets"]), (["--split", "0.2"], ["datasets", "test_datasets"])]
)
def test_the_axolotl_settings_have_the_paths_of_the_rows(
    export: Command, tmp_path: Path, split: list[str], sections: list[str]
) -> None:
    yaml = pytest.importorskip("yaml")
    export(write(tmp_path / '一 "x": y.jsonl', unlike(20)), "--format", "axolotl", *split)
    (sidecar,) = tmp_path.glob("*.yaml")
    found = yaml.safe_load(sidecar.read_text(encoding="utf-8"))
    assert list(found) == sections
    for section in sections:
        (dataset,) = found[section]
        assert (dataset["ds_type"], dataset["type"]) == ("json", "alpaca")
        assert all(list(row) == ["instruction", "input", "output"] for row in lines(Path(dataset["path"])))


def test_too_few_rows_for_openai_are_reported(export: Command, tmp_path: Path) -> None:
    write(tmp_path / "rows.jsonl", unlike(12))
    assert "OpenAI" not in export("rows.jsonl", "--format", "openai").err
    done = export("rows.jsonl", "--format", "openai", "--split", "0.25", "--force")
    assert done.code == 0
    assert re.search(r"rows\.openai\.train\.jsonl: OpenAI .*\b10 rows\b.*\b9\n", done.err)


# --- splitting -----------------------------------------------------------------------------------------------------


def test_a_split_writes_every_row_once_and_keeps_near_duplicates_together(export: Command, tmp_path: Path) -> None:
    rows = [task(row["instruction"] + tail) for row in unlike(100) for tail in ("", "一", "二")]
    random.Random(1).shuffle(rows)
    export(write(tmp_path / "rows.jsonl", rows), "--format", "alpaca", "--split", "0.1")
    train, test = (lines(tmp_path / f"rows.alpaca.{part}.jsonl") for part in ("train", "test"))
    assert (len(train), len(test)) == (270, 30)
    assert [row for row in rows if row in test] == test
    assert [row for row in rows if row in train] == train
    assert not {row["instruction"][:12] for row in train} & {row["instruction"][:12] for row in test}


@pytest.mark.parametrize("form", FORMATS)
def test_the_files_of_a_split_are_named_after_its_parts(export: Command, tmp_path: Path, form: str) -> None:
    read = (FIELDS.get(form) or PAIRS[form])[1]
    done = export(write(tmp_path / "rows.jsonl", unlike(40)), "--format", form, "--split", "0.1", "--json")
    told = json.loads(done.out)
    for part, count in ((told["files"][0], 36), (told["files"][1], 4)):
        path = tmp_path / path_of_part(form, part["part"])
        assert Path(part["path"]) == path
        assert part["rows"] == len(read(path)) == count


def test_the_summary_has_rows_files_and_types(export: Command, tmp_path: Path) -> None:
    types = [TaskType.OPEN_QA] * 30 + [TaskType.CHAT] * 10
    rows = [{**row, "task_type": name} for row, name in zip(unlike(40), types, strict=True)]
    write(tmp_path / "rows.jsonl", rows)
    done = export("rows.jsonl", "--format", "alpaca", "--split", "0.1", "--filter", "id!=40")
    assert done.out == (
        "rows            39 (1 removed by filters)\n"
        "train           35 in rows.alpaca.train.jsonl\n"
        "test            4 in rows.alpaca.test.jsonl\n"
        "brainstorming   0 train, 0 test\n"
        "open_qa         27 train, 3 test\n"
        "closed_qa       0 train, 0 test\n"
        "rewrite         0 train, 0 test\n"
        "extract         0 train, 0 test\n"
        "generation      0 train, 0 test\n"
        "classification  0 train, 0 test\n"
        "chat            8 train, 1 test\n"
        "summarization   0 train, 0 test\n"
    )
    told = json.loads(export("rows.jsonl", "--format", "alpaca", "--json").out)
    assert told == {
        "format": "alpaca",
        "read": 40,
        "rows": 40,
        "skipped": 0,
        "filters": [],
        "split": None,
        "seed": None,
        "files": [{"part": "all", "rows": 40, "path": "rows.alpaca.jsonl"}],
        "guide": None,
        "datasets": {},
        "task_types": {name: {"all": types.count(name)} for name in TaskType},
    }


def test_a_smaller_test_part_is_reported_and_an_empty_one_is_an_error(export: Command, tmp_path: Path) -> None:
    alike = [{**task(f"一二三四五六七八九十{number}"), "task_type": "chat"} for number in range(60)]
    others = [{**row, "task_type": "chat"} for row in unlike(2)]
    done = export(write(tmp_path / "a.jsonl", alike + others), "--format", "alpaca", "--split", "0.1")
    assert done.code == 0
    assert re.search(r"2 rows are held out .*\b6: near-duplicates", done.err)
    assert "chat            60 train, 2 test (target 6)\n" in done.out
    done = export(write(tmp_path / "b.jsonl", alike), "--format", "alpaca", "--split", "0.1")
    assert done.code == 2
    assert "--split 0.1: none of 60 rows can be held out" in done.err
    assert "near-duplicates" in done.err
    assert not (tmp_path / "b.alpaca.train.jsonl").exists()


def test_a_file_that_grows_while_it_is_read_is_refused(
    export: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def grow_and_split(*words: Any) -> Split:
        with (tmp_path / "rows.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(task("写一首诗")) + "\n")
        return hold_out(*words)

    write(tmp_path / "rows.jsonl", unlike(40))
    monkeypatch.setattr(command, "hold_out", grow_and_split)
    done = export("rows.jsonl", "--format", "alpaca", "--split", "0.1")
    assert done.code == 2
    assert "rows.jsonl: the file changed" in done.err
    assert names(tmp_path) == ["rows.jsonl"]


def test_a_single_row_cannot_be_split(export: Command, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", [{"instruction": "写一首诗", "output": "好"}])
    done = export(tmp_path / "a.jsonl", "--format", "csv", "--split", "0.5")
    assert (done.code, "--split needs at least 2 rows" in done.err) == (2, True)


def test_a_smaller_test_part_because_of_the_last_training_row_is_reported(export: Command, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", [{"instruction": text, "output": "好"} for text in ("写一首诗", "介绍长城")])
    done = export(tmp_path / "a.jsonl", "--format", "csv", "--split", "0.9")
    assert (done.code, "one row is kept for training" in done.err) == (0, True)


def test_another_seed_makes_a_different_split(export: Command, tmp_path: Path) -> None:
    write(tmp_path / "rows.jsonl", unlike(100))
    parts = []
    for seed in ("0", "1"):
        export("rows.jsonl", "--format", "alpaca", "--split", "0.1", "--seed", seed, "--out", f"{seed}.jsonl")
        parts.append(lines(tmp_path / f"{seed}.test.jsonl"))
    assert parts[0] != parts[1]


# --- filters -------------------------------------------------------------------------------------------------------

KNOWN = [
    record(0, task("写一首诗", "", "春眠不觉晓"), task_type="generation", flags=[]),
    record(1, task("为什么", "海水", "=1"), task_type="open_qa", flags=["email", "phone"]),
    record(2, task("1加1等于几", "", "二"), task_type="math", flags=["phone"], demonstrations=["zh_001"]),
    record(
        3,
        task("陪我聊天", " ", "作为AI语言模型，我很乐意"),
        task_type="chat",
        teacher="n",
        flags=["layout"],
        demonstrations=[],
    ),
]


@pytest.mark.parametrize(
    ("expressions", "kept"),
    [
        (["task_type=open_qa"], [1, 2]),
        (["task_type=math"], [2]),
        (["task_type = generation, chat"], [0, 3]),
        (["task_type!=chat"], [0, 1, 2]),
        (["task_type!=open_qa,chat"], [0]),
        (["nearest<0.002"], [1]),
        (["nearest>=0.002"], [2, 3]),
        (["nearest="], [0]),
        (["nearest!="], [1, 2, 3]),
        (["slot>1"], [2, 3]),
        (["slot=0,2.0"], [0, 2]),
        (["input="], [0, 2]),
        (["input!="], [1, 3]),
        (["input_tokens=0"], [0, 2, 3]),
        (["instruction_tokens<=4"], [0, 1, 3]),
        (["output_tokens>=5"], [0, 3]),
        (["output~AI"], [3]),
        (["output!~AI语言"], [0, 1, 2]),
        (["output= =1"], [1]),
        (["output~=1"], [1]),
        (["teacher=m", "slot!=1"], [0, 2]),
        (["id=000003-00"], [3]),
        (["type_source=rules", "output_tokens<5"], [1, 2]),
        (["flags=email"], [1]),
        (["flags=email,phone"], [1, 2]),
        (["flags!=email"], [0, 2, 3]),
        (["flags!=email,phone"], [0, 3]),
        (["flags="], [0]),
        (["flags!="], [1, 2, 3]),
        (["flags=,layout"], [0, 3]),
        (["demonstrations=zh_001"], [0, 1, 2]),
        (["demonstrations!=zh_002"], [2, 3]),
        (["demonstrations="], [3]),
        (["demonstrations~zh_"], [0, 1, 2]),
    ],
)
def test_only_rows_that_match_all_filters_are_kept(
    export: Command, tmp_path: Path, expressions: list[str], kept: list[int]
) -> None:
    make_run(tmp_path / "run", KNOWN)
    words = [word for text in expressions for word in ("--filter", text)]
    done = export("run", "--format", "parquet", "--out", "x.parquet", *words)
    assert done.code == 0, done.err
    assert [row["slot"] for row in pq.read_table(tmp_path / "x.parquet").to_pylist()] == kept


@pytest.mark.parametrize("rows", ["file", "run of an earlier version"])
def test_flags_that_rows_lack_are_computed(export: Command, tmp_path: Path, rows: str) -> None:
    tasks = [task("写一首诗", "", "春眠不觉晓"), task("写一条短信", "", "电话13912847563，邮箱wang@163.com")]
    if rows == "file":
        target = write(tmp_path / "rows.jsonl", [{**one, "flags": "of another tool"} for one in tasks])
    else:
        records = [record(number, one) for number, one in enumerate(tasks)]
        target = make_run(tmp_path / "run", [{n: v for n, v in row.items() if n != "flags"} for row in records])
    export(target, "--format", "parquet", "--out", "all.parquet")
    assert pq.read_table(tmp_path / "all.parquet")["flags"].to_pylist() == [[], ["phone", "email"]]
    export(target, "--format", "alpaca", "--out", "kept.jsonl", "--filter", "flags!=phone,email")
    assert lines(tmp_path / "kept.jsonl") == tasks[:1]


@pytest.mark.parametrize("form", FORMATS)
def test_a_run_without_any_flags_can_be_exported_in_every_format(export: Command, tmp_path: Path, form: str) -> None:
    make_run(tmp_path / "run", [record(number, row, flags=[]) for number, row in enumerate(unlike(3))])
    assert export("run", "--format", form).code == 0
    if form == "parquet":
        column = pq.read_table(tmp_path / "run" / "exports" / "run.parquet")["flags"]
        assert str(column.type.value_type) == "string"
        assert column.to_pylist() == [[], [], []]


def test_a_filter_may_use_any_field_of_a_file(export: Command, tmp_path: Path) -> None:
    rows = [
        {**row, "来源": source, "n": n} for row, source, n in zip(unlike(3), "甲乙甲", ("10", "9", ""), strict=True)
    ]
    rows[1]["ok"] = True
    write(tmp_path / "rows.jsonl", rows)
    for expression, kept in (("来源=甲", [0, 2]), ("n>9", [0]), ("n<=10", [0, 1]), ("ok=true", [1]), ("ok=", [0, 2])):
        export("rows.jsonl", "--format", "alpaca", "--filter", expression, "--force")
        assert lines(tmp_path / "rows.alpaca.jsonl") == [unlike(3)[number] for number in kept], expression


def test_rows_are_filtered_before_they_are_split(export: Command, tmp_path: Path) -> None:
    write(tmp_path / "rows.jsonl", [{**row, "n": number} for number, row in enumerate(unlike(100))])
    export("rows.jsonl", "--format", "alpaca", "--split", "0.1", "--filter", "n<50")
    assert len(lines(tmp_path / "rows.alpaca.test.jsonl")) == 5


BAD_FILTERS = {
    "output_tokens==20": "--filter 'output_tokens==20': unknown operator ==; use one of = != ~ !~ < <= > >=",
    "output_tokens=>20": "unknown operator =>",
    "teacher!==m": "unknown operator !==",
    "output=~AI": "unknown operator =~",
    "output_tokens": "--filter 'output_tokens': not a valid filter",
    ">=3": "--filter '>=3': not a valid filter",
    "": "--filter '': not a valid filter",
    "nearest<": "--filter 'nearest<': '' is not a number",
    "nearest<x": "'x' is not a number",
    "slot>nan": "'nan' is not a number",
    "task_type=poem": "task_type needs = or != and one or more of: brainstorming, open_qa, closed_qa",
    "task_type~open": "task_type needs = or !=",
    "task_type=": "task_type needs = or !=",
    "task_type>3": "task_type needs = or !=",
    "output~": "--filter 'output~': the text to search for is empty",
    "score>0.5": "no row has a field `score`; available fields: id, instruction, input, output, task_type",
    "teacher>3": "no row has a number in `teacher`",
    "tokens=9": "no row has a text or number in `tokens`",
    "flags=emial": "flags needs = or !=, and nothing or one or more of: phone, email, id_number, card_number",
    "flags!=phone,emial": "flags needs = or !=",
    "flags~phone": "flags needs = or !=",
    "flags>3": "flags needs = or !=",
    "demonstrations>3": "no row has a number in `demonstrations`",
    "slot>100": "none of 4 rows matches all filters",
}


@pytest.mark.parametrize("expression", BAD_FILTERS)
def test_an_invalid_filter_is_an_error_of_one_line_with_code_2(
    export: Command, tmp_path: Path, expression: str
) -> None:
    make_run(tmp_path / "run", KNOWN)
    done = export("run", "--format", "alpaca", "--out", "x.jsonl", "--filter", "slot>=0", "--filter", expression)
    assert (done.code, done.out) == (2, "")
    assert BAD_FILTERS[expression] in done.err
    assert done.err.count("\n") == 1
    assert not list(tmp_path.glob("x.*"))


# --- existing files ------------------------------------------------------------------------------------------------


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rows.jsonl"], "Missing option '--format'"),
        (["rows.jsonl", "--format", "chatml"], "--format must be one of alpaca, sharegpt, messages"),
        (["no.jsonl", "--format", "alpaca"], "error: no.jsonl: "),
        (["folder", "--format", "alpaca"], "error: folder: "),
        (["questions.jsonl", "--format", "alpaca"], "no output found"),
        (["empty", "--format", "alpaca"], "selfinstruct generate --out empty"),
        (["rows.jsonl", "--format", "openai", "--out", "x.json"], "x.json: --format openai writes .jsonl"),
        (["rows.jsonl", "--format", "parquet", "--out", "x"], "x: --format parquet writes .parquet"),
        (["rows.jsonl", "--format", "alpaca", "--out", ".jsonl"], ".jsonl: --format alpaca writes .jsonl or .json"),
        (["rows.jsonl", "--format", "alpaca", "--out", "rows.jsonl", "--force"], "error: rows.jsonl: "),
        (["rows.csv", "--format", "csv"], "error: rows.csv: "),
        (["run", "--format", "alpaca", "--out", "run/records.jsonl", "--force"], "error: run/records.jsonl: "),
        (["rows.jsonl", "--format", "alpaca", "--out", "run/dataset.jsonl", "--force"], "error: run/dataset.jsonl: "),
        (["rows.jsonl", "--format", "alpaca", "--out", "folder.jsonl"], "error: folder.jsonl: "),
        (["rows.jsonl", "--format", "alpaca", "--name", "x"], "error: --name "),
        (["rows.jsonl", "--format", "llamafactory", "--name", "a,b"], "--name 'a,b': not a valid dataset name"),
        (["rows.jsonl", "--format", "llamafactory", "--name", ""], "--name '': not a valid dataset name"),
        (
            ["rows.jsonl", "--format", "llamafactory", "--out", "rows.csv"],
            "rows.csv: --format llamafactory needs a folder",
        ),
        (
            ["run", "--format", "llamafactory", "--out", "run", "--name", "dataset", "--force"],
            "error: run/dataset.jsonl: ",
        ),
        (["rows.jsonl", "--format", "llamafactory", "--out", ".", "--name", "rows", "--force"], "error: rows.jsonl: "),
        (["rows.jsonl", "--format", "mlx", "--out", "rows.csv"], "rows.csv: --format mlx needs a folder"),
        (["rows.jsonl", "--format", "datasets", "--out", "rows.csv"], "rows.csv: --format datasets needs a folder"),
        (["rows.jsonl", "--format", "datasets", "--out", "run", "--force"], "run: the folder contains other files"),
        (["rows.jsonl", "--format", "datasets", "--out", "."], "error: .: this is the working directory"),
        (["rows.jsonl", "--format", "mlx", "--name", "x"], "error: --name "),
        (["rows.jsonl", "--format", "bailian", "--out", "x.json"], "x.json: --format bailian writes .jsonl"),
        (["rows.jsonl", "--format", "alpaca", "--bom"], "--bom only applies to --format csv, not to alpaca"),
        (["rows.jsonl", "--format", "alpaca", "--split", "0"], "--split must be greater than 0 and less than 1, not 0"),
        (["rows.jsonl", "--format", "alpaca", "--split", "1"], "not 1"),
        (["rows.jsonl", "--format", "alpaca", "--split", "nan"], "not nan"),
        (["rows.jsonl", "--format", "alpaca", "--split", "5%"], "--split must be a number, not '5%'"),
    ],
)
def test_invalid_input_is_an_error_of_one_line_with_code_2_and_writes_nothing(
    export: Command, tmp_path: Path, words: list[str], said: str
) -> None:
    write(tmp_path / "rows.jsonl", unlike(3))
    write(tmp_path / "questions.jsonl", [{"question": "?"}])
    (tmp_path / "rows.csv").write_text("instruction,output\n写诗,好\n", encoding="utf-8")
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "folder").mkdir()
    make_run(tmp_path / "run", KNOWN)
    make_run(tmp_path / "empty", [])
    before = names(tmp_path)
    done = export(*words)
    assert (done.code, done.out) == (2, ""), done.err
    assert said in done.err
    if done.err.startswith("error: "):
        assert done.err.count("\n") == 1
    assert names(tmp_path) == before
    assert lines(tmp_path / "rows.jsonl") == unlike(3)


@pytest.mark.slow
@pytest.mark.parametrize("form", [form for form in FORMATS if form not in ("llamafactory", "datasets")])
def test_existing_files_are_only_replaced_with_force(export: Command, tmp_path: Path, form: str) -> None:
    write(tmp_path / "rows.jsonl", unlike(20))
    told = json.loads(export("rows.jsonl", "--format", form, "--split", "0.1", "--json").out)
    written = [*(file["path"] for file in told["files"]), *([told["guide"]] if told["guide"] else [])]
    contents = {name: (tmp_path / name).read_bytes() for name in written}
    for name in written:
        (tmp_path / name).write_text("precious", encoding="utf-8")
        for other in written:
            if other != name:
                (tmp_path / other).unlink()
        done = export("rows.jsonl", "--format", form, "--split", "0.1")
        assert (done.code, done.out) == (2, "")
        assert f"error: {name}: " in done.err
        assert "--force" in done.err
        assert (tmp_path / name).read_text(encoding="utf-8") == "precious"
        assert export("rows.jsonl", "--format", form, "--split", "0.1", "--force").code == 0
        assert {each: (tmp_path / each).read_bytes() for each in written} == contents


@pytest.mark.slow
@pytest.mark.parametrize("out", ["/proc/nothing/x.jsonl", "rows.jsonl/x.jsonl", f"{'长' * 100}.jsonl"])
def test_an_unwritable_path_is_an_error_with_code_6(export: Command, tmp_path: Path, out: str) -> None:
    write(tmp_path / "rows.jsonl", unlike(3))
    done = export("rows.jsonl", "--format", "alpaca", "--out", out)
    assert done.code == 6, done.err
    assert done.err.startswith(f"error: {out}: ")
    assert names(tmp_path) == ["rows.jsonl"]


def fail_because_the_disk_is_full(_: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_is_an_error_with_code_6_and_leaves_no_files(
    export: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    write(tmp_path / "rows.jsonl", unlike(3))
    monkeypatch.setattr(writer.os, "fsync", fail_because_the_disk_is_full)
    done = export("rows.jsonl", "--format", form)
    assert done.code == 6
    assert "disk" in done.err
    assert [name for name in names(tmp_path) if not (tmp_path / name).is_dir()] == ["rows.jsonl"]


@pytest.mark.parametrize("form", ["alpaca", "llamafactory"])
def test_a_failed_export_removes_the_folders_that_it_created(
    export: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    make_run(tmp_path / "run", KNOWN)
    before = names(tmp_path)
    monkeypatch.setattr(writer.os, "fsync", fail_because_the_disk_is_full)
    assert export("run", "--format", form).code == 6
    assert export("run", "--format", form, "--out", f"new/folder/x{'.jsonl' * (form == 'alpaca')}").code == 6
    assert names(tmp_path) == before


@pytest.mark.slow
@pytest.mark.parametrize("moment", range(3))
@pytest.mark.parametrize("form", ["alpaca", "axolotl", "llamafactory", "mlx"])
def test_a_killed_export_never_leaves_a_test_file_next_to_train_rows_of_another_export(
    export: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, moment: int
) -> None:
    words = ("rows.jsonl", "--format", form, "--split", "0.1", *(["--force"] if form != "llamafactory" else []))
    moments = iter(range(moment))
    parts = [tmp_path / path_of_part(form, part) for part in ("train", "test")]

    place = Path.replace

    def replace(self: Path, target: Path) -> None:
        """Replace a file, or raise KeyboardInterrupt after `moment` calls."""
        if next(moments, None) is None:
            raise KeyboardInterrupt
        place(self, target)

    def outputs() -> list[set[str]]:
        return [{output_of(row) for row in lines(path)} for path in parts if path.exists()]

    write(tmp_path / "rows.jsonl", [row | {"output": "旧"} for row in unlike(40)])
    assert export(*words).code == 0
    write(tmp_path / "rows.jsonl", [row | {"output": "新"} for row in unlike(40)])
    with monkeypatch.context() as killed:
        killed.setattr(Path, "replace", replace)
        assert export(*words).code == (0 if form in ("alpaca", "mlx") and moment == 2 else 130)
    assert outputs() in ([{"旧"}], [{"新"}], [{"新"}, {"新"}]) or (moment, outputs()) == (0, [{"旧"}, {"旧"}])
    assert export(*words).code == 0
    assert outputs() == [{"新"}, {"新"}]


def test_no_rows_are_written_without_their_sidecar(
    export: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "rows.jsonl", unlike(20))

    def fail(*_: object) -> None:
        fail_because_the_disk_is_full(0)

    monkeypatch.setattr(sidecars, "replace_file", fail)
    assert export("rows.jsonl", "--format", "axolotl").code == 6
    assert names(tmp_path) == ["rows.jsonl"]


@pytest.fixture(params=["alpaca", "parquet"])
def running(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """An export with so much to read that it is still at it when the test acts."""
    (tmp_path / "rows.jsonl").write_text((json.dumps(task("写一首诗")) + "\n") * 300_000, encoding="utf-8")
    out = {"alpaca": "x.jsonl", "parquet": "x.parquet"}[request.param]
    command = [sys.executable, "-m", "selfinstruct", "export", "rows.jsonl", "--format", request.param, "--out", out]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_with_code_130_and_leaves_no_files(
    running: subprocess.Popen[str], tmp_path: Path, number: signal.Signals
) -> None:
    wait_until(lambda: any(tmp_path.glob("x.*.new")))
    running.send_signal(number)
    _, said = running.communicate(timeout=HANGS)
    assert running.returncode == 130
    assert re.search(r"\bstopped\b.*\bx\.\w+ was not written", said)
    assert names(tmp_path) == ["rows.jsonl"]


@pytest.mark.slow
def test_a_second_signal_exits_immediately_and_leaves_no_files(running: subprocess.Popen[str], tmp_path: Path) -> None:
    wait_until(lambda: any(tmp_path.glob("x.*.new")))
    signal_twice(running)
    assert running.returncode == 130
    assert names(tmp_path) == ["rows.jsonl"]


# --- LLaMA-Factory's data folder -----------------------------------------------------------------------------------

OTHERS = """{
    "identity": {"file_name": "identity.json"},
    "alpaca_zh_demo" : {
        "file_name":"alpaca_zh_demo.json" , "n": 1.50,
        "说明": "示例\\u4e00 \\/ 数据", "ranking": false
    },

    "shared": {"hf_hub_url": "some/where"}
}

"""


@pytest.fixture
def factory(export: Command, tmp_path: Path) -> Callable[..., Done]:
    (tmp_path / "data").mkdir()
    write(tmp_path / "rows.jsonl", unlike(20))
    return partial(export, "rows.jsonl", "--format", "llamafactory", "--out", "data")


def info(tmp_path: Path) -> Path:
    return tmp_path / "data" / INFO


def put(path: Path, text: str) -> None:
    """Write the text without converting its line endings."""
    path.write_bytes(text.encode())


def test_the_entry_has_the_documented_form(factory: Command, tmp_path: Path) -> None:
    done = factory("--name", "我的-data_1")
    assert done.code == 0, done.err
    found = json.loads(info(tmp_path).read_text(encoding="utf-8"))
    sha1 = found["我的-data_1"].pop("file_sha1")
    assert found == {
        "我的-data_1": {
            "file_name": "我的-data_1.jsonl",
            "columns": {"prompt": "instruction", "query": "input", "response": "output"},
        }
    }
    content = (tmp_path / "data" / "我的-data_1.jsonl").read_bytes()
    assert sha1 == subprocess.run(["sha1sum"], input=content, capture_output=True, check=True).stdout.decode()[:40]
    assert "dataset_dir: data, dataset: 我的-data_1\n" in done.out


@pytest.mark.slow
@pytest.mark.parametrize(
    "others",
    [
        OTHERS,
        OTHERS.replace("\n", "\r\n"),
        OTHERS.replace("    ", "\t"),
        "\ufeff" + OTHERS,
        OTHERS.strip(),
        json.dumps(json.loads(OTHERS)),
        json.dumps(json.loads(OTHERS), indent=2, ensure_ascii=False),
        json.dumps(json.loads(OTHERS), separators=(",", ":")),
        '{ "a": {} }',
        "{}",
        " {\n}\n",
    ],
)
def test_other_entries_are_unchanged_and_a_second_export_changes_nothing(
    factory: Command, tmp_path: Path, others: str
) -> None:
    put(info(tmp_path), others)
    assert factory("--name", "mine").code == 0
    once = info(tmp_path).read_bytes().decode()
    kept, found = (json.loads(text.removeprefix("\ufeff")) for text in (others, once))
    assert list(found) == [*kept, "mine"]
    assert {name: found[name] for name in kept} == kept
    begin = others.rstrip()[:-1].rstrip()
    assert once.startswith(begin)
    assert once.endswith(others[len(begin) :].lstrip() if kept else "}" + others.rstrip(" ")[others.index("}") + 1 :])
    rows = (tmp_path / "data" / "mine.jsonl").read_bytes()
    assert factory("--name", "mine").code == 0
    assert info(tmp_path).read_bytes().decode() == once
    assert (tmp_path / "data" / "mine.jsonl").read_bytes() == rows
    assert factory("--name", "second").code == 0
    assert list(entries(info(tmp_path).read_bytes().decode())) == [*kept, "mine", "second"]


def test_a_new_entry_is_indented_like_the_others(factory: Command, tmp_path: Path) -> None:
    put(info(tmp_path), '{\n\t"a": {\n\t\t"file_name": "a.json"\n\t}\n}\n')
    factory("--name", "mine")
    sha1 = entries(info(tmp_path).read_text(encoding="utf-8"))["mine"]["file_sha1"]
    assert info(tmp_path).read_text(encoding="utf-8") == (
        '{\n\t"a": {\n\t\t"file_name": "a.json"\n\t},\n'
        f'\t"mine": {{\n\t\t"file_name": "mine.jsonl",\n\t\t"file_sha1": "{sha1}",\n'
        '\t\t"columns": {\n\t\t\t"prompt": "instruction",\n\t\t\t"query": "input",\n\t\t\t"response": "output"\n\t\t}\n'
        "\t}\n}\n"
    )


NAMES = st.text(max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)


@given(
    st.dictionaries(NAMES, VALUES, max_size=4),
    st.sampled_from([None, 0, 2, "\t"]),
    st.booleans(),
    NAMES,
    st.dictionaries(NAMES, VALUES, max_size=3),
)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_an_entry_can_be_added_to_any_file_and_the_order_is_kept(
    others: Row, indent: int | str | None, escaped: bool, name: str, entry: Row
) -> None:
    text = json.dumps(others, indent=indent, ensure_ascii=escaped)
    found = with_entry(text, name, entry)
    assert list(json.loads(found).items()) == list((others | {name: entry}).items())
    assert with_entry(found, name, entry) == found
    removed = with_entry(found, name, others[name]) if name in others and isinstance(others[name], dict) else None
    assert removed is None or json.loads(removed) == others


def test_a_larger_dataset_replaces_the_earlier_export(factory: Command, tmp_path: Path) -> None:
    put(info(tmp_path), OTHERS)
    factory("--name", "mine")
    changed = json.loads(info(tmp_path).read_text(encoding="utf-8"))
    changed["mine"]["num_samples"] = 7
    info(tmp_path).write_text(json.dumps(changed), encoding="utf-8")
    write(tmp_path / "rows.jsonl", unlike(30))
    assert factory("--name", "mine").code == 0
    found = json.loads(info(tmp_path).read_text(encoding="utf-8"))
    assert found["mine"]["num_samples"] == 7
    assert found["mine"]["file_sha1"] != changed["mine"]["file_sha1"]
    assert list(found) == list(changed)
    assert lines(tmp_path / "data" / "mine.jsonl") == unlike(30)


@pytest.mark.parametrize(
    ("entry", "data", "said"),
    [
        ({"file_name": "other.json"}, None, f"{INFO} has an entry of this name"),
        ({"file_name": "mine.jsonl"}, "precious\n", f"{INFO} has an entry of this name"),
        ("text", None, f"{INFO} has an entry of this name"),
        (None, "precious\n", "file already exists"),
    ],
)
def test_entries_and_files_of_others_are_only_replaced_with_force(
    factory: Command, tmp_path: Path, entry: object, data: str | None, said: str
) -> None:
    others = json.loads(OTHERS) | ({"mine": entry} if entry else {}) | {"last": {}}
    info(tmp_path).write_text(json.dumps(others), encoding="utf-8")
    if data:
        (tmp_path / "data" / "mine.jsonl").write_text(data, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()}
    done = factory("--name", "mine")
    assert (done.code, done.out) == (2, "")
    assert f"error: data/mine.jsonl: {said}" in done.err
    assert "--name" in done.err
    assert "--force" in done.err
    assert {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()} == before
    assert factory("--name", "mine", "--force").code == 0
    found = json.loads(info(tmp_path).read_text(encoding="utf-8"))
    assert list(found) == list(others) + ([] if entry else ["mine"])
    assert {name: found[name] for name in others if name != "mine"} == {
        name: value for name, value in others.items() if name != "mine"
    }
    assert lines(tmp_path / "data" / "mine.jsonl") == unlike(20)


def test_a_data_file_edited_after_the_export_is_kept(factory: Command, tmp_path: Path) -> None:
    factory("--name", "mine")
    with (tmp_path / "data" / "mine.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"instruction": "by hand"}\n')
    before = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()}
    done = factory("--name", "mine")
    assert done.code == 2
    assert "data/mine.jsonl: the file was changed after it was exported" in done.err
    assert {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()} == before


def test_the_same_command_completes_an_export_killed_before_its_entry_was_written(
    factory: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(info(tmp_path), OTHERS)
    with monkeypatch.context() as killed:
        killed.setattr(data_folder, "write_sidecar", lambda path, text: None)
        factory("--name", "mine")
    assert (tmp_path / "data" / "mine.jsonl").exists()
    assert info(tmp_path).read_text(encoding="utf-8") == OTHERS
    assert factory("--name", "mine").code == 0
    assert "mine" in json.loads(info(tmp_path).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Expecting value"),
        (b'{"a": {}', "Expecting ',' delimiter"),
        (b"[]", "not a single JSON object"),
        (b'{"a": 1} {"b": 2}', "Extra data"),
        ('{"说明": 1}'.encode("gbk"), "can't decode"),
        (b'{"a":' + b"[" * 200_000, "nested too deeply"),
        (b'{"rows": {}, "rows": {}}', "duplicate entry 'rows'"),
    ],
)
def test_a_damaged_dataset_info_is_reported_and_not_changed(
    factory: Command, tmp_path: Path, content: bytes, why: str
) -> None:
    info(tmp_path).write_bytes(content)
    done = factory("--force")
    assert done.code == 2
    assert f"error: data/{INFO}: cannot be read (" in done.err
    assert why in done.err
    assert "nothing was changed" in done.err
    assert names(tmp_path / "data") == [INFO]
    assert info(tmp_path).read_bytes() == content


def test_a_split_adds_an_entry_for_each_part(factory: Command, tmp_path: Path) -> None:
    done = factory("--split", "0.1")
    assert done.code == 0, done.err
    found = json.loads(info(tmp_path).read_text(encoding="utf-8"))
    assert {name: entry["file_name"] for name, entry in found.items()} == {
        "rows_train": "rows_train.jsonl",
        "rows_test": "rows_test.jsonl",
    }
    assert "dataset_dir: data, dataset: rows_train, eval_dataset: rows_test\n" in done.out


def test_dataset_info_keeps_its_mode_and_may_be_a_symbolic_link(factory: Command, tmp_path: Path) -> None:
    put(tmp_path / "real.json", OTHERS)
    (tmp_path / "real.json").chmod(0o640)
    info(tmp_path).symlink_to(tmp_path / "real.json")
    assert factory().code == 0
    assert info(tmp_path).is_symlink()
    assert (tmp_path / "real.json").stat().st_mode & 0o777 == 0o640
    assert "rows" in json.loads((tmp_path / "real.json").read_text(encoding="utf-8"))


def test_the_default_output_of_a_run_is_a_new_data_folder(export: Command, tmp_path: Path) -> None:
    make_run(tmp_path / "我的 run", KNOWN)
    done = export("我的 run", "--format", "llamafactory")
    assert done.code == 0, done.err
    folder = tmp_path / "我的 run" / "exports" / "我的_run.llamafactory"
    assert names(folder) == [INFO, "我的_run.jsonl"]
