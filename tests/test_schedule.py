import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.pipeline.schedule import (
    FIRST_WINDOW,
    Plan,
    horizon,
    round_of,
    rounds_between,
    send_before,
    slots_needed,
)

WINDOWS = st.integers(1, 5_000)
SLOTS = st.integers(0, 100_000)
ROUND_PLANS = st.builds(
    Plan, st.integers(0, 1_000), WINDOWS, st.lists(st.integers(1, 3_000), min_size=1, max_size=5).map(tuple)
)


@given(WINDOWS, SLOTS)
def test_a_slot_waits_only_for_slots_before_it(window: int, slot: int) -> None:
    assert 0 <= horizon(Plan(0, window), slot) <= slot


@given(WINDOWS, SLOTS)
def test_a_slot_sees_a_pool_at_most_a_window_behind(window: int, slot: int) -> None:
    assert slot - horizon(Plan(0, window), slot) <= window


@given(WINDOWS, SLOTS)
def test_no_slot_waits_for_less_than_the_one_before(window: int, slot: int) -> None:
    assert horizon(Plan(0, window), slot) <= horizon(Plan(0, window), slot + 1)


@given(st.integers(FIRST_WINDOW, 5_000), st.integers(0, FIRST_WINDOW))
def test_the_first_slots_wait_for_nothing(window: int, slot: int) -> None:
    assert horizon(Plan(0, window), slot) == 0


@given(WINDOWS, SLOTS)
def test_in_a_long_run_a_slot_is_a_full_window_ahead(window: int, beyond: int) -> None:
    slot = 2 * window + beyond
    assert horizon(Plan(0, window), slot) == slot - window


@given(WINDOWS, SLOTS)
def test_a_plan_that_starts_later_has_the_same_horizons(window: int, slot: int) -> None:
    assert horizon(Plan(1_000, window), slot) == horizon(Plan(0, window), slot)


@pytest.mark.parametrize(
    ("first", "window", "slot", "expected"),
    [
        (16, 256, 0, 0),
        (16, 256, 32, 0),
        (16, 256, 33, 1),
        (16, 256, 480, 224),
        (16, 256, 481, 225),
        (32, 256, 64, 0),
        (32, 256, 65, 1),
        (32, 256, 100, 18),
        (32, 256, 448, 192),
        (32, 256, 10_000, 9_744),
        (32, 1, 0, 0),
        (32, 1, 1, 0),
        (32, 1, 2, 1),
        (32, 8, 9, 1),
    ],
)
def test_the_window_widens_by_half_a_slot_per_slot(first: int, window: int, slot: int, expected: int) -> None:
    assert horizon(Plan(0, window, (), first), slot) == expected


@pytest.mark.parametrize(
    ("remaining", "accepted", "committed", "asked", "expected"),
    [
        (100, 0, 0, 10, 10),
        (101, 0, 0, 10, 11),
        (100, 0, 5, 10, 10),
        (100, 50, 10, 10, 20),
        (101, 50, 10, 10, 21),
        (1, 50, 10, 10, 1),
        (5, 1, 10, 10, 50),
        (0, 0, 0, 10, 0),
        (0, 50, 10, 10, 0),
        (-3, 50, 10, 10, 0),
    ],
)
def test_the_slots_needed_follow_from_the_acceptance_so_far(
    remaining: int, accepted: int, committed: int, asked: int, expected: int
) -> None:
    assert slots_needed(remaining, accepted, committed, asked) == expected


@given(st.integers(1, 10_000), st.integers(1, 1_000), st.integers(1, 1_000))
def test_the_slots_that_are_sent_are_enough_at_the_acceptance_so_far(
    remaining: int, accepted: int, committed: int
) -> None:
    assert slots_needed(remaining, accepted, committed, 10) * accepted >= remaining * committed


@given(
    st.lists(st.integers(0, 7), min_size=1, max_size=200),
    st.integers(1, 400),
    st.lists(st.integers(0, 7), max_size=200),
)
def test_no_more_than_a_tenth_and_four_slots_are_sent_past_the_one_that_reaches_the_target(
    first: list[int], target: int, later: list[int]
) -> None:
    replies, accepted, sent, slot = [*first, *later, *[1] * 400], 0, 0, 0
    while accepted < target:
        sent = max(sent, send_before(target - accepted, accepted, slot, 7))
        accepted += replies[slot]
        slot += 1
    assert sent - slot <= slot / 10 + 4
    assert sent >= slot


@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=5), st.integers(0, 20), st.integers(0, 200), st.integers(0, 200)
)
def test_rounds_are_counted_by_their_first_slots(sizes: list[int], start: int, ahead: int, count: int) -> None:
    plan, first = Plan(start, 256, tuple(sizes)), start + ahead
    horizons = {horizon(plan, slot) for slot in range(first, first + count)}
    assert rounds_between(plan, first, first + count) == len(horizons)


@given(ROUND_PLANS, SLOTS)
def test_a_round_contains_its_slots_and_all_of_them_agree_on_it(plan: Plan, beyond: int) -> None:
    found = round_of(plan, plan.start + beyond)
    assert plan.start + beyond in found
    assert round_of(plan, found[0]) == round_of(plan, found[-1]) == found
    assert found.start >= plan.start
    assert len(found) in plan.rounds


@given(ROUND_PLANS, SLOTS)
def test_rounds_follow_one_another_in_their_sizes_and_the_last_size_repeats(plan: Plan, beyond: int) -> None:
    found, first = [], plan.start
    for _ in range(len(plan.rounds) + 2):
        found.append(round_of(plan, first))
        assert found[-1].start == first
        first = found[-1].stop
    assert [len(one) for one in found] == [*plan.rounds, plan.rounds[-1], plan.rounds[-1]]


@given(ROUND_PLANS, SLOTS)
def test_in_batches_a_slot_waits_for_all_earlier_rounds_and_for_no_slot_of_its_own(plan: Plan, beyond: int) -> None:
    slot = plan.start + beyond
    assert horizon(plan, slot) == round_of(plan, slot).start <= slot
    assert horizon(plan, slot) <= horizon(plan, slot + 1)
