"""Requests are spread over each minute, so that a known quota of requests or tokens is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from loopback import Command, LoopbackTeacher

from selfinstruct.schema.reply import Usage
from selfinstruct.storage.journal import read_kept
from selfinstruct.teachers.pace import Pace


def sent_in_a_minute(rpm: float | None, tpm: float | None, tokens: int, most: int) -> list[float]:
    now, times = 0.0, []
    pace = Pace(rpm, tpm, lambda: now)
    while now < 120:
        if (seconds := pace.ready_in()) > 0:
            now += seconds + 1e-9
            continue
        times.append(now)
        pace.end(pace.begin(most), Usage(tokens, 0))
    return times


@pytest.mark.parametrize(
    ("rpm", "tpm", "tokens", "expected"),
    [
        (60, None, 1000, 60),
        (600, None, 1000, 600),
        (None, 60_000, 1000, 60),
        (30, 60_000, 1000, 30),
        (90, 6000, 100, 60),
    ],
)
def test_a_quota_is_used_but_never_exceeded(rpm: float | None, tpm: float | None, tokens: int, expected: int) -> None:
    times = sent_in_a_minute(rpm, tpm, tokens, tokens)
    for start in range(0, 60, 7):
        assert sum(start <= time < start + 60 for time in times) == pytest.approx(expected, rel=0.03, abs=1.5)


def test_tokens_of_the_first_requests_count_as_the_most_they_may_be() -> None:
    now = 0.0
    pace = Pace(None, 6000, lambda: now)
    pace.begin(3000)
    assert pace.ready_in() == pytest.approx(29)
    pace.end(3000, Usage(500, 500))
    assert pace.ready_in() == pytest.approx(9)


def test_a_failed_attempt_uses_no_tokens() -> None:
    now = 0.0
    pace = Pace(None, 6000, lambda: now)
    pace.end(pace.begin(3000), None)
    assert pace.ready_in() == 0


@pytest.mark.slow
def test_a_run_sends_no_more_than_the_requests_a_minute_it_may(teacher: LoopbackTeacher, console: Command) -> None:
    flags = ("--base-url", teacher.url, "--model", "m", "--out", "run", "--rpm", "120")
    assert console("generate", "--n", "60", *flags).code == 0
    sent = [line["at"] for line in read_kept(Path("run")) if line["kind"] == "answer"]
    assert max(sent) - min(sent) >= (len(sent) - 4) * 0.5
