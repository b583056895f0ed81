"""The held-out split: a share of each type, without near-duplicates in the training rows."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.errors import InputError
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.similarity import SimilarityIndex
from selfinstruct.students.held_out_split import nearest_scores, split_held_out
from selfinstruct.teachers.offline.answers import answer

VERBS = "写画唱算查改译读编讲"
THINGS = "春天的诗山上的树海边的船城里的灯雨后的路夜里的星"


def quiet() -> None:
    """No stop is requested."""


def tasks(texts: list[str]) -> list[Task]:
    types = list(TaskType)
    return [Task(text, "", f"答{n}", str(n), types[n % 9]) for n, text in enumerate(texts)]


@st.composite
def many_texts(draw: st.DrawFn) -> list[str]:
    words = st.text(st.sampled_from(VERBS + THINGS), min_size=1, max_size=12)
    return draw(st.lists(words, min_size=10, max_size=60))


@pytest.mark.slow
@given(many_texts(), st.integers(1, 30))
def test_no_held_out_task_reaches_the_threshold_with_a_training_row(texts: list[str], held_out: int) -> None:
    with suppress(InputError):  # raised if all texts are too similar
        split = split_held_out(tasks(texts), held_out, None, quiet)
        index = SimilarityIndex(0.7, inclusive=True)
        index.add_all(task.instruction for task in split.train)
        assert not any(index.match(held.task.instruction) for held in split.held_out)
        assert all(held.nearest < 0.7 for held in split.held_out)
        both = Counter([*split.train, *(held.task for held in split.held_out)])
        assert not both - Counter(tasks(texts))


def test_near_duplicates_are_either_in_training_or_held_out_once() -> None:
    alone = [f"{chr(0x4E00 + 7 * n)}{chr(0x5E00 + 11 * n)}{chr(0x6E00 + 3 * n)}" for n in range(40)]
    seen: Counter[int] = Counter()
    for seed in range(40):
        alike = [f"请写一首关于{alone[seed]}的诗歌{mark}" for mark in "一二"]
        texts = random.Random(seed).sample(alone, 20) + alike
        split = split_held_out([replace(task, task_type=TaskType.CHAT) for task in tasks(texts)], 4, None, quiet)
        apart = [held.task.instruction for held in split.held_out if held.task.instruction in alike]
        trained = [task.instruction for task in split.train if task.instruction in alike]
        assert (len(apart), len(trained)) in ((1, 0), (0, 2))
        seen[len(apart)] += 1
    assert set(seen) == {0, 1}


def test_a_held_out_task_with_the_input_and_output_of_a_training_row_is_dropped() -> None:
    texts = [f"{chr(0x4E00 + 7 * n)}{chr(0x5E00 + 11 * n)}{chr(0x6E00 + 3 * n)}" for n in range(40)]
    given = [Task(text, "同一段话", "同一个答案", str(n), TaskType.EXTRACT) for n, text in enumerate(texts[:20])]
    others = [Task(text, "", "同一个答案", text, TaskType.EXTRACT) for text in texts[20:]]
    split = split_held_out([*given, *others], 8, None, quiet)
    assert {held.task.input for held in split.held_out} == {""}
    assert len(split.train) == 32


def test_the_score_of_a_held_out_task_is_that_of_its_nearest_training_row() -> None:
    assert nearest_scores(["写一首春天的诗", "abc"], ["写一首夏天的诗", "别的"]) == [pytest.approx(6 / 7), 0.0]


def test_the_requested_number_or_at_most_a_fifth_is_held_out() -> None:
    texts = [f"{chr(0x4E00 + 7 * n)}{chr(0x5E00 + 11 * n)}{chr(0x6E00 + 3 * n)}" for n in range(200)]
    assert len(split_held_out(tasks(texts), 27, None, quiet).held_out) == 27
    assert len(split_held_out(tasks(texts), 150, None, quiet).held_out) == 40


def test_max_rows_limits_the_training_rows_and_does_not_change_the_held_out_tasks() -> None:
    texts = [f"{chr(0x4E00 + 7 * n)}{chr(0x5E00 + 11 * n)}{chr(0x6E00 + 3 * n)}" for n in range(100)]
    whole, part = split_held_out(tasks(texts), 20, None, quiet), split_held_out(tasks(texts), 20, 15, quiet)
    assert len(part.train) == 15
    assert set(part.train) < set(whole.train)
    assert [held.task for held in part.held_out] == [held.task for held in whole.held_out]


def test_the_split_is_the_same_every_time() -> None:
    texts = [answer(str(n)).text[:40] + str(n * n) for n in range(40)]
    assert split_held_out(tasks(texts), 8, None, quiet) == split_held_out(tasks(texts), 8, None, quiet)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["写诗"] * 9, "only 9 tasks, but a student needs at least 10"),
        (["写诗"] * 10, "without a near-duplicate in training"),
    ],
)
def test_too_few_or_too_similar_tasks_are_an_error(texts: list[str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        split_held_out(tasks(texts), 5, None, quiet)
