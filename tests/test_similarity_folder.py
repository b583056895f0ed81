"""A saved index decides like the one that was saved, and nothing in its files can lead outside an array."""

from __future__ import annotations

import json
import os
import pickle
import random
import tempfile
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from selfinstruct.similarity import SimilarityIndex
from selfinstruct.similarity.brute_force import BruteForce
from selfinstruct.similarity.inverted_index import InvertedIndex

PIECES = [*"写一首诗歌春天的的", " apple ", " été ", " 42 ", "，", "かな", "ไทย", "👍", "𠀀"]
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), max_size=30)
ROWS = ["pear 诗 apple", "写一首诗", "", "写一首关于春天的诗歌", "写写写写一一一首", "写一首诗歌" * 30]


def saved(folder: Path, rows: list[str] = ROWS, **options: Any) -> Path:
    index = SimilarityIndex(**options)
    index.add_all(rows)
    index.save(folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.slow
@pytest.mark.parametrize("mmap", [False, True])
@pytest.mark.parametrize(
    ("before", "after"), [(InvertedIndex, InvertedIndex), (InvertedIndex, BruteForce), (BruteForce, InvertedIndex)]
)
@settings(max_examples=15)
@given(first=TEXTS, then=TEXTS, asked=TEXTS)
def test_a_loaded_index_goes_on_like_the_saved_one(
    mmap: bool, before: Any, after: Any, first: list[str], then: list[str], asked: list[str]
) -> None:
    one = SimilarityIndex(0.6, engine=before())
    one.match_all(asked)
    one.extend(first)
    with tempfile.TemporaryDirectory() as folder:
        one.save(folder)
        files = contents(Path(folder))
        other = SimilarityIndex.load(folder, mmap=mmap, engine=after())
        assert len(one) == len(other)
        assert one.admit(then) == other.admit(then)
        assert one.nearest_all(asked) == other.nearest_all(asked)
        assert contents(Path(folder)) == files


def test_threshold_rule_and_version_of_the_tokens_are_restored(tmp_path: Path) -> None:
    index = SimilarityIndex.load(saved(tmp_path, ["一二三四五六七甲乙丙 é"], threshold=0.7, inclusive=True, tokens=1))
    assert index.threshold == 0.7
    assert index.match("一二三四五六七丁戊己") is not None
    assert index.extend(["é"]) == [None]


def test_the_files_depend_on_the_rows_alone(tmp_path: Path) -> None:
    one, other = SimilarityIndex(), SimilarityIndex()
    other.match_all(["zebra yak", *ROWS[::-1]])
    one.add_all(ROWS)
    for row in ROWS:
        other.add(row)
    for index, name in ((one, "one"), (other, "other")):
        index.save(tmp_path / name)
    SimilarityIndex.load(tmp_path / "one").save(tmp_path / "again")
    assert contents(tmp_path / "one") == contents(tmp_path / "other") == contents(tmp_path / "again")


def test_unused_parts_of_arrays_are_not_saved(tmp_path: Path) -> None:
    rng = random.Random(1)
    rows = ["".join(chr(0x4E00 + rng.randrange(500)) for _ in range(20)) for _ in range(2000)]
    saved(tmp_path, rows)
    assert len(np.load(tmp_path / "postings.npy")) == 2000 * 20
    assert len(np.load(tmp_path / "rows.npy")) == 2000


def test_saving_replaces_an_index_and_leaves_those_that_use_it(tmp_path: Path) -> None:
    mapped = SimilarityIndex.load(saved(tmp_path), mmap=True)
    saved(tmp_path, ["其他"])
    assert len(SimilarityIndex.load(tmp_path)) == 1
    assert mapped.match("写一首诗") is not None


def test_a_folder_without_an_index(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        SimilarityIndex.load(tmp_path)


def rewrite(folder: Path, name: str, change: Callable[[NDArray[Any]], NDArray[Any] | None]) -> None:
    """Change an array, and its checksum with it, as only a person would."""
    array = np.load(folder / f"{name}.npy")
    changed = change(array)
    array = array if changed is None else changed
    np.save(folder / f"{name}.npy", array)
    facts = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    facts["arrays"][name] = blake2b(np.ascontiguousarray(array).tobytes(), digest_size=16).hexdigest()
    (folder / "index.json").write_text(json.dumps(facts), encoding="utf-8")


BLOCK_FIELDS = ("before", "begin", "size", "room")
NUMBERS = [-(2**63), -(2**40), -2, -1, 1 << 16, 1 << 31, 1 << 40, 2**63 - 1]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("name", ["blocks", "rows", "lists", "open_blocks"])
def test_a_number_that_leads_outside_an_array_is_refused(tmp_path: Path, name: str, number: int) -> None:
    shape = np.load(saved(tmp_path / "index") / f"{name}.npy").shape
    fields = {"rows": (0, 1, 2), "open_blocks": (0,)}.get(name, (0, 1, 2, 3))
    for field in fields:
        folder = saved(tmp_path / f"{field}")
        place = 3 if name != "lists" else int((np.load(folder / "lists.npy")[:, 0] > 0).argmax())
        at = (place,) if len(shape) == 1 else (place, field)
        rewrite(folder, name, lambda array, at=at: array.__setitem__(at, number))
        if name == "lists" and field == 0 and number == -1:
            continue  # a free slot; its postings belong to no list then, or its feature counts as new
        with pytest.raises(ValueError, match="impossible"):
            SimilarityIndex.load(folder)


@pytest.mark.parametrize("mmap", [False, True])
@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("postings", lambda array: array + 1),
        ("postings", lambda array: array * 0 + 65535),
        ("postings", lambda array: array[:-1]),
        ("postings", lambda array: array.astype(np.int64)),
        ("lists", lambda array: array[:-1]),
        ("lists", lambda array: array[array[:, 0] >= 0]),
        ("lists", lambda array: array[::-1]),
        ("lists", lambda array: array[:, :3]),
        ("lists", lambda array: array[:0]),
        ("rows", lambda array: array[:-1]),
        ("rows", lambda array: array.astype(">i8")),
        ("blocks", lambda array: array[:0]),
        ("blocks", lambda array: array[:2]),
        ("blocks", lambda array: np.concatenate([array[:1] + 1, array[1:]])),
        ("open_blocks", lambda array: array[:-1]),
        ("tokens", lambda array: array[:-1]),
        ("tokens", lambda array: array * 0 + np.int32(2**31 - 1)),
        ("lengths", lambda array: array[::-1] * 1000),
        ("words", lambda array: array[:-1]),
    ],
)
def test_arrays_that_do_not_fit_are_refused(tmp_path: Path, mmap: bool, name: str, change: Any) -> None:
    rewrite(saved(tmp_path), name, change)
    with pytest.raises(ValueError, match=r"impossible|form|add up|from 0 to|sorted|dimension"):
        SimilarityIndex.load(tmp_path, mmap=mmap)


def test_a_chain_of_blocks_without_end_is_refused(tmp_path: Path) -> None:
    rewrite(saved(tmp_path), "blocks", lambda array: array.__setitem__((2, 0), 2))
    with pytest.raises(ValueError, match="impossible"):
        SimilarityIndex.load(tmp_path)


@pytest.mark.parametrize("name", ["tokens", "lengths", "words", "open_blocks", "blocks", "rows", "lists", "postings"])
def test_a_changed_byte_a_cut_and_a_missing_file_are_noticed(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path) / f"{name}.npy"
    content = path.read_bytes()
    for damaged in (content[:-1] + bytes([content[-1] ^ 1]), content[:-1], content[:20], b"", b"x" * 200):
        path.write_bytes(damaged)
        with pytest.raises(ValueError, match=name):
            SimilarityIndex.load(tmp_path)
    path.unlink()
    with pytest.raises(ValueError, match="missing"):
        SimilarityIndex.load(tmp_path)
    os.mkfifo(path)
    with pytest.raises(ValueError, match="missing"):
        SimilarityIndex.load(tmp_path)


def test_nothing_is_unpickled(tmp_path: Path) -> None:
    path = saved(tmp_path) / "rows.npy"
    path.write_bytes(pickle.dumps([1]))
    with pytest.raises(ValueError, match="rows"):
        SimilarityIndex.load(tmp_path)
    np.save(path, np.array([{}], object), allow_pickle=True)
    with pytest.raises(ValueError, match="rows"):
        SimilarityIndex.load(tmp_path)


@pytest.mark.parametrize(
    "changed",
    [
        {"format": 2},
        {"tokens": 3},
        {"tokens": "2"},
        {"threshold": "0.7"},
        {"threshold": 0.0},
        {"threshold": 7},
        {"inclusive": 1},
        {"arrays": {}},
        {"arrays": []},
        {"arrays": {"../tokens": ""}},
        {"arrays": 1},
    ],
)
def test_a_description_that_no_index_has_is_refused(tmp_path: Path, changed: dict[str, Any]) -> None:
    path = saved(tmp_path) / "index.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changed), encoding="utf-8")
    with pytest.raises(ValueError, match=r"index\.json|threshold|arrays"):
        SimilarityIndex.load(tmp_path)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b" " * (2 << 20)])
def test_a_description_that_is_not_one_is_refused(tmp_path: Path, content: bytes) -> None:
    (saved(tmp_path) / "index.json").write_bytes(content)
    with pytest.raises(ValueError, match="description"):
        SimilarityIndex.load(tmp_path)
