"""The index decides and scores exactly as rouge-score does over everything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer

from selfinstruct.similarity import Match, SimilarityIndex, tokenize


class _Tokenizer:
    tokenize = staticmethod(tokenize)


SCORER = RougeScorer(["rougeL"], tokenizer=_Tokenizer())
WORDS = st.lists(
    st.sampled_from([*"写一首诗歌春天秋天的作文请把", " apple ", " 42 ", "ＡＢ", "，", "かな", "한글"]), max_size=14
)
TEXTS = WORDS.map("".join)


def rouge(first: str, second: str) -> float:
    score: float = SCORER.score(first, second)["rougeL"].fmeasure
    return score


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("写一首诗", ["写", "一", "首", "诗"]),
        ("用Python3写Hello-World！", ["用", "python3", "写", "hello", "world"]),
        ("ＡＢＣ１２３", ["abc123"]),
        ("ひらがなカタカナ", list("ひらがなカタカナ")),
        ("한국어", list("한국어")),
        ("👍🎉——，。", []),
        ("\U00020000\U0003ffff㐀", ["\U00020000", "\U0003ffff", "㐀"]),
        ("Ⅷ①㎏", ["viii1kg"]),
        ("", []),
    ],
)
def test_tokens_are_words_and_single_cjk_characters(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


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
def test_scores_of_known_pairs(first: str, second: str, score: float) -> None:
    index = SimilarityIndex()
    index.add(first)
    nearest = index.nearest(second)
    assert nearest is not None
    assert round(nearest.score, 2) == score
    assert nearest.score == rouge(second, first)


def test_exactly_the_threshold_is_no_match() -> None:
    index = SimilarityIndex(0.7)
    index.add("一二三四五六七甲乙丙")
    assert index.nearest("一二三四五六七丁戊己") == Match(0, 0.7)
    assert index.match("一二三四五六七丁戊己") is None
    assert index.match("一二三四五六七八甲乙丙") is not None


def test_a_text_without_tokens_scores_zero_against_everything() -> None:
    index = SimilarityIndex()
    index.add("！！")
    index.add("写诗")
    assert index.nearest("？？") == Match(0, 0.0)
    assert index.nearest("写诗") == Match(1, 1.0)


def test_an_empty_index_has_no_nearest_row() -> None:
    assert SimilarityIndex().nearest("写诗") is None
    assert SimilarityIndex().match("写诗") is None


@pytest.mark.parametrize("threshold", [0, -1, 1.01])
def test_a_threshold_outside_its_range_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold"):
        SimilarityIndex(threshold)


@pytest.mark.parametrize("count", [1, 5, 300, 3000])
def test_long_and_repeated_tokens_score_like_rouge(count: int) -> None:
    index = SimilarityIndex()
    index.add("好" * count)
    index.add("好坏" * (count // 2 + 1))
    nearest = index.nearest("坏好" * (count // 3 + 1))
    assert nearest is not None
    scores = [rouge("坏好" * (count // 3 + 1), text) for text in ("好" * count, "好坏" * (count // 2 + 1))]
    assert nearest == Match(scores.index(max(scores)), max(scores))


@given(st.lists(TEXTS, min_size=1, max_size=12), TEXTS)
def test_nearest_is_the_first_row_with_rouge_scores_maximum(rows: list[str], text: str) -> None:
    index = SimilarityIndex()
    assert [index.add(row) for row in rows] == list(range(len(rows)))
    scores = [rouge(text, row) for row in rows]
    assert index.nearest(text) == Match(scores.index(max(scores)), max(scores))


@given(st.lists(TEXTS, max_size=40), st.sampled_from([0.3, 0.5, 0.7, 1.0]))
def test_extend_keeps_what_a_greedy_rouge_filter_keeps(texts: list[str], threshold: float) -> None:
    kept: list[str] = []
    expected: list[Match | None] = []
    for text in texts:
        scores = [rouge(text, row) for row in kept]
        best = max(scores, default=0.0)
        expected.append(Match(scores.index(best), best) if best > threshold else None)
        if best <= threshold:
            kept.append(text)
    index = SimilarityIndex(threshold)
    assert index.extend(texts) == expected
    assert len(index) == len(kept)


def test_rows_keep_their_numbers_beyond_the_first_thousand() -> None:
    index = SimilarityIndex()
    texts = [f"第{number}号任务 word{number}" for number in range(2500)]
    for text in texts:
        index.add(text)
    assert index.nearest("第2345号任务 word2345") == Match(2345, 1.0)
