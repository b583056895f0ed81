"""A server that goes away is waited for: one pause for all requests, no lost attempts, one line at each end."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from aiohttp import web
from loopback import LoopbackTeacher, connection, refusal, serving
from raw_server import raw_server, response
from test_wire import ask

from selfinstruct import errors, generate
from selfinstruct.schema.reply import Answer, OpenSlot, Prompt
from selfinstruct.teachers.connection import RetryPolicy
from selfinstruct.teachers.openai_chat import Teacher

PATIENT = RetryPolicy(attempts=2, timeout=30, backoff=0.05, outage=60)


class Restartable:
    """A loopback teacher that can be taken away and comes back at the same address."""

    def __init__(self) -> None:
        self.teacher = LoopbackTeacher()
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @contextmanager
    def there(self) -> Iterator[None]:
        with serving([web.post("/v1/chat/completions", self.teacher.complete)], port=self.port) as url:
            self.port = int(url.rpartition(":")[2])
            yield


@pytest.mark.slow
@pytest.mark.parametrize("in_flight", [64, 256])
def test_requests_survive_a_server_that_is_away(in_flight: int) -> None:
    server, said = Restartable(), list[str]()
    server.teacher.script = lambda prompt, attempt: 0.3
    prompts = [Prompt(slot, "", f"提示{slot}", (), "sha") for slot in range(in_flight)]

    async def run() -> list[Any]:
        stop = asyncio.Event()
        usual = connection(server.url, concurrency=in_flight, retry=PATIENT)
        async with Teacher(usual, Random(0), said.append) as teacher:
            await teacher.ask(Prompt(-1, "", "erste", (), ""), stop)
            asking = [asyncio.ensure_future(teacher.ask(prompt, stop)) for prompt in prompts]
            await asyncio.sleep(0.1)
            gone.set()
            return await asyncio.gather(*asking)

    gone = threading.Event()
    with ThreadPoolExecutor() as pool:
        with server.there():
            running = pool.submit(asyncio.run, run())
            assert gone.wait(60)
        time.sleep(2)
        with server.there():
            found = running.result()
    assert all(isinstance(one, Answer) for one in found)
    away, again = said
    assert "is away" in away
    assert "60 s at most" in away
    assert "answers again after" in again


@pytest.mark.slow
def test_a_run_continues_by_itself_when_its_server_was_away_for_eight_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789abcdef")
    server = Restartable()
    server.teacher.script = lambda prompt, attempt: 0.05
    with server.there():
        generate(300, tmp_path / "undisturbed", base_url=server.url, model="m", concurrency=64, quiet=True)

    def run() -> None:
        generate(300, tmp_path / "run", base_url=server.url, model="m", concurrency=64, quiet=True)

    server.teacher.billed.clear()
    with ThreadPoolExecutor() as pool:
        with server.there():
            running = pool.submit(run)
            while len(server.teacher.billed) < 12:
                time.sleep(0.01)
        time.sleep(8)
        with server.there():
            running.result()
    datasets = [(tmp_path / name / "dataset.jsonl").read_bytes() for name in ("undisturbed", "run")]
    assert datasets[0] == datasets[1]


@pytest.mark.slow
def test_a_run_whose_server_stays_away_ends_with_exit_code_5_and_is_resumed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789abcdef")
    server, answered = Restartable(), count(1)
    given: dict[str, Any] = {"model": "m", "concurrency": 8, "outage": "2s", "quiet": True}
    with server.there():
        generate(150, tmp_path / "undisturbed", base_url=server.url, **given)

    def script(prompt: str, attempt: int) -> web.Response | None:
        return refusal(503, "unavailable", "no upstream") if next(answered) > 10 else None

    server.teacher.script = script
    with server.there():
        with pytest.raises(
            errors.TeacherUnreachable, match=r"away for .* \(503: no upstream\).*run the same"
        ) as raised:
            generate(150, tmp_path / "run", base_url=server.url, **given)
        assert raised.value.exit_code == 5
        server.teacher.script = lambda prompt, attempt: None
        generate(150, tmp_path / "run", base_url=server.url, **given)
    datasets = [(tmp_path / name / "dataset.jsonl").read_bytes() for name in ("undisturbed", "run")]
    assert datasets[0] == datasets[1]


def test_a_resumed_run_waits_for_a_server_that_answered_it_before(tmp_path: Path) -> None:
    server = Restartable()
    with server.there():
        generate(30, tmp_path / "run", base_url=server.url, model="m", quiet=True)
    with ThreadPoolExecutor() as pool:
        resumed = pool.submit(generate, 60, tmp_path / "run", outage="60s", quiet=True)
        time.sleep(6)  # twice as long as an address that never answered is waited for
        assert not resumed.done()
        with server.there():
            assert resumed.result().accepted == 60
    with pytest.raises(errors.TeacherUnreachable, match="cannot be reached"):
        generate(90, tmp_path / "run", base_url="http://127.0.0.1:1/v1", outage="60s", quiet=True)


def test_an_accident_is_no_outage_and_no_attempt() -> None:
    said: list[str] = []
    bad = response(b"", status=b"502 Bad Gateway")
    with raw_server(lambda number: bad if number % 3 else response()) as server:
        found = ask(server.url, prompts=4, said=said, retry=PATIENT)
    assert [one.attempts for one in found if isinstance(one, Answer)] == [3] * 4
    assert said == []


def test_a_request_that_fails_while_others_are_answered_uses_up_its_attempts() -> None:
    bad = response(b'{"error": "this one crashes"}', status=b"502 Bad Gateway")

    async def run(url: str) -> Any:
        stop = asyncio.Event()
        async with Teacher(connection(url, retry=PATIENT), Random(0)) as teacher:
            failing = asyncio.ensure_future(teacher.ask(Prompt(0, "", "bad", (), ""), stop))
            slot = 0
            while not failing.done():
                slot += 1
                await teacher.ask(Prompt(slot, "", "good", (), ""), stop)
            return await failing

    with raw_server(lambda _: None) as server:

        def script(number: int) -> bytes:
            is_bad = b'"bad"' in server.requests[number - 1]
            if is_bad:
                time.sleep(0.2)
            return bad if is_bad else response()

        server.script = script
        found = asyncio.run(run(server.url))
    assert found == OpenSlot(0, "502", "502: this one crashes", 0)


def test_the_work_of_a_server_that_dies_moves_to_the_others() -> None:
    said: list[str] = []
    with (
        raw_server(lambda number: response() if number <= 4 else None) as dying,
        raw_server(lambda _: response()) as other,
    ):

        async def run() -> list[Any]:
            stop = asyncio.Event()
            both = connection(f"{dying.url} {other.url}", retry=PATIENT, concurrency=4)
            async with Teacher(both, Random(0), said.append) as teacher:
                asking = [teacher.ask(Prompt(slot, "", "", (), ""), stop) for slot in range(60)]
                found = await asyncio.gather(*asking)
                assert teacher.limit == 4
                return found

        found = asyncio.run(run())
    assert all(isinstance(one, Answer) for one in found)
    assert len(dying.requests) >= 4
    assert len(other.requests) >= 56 - 4


def test_each_of_several_servers_takes_its_share() -> None:
    with raw_server(lambda _: response()) as first, raw_server(lambda _: response()) as second:

        async def run() -> None:
            stop = asyncio.Event()
            async with Teacher(connection(f"{first.url} {second.url}", concurrency=4), Random(0)) as teacher:
                assert teacher.limit == 8
                await asyncio.gather(*(teacher.ask(Prompt(slot, "", "", (), ""), stop) for slot in range(40)))

        asyncio.run(run())
    assert min(len(first.requests), len(second.requests)) >= 10


@pytest.mark.slow
def test_a_long_rate_limit_is_said_with_the_servers_words() -> None:
    said: list[str] = []
    limited = response(b'{"error": "slow down"}', b"Retry-After: 40", status=b"429 Too Many Requests")

    async def run(url: str) -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().call_later(1, stop.set)
        async with Teacher(connection(url), Random(0), said.append) as teacher:
            await asyncio.gather(*(teacher.ask(Prompt(slot, "", "", (), ""), stop) for slot in range(8)))

    with raw_server(lambda _: limited) as server:
        asyncio.run(run(server.url))
    assert said == ["rate limited for 40 s: 429: slow down"]


@pytest.mark.slow
def test_a_rate_limit_without_an_end_is_said_after_ten_seconds() -> None:
    said: list[str] = []
    limited = response(b'{"error": "slow down"}', status=b"429 Too Many Requests")

    async def run(url: str) -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().call_later(14, stop.set)
        async with Teacher(connection(url, retry=replace(PATIENT, backoff=0.002)), Random(0), said.append) as teacher:
            await teacher.ask(Prompt(0, "", "", (), ""), stop)

    with raw_server(lambda _: limited) as server:
        asyncio.run(run(server.url))
    (line,) = said
    assert line.startswith("rate limited since 1")
    assert line.endswith(" s: 429: slow down")


def test_limits_in_openai_headers_are_obeyed() -> None:
    headers = (b"x-ratelimit-remaining-requests: 0", b"x-ratelimit-reset-requests: 400ms")
    limited = response(b'{"error": "slow down"}', *headers, status=b"429 Too Many Requests")
    began = time.monotonic()
    with raw_server(lambda number: limited if number == 1 else response()) as server:
        (found,) = ask(server.url)
    assert isinstance(found, Answer)
    assert time.monotonic() - began >= 0.4


@pytest.mark.slow
def test_a_late_answer_during_a_probe_ends_the_outage_for_all() -> None:
    """A request from before the outage is answered while the probe is in flight, which then fails."""
    away = response(b'{"error": "overloaded"}', status=b"503 Service Unavailable")

    async def run(url: str) -> list[Any]:
        stop = asyncio.Event()
        async with Teacher(connection(url, retry=replace(PATIENT, outage=5)), Random(0)) as teacher:
            return await asyncio.gather(*(teacher.ask(Prompt(slot, "", "", (), ""), stop) for slot in range(6)))

    def sent(number: int) -> bytes:
        if number == 1:
            time.sleep(0.5)
        elif number == 7:
            time.sleep(1)
        return away if 1 < number < 8 else response()

    with raw_server(sent) as server:
        found = asyncio.run(run(server.url))
    assert all(isinstance(one, Answer) for one in found)


@pytest.mark.slow
def test_a_server_that_fails_at_once_does_not_attract_all_the_work() -> None:
    broken = response(b'{"error": "engine is dead"}', status=b"500 Internal Server Error")

    def slow(_: int) -> bytes:
        time.sleep(0.2)
        return response()

    with raw_server(lambda _: broken) as dead, raw_server(slow) as healthy:

        async def run() -> list[Any]:
            stop = asyncio.Event()
            both = connection(f"{dead.url} {healthy.url}", retry=PATIENT, concurrency=4)
            async with Teacher(both, Random(0)) as teacher:
                return await asyncio.gather(*(teacher.ask(Prompt(slot, "", "", (), ""), stop) for slot in range(16)))

        found = asyncio.run(run())
    assert all(isinstance(one, Answer) for one in found)


@pytest.mark.slow
def test_one_of_several_servers_that_was_never_reached_is_named() -> None:
    said: list[str] = []
    with raw_server(lambda _: response()) as server:

        async def run() -> None:
            stop = asyncio.Event()
            both = connection(f"http://127.0.0.1:1/v1 {server.url}", retry=PATIENT)
            async with Teacher(both, Random(0), said.append) as teacher:
                for slot in range(40):
                    await teacher.ask(Prompt(slot, "", "", (), ""), stop)
                    await asyncio.sleep(0.02)

        asyncio.run(run())
    (line,) = said
    assert "http://127.0.0.1:1/v1 is away (Connection refused)" in line


@pytest.mark.slow
def test_a_rate_limit_outlasts_an_outage() -> None:
    limited = response(b'{"error": "slow down"}', b"Retry-After: 1", status=b"429 Too Many Requests")
    began = time.monotonic()
    with raw_server(lambda number: {1: limited, 2: None, 3: None, 4: None}.get(number, response())) as server:

        async def run() -> None:
            stop = asyncio.Event()
            async with Teacher(connection(server.url, retry=PATIENT), Random(0)) as teacher:
                await asyncio.gather(*(teacher.ask(Prompt(slot, "", "", (), ""), stop) for slot in range(4)))

        asyncio.run(run())
    assert time.monotonic() - began >= 1
