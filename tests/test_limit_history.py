"""The limit of requests in flight over time stays small, and shows how it changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.runs.limit_history import LimitHistory


def noted(changes: list[tuple[float, int]]) -> LimitHistory:
    now = 0.0
    history = LimitHistory(lambda: now)
    for seconds, limit in changes:
        now += seconds
        history.note(limit)
    return history


def test_only_changes_are_kept() -> None:
    history = noted([(0, 4), (1, 4), (1, 8), (1, 8), (1, 4)])
    expected = [{"seconds": 0.0, "limit": 4}, {"seconds": 2.0, "limit": 8}, {"seconds": 4.0, "limit": 4}]
    assert history.as_json() == expected


def test_a_process_that_sent_nothing_has_no_limits() -> None:
    assert (noted([]).latest, noted([]).as_json()) == (None, [])


@given(st.lists(st.tuples(st.floats(0, 1000), st.integers(1, 1000)), min_size=1, max_size=500))
def test_any_number_of_changes_fits_into_a_hundred_points_in_order(changes: list[tuple[float, int]]) -> None:
    history = noted(changes)
    points = history.as_json()
    assert 1 <= len(points) <= 100
    assert [point["seconds"] for point in points] == sorted(point["seconds"] for point in points)
    assert {point["limit"] for point in points} <= {limit for _, limit in changes}
    assert history.latest == changes[-1][1]
