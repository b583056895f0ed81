"""Folders of data files: which files are read, in which order, and of which split."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from selfinstruct.errors import InputError
from selfinstruct.storage.tables import data_files, read_rows

ROW = '{"instruction": "写诗", "output": "好"}\n'


def make(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ROW, encoding="utf-8")
    return folder


def found(folder: Path, split: str | None = None) -> tuple[str, list[str], list[str]]:
    data = data_files(folder, split)
    return data.split, [path.relative_to(folder).as_posix() for path in data.files], list(data.others)


@pytest.mark.parametrize(
    ("names", "split", "files", "others"),
    [
        (["b.jsonl", "a.jsonl"], "", ["a.jsonl", "b.jsonl"], []),
        (["part-10.jsonl", "part-2.jsonl"], "", ["part-2.jsonl", "part-10.jsonl"], []),
        (["2/1.csv", "10/1.csv", "1.csv"], "", ["1.csv", "2/1.csv", "10/1.csv"], []),
        (
            ["a.JSON", "b.csv.gz", "c.parquet", "d.jsonl.zst"],
            "",
            ["a.JSON", "b.csv.gz", "c.parquet", "d.jsonl.zst"],
            [],
        ),
        (["train.jsonl"], "train", ["train.jsonl"], []),
        (["train.jsonl", "test.jsonl", "dev.jsonl"], "train", ["train.jsonl"], ["validation", "test"]),
        (["data/train.jsonl", "data/test.jsonl"], "train", ["data/train.jsonl"], ["test"]),
        (["train/1.jsonl", "train/0.jsonl", "test/0.jsonl"], "train", ["train/0.jsonl", "train/1.jsonl"], ["test"]),
        (
            [
                "data/train-00001-of-00002.parquet",
                "data/train-00000-of-00002.parquet",
                "data/test-00000-of-00001.parquet",
            ],
            "train",
            ["data/train-00000-of-00002.parquet", "data/train-00001-of-00002.parquet"],
            ["test"],
        ),
        (["data/sft-00000-of-00001.parquet"], "sft", ["data/sft-00000-of-00001.parquet"], []),
        (["alpaca_train.jsonl", "alpaca_test.jsonl"], "train", ["alpaca_train.jsonl"], ["test"]),
        (["my.train.v2.json", "valid.json"], "train", ["my.train.v2.json"], ["validation"]),
        (["test.jsonl"], "test", ["test.jsonl"], []),
        (["train.jsonl", "extra.jsonl"], "train", ["train.jsonl"], ["extra.jsonl"]),
        (["en/train.jsonl", "zh/train.jsonl"], "train", ["en/train.jsonl", "zh/train.jsonl"], []),
        (["trainer.jsonl", "contest.jsonl"], "", ["contest.jsonl", "trainer.jsonl"], []),
        (
            ["part-00000-of-00002.jsonl", "part-00001-of-00002.jsonl"],
            "",
            ["part-00000-of-00002.jsonl", "part-00001-of-00002.jsonl"],
            [],
        ),
    ],
)
def test_the_files_of_one_split_are_found_in_natural_order(
    tmp_path: Path, names: list[str], split: str, files: list[str], others: list[str]
) -> None:
    name, paths, rest = found(make(tmp_path, *names))
    assert (name, paths, sorted(rest)) == (split, files, sorted(others))


NO_DATA = (
    "README.md LICENSE .gitattributes dataset_info.json dataset_infos.json state.json dataset_dict.json statistics.json "
    "provenance.json a.crc a.lock config.yaml notes.txt .hidden.jsonl _SUCCESS _old.jsonl .cache/a.jsonl _tmp/a.jsonl "
    "cache-1f2e.arrow"
).split()


def test_other_files_are_left_out(tmp_path: Path) -> None:
    assert found(make(tmp_path, "a.jsonl", *NO_DATA)) == ("", ["a.jsonl"], [])


@pytest.mark.parametrize(
    ("wanted", "files"), [("test", ["test.jsonl"]), ("dev", ["val.jsonl"]), ("train", ["train.jsonl"])]
)
def test_another_split_can_be_chosen(tmp_path: Path, wanted: str, files: list[str]) -> None:
    make(tmp_path, "train.jsonl", "test.jsonl", "val.jsonl")
    assert found(tmp_path, wanted)[1] == files


@pytest.mark.parametrize(
    ("names", "split", "fact"),
    [
        (
            [],
            None,
            "the folder has no data files, whose names end in .jsonl, .json, .csv, .tsv, .parquet, .arrow; it is empty",
        ),
        (["README.md", "a.txt"], None, "it has: README.md, a.txt"),
        ([f"{n}.txt" for n in range(9)], None, "it has: 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 4 more"),
        (["train.jsonl"], "test", "there is no split test; the splits are train"),
        (["a.jsonl"], "train", "there is no split train; the names of the files show no splits"),
        (["test.jsonl", "valid.jsonl"], None, "the splits are test, validation, and none of them is train; choose one"),
        (["a.jsonl", "a.parquet"], None, "a.jsonl and a.parquet may have the same rows in two formats; pass one"),
        (["data/train.jsonl", "data/train.jsonl.gz"], None, "data/train.jsonl and data/train.jsonl.gz may have"),
    ],
)
def test_a_folder_that_is_not_clear_is_refused_with_what_is_there(
    tmp_path: Path, names: list[str], split: str | None, fact: str
) -> None:
    with pytest.raises(InputError) as error:
        data_files(make(tmp_path, *names), split)
    assert str(error.value).startswith(f"{tmp_path}: ")
    assert fact in str(error.value)


def test_a_folder_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none", make(tmp_path, "file") / "file"):
        with pytest.raises(InputError, match=r"the folder cannot be read \("):
            data_files(path)


def test_links_to_files_are_followed_and_links_to_folders_are_not(tmp_path: Path) -> None:
    make(tmp_path, "blobs/1234", "data/a.jsonl")
    (tmp_path / "data" / "b.jsonl").symlink_to("../blobs/1234")
    (tmp_path / "data" / "loop").symlink_to("..")
    assert found(tmp_path / "data") == ("", ["a.jsonl", "b.jsonl"], [])


def saved(folder: Path, names: list[str], **state: Any) -> Path:
    make(folder, *(name for name in names if os.sep not in name))
    files = [{"filename": name} for name in names]
    (folder / "state.json").write_text(json.dumps({"_data_files": files, **state}))
    return folder


def test_a_saved_dataset_lists_its_files_in_order(tmp_path: Path) -> None:
    saved(tmp_path, ["b.arrow", "a.arrow"], _split="test")
    make(tmp_path, "cache-12.arrow", "other.jsonl")
    assert found(tmp_path) == ("test", ["b.arrow", "a.arrow"], [])


@pytest.mark.parametrize("name", ["../a.arrow", "/etc/passwd", "..", "", None, 3])
def test_a_saved_dataset_cannot_name_files_elsewhere(tmp_path: Path, name: Any) -> None:
    make(tmp_path, "a.jsonl")
    (tmp_path / "state.json").write_text(json.dumps({"_data_files": [{"filename": name}]}))
    assert found(tmp_path) == ("", ["a.jsonl"], [])


def test_a_missing_file_of_a_saved_dataset_is_named(tmp_path: Path) -> None:
    saved(tmp_path, ["a.arrow", "b.arrow"])
    (tmp_path / "b.arrow").unlink()
    with pytest.raises(InputError, match=r"state\.json names b\.arrow, which is missing; copy or save"):
        data_files(tmp_path)


def test_the_splits_of_a_saved_dict_are_its_subfolders(tmp_path: Path) -> None:
    for name in ("train", "held_out"):
        saved(tmp_path / name, ["data-00000-of-00001.arrow"])
    (tmp_path / "dataset_dict.json").write_text('{"splits": ["train", "held_out"]}')
    assert found(tmp_path) == ("train", ["train/data-00000-of-00001.arrow"], ["held_out"])
    assert found(tmp_path, "held_out") == ("held_out", ["held_out/data-00000-of-00001.arrow"], ["train"])


@pytest.mark.torch
def test_what_the_datasets_library_writes_is_read_back(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    rows = [{"instruction": f"写诗{n}", "meta": {"tags": ["a", None], "score": n / 4}, "n": n} for n in range(25)]
    data = datasets.Dataset.from_list(rows)
    data.save_to_disk(tmp_path / "saved", num_shards=3)
    datasets.DatasetDict({"train": data, "test": data.select(range(2))}).save_to_disk(tmp_path / "dict")
    (tmp_path / "files").mkdir()
    data.to_parquet(tmp_path / "files" / "a.parquet")
    data.to_json(tmp_path / "files" / "b.jsonl", force_ascii=False)
    data.to_json(tmp_path / "files" / "c.json", lines=False, orient="records")
    for folder, times in (("saved", 1), ("dict", 1), ("files", 3)):
        files = data_files(tmp_path / folder).files
        assert [dict(row.fields) for path in files for row in read_rows(path, lambda _: None)] == rows * times
