import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.pipeline.counters import FIRST_REPLIES, LAST_REPLIES, MAX_CURVE_POINTS, Tally
from selfinstruct.pipeline.screening import Accepted
from selfinstruct.schema.reply import Usage
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason, Verdict

GOOD = Accepted(Task("写一首关于秋天的诗", "", "秋风起"), None)
BAD = Verdict(Reason.DUPLICATE, "ROUGE-L 0.9 to zh_001", "…")
CUT = Verdict(Reason.TRUNCATED, "…", "…")
NOTHING = Usage(0, 0)


def tally(*replies: tuple[int, int]) -> Tally:
    """A tally of replies, each given as its numbers of accepted and rejected records."""
    counted = Tally()
    for good, bad in replies:
        counted.add_reply([GOOD] * good + [BAD] * bad, NOTHING, 1)
    return counted


def test_every_record_attempt_and_token_is_counted() -> None:
    counted = Tally()
    counted.add_reply([GOOD, BAD, GOOD, CUT], Usage(100, 900), 1)
    counted.add_reply([BAD], Usage(50, 30), 3)
    counted.add_fault(Reason.NO_ANSWER, 6)
    assert (counted.accepted, counted.screened) == ([2, 0, 0], [4, 1, 1])
    assert counted.reasons == {Reason.DUPLICATE: 2, Reason.TRUNCATED: 1, Reason.NO_ANSWER: 1}
    assert (counted.answers, counted.faults, counted.attempts) == (2, 1, 10)
    assert (counted.prompt_tokens, counted.completion_tokens) == (150, 930)
    assert counted.acceptance == 2 / 6


@pytest.mark.parametrize("counted", [Tally(), tally((0, 0)), tally((0, 3))])
def test_acceptance_is_zero_before_anything_is_accepted(counted: Tally) -> None:
    assert counted.acceptance == 0


def test_a_fault_counts_as_one_rejected_text() -> None:
    counted = tally((1, 0))
    counted.add_fault(Reason.NO_ANSWER, 1)
    assert counted.acceptance == 0.5
    assert counted.answers == 1


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=350))
def test_the_curve_adds_up_to_the_totals_and_has_at_most_a_hundred_points(replies: list[tuple[int, int]]) -> None:
    curve = tally(*replies).curve()
    assert len(curve) <= MAX_CURVE_POINTS
    assert sum(point["accepted"] for point in curve) == sum(good for good, _ in replies)
    assert sum(point["judged"] for point in curve) == sum(good + bad for good, bad in replies)
    ends = [point["slots"] for point in curve]
    assert ends == sorted(set(ends))
    assert not replies or ends[-1] == len(replies)


@pytest.mark.parametrize(("replies", "points"), [(0, 0), (1, 1), (100, 100), (101, 51), (200, 100), (201, 67)])
def test_the_points_of_the_curve_grow_with_the_run(replies: int, points: int) -> None:
    assert len(tally(*[(1, 0)] * replies).curve()) == points


@pytest.mark.parametrize(
    ("replies", "has_no_yield"),
    [
        ([(0, 1)] * (FIRST_REPLIES - 1), False),
        ([(0, 1)] * FIRST_REPLIES, True),
        ([(0, 0)] * FIRST_REPLIES, True),
        ([(0, 1)] * (FIRST_REPLIES + 5), True),
        ([(0, 1)] * (FIRST_REPLIES - 1) + [(1, 9)], False),
        ([(1, 0)] + [(0, 1)] * 100, False),
        ([], False),
    ],
)
def test_a_run_has_no_yield_yet_if_its_first_twenty_replies_yield_nothing(
    replies: list[tuple[int, int]], has_no_yield: bool
) -> None:
    assert tally(*replies).no_yield_yet() is has_no_yield


def test_faults_count_as_replies_without_yield() -> None:
    counted = tally(*[(0, 1)] * (FIRST_REPLIES - 1))
    counted.add_fault(Reason.NO_ANSWER, 1)
    assert counted.no_yield_yet()


AT_TWO_PERCENT = [(0, 10)] * (LAST_REPLIES - 4) + [(10, 0)] * 4


@pytest.mark.parametrize(
    ("replies", "least", "saturated"),
    [
        ([(0, 1)] * (LAST_REPLIES - 1), 0.02, False),
        ([(0, 1)] * LAST_REPLIES, 0.02, True),
        ([(0, 0)] * LAST_REPLIES, 0.02, True),
        (AT_TWO_PERCENT, 0.02, False),
        ([*AT_TWO_PERCENT[:-1], (9, 1)], 0.02, True),
        ([(10, 0)] * 500 + [(0, 10)] * LAST_REPLIES, 0.02, True),
        ([(10, 0)] * 500 + [(0, 10)] * (LAST_REPLIES - 1), 0.02, True),
        ([(10, 0)] * 500 + [(0, 10)] * (LAST_REPLIES - 4), 0.02, False),
        ([(0, 10)] * 500 + [(10, 0)] * LAST_REPLIES, 0.02, False),
        ([(0, 1)] * LAST_REPLIES, 0, False),
    ],
)
def test_a_run_is_saturated_if_its_last_two_hundred_replies_yield_less_than_the_share(
    replies: list[tuple[int, int]], least: float, saturated: bool
) -> None:
    assert tally(*replies).saturated(least) is saturated
