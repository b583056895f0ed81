"""A server that answers badly ends a run; outages, rate limits and timeouts do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import web
from loopback import Command, LoopbackTeacher, refusal

from selfinstruct.teachers.breaker import Breaker

RUN = ("--model", "m", "--out", "run", "--attempts", "1000", "--concurrency", "32")


@pytest.mark.parametrize(
    ("outcomes", "is_open"),
    [
        ("x" * 99, False),
        ("x" * 100, True),
        ("x." * 50, False),
        ("x." * 50 + "xx", True),
        ("x" * 60 + "." * 100, False),
        ("." * 1000 + "x" * 50, False),
        ("." * 1000 + "x" * 51, True),
    ],
)
def test_more_than_half_of_the_last_hundred_attempts_open_the_breaker(outcomes: str, is_open: bool) -> None:
    breaker = Breaker()
    for number, outcome in enumerate(outcomes):
        if outcome == "x":
            breaker.unusable(f"fault {number}")
        else:
            breaker.usable()
    assert bool(breaker.why_open()) is is_open
    if is_open:
        assert f"the last one: fault {len(outcomes) - 1}" in breaker.why_open()


def broken() -> web.Response:
    return web.Response(text='{"choices": [', content_type="application/json")


@pytest.mark.slow
def test_a_server_that_mostly_answers_with_broken_json_ends_the_run_with_its_last_error(
    tmp_path: Path, teacher: LoopbackTeacher, console: Command
) -> None:
    teacher.script = lambda _, attempt: broken() if len(teacher.bodies) > 20 and len(teacher.bodies) % 4 else None
    done = console("generate", "--n", "5000", "--base-url", teacher.url, *RUN)
    assert done.code == 5
    assert "of the last 100 attempts returned nothing usable, the last one: the reply could not be read" in done.err
    assert "tasks are in run." in done.err
    assert len(teacher.bodies) < 400
    teacher.script = lambda _, attempt: None
    assert console("generate", "--n", "300", "--base-url", teacher.url, *RUN).code == 0


def test_rate_limits_do_not_open_the_breaker(tmp_path: Path, teacher: LoopbackTeacher, console: Command) -> None:
    def script(_prompt: str, attempt: int) -> web.Response | None:
        return refusal(429, "rate_limit_exceeded", retry_after_ms="1") if attempt < 10 else None

    teacher.script = script
    assert console("generate", "--n", "100", "--base-url", teacher.url, *RUN).code == 0
    assert len(teacher.bodies) > 120
