"""The adaptive limit of requests in flight, in simulated time: it finds the quota or the capacity of a server."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated import Batching, Bucket, Client, Queue

from selfinstruct.teachers.limiter import Limiter


def share_after_a_minute(times: Sequence[float], seconds: float, rate: float) -> float:
    return sum(time > 60 for time in times) / (seconds - 60) / rate


@pytest.mark.parametrize("is_slow_to_refuse", [False, True], ids=["refuses at once", "refuses after the latency"])
@pytest.mark.parametrize("asks_to_wait", [True, False], ids=["Retry-After", "no Retry-After"])
@pytest.mark.parametrize("most", [64, 256])
@pytest.mark.parametrize("rate", [120, 20])
def test_a_quota_is_used_with_few_refusals(rate: int, most: int, asks_to_wait: bool, is_slow_to_refuse: bool) -> None:
    client = Client(Bucket(rate, asks_to_wait=asks_to_wait, is_slow_to_refuse=is_slow_to_refuse), most)
    client.run(180)
    assert share_after_a_minute(client.replies, 180, rate) >= 0.92
    refused, replied = (sum(time > 60 for time in times) for times in (client.refusals, client.replies))
    assert refused / (refused + replied) < 0.05
    assert len(client.refusals) / (len(client.refusals) + len(client.replies)) < 0.08


def test_a_quota_that_is_lowered_or_raised_is_found_again() -> None:
    bucket = Bucket(60)
    client = Client(bucket, 256)
    rates = []
    for rate in (60, 20, 100):
        bucket.rate = rate
        client.run(180)
        before = len(client.replies)
        client.run(60)
        rates.append((len(client.replies) - before) / 60 / rate)
    assert min(rates) > 0.9


@pytest.mark.parametrize("most", [32, 64, 256])
def test_a_server_that_queues_is_used_fully_without_a_timeout(most: int) -> None:
    client = Client(Queue(20), most, timeout=8)
    client.run(300)
    assert not client.timeouts
    assert len(client.replies) > 0.97 * 20 * 300
    assert client.limiter.limit < 100


def test_a_slow_local_server_with_one_place_is_not_flooded() -> None:
    client = Client(Queue(0.1, latency=0), 64)
    client.run(3600)
    assert len(client.replies) > 0.95 * 360
    assert len(client.timeouts) < 0.05 * 360


def test_a_server_whose_throughput_grows_with_its_load_gets_all_it_can_take() -> None:
    client = Client(Batching(), 128)
    client.run(120)
    assert client.limiter.limit == 128


def test_a_server_without_limits_soon_gets_all_requests() -> None:
    client = Client(Bucket(1e9, latency=20), 64)
    client.run(200)
    assert client.limiter.limit == 64


def test_a_request_that_hangs_now_and_then_does_not_slow_the_others() -> None:
    bucket, number = Bucket(1e9, latency=2), 0

    def server(simulation: object, reply: object) -> None:
        nonlocal number
        number += 1
        if number % 50:
            bucket(simulation, reply)  # type: ignore[arg-type]

    client = Client(server, 64, timeout=60)
    client.run(600)
    assert client.timeouts
    assert client.limiter.limit == 64


def test_while_all_requests_are_refused_one_at_a_time_is_sent() -> None:
    client = Client(lambda simulation, reply: simulation.after(0.01, lambda: reply(False, None)), 64)
    client.run(120)
    assert client.limiter.limit == 1
    assert len(client.refusals) < 60


def test_faults_of_the_server_do_not_cut_the_limit() -> None:
    now = 0.0
    limiter = Limiter(64, 180, lambda: now)
    for _ in range(100):
        limiter.begin(limiter.limit)
        limiter.failed()
        now += 1
    assert limiter.limit == 4


@given(st.lists(st.tuples(st.sampled_from(["reply", "refusal", "timeout", "fault"]), st.floats(0, 100)), max_size=200))
def test_the_limit_stays_between_one_and_the_most_whatever_happens(events: list[tuple[str, float]]) -> None:
    now = 0.0
    limiter = Limiter(10, 30, lambda: now)
    for kind, seconds in events:
        limiter.begin(10)
        sent = now
        now += seconds
        if kind == "reply":
            limiter.replied(sent)
        elif kind == "refusal":
            limiter.refused(sent, None if seconds < 50 else seconds)
        elif kind == "timeout":
            limiter.timed_out(sent)
        else:
            limiter.failed()
        assert 1 <= limiter.limit <= 10
        assert 0 <= limiter.ready_in() < 1e5


def test_a_day_without_a_rate_limit_is_no_problem() -> None:
    now = 0.0
    limiter = Limiter(8, 180, lambda: now)
    limiter.begin(1)
    limiter.refused(now, None)
    for _ in range(200):
        now += 500
        limiter.begin(8)
        sent, now = now, now + 1
        limiter.replied(sent)
    assert limiter.limit == 8


def test_requests_that_are_spread_are_not_paused() -> None:
    now = 0.0
    limiter = Limiter(1, 180, lambda: now)
    limiter.begin(1)
    now = 30.0
    limiter.replied(0.0)
    limiter.begin(1)
    assert limiter.ready_in() > 20
    assert limiter.paused_for() == 0
