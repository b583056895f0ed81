"""A mix of target shares: how it is written, which tasks are missing, and what slots request to reach it."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pools import TaskPool

from selfinstruct.errors import InputError
from selfinstruct.pipeline.languages import CHINESE, Language
from selfinstruct.pipeline.mix import BALANCED, Mix, Past, acceptance, draw_types, needs, read_mix, request, requested
from selfinstruct.pipeline.prompts import Prompter
from selfinstruct.pipeline.schedule import Plan
from selfinstruct.pipeline.template import read_template
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType

NOTHING = Past({}, {}, {})
TWO_TO_ONE = read_mix("open_qa=2,classification=1")
TYPES = st.sampled_from(TaskType)
WEIGHTS = st.dictionaries(TYPES, st.floats(0, 1_000_000), min_size=1).filter(lambda weights: any(weights.values()))
MIXES = st.builds(read_mix, WEIGHTS)
COUNTS = st.dictionaries(TYPES, st.integers(0, 5000))
PASTS = st.builds(Past, COUNTS, COUNTS, COUNTS)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("open_qa=2", "open_qa=1"),
        ("open_qa=2,classification=1", "open_qa=2,classification=1"),
        ("classification=1,open_qa=2", "open_qa=2,classification=1"),
        (" chat = 0.50 , rewrite=3.0 ", "rewrite=3,chat=0.5"),
        ("open_qa=1,chat=0", "open_qa=1"),
        ("extract=1000000,chat=500000", "extract=2,chat=1"),
        ({"chat": 1, "open_qa": 2}, "open_qa=2,chat=1"),
        ({"chat": 100000.99999999988}, "chat=1"),
        ({TaskType.CHAT: 0.1, TaskType.EXTRACT: "0.2"}, "extract=0.2,chat=0.1"),
    ],
)
def test_a_mix_has_one_text_however_it_was_written(written: str | dict[str, float], text: str) -> None:
    assert read_mix(written).text == text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "'' is not a task type"),
        ({}, "no type has a weight greater than 0"),
        ("open_qa=1,", "'' is not a task type"),
        ("qa=1", "'qa' is not a task type"),
        ("Open_QA=1", "'Open_QA' is not a task type"),
        ("open_qa=1;chat=1", "the weight of open_qa must be a number from 0 to 1,000,000, not '1;chat=1'"),
        ("open_qa=viel", "not 'viel'"),
        ("open_qa=-1", "not '-1'"),
        ("open_qa=nan", "not 'nan'"),
        ("open_qa=inf", "not 'inf'"),
        ("open_qa=1000001", "not '1000001'"),
        ({"open_qa": float("nan")}, "not nan"),
        ({"open_qa": 10**400}, "the weight of open_qa must be a number"),
        ({"open_qa": True}, "not True"),
        ({"open_qa": None}, "not None"),
        ({1: 1}, "'1' is not a task type"),
        ("open_qa=1,chat=2,open_qa=1", "open_qa appears twice"),
        ("open_qa=0,chat=0.0", "no type has a weight greater than 0"),
    ],
)
def test_a_mix_that_cannot_be_read_is_an_error_that_names_the_nine_types(written: str, said: str) -> None:
    with pytest.raises(InputError, match=r"^--mix: ") as error:
        read_mix(written)
    assert said in str(error.value)
    assert all(task_type in str(error.value) for task_type in TaskType)


@pytest.mark.parametrize("written", ["open_qa", "open_qa=", "chat=2,open_qa"])
def test_a_type_without_a_weight_is_an_error_that_shows_how_to_write_it(written: str) -> None:
    with pytest.raises(InputError, match=r"open_qa=1$"):
        read_mix(written)


@given(MIXES)
def test_a_mix_reads_back_from_its_text(mix: Mix) -> None:
    again = read_mix(mix.text)
    assert again.text == mix.text
    assert again.shares == pytest.approx(mix.shares)


@given(MIXES)
def test_shares_are_those_of_the_weights_and_add_up_to_one(mix: Mix) -> None:
    assert list(mix.shares) == list(TaskType)
    assert sum(mix.shares.values()) == pytest.approx(1)
    assert {task_type for task_type, share in mix.shares.items() if share} <= set(mix.weights)


def test_the_balanced_mix_requests_all_nine_types_equally() -> None:
    assert BALANCED.shares == dict.fromkeys(TaskType, 1 / 9)
    assert read_mix(BALANCED.text) == BALANCED


@given(MIXES, PASTS, st.integers(1, 50))
def test_needs_are_never_negative_and_only_for_types_with_a_target_share(mix: Mix, past: Past, new: int) -> None:
    found = needs(mix, past, new)
    assert list(found) == list(TaskType)
    assert all(need >= 0 for need in found.values())
    assert any(found.values())
    assert not any(need for task_type, need in found.items() if not mix.shares[task_type])


@given(MIXES, PASTS, st.integers(1, 50), st.integers())
def test_only_types_with_a_target_share_are_drawn_one_for_each_new_task(
    mix: Mix, past: Past, new: int, seed: int
) -> None:
    drawn = draw_types(Random(seed), mix, past, new)
    assert len(drawn) == new
    assert all(mix.shares[task_type] for task_type in drawn)
    assert drawn == draw_types(Random(seed), mix, past, new)


@given(PASTS)
def test_acceptance_is_above_zero_and_at_most_one(past: Past) -> None:
    assert all(0 < share <= 1 for share in acceptance(past).values())


OPEN, CLASSIFIED, CHAT = TaskType.OPEN_QA, TaskType.CLASSIFICATION, TaskType.CHAT


@pytest.mark.parametrize(
    ("past", "missing"),
    [
        (NOTHING, (6, 3)),
        (Past({OPEN: 20, CLASSIFIED: 10}, {OPEN: 20, CLASSIFIED: 10}, {}), (6, 3)),
        (Past({OPEN: 10, CLASSIFIED: 11}, {OPEN: 10, CLASSIFIED: 11}, {}), (10, 0)),
        (Past({OPEN: 10, CLASSIFIED: 11}, {OPEN: 10, CLASSIFIED: 11}, {OPEN: 12}), (6, 3)),
        (Past({}, {}, {OPEN: 3, CLASSIFIED: 6}), (9, 0)),
        (Past({CHAT: 30}, {OPEN: 20, CLASSIFIED: 10}, {}), (26, 13)),
    ],
)
def test_needs_are_counted_in_tasks(past: Past, missing: tuple[float, float]) -> None:
    found = needs(TWO_TO_ONE, past, 9)
    assert (found[OPEN], found[CLASSIFIED]) == pytest.approx(missing)


def drawn_shares(past: Past, mix: Mix = BALANCED) -> dict[TaskType, float]:
    drawn = Counter(task_type for seed in range(500) for task_type in draw_types(Random(seed), mix, past, 7))
    return {task_type: drawn[task_type] / drawn.total() for task_type in TaskType}


def test_with_nothing_known_types_are_drawn_by_their_shares() -> None:
    assert drawn_shares(NOTHING) == pytest.approx(BALANCED.shares, abs=0.02)


def test_a_type_that_is_behind_is_drawn_most_and_no_type_is_forgotten() -> None:
    there = dict.fromkeys(TaskType, 100) | {CHAT: 50}
    shares = drawn_shares(Past(there, there, {}))
    assert shares[CHAT] > 0.7
    assert min(shares.values()) > 0.015


def test_a_type_with_lower_acceptance_is_requested_more_often() -> None:
    alike = dict.fromkeys(TaskType, 100)
    shares = drawn_shares(Past(alike, alike | {CHAT: 200}, {}))
    assert 1.5 < shares[CHAT] / shares[OPEN] < 2.5


def test_a_type_that_is_never_accepted_does_not_block_the_others() -> None:
    there = dict.fromkeys(TaskType, 1000) | {CHAT: 0}
    shares = drawn_shares(Past(there, dict.fromkeys(TaskType, 1000), {}))
    assert sum(shares.values()) - shares[CHAT] > 0.2


def test_without_types_a_prompt_has_no_request_line() -> None:
    assert request((), CHINESE.prompt) == ""
    assert requested("请你想出10条任务\n###\n1. 指令:") == ()


def test_the_line_names_the_types_in_chinese_in_their_order() -> None:
    line = request((TaskType.REWRITE, CHAT, TaskType.REWRITE), CHINESE.prompt)
    assert line.endswith("依次是：改写、聊天、改写。\n")
    assert line.count("\n") == 1


@given(st.lists(TYPES, min_size=1, max_size=49), st.text(), st.text())
def test_the_types_that_a_prompt_requests_are_read_from_it(types: list[TaskType], before: str, after: str) -> None:
    assert requested(f"{before}\n{request(types, CHINESE.prompt)}{after}") == tuple(types)


SEEDS = [Task(f"任务{number}", "", "好", f"s{number}", task_type) for number, task_type in enumerate(TaskType)]


def had(mix: Mix, slots: int, chances: dict[TaskType, float]) -> dict[TaskType, float]:
    """The share of each type after some slots, if requested tasks are accepted with these chances (0.9 by default)."""
    pool, dice = TaskPool(SEEDS), Random(5)
    template = read_template("{types}{list}", "t", 10, Language.CHINESE, "")
    prompts = Prompter(template, pool, [Plan(0, 256)], 0, 3, mix)
    for slot in range(slots):
        types = requested(prompts.close(slot).user)
        taken = [task_type for task_type in types if dice.random() < chances.get(task_type, 0.9)]
        pool.add([Task(f"任务{slot}", "", "好", f"{slot}-{place}", kind) for place, kind in enumerate(taken)])
    counts = pool.types(slots)
    return {task_type: counts[task_type] / counts.total() for task_type in TaskType}


@pytest.mark.slow
@pytest.mark.parametrize("mix", [BALANCED, TWO_TO_ONE, read_mix("open_qa=8,classification=2,chat=1")])
@pytest.mark.parametrize("chances", [{}, {OPEN: 0.3}, {CLASSIFIED: 0.2, TaskType.REWRITE: 0.4}])
def test_the_mix_is_reached_if_few_tasks_of_a_type_are_accepted_and_256_slots_are_sent_ahead(
    mix: Mix, chances: dict[TaskType, float]
) -> None:
    assert had(mix, 600, chances) == pytest.approx(mix.shares, abs=0.03)


def test_the_other_types_keep_their_shares_if_one_is_never_accepted() -> None:
    shares = had(BALANCED, 600, {CHAT: 0.0})
    others = [share for task_type, share in shares.items() if task_type is not CHAT]
    assert shares[CHAT] == 0
    assert others == pytest.approx([1 / 8] * 8, abs=0.02)
