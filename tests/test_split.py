"""Held-out rows have no near-duplicates in training, and match each type's share as closely as that allows."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer

from selfinstruct.errors import Interrupted
from selfinstruct.runs.stopping import Stop
from selfinstruct.schema.prompt_format import prompt, user_turn
from selfinstruct.schema.task import Task
from selfinstruct.schema.thresholds import NEAR_DUPLICATE
from selfinstruct.similarity import tokenize
from selfinstruct.similarity.brute_force import BruteForce
from selfinstruct.similarity.split import SimilarityIndex, hold_out, near_groups


class _Tokenizer:
    tokenize = staticmethod(tokenize)


SCORER = RougeScorer(["rougeL"], tokenizer=_Tokenizer())
CHAIN = ["一二三四五六七八", "三四五六七八九十", "五六七八九十甲乙", "七八九十甲乙丙丁"]
"""Each text has a ROUGE-L F1 of 0.75 with the next one, and of 0.5 or less with all others."""
TEN, SEVEN_OF_TEN = "一二三四五六七八九十", "一二三四五六七甲乙丙"
"""These score exactly 0.7."""

# Few letters: most texts have several neighbours, in chains, stars and cliques; some have no token at all.
LETTERS = st.lists(st.sampled_from("天地人和，"), max_size=7).map("".join)
PIECES = st.lists(st.sampled_from(["一二", "三四", "五六", "七八", "！"]), max_size=5).map("".join)
TEXTS = st.lists(st.one_of(LETTERS, PIECES), min_size=1, max_size=25)


def are_linked(one: str, other: str) -> bool:
    score: float = SCORER.score(one, other)["rougeL"].fmeasure
    return one == other or score >= NEAR_DUPLICATE


def groups_by_brute_force(texts: list[str]) -> list[int]:
    """The first text that each text is linked with, directly or through others."""
    group = list(range(len(texts)))
    for one, other in combinations(range(len(texts)), 2):
        if are_linked(texts[one], texts[other]):
            joined, left = sorted((group[one], group[other]))
            group = [joined if number == left else number for number in group]
    return group


def partition(groups: list[int]) -> set[frozenset[int]]:
    return {frozenset(row for row, group in enumerate(groups) if group == name) for name in groups}


def families(count: int, most: int, seed: int = 0) -> list[str]:
    """Texts in groups of one to `most` near-duplicates, with nothing in common with other groups."""
    draw = random.Random(seed)
    found = []
    for number in range(count):
        family = "".join(chr(0x4E00 + number * 20 + place) for place in range(20))
        found += [family[:18] + chr(0x3400 + copy) * 2 for copy in range(draw.randint(1, most))]
    return found


@given(TEXTS)
def test_groups_are_those_of_rouge_score_over_all_pairs(texts: list[str]) -> None:
    assert partition(near_groups(texts)) == partition(groups_by_brute_force(texts))


@given(TEXTS, st.data(), st.floats(0.01, 0.99), st.integers(0, 3))
def test_near_duplicates_are_on_one_side_and_at_least_one_row_is_trained_on(
    texts: list[str], data: st.DataObject, share: float, seed: int
) -> None:
    types = data.draw(st.lists(st.sampled_from("甲乙丙"), min_size=len(texts), max_size=len(texts)))
    held_out = hold_out(texts, types, share, seed).held_out
    train = [row for row in range(len(texts)) if row not in held_out]
    assert train
    assert list(held_out) == sorted(set(held_out))
    assert not [(one, other) for one in held_out for other in train if are_linked(texts[one], texts[other])]


@given(TEXTS, st.floats(0.01, 0.99))
def test_the_groups_of_held_out_rows_are_those_of_the_rows_alone(texts: list[str], share: float) -> None:
    split = hold_out(texts, [len(text) % 3 for text in texts], share)
    alone = near_groups([texts[row] for row in split.held_out])
    assert partition(list(split.groups)) == partition(alone)


@pytest.mark.slow
@given(TEXTS, st.data())
def test_the_split_is_the_same_rows_in_any_order(texts: list[str], data: st.DataObject) -> None:
    types = [len(text) % 3 for text in texts]
    order = data.draw(st.permutations(range(len(texts))))
    held_out = hold_out(texts, types, 0.3).held_out
    shuffled = hold_out([texts[row] for row in order], [types[row] for row in order], 0.3).held_out
    assert sorted(texts[row] for row in held_out) == sorted(texts[order[row]] for row in shuffled)


def test_the_slow_engine_groups_as_the_fast_one(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = families(60, 5) + CHAIN
    fast = near_groups(texts)
    monkeypatch.setattr("selfinstruct.similarity.index._default_engine", BruteForce)
    assert not SimilarityIndex().is_compiled
    assert near_groups(texts) == fast


def test_a_chain_is_one_group_even_if_its_ends_have_nothing_in_common() -> None:
    assert len(set(near_groups(CHAIN))) == 1
    assert len(set(near_groups([CHAIN[0], CHAIN[2], CHAIN[3]]))) == 2


def test_a_long_chain_and_many_chains_are_found_completely() -> None:
    letters = [chr(0x4E00 + number) for number in range(3000)]
    links = ["".join(letters[begin : begin + 8]) for begin in range(0, 2400, 2)]
    random.Random(1).shuffle(links)
    assert len(set(near_groups(links))) == 1
    cut = [link for link in links if (ord(link[0]) - 0x4E00) % 100]  # every fiftieth link is missing
    assert Counter(Counter(near_groups(cut)).values()) == {49: 24}


@pytest.mark.slow
def test_groups_that_are_linked_through_one_text_only_are_found() -> None:
    """A hub, many texts linked only with the hub, and for each of these texts one that is linked only with it."""
    hub = [chr(0x5000 + place) for place in range(20)]
    draw, texts = random.Random(3), []
    for number in range(60):
        own = iter(range(0x6000 + 30 * number, 0x6000 + 30 * (number + 1)))
        near = list(hub)
        for place in draw.sample(range(1, 20), 6 if number else 0):
            near[place] = chr(next(own))
        far = [f"{chr(0x4E00 + number)}{chr(next(own))}{chr(next(own))}{chr(next(own))}", *near[4:]]
        texts += ["".join(near), "".join(far)]
    assert partition(groups_by_brute_force(texts)) == {frozenset(range(120))}
    assert len(set(near_groups(texts))) == 1


def test_exactly_the_threshold_is_a_link() -> None:
    assert len(set(near_groups([TEN, SEVEN_OF_TEN]))) == 1


def test_texts_without_tokens_are_separate_unless_they_are_equal() -> None:
    assert partition(near_groups(["", "！", "", "！！", "！"])) == {
        frozenset({0, 2}),
        frozenset({1, 4}),
        frozenset({3}),
    }


@pytest.mark.parametrize(
    "texts",
    [
        ["Опишите осенний лес словами", "Напишите письмо старому другу", "Опишите осенний лес, словами!"],
        ["صف الغابة في الخريف", "اكتب رسالة إلى صديق", "صف الغابة في الخريف؟"],
        ["शरद ऋतु के जंगल का वर्णन करें", "मित्र को एक पत्र लिखें", "शरद ऋतु के जंगल का वर्णन करें।"],
        ["อธิบายป่าในฤดูใบไม้ร่วง", "เขียนจดหมายถึงเพื่อนเก่า", "อธิบายป่าในฤดูใบไม้ร่วงนี้"],
    ],
    ids=["Russian", "Arabic", "Hindi", "Thai"],
)
def test_near_duplicates_of_any_script_stay_together(texts: list[str]) -> None:
    assert partition(near_groups(texts)) == {frozenset({0, 2}), frozenset({1})}


def test_the_groups_of_many_rows_are_found() -> None:
    texts = families(300, 12)
    assert partition(near_groups(texts)) == {
        frozenset(row for row, text in enumerate(texts) if text[0] == first) for first in {text[0] for text in texts}
    }


def test_each_type_contributes_its_share_and_the_total_is_right() -> None:
    texts = families(1000, 1)
    types = ["甲"] * 601 + ["乙"] * 299 + ["丙"] * 91 + ["丁"] * 9
    split = hold_out(texts, types, 0.05)
    assert split.wanted == {"甲": 30, "乙": 15, "丙": 5, "丁": 0}
    assert Counter(types[row] for row in split.held_out) == Counter(split.wanted)
    assert sum(hold_out(texts, types, 0.29).wanted.values()) == 290


def test_the_share_is_met_exactly_if_groups_are_small() -> None:
    texts = families(400, 6)
    types = [number % 4 for number in range(len(texts))]
    split = hold_out(texts, types, 0.2)
    assert Counter(types[row] for row in split.held_out) == split.wanted


def test_a_group_that_is_too_large_stays_in_training() -> None:
    texts = [TEN + chr(0x3400 + number) for number in range(95)] + families(5, 1)
    split = hold_out(texts, ["甲"] * 100, 0.05)
    assert split.held_out == (95, 96, 97, 98, 99)


def test_no_row_is_held_out_if_all_rows_are_near_duplicates() -> None:
    assert hold_out([TEN] * 100, ["甲"] * 100, 0.05).held_out == ()
    assert hold_out(["写诗"], ["甲"], 0.5).held_out == ()


def test_a_group_a_little_too_large_is_held_out_if_that_is_closer() -> None:
    texts = [TEN] * 7 + [f"{TEN[::-1]}一丁"] * 13
    assert len(hold_out(texts, ["甲"] * 20, 0.3).held_out) == 7


def test_the_held_out_rows_depend_on_the_seed() -> None:
    texts = families(300, 2)
    types = ["甲"] * len(texts)
    first, again, other = (hold_out(texts, types, 0.1, seed) for seed in (1, 1, 2))
    assert first == again
    assert first.held_out != other.held_out


def test_added_rows_leave_most_of_the_split_unchanged() -> None:
    texts = families(1000, 1)
    before = {texts[row] for row in hold_out(texts[:900], ["甲"] * 900, 0.1).held_out}
    after = {texts[row] for row in hold_out(texts, ["甲"] * 1000, 0.1).held_out}
    assert len(before & after) >= 80


@pytest.mark.parametrize("share", [0, 1, -0.1, 1.5, float("nan")])
def test_a_share_outside_0_to_1_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="share must be between 0 and 1"):
        hold_out([TEN], ["甲"], share)


def test_grouping_stops_on_request() -> None:
    stop = Stop()
    stop.request()
    with pytest.raises(Interrupted):
        near_groups(families(10, 3), raise_if_stopped=stop.raise_if_stopped)


@pytest.mark.parametrize(
    ("given", "turn"), [("", "翻译"), ("你好", "翻译\n你好"), ("\n你好 ", "翻译\n\n你好 "), (" ", "翻译\n ")]
)
def test_the_user_turn_is_the_instruction_and_the_input_if_there_is_one(given: str, turn: str) -> None:
    task = Task("翻译", given, "Hello")
    assert user_turn(task) == turn
    assert prompt(task) == turn + "\n"
