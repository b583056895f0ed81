"""The rows of an index survive as plain arrays, which are checked before use."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from selfinstruct.similarity import SimilarityIndex
from selfinstruct.similarity.brute_force import BruteForce
from selfinstruct.similarity.encoding import FIRST_WORD
from selfinstruct.similarity.inverted_index import InvertedIndex

PIECES = [*"写一首诗歌春天的的", " apple ", " été ", " 42 ", "，", "かな", "ไทย", "👍", "𠀀"]
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), max_size=30)
ENGINES = pytest.mark.parametrize("engine", [InvertedIndex, BruteForce])


def same(one: dict[str, NDArray[Any]], other: dict[str, NDArray[Any]]) -> bool:
    return one.keys() == other.keys() and all(np.array_equal(one[name], other[name]) for name in one)


@ENGINES
@given(first=TEXTS, then=TEXTS, asked=TEXTS)
def test_an_index_from_arrays_goes_on_like_the_first_one(
    engine: Any, first: list[str], then: list[str], asked: list[str]
) -> None:
    one = SimilarityIndex(0.6, engine=engine())
    one.match_all(asked)
    one.extend(first)
    other = SimilarityIndex.from_arrays(one.arrays(), 0.6, engine=engine())
    assert len(one) == len(other)
    assert one.admit(then) == other.admit(then)
    assert one.nearest_all(asked) == other.nearest_all(asked)
    assert same(one.arrays(), other.arrays())


@given(rows=TEXTS, before=TEXTS)
def test_arrays_depend_on_the_rows_alone(rows: list[str], before: list[str]) -> None:
    fast, slow = SimilarityIndex(engine=InvertedIndex()), SimilarityIndex(engine=BruteForce())
    fast.match_all([*before, *rows[::-1]])
    for index in (fast, slow):
        index.add_all(rows)
    assert same(fast.arrays(), slow.arrays())


def test_words_are_sorted_and_characters_are_code_points() -> None:
    index = SimilarityIndex()
    index.match("zebra")
    index.add_all(["pear 诗 apple", "", "été pear"])
    arrays = index.arrays()
    assert arrays["words"].tobytes().decode() == "apple\npear\nété\n"
    assert (arrays["tokens"] - FIRST_WORD).tolist() == [1, ord("诗") - FIRST_WORD, 0, 2, 1]
    assert arrays["lengths"].tolist() == [3, 0, 2]


def text(words: str) -> NDArray[np.uint8]:
    return np.frombuffer(words.encode(), np.uint8)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"tokens": np.array([ord("诗")], np.int64), "lengths": np.array([1], np.int32)}, "int32"),
        ({"tokens": np.array([[ord("诗")]], np.int32)}, "dimension"),
        ({"tokens": np.array([ord("诗")] * 4, ">i4")}, "int32"),
        ({"lengths": np.array([3, 2], np.int32)}, "add up"),
        ({"lengths": np.array([5, -1], np.int32)}, "add up"),
        ({"lengths": np.array([2**31 - 1] * 4 + [8], np.int32)}, "add up"),
        ({"tokens": np.array([-1, 1, 1, 1], np.int32)}, "from 0 to"),
        ({"tokens": np.array([FIRST_WORD + 2] * 4, np.int32)}, "from 0 to"),
        ({"tokens": np.array([2**31 - 1] * 4, np.int32)}, "from 0 to"),
        ({"tokens": np.array([ord(" ")] * 4, np.int32)}, "character"),
        ({"words": text("pear\napple\n")}, "sorted"),
        ({"words": text("apple\napple\n")}, "sorted"),
        ({"words": text("apple\npear")}, "sorted"),
        ({"words": text("Apple\npear\n")}, "words"),
        ({"words": text("apple pear\n")}, "words"),
        ({"words": text("apple\n诗\n")}, "words"),
        ({"words": np.array([0xFF, 0x0A], np.uint8)}, "utf-8"),
        ({"more": text("")}, "more"),
    ],
)
def test_arrays_that_no_index_has_are_refused(changed: dict[str, NDArray[Any]], message: str) -> None:
    index = SimilarityIndex()
    index.add_all(["pear 诗 apple", "诗"])
    with pytest.raises(ValueError, match=message):
        SimilarityIndex.from_arrays(index.arrays() | changed)


def test_arrays_of_another_version_of_the_tokens_are_refused() -> None:
    index = SimilarityIndex()
    index.add("été ไทย")
    with pytest.raises(ValueError, match="version 1"):
        SimilarityIndex.from_arrays(index.arrays(), tokens=1)


def test_missing_arrays_are_named() -> None:
    with pytest.raises(ValueError, match="tokens, lengths, words"):
        SimilarityIndex.from_arrays({})


def test_changing_an_index_leaves_the_arrays_it_returned() -> None:
    index = SimilarityIndex()
    index.add("写一首诗")
    before = index.arrays()
    index.add_all(["写一首诗歌"] * 1000)
    assert before["tokens"].tolist() == [ord(letter) for letter in "写一首诗"]
