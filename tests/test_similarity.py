"""Both engines decide and score exactly as rouge-score does over all pairs."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer

from selfinstruct.similarity import Match, SimilarityIndex, tokenize
from selfinstruct.similarity.brute_force import BruteForce
from selfinstruct.similarity.engine import Engine
from selfinstruct.similarity.inverted_index import InvertedIndex
from selfinstruct.similarity.kernels import BLOCK, need


class _Tokenizer:
    tokenize = staticmethod(tokenize)


SCORER = RougeScorer(["rougeL"], tokenizer=_Tokenizer())
PIECES = [*"写一首诗歌春天秋天的作文请把的的", " apple ", " 42 ", "ＡＢ", "，", "かな", "한글", "ﾊﾝ", "Ⅷ", "👍"]
SHORT = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
LONG = st.builds(lambda piece, times: piece * times, st.text("一二三四", min_size=1, max_size=7), st.integers(8, 60))
TEXTS = st.one_of(SHORT, SHORT, SHORT, LONG)
ENGINES = pytest.mark.parametrize("engine", [InvertedIndex, BruteForce])
New = Callable[[], Engine]


def rouge(first: str, second: str) -> float:
    score: float = SCORER.score(first, second)["rougeL"].fmeasure
    return score


def best_of(rows: list[str], text: str) -> Match:
    scores = [rouge(row, text) for row in rows]
    return Match(scores.index(max(scores)), max(scores))


@ENGINES
@pytest.mark.parametrize(
    ("first", "second", "score"),
    [
        ("将下列句子改写为被动语态。", "将下列句子改写成被动语态。", 0.92),
        ("写一篇关于春天的作文", "写一篇关于秋天的作文", 0.90),
        ("请你写一首诗", "请你写一首歌", 0.83),
        ("将以下句子翻译成英文", "把下面的句子翻译成英文", 0.76),
        ("写一首诗", "写一首诗！", 1.0),
        ("写一首诗", "画图", 0.0),
    ],
)
def test_scores_of_known_pairs(engine: New, first: str, second: str, score: float) -> None:
    index = SimilarityIndex(engine=engine())
    index.add(first)
    nearest = index.nearest(second)
    assert nearest is not None
    assert round(nearest.score, 2) == score
    assert nearest.score == rouge(second, first)


@ENGINES
def test_exactly_the_threshold_is_a_match_only_if_inclusive(engine: New) -> None:
    for inclusive in (False, True):
        index = SimilarityIndex(0.7, inclusive, engine())
        index.add("一二三四五六七甲乙丙")
        assert index.nearest("一二三四五六七丁戊己") == Match(0, 0.7)
        assert index.match("一二三四五六七丁戊己") == (Match(0, 0.7) if inclusive else None)
        assert index.match("一二三四五六七八甲乙丙") is not None
        assert index.match("一二三四五六丁戊己庚") is None


def test_every_pair_of_lengths_with_seven_tenths_is_decided_as_rouge_score_does() -> None:
    lengths = [(m, n) for m in range(1, 71) for n in range(m, 71) if 7 * (m + n) % 20 == 0 and 7 * (m + n) <= 20 * m]
    decided = set()
    for m, n in lengths:
        common = 7 * (m + n) // 20
        row, text = ["一" * common + filling * (length - common) for filling, length in (("二", m), ("三", n))]
        score = rouge(row, text)
        decided.add((score > 0.7, score >= 0.7))
        for engine in (InvertedIndex, BruteForce):
            for inclusive, over in ((False, score > 0.7), (True, score >= 0.7)):
                index = SimilarityIndex(0.7, inclusive, engine())
                index.add(row)
                assert (index.match(text) is not None) == over
    assert len(decided) == 3, "rounding puts some pairs below, some at and some above 0.7"


@given(st.integers(1, 90), st.integers(1, 90), st.floats(0, 1, exclude_min=True))
def test_need_is_the_shortest_subsequence_that_reaches_the_floor_in_rouge_score(m: int, n: int, floor: float) -> None:
    enough = [common for common in range(1, min(m, n) + 1) if _f1(common, m, n) >= floor]
    assert min(need(m, n, floor), min(m, n) + 1) == min(enough, default=min(m, n) + 1)


def _f1(common: int, m: int, n: int) -> float:
    return 2 * (common / m) * (common / n) / (common / m + common / n)


@ENGINES
def test_a_text_without_tokens_scores_zero_against_everything(engine: New) -> None:
    index = SimilarityIndex(engine=engine())
    index.add("！！")
    index.add("写诗")
    assert index.nearest("？？") == Match(0, 0.0)
    assert index.nearest("画图") == Match(0, 0.0)
    assert index.nearest("写诗") == Match(1, 1.0)
    assert index.extend(["", "？", "写诗"]) == [None, None, Match(1, 1.0)]
    assert len(index) == 4


@ENGINES
def test_an_empty_index_has_no_nearest_row(engine: New) -> None:
    assert SimilarityIndex(engine=engine()).nearest("写诗") is None
    assert SimilarityIndex(engine=engine()).match("写诗") is None
    assert SimilarityIndex(engine=engine()).extend([]) == []


@pytest.mark.parametrize("threshold", [0, -1, 1.01, float("nan")])
def test_a_threshold_outside_its_range_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold"):
        SimilarityIndex(threshold)


@ENGINES
@pytest.mark.parametrize("threshold", [1e-9, 1.0, 1])
def test_thresholds_at_the_ends_of_the_range(engine: New, threshold: float) -> None:
    index = SimilarityIndex(threshold, engine=engine())
    index.add("写一首诗")
    assert (index.match("写一首诗") is None) == (threshold == 1)
    assert (index.match("诗") is None) == (threshold == 1)
    assert index.match("画图") is None
    assert SimilarityIndex(1.0, inclusive=True, engine=engine()).extend(["写诗", "写诗"]) == [None, Match(0, 1.0)]


@pytest.mark.slow
@ENGINES
@pytest.mark.parametrize("count", [1, 5, 63, 64, 65, 300, 1500])
def test_long_and_repeated_tokens_score_like_rouge(engine: New, count: int) -> None:
    rows = ["好" * count, "好坏" * (count // 2 + 1), "".join(map(chr, range(0x4E00, 0x4E00 + count)))]
    index = SimilarityIndex(engine=engine())
    index.add_all(rows)
    for text in ("坏好" * (count // 3 + 1), "".join(map(chr, range(0x4E00 + count // 4, 0x4E00 + count)))):
        assert index.nearest(text) == best_of(rows, text)


@pytest.mark.slow
@ENGINES
@given(rows=st.lists(TEXTS, min_size=1, max_size=12), text=TEXTS)
def test_nearest_is_the_first_row_with_rouge_scores_maximum(engine: New, rows: list[str], text: str) -> None:
    index = SimilarityIndex(engine=engine())
    assert [index.add(row) for row in rows] == list(range(len(rows)))
    assert index.nearest(text) == best_of(rows, text)


@pytest.mark.slow
def test_engines_agree_on_the_nearest_of_long_texts() -> None:
    rng = random.Random(8)
    letters = list("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往")
    texts: list[str] = []
    for _ in range(80):
        text = "".join(rng.choices(letters, k=rng.randint(100, 700)))
        if texts and rng.random() < 0.5:  # half of them are an earlier text with another end
            known = rng.choice(texts)
            text = known[: rng.randint(0, len(known))] + text
        texts.append(text)
    fast, slow = SimilarityIndex(engine=InvertedIndex()), SimilarityIndex(engine=BruteForce())
    assert fast.admit(texts) == slow.admit(texts)
    assert 0 < len(texts) - len(fast) < 40


@pytest.mark.slow
@ENGINES
@given(
    texts=st.lists(TEXTS, max_size=40),
    threshold=st.one_of(st.sampled_from([0.3, 0.5, 0.7, 1.0]), st.floats(0, 1, exclude_min=True)),
    inclusive=st.booleans(),
)
def test_extend_keeps_what_a_greedy_rouge_filter_keeps(
    engine: New, texts: list[str], threshold: float, inclusive: bool
) -> None:
    kept: list[str] = []
    expected: list[Match | None] = []
    for text in texts:
        best = best_of(kept, text) if kept else Match(0, -1.0)
        over = best.score >= threshold if inclusive else best.score > threshold
        expected.append(best if over else None)
        if not over:
            kept.append(text)
    index = SimilarityIndex(threshold, inclusive, engine())
    assert index.extend(texts) == expected
    assert len(index) == len(kept)


@pytest.mark.slow
@given(st.lists(st.lists(TEXTS, max_size=30), max_size=6), st.sampled_from(["extend", "admit", "add_all"]))
def test_both_engines_agree_however_the_texts_are_split_into_calls(parts: list[list[str]], act: str) -> None:
    fast, slow, at_once = (
        SimilarityIndex(0.6, engine=engine()) for engine in (InvertedIndex, BruteForce, InvertedIndex)
    )
    found = [[getattr(index, act)(part) or [] for part in parts] for index in (fast, slow)]
    assert found[0] == found[1]
    assert (getattr(at_once, act)([text for part in parts for text in part]) or []) == [
        match for part in found[0] for match in part
    ]
    assert len(fast) == len(slow) == len(at_once)
    asked = [text for part in parts for text in part[:3]]
    assert [fast.nearest(text) for text in asked] == [slow.nearest(text) for text in asked]


@pytest.mark.slow
def test_permutations_and_mixed_scripts_are_told_apart_by_order() -> None:
    rng = random.Random(3)
    letters = list("请用python写一个函数计算ひらがな한글甲乙丙丁戊己庚")
    rows = ["".join(rng.sample(letters, len(letters))) for _ in range(60)]
    for text in rows[40:]:
        for engine in (InvertedIndex, BruteForce):
            index = SimilarityIndex(engine=engine())
            index.add_all(rows[:40])
            assert index.nearest(text) == best_of(rows[:40], text)


@pytest.mark.slow
def test_a_length_class_may_fill_several_blocks() -> None:
    rng = random.Random(5)
    letters = [chr(0x4E00 + number) for number in range(2000)]
    rows = ["".join(rng.choices(letters, k=20)) for _ in range(2 * BLOCK + 5)]
    texts = [rows[0], rows[BLOCK - 1], rows[BLOCK], rows[-1], rows[-2][:-1] + "。末"]
    texts += [row[:cut] + "新" * 5 + row[cut + 5 :] for row in rng.sample(rows, 8) for cut in (0, 7, 12)]
    fast, slow = SimilarityIndex(engine=InvertedIndex()), SimilarityIndex(engine=BruteForce())
    for index in (fast, slow):
        index.add_all(rows)
    assert [fast.nearest(text) for text in texts] == [slow.nearest(text) for text in texts]
    assert fast.match(rows[-1]) == Match(rows.index(rows[-1]), 1.0)


@pytest.mark.slow
def test_texts_too_long_to_be_counted_are_compared() -> None:
    rows = ["好" * 70_000, "好" * 60_000 + "坏" * 100, "短文", "坏" * 66_000]
    texts = ["好" * 66_000 + "坏" * 4_000, "好" * 64_000, "短", "坏" * 65_536]
    fast, slow = SimilarityIndex(0.5, engine=InvertedIndex()), SimilarityIndex(0.5, engine=BruteForce())
    assert fast.admit([*rows, *texts]) == slow.admit([*rows, *texts])
    assert fast.nearest("好" * 70_000) == Match(0, 1.0)


@ENGINES
def test_a_very_long_text_that_shares_nothing_is_nearest_to_the_first_row(engine: New) -> None:
    index = SimilarityIndex(engine=engine())
    index.add_all(["", "短", "文"])
    assert index.nearest("好" * 66_000) == Match(0, 0.0)
    index.add("坏" * 66_000)
    assert index.nearest("好") == Match(0, 0.0)


@pytest.mark.slow
@ENGINES
def test_there_may_be_more_words_than_code_points(engine: New) -> None:
    index = SimilarityIndex(engine=engine())
    rows = [" ".join(f"w{number}" for number in range(start, start + 1000)) for start in range(0, 1_200_000, 1000)]
    index.add_all(rows)
    assert index.match(rows[-1]) == Match(1199, 1.0)
    assert index.match(rows[3][:-500]) is not None
    assert index.match("w w w") is None


def test_rows_keep_their_numbers_beyond_the_first_thousand() -> None:
    for engine in (InvertedIndex, BruteForce):
        index = SimilarityIndex(engine=engine())
        texts = [f"第{number}号任务 word{number}" for number in range(2500)]
        assert [index.add(text) for text in texts] == list(range(2500))
        assert index.nearest("第2345号任务 word2345") == Match(2345, 1.0)


def test_the_scratch_arrays_are_clean_after_every_call() -> None:
    engine = InvertedIndex()
    index = SimilarityIndex(engine=engine)
    index.admit(["写一首诗", "写一首诗歌", "好" * 200, "坏" * 70, "", "写诗", "好" * 150 + "坏"])
    (scratch,) = engine._scratch
    assert not np.any(scratch.masks)
    assert not np.any(scratch.times)
    assert np.all(scratch.counts <= scratch.base)


def test_without_numba_the_slow_engine_is_used(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['numba'] = None\n"
        "from selfinstruct.similarity import SimilarityIndex\n"
        "index = SimilarityIndex()\n"
        "print(type(index._rows).__name__, index.extend(['写一首诗', '写一首诗！']))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert found.stdout == "BruteForce [None, Match(row=0, score=1.0)]\n"
