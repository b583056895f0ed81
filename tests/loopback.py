"""Loopback servers, including a scriptable teacher, and small helpers for tests."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from aiohttp import web

from selfinstruct.schema.task import Task
from selfinstruct.teachers.connection import Connection, RetryPolicy
from selfinstruct.teachers.offline.answers import answer
from selfinstruct.teachers.offline.layouts import write_plain

_MAX_BYTES = 2**28
KEY = "sk-test-0123456789abcdef"
HANGS = 900
"""Timeout in seconds after which something is considered to hang, even on a busy machine; not a measurement."""
Answering = Callable[[str, int], "web.Response | float | None"]


def completion(text: str | None, finish: str = "stop", **more: Any) -> web.Response:
    """Return the response of a chat completion."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text}}
    usage = {"prompt_tokens": 100, "completion_tokens": 200, "total_tokens": 300}
    return web.json_response({"object": "chat.completion", "model": "m", "choices": [choice], "usage": usage, **more})


def refusal(status: int, code: str, message: str = "", **headers: str) -> web.Response:
    """Return an error response in the format of OpenAI."""
    error = {"error": {"message": message or code, "type": code, "code": code}}
    return web.json_response(error, status=status, headers={name.replace("_", "-"): v for name, v in headers.items()})


def offline(prompt: str) -> web.Response:
    """Return the answer of the offline teacher."""
    reply = answer(prompt)
    return completion(reply.text, reply.finish_reason)


TRANSLATE = "把下面的句子翻译成德语。"
_CHARACTERS = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜"


def translating(prompt: str) -> web.Response:
    """Return the answer of the offline teacher and one more task, always of the same instruction with another input."""
    sentence = "".join(Random(prompt).sample(_CHARACTERS, 20))
    more = write_plain([Task(TRANSLATE, sentence, f"Auf Deutsch heißt „{sentence}“ so.")], 11)
    return completion(f"{answer(prompt).text}\n###\n{more}")


@dataclass
class LoopbackTeacher:
    """A chat-completions server in a thread. By default it answers like the offline teacher.

    `script(prompt, attempt)` returns a response, a number of seconds to wait before the usual answer `reply(prompt)`,
    or None for the usual answer at once. `billed` counts completed answers by prompt; `bodies` and `headers` are those
    of the requests received.
    """

    script: Answering = lambda prompt, attempt: None
    reply: Callable[[str], web.Response] = offline
    billed: dict[str, int] = field(default_factory=dict)
    attempts: dict[str, int] = field(default_factory=dict)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    in_flight: int = 0
    peak: int = 0
    url: str = ""

    @property
    def billed_again(self) -> int:
        return sum(count - 1 for count in self.billed.values())

    async def complete(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        prompt = body["messages"][-1]["content"]
        self.bodies.append(body)
        self.headers.append(dict(request.headers))
        self.attempts[prompt] = self.attempts.get(prompt, 0) + 1
        self.in_flight += 1
        self.peak = max(self.peak, self.in_flight)
        try:
            given = self.script(prompt, self.attempts[prompt])
            if isinstance(given, web.Response):
                if given.status == 200:
                    self.billed[prompt] = self.billed.get(prompt, 0) + 1
                return given
            await asyncio.sleep(given or 0)
            self.billed[prompt] = self.billed.get(prompt, 0) + 1
            return self.reply(prompt)
        finally:
            self.in_flight -= 1


@contextmanager
def serving(routes: Iterable[web.RouteDef], middlewares: Sequence[Any] = (), port: int = 0) -> Iterator[str]:
    """Run a server in a thread, and yield its loopback address. On exit, requests in progress are cancelled."""
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    urls: list[str] = []

    async def serve() -> None:
        application = web.Application(client_max_size=_MAX_BYTES, middlewares=middlewares)
        application.add_routes(routes)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        urls.append(f"http://127.0.0.1:{runner.addresses[0][1]}")
        ready.set()
        await stop.wait()
        await site.stop()
        await asyncio.sleep(0)  # a connection that was just accepted is closed only once its task has begun
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await runner.cleanup()
        for _ in range(20):  # a transport is closed in a turn after it was asked to, on a busy machine in a later one
            await asyncio.sleep(0.005)

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    try:
        assert ready.wait(HANGS)
        yield urls[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


class Done(NamedTuple):
    """The exit code and the output of a command."""

    code: int
    out: str
    err: str


Command = Callable[..., Done]


def json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def signal_until_it_ends(process: subprocess.Popen[str]) -> None:
    """Send SIGINT as a user pressing Ctrl-C does, until the process ends. Fails if it does not.

    The kernel may deliver the second of two signals to any thread, and Python handles it when the main thread next
    leaves a system call. A signal within microseconds of the first may therefore wait for the next one.
    """
    for _ in range(15):
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(2)
            return
    raise AssertionError("the process does not end on SIGINT")


def signal_twice(process: subprocess.Popen[str]) -> None:
    """Send two signals that the process handles at the same moment, and wait until it ends."""
    for number in (signal.SIGSTOP, signal.SIGINT, signal.SIGTERM, signal.SIGCONT):
        process.send_signal(number)
    process.wait(HANGS)


def wait_until(holds: Callable[[], bool], seconds: float = HANGS) -> None:
    """Poll until a condition holds. Fails if it does not hold in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "the condition did not hold in time"
        time.sleep(0.01)


def connection(url: str, **changed: Any) -> Connection:
    """Return a connection whose retries are quick."""
    usual: dict[str, Any] = {
        "url": url,
        "model": "m",
        "key": KEY,
        "key_env": "OPENAI_API_KEY",
        "temperature": 1.0,
        "top_p": 1.0,
        "max_tokens": 4096,
        "extra_body": {},
        "retry": RetryPolicy(attempts=3, timeout=30, backoff=0.01),
        "concurrency": 8,
    }
    return Connection(**usual | changed)
