"""A loopback teacher in a process of its own that logs each request to a file, for `quota.py` and `soak.py`.

A prompt is known by the hash that the journal of a run holds, so both sides can be compared. The log is written line by
line, so it is complete even after SIGKILL.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from aiohttp import web

from selfinstruct.teachers.offline.answers import answer

ASKED, DELIVERED, GONE, SPOILED, REFUSED = "asked", "delivered", "gone", "spoiled", "refused"
"""What the log says of a request: it arrived; its reply was written in full; its client had gone before that; its reply
was unusable, but billed; it was refused, which costs nothing."""
TOKENS_PER_CHARACTER = 0.8


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the log: when a request arrived and what happened then, in seconds of the monotonic clock."""

    at: float
    ended: float
    kind: str
    sha: str
    tokens: int = 0


@dataclass(slots=True)
class Call:
    """A request at the server, the response to it, and the tokens that it is billed for."""

    request: web.Request
    prompt: str
    sha: str
    at: float
    response: web.StreamResponse = field(default_factory=web.Response)
    tokens: int = 0

    @property
    def is_gone(self) -> bool:
        """True if the client has closed the connection."""
        return self.request.transport is None or self.request.transport.is_closing()

    def body(self) -> bytes:
        """Return the offline teacher's reply with its usage."""
        text = answer(self.prompt).text
        asked, written = (int(TOKENS_PER_CHARACTER * len(each)) for each in (self.prompt, text))
        self.tokens = asked + written
        usage = {"prompt_tokens": asked, "completion_tokens": written, "total_tokens": self.tokens}
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
        reply = {"object": "chat.completion", "model": "m", "choices": [choice], "usage": usage}
        return json.dumps(reply, ensure_ascii=False).encode()

    async def send(
        self, body: bytes, status: int = 200, headers: Mapping[str, str] | None = None, length: int | None = None
    ) -> bool:
        """Write a response, of which `length` bytes are announced. Returns False if the client was gone by its end."""
        head = {"Content-Type": "application/json", "Content-Length": str(length or len(body)), **(headers or {})}
        self.response = web.StreamResponse(status=status, headers=head)
        try:
            if not self.is_gone:
                await self.response.prepare(self.request)
                await self.response.write(body)
                await self.response.write_eof()
        except ConnectionError:
            return False
        return not self.is_gone

    async def deliver(self) -> str:
        """Write the reply. Returns what happened."""
        return DELIVERED if await self.send(self.body()) else GONE

    async def refuse(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> str:
        """Write an error. Returns that the request was refused."""
        error = {"error": {"message": message, "type": "requests", "code": None}}
        await self.send(json.dumps(error).encode(), status, headers)
        return REFUSED


class Replier(Protocol):
    """How a server treats its requests. It is copied into the server's process, where `reply` is called."""

    async def reply(self, call: Call) -> str:
        """Reply to a request, and return what happened."""


@dataclass(slots=True)
class Server:
    """A teacher on one port, which can be killed and started again."""

    replier: Replier
    log: Path
    port: int = field(default_factory=lambda: free_port())
    process: multiprocessing.Process | None = None

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self.port}/v1"

    def start(self) -> None:
        """Start it, and wait until it accepts connections."""
        assert self.process is None, "one process at a time"
        arguments = (self.replier, self.port, self.log, os.getpid())
        self.process = multiprocessing.Process(target=_serve, args=arguments, daemon=True)
        self.process.start()
        for _ in range(200):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise SystemExit(f"the server on port {self.port} did not start")

    def kill(self) -> None:
        """Kill it with SIGKILL."""
        if self.process:
            self.process.kill()
            self.process.join()
            self.process = None

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


class Tail:
    """Reads the complete lines that were added to a file since the last time. The file may not exist yet."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.offset = 0

    def lines(self) -> Iterator[bytes]:
        """Yield the new lines."""
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            file.seek(self.offset)
            for line in file:
                if not line.endswith(b"\n"):
                    return
                self.offset += len(line)
                yield line


def events(tail: Tail) -> list[Event]:
    """Return the new events of a server's log."""
    return [Event(*json.loads(line)) for line in tail.lines()]


class JournalTail:
    """Reads the answers that were added to the journal of a run folder since the last time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._segments: dict[Path, Tail] = {}
        self._seen: dict[Path, tuple[int, str]] = {}

    def new(self) -> Counter[str]:
        """Return how many new answers there are for each prompt."""
        found: Counter[str] = Counter()
        for path in sorted(self._folder.glob("journal-*.jsonl")):
            entries = map(json.loads, self._segments.setdefault(path, Tail(path)).lines())
            found.update(entry["prompt_sha"] for entry in entries if entry["kind"] == "answer")
        return found

    def is_intact(self) -> bool:
        """Return True if all lines that had been read by the last call are still there, unchanged."""
        intact = all(_start(path, size) == digest for path, (size, digest) in self._seen.items())
        self._seen = {path: (tail.offset, _start(path, tail.offset)) for path, tail in self._segments.items()}
        return intact


def _start(path: Path, size: int) -> str:
    """Return the hash of the first bytes of a file."""
    with path.open("rb") as file:
        return hashlib.sha256(file.read(size)).hexdigest()


def heed_signals() -> None:
    """Unwind on SIGTERM, so that children are ended, and let runs heed SIGINT: a shell's background job ignores it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGINT, signal.default_int_handler)


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _serve(replier: Replier, port: int, log: Path, parent: int) -> None:
    """Reply until the process is killed or its parent has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the run still needs its server
    lines = log.open("a", buffering=1)

    def note(kind: str, call: Call) -> None:
        lines.write(json.dumps([call.at, time.monotonic(), kind, call.sha, call.tokens]) + "\n")

    async def complete(request: web.Request) -> web.StreamResponse:
        at = time.monotonic()
        system, user = (message["content"] for message in (await request.json())["messages"])
        sha = hashlib.sha256(f"{system}\n{user}".encode()).hexdigest()
        call = Call(request, user, sha, at)
        note(ASKED, call)
        note(await replier.reply(call), call)
        return call.response

    async def run() -> None:
        application = web.Application(client_max_size=2**26)
        application.router.add_post("/v1/chat/completions", complete)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port, reuse_address=True, backlog=1024).start()
        while os.getppid() == parent:
            await asyncio.sleep(1)

    asyncio.run(run())
