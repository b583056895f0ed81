"""What the `datasets` library writes is read with the same tasks from a hub, a folder and a file, and as it reads them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub import Hub, served
from hub_process import Driver, hub_environment, hub_process, publish
from loopback import json_lines
from students import QUICK, rows, save_base, write_tasks

PAIRS = [(f"第{number}题：写出{word}的近义词。", f"{word}的近义词是“{word[::-1]}”。") for number, word in enumerate(["美丽", "高兴", "安静", "迅速", "勤劳", "勇敢"])]  # fmt: skip
SHAPES = {
    "alpaca": [{"instruction": asked, "input": "", "output": answer} for asked, answer in PAIRS],
    "messages": [
        {"messages": [{"role": "user", "content": asked}, {"role": "assistant", "content": answer}]}
        for asked, answer in PAIRS
    ],
    "sharegpt": [
        {"conversations": [{"from": "human", "value": asked}, {"from": "gpt", "value": answer}]}
        for asked, answer in PAIRS
    ],
    "completion": [{"prompt": asked, "completion": answer} for asked, answer in PAIRS],
    "instances": [
        {"instruction": asked, "instances": [{"input": "", "output": answer}], "is_classification": False}
        for asked, answer in PAIRS
    ],
}
MAKE = """
import json, sys
import datasets
datasets.disable_progress_bars()
for name, rows in json.load(sys.stdin).items():
    made = datasets.DatasetDict({"train": datasets.Dataset.from_list(rows[:4]), "test": datasets.Dataset.from_list(rows[4:])})
    made.push_to_hub(f"alice/{name}", num_shards={"train": 2, "test": 1})
    made["train"].push_to_hub(f"alice/{name}", "other")
    made.save_to_disk(f"{name}.saved")
    made["train"].save_to_disk(f"{name}.split", num_shards=2)
    made["train"].to_parquet(f"{name}.parquet")
    made["train"].to_json(f"{name}.jsonl")
"""
LOAD = """
import json, sys
import datasets
datasets.disable_progress_bars()
for name, config, split in json.load(sys.stdin):
    try:
        print(json.dumps(datasets.load_dataset(name, config, split=split)["instruction"][:]))
    except ValueError as error:
        print(json.dumps(None))
"""


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with served(Hub()) as hub:
        yield hub


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hf")


@pytest.fixture(scope="module")
def drive(hub: Hub, folder: Path) -> Iterator[Driver]:
    with hub_process(hub, folder / "home") as drive:
        yield drive


def in_python(hub: Hub, folder: Path, code: str, given: object) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=hub_environment(hub, folder / "other"),
        cwd=folder,
        input=json.dumps(given),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def made(hub: Hub, folder: Path) -> Path:
    """Datasets in all shapes, pushed to the hub and saved in the folder."""
    in_python(hub, folder, MAKE, SHAPES)
    return folder


@pytest.mark.parametrize("shape", SHAPES)
def test_a_dataset_has_the_same_tasks_from_a_hub_a_folder_and_a_file(made: Path, drive: Driver, shape: str) -> None:
    for target, pairs in {
        f"hf://datasets/alice/{shape}": PAIRS[:4],
        f"hf://datasets/alice/{shape}:test": PAIRS[4:],
        f"hf://datasets/alice/{shape}/other": PAIRS[:4],
        f"{shape}.saved": PAIRS[:4],
        f"{shape}.split": PAIRS[:4],
        f"{shape}.parquet": PAIRS[:4],
        f"{shape}.jsonl": PAIRS[:4],
    }.items():
        done = drive(made, "export", target, "--format", "alpaca", "--out", "out.jsonl", "--force")
        assert done.code == 0, done.err
        exported = [(row["instruction"], row["input"], row["output"]) for row in json_lines(made / "out.jsonl")]
        assert exported == [(asked, "", answer) for asked, answer in pairs], target


def line(text: str) -> bytes:
    return json.dumps({"instruction": text}).encode() + b"\n"


CONFIGS = (
    "---\nconfigs:\n- config_name: en\n  data_files: en/*.jsonl\n- config_name: zh\n  data_files:\n"
    "  - {split: train, path: [zh/b.jsonl, 'zh/a*.jsonl']}\n  - {split: dev, path: '**/d.jsonl'}\n---\n"
)
LAYOUTS = {
    "names": ["train.jsonl", "test.jsonl"],
    "folders": ["train/1.jsonl", "train/2.jsonl", "test/1.jsonl"],
    "data": ["data/sft-00000-of-00002.jsonl", "data/sft-00001-of-00002.jsonl", "data/train-00000-of-00001.jsonl"],
    "plain": ["b.jsonl", "a.jsonl"],
    "cards": ["en/1.jsonl", "en/2.jsonl", "en/.h.jsonl", "zh/a1.jsonl", "zh/b.jsonl", "zh/x/d.jsonl"],
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_files_of_a_split_are_those_that_load_dataset_reads(
    hub: Hub, made: Path, drive: Driver, layout: str
) -> None:
    name = f"alice/{layout}"
    files = {path: line(path) for path in LAYOUTS[layout]}
    publish(hub, name, files | ({"README.md": CONFIGS.encode()} if layout == "cards" else {}))
    asked = [(None, "train"), (None, "test"), ("en", "train"), ("zh", "train"), ("zh", "dev")]
    given = [(name, config, split) for config, split in asked if (config is None) != (layout == "cards")]
    for (_, config, split), loaded in zip(given, in_python(hub, made, LOAD, given).splitlines(), strict=True):
        address = f"hf://datasets/{name}{f'/{config}' if config else ''}:{split}"
        done = drive(made, "dedup", address, "--out", "out.jsonl", "--force", "--threshold", "1")
        if (rows := json.loads(loaded)) is None or layout == "plain":
            assert done.code == 2
        else:
            assert [row["instruction"] for row in json_lines(made / "out.jsonl")] == rows


def test_students_are_trained_and_compared_on_a_dataset_from_a_hub(hub: Hub, drive: Driver, folder: Path) -> None:
    publish(hub, "alice/tasks", {"train.jsonl": write_tasks(folder / "tasks.jsonl", rows(200)).read_bytes()})
    base, address = save_base(folder / "base"), "hf://datasets/alice/tasks"
    words = ("--base", base, *QUICK, "--epochs", "1", "--seeds", 1)
    done = drive(folder, "compare", address, may_be_heavy=True)
    assert (done.code, f"train some with selfinstruct sft {address}" in done.err) == (2, True)
    done = drive(folder, "sft", address, *words, may_be_heavy=True)
    assert done.code == 0, done.err
    assert f"next: selfinstruct compare {address}" in done.err
    assert (folder / "tasks.student" / "student.json").exists()
    done = drive(folder, "compare", address, "--tasks", 5, "--json", offline=True, may_be_heavy=True)
    assert (done.code, json.loads(done.out)["dataset"]["name"]) == (0, "tasks")
