"""Client for a teacher behind an OpenAI-compatible API: the attempts, deadlines and waits of one request.

Requests are sent with aiohttp, not with the `openai` package: it needs four times the CPU time, does not bound what it
reads, and its retries cannot be interrupted. Bodies are kept as received: they are what was paid for.
"""

from __future__ import annotations

import asyncio
import json
import re
import resource
import time
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from random import Random
from types import TracebackType
from typing import Any, Self

import aiohttp

from selfinstruct.schema.redaction import redact
from selfinstruct.schema.reply import Answer, FinalFault, OpenSlot, Prompt
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.endpoint import Endpoint, Missed
from selfinstruct.teachers.faults import (
    CONNECTION,
    MISLED,
    UNDECIDED,
    WRONG_PATH_STATUSES,
    Action,
    Fault,
    fault_of_exception,
    read_response,
)
from selfinstruct.teachers.protocol import Reporter, Result
from selfinstruct.teachers.refusals import refused, unreachable, wrong_address
from selfinstruct.teachers.transport import TooLarge, Transport
from selfinstruct.teachers.urls import authorization

_FIRST_CONTACT_ATTEMPTS = 3
_FIRST_PATIENCE = 3.0
"""Waits for an address that was never reached, in units of the backoff."""
_MAX_WAIT = 60.0
_MAX_LIMITED = 900.0
"""Time in seconds after which a request is no longer retried, including a wait that the server asks for."""
_MAX_POLL = 0.5
_SPARE_FILES = 64
_AFTER_MISS = {Missed.ALONE: Action.RETRY, Missed.BY_ACCIDENT: Action.WAIT, Missed.IN_OUTAGE: Action.AGAIN}
_ONLY_STREAMS = re.compile(
    r"^(?=.*(?:stream|流式))(?!.*enable_thinking).*(?:only|must|enable|require|non-stream|仅|只|必须|请)",
    re.IGNORECASE | re.DOTALL,
)
"""A refusal that asks for `stream`. One that names `enable_thinking` offers another way, which costs fewer tokens."""


class Teacher:
    """A teacher behind one or several URLs. Use it as an async context manager; `ask` may be called concurrently."""

    def __init__(self, connection: Connection, jitter: Random, say: Reporter = lambda _: None) -> None:
        self._connection = connection
        self._retry = connection.retry
        self._secrets = connection.secrets
        self._jitter = jitter
        self._say = say
        self._streams = connection.stream
        self._asks_usage = True
        _raise_file_limit(connection.concurrency * len(connection.urls) + _SPARE_FILES)
        self._endpoints = [Endpoint(url, connection.concurrency, self._retry, say) for url in connection.urls]
        self._transports = {
            endpoint: Transport(endpoint.url, connection.concurrency, self._retry.timeout)
            for endpoint in self._endpoints
        }
        self._request = _request_fields(connection)
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        for transport in self._transports.values():
            await self._open.enter_async_context(transport)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    @property
    def answered(self) -> int:
        """The number of complete replies."""
        return sum(endpoint.answered for endpoint in self._endpoints)

    @property
    def limit(self) -> int:
        """The maximum number of requests in flight: a server that is away takes none."""
        return self._connection.concurrency * max(1, sum(each.away_since is None for each in self._endpoints))

    async def ask(self, prompt: Prompt, stop: asyncio.Event) -> Result:
        """Send a prompt until its slot ends or its attempts are used up. No attempt starts once `stop` is set.

        Raises TeacherRefused or TeacherUnreachable if no request can succeed.
        """
        attempts = failures = 0
        began = time.monotonic()
        while endpoint := await self._ready(stop):
            attempts += 1
            result = await self._attempt(endpoint, prompt, attempts)
            if isinstance(result, Answer):
                return result
            if result.action is Action.AGAIN:
                began = time.monotonic()
                continue
            final = FinalFault(prompt.slot, prompt.sha, result.code, result.message, time.time(), attempts)
            if result.action is Action.CLOSE:
                return final
            if result.action is Action.STOP:
                raise refused(self._connection, endpoint, result, final)
            failures += result.action is not Action.WAIT
            if self._used_up(endpoint, result, failures, time.monotonic() - began):
                return OpenSlot(prompt.slot, result.code, result.message, 0)
            await self._wait(result, attempts, stop)
        return OpenSlot(prompt.slot, "stopped", "the run was stopped before the next attempt", 0)

    async def _ready(self, stop: asyncio.Event) -> Endpoint | None:
        """Wait for an address that takes a request. Returns None once the run is stopped. Raises TeacherUnreachable."""
        while not stop.is_set():
            self._check_patience()
            endpoint = min(self._endpoints, key=lambda each: (each.ready_in(), each.load))
            if (seconds := endpoint.ready_in()) <= 0:
                endpoint.begin()
                return endpoint
            await _pause(min(seconds, _MAX_POLL), stop)
        return None

    async def _attempt(self, endpoint: Endpoint, prompt: Prompt, number: int) -> Answer | Fault:
        sent, url, streams = time.monotonic(), endpoint.url, self._streams
        try:
            async with asyncio.timeout(self._retry.timeout):
                response = await self._transports[endpoint].post(url, self._body(prompt), self._headers(endpoint))
            found = read_response(response, time.time())
        except (aiohttp.ClientError, TooLarge, OSError, ValueError) as error:
            found = fault_of_exception(error)
        finally:
            endpoint.end()
        if isinstance(found, Fault):
            fault = replace(found, message=redact(found.message, self._secrets))
            noted = self._noted(endpoint, fault, sent)
            return self._another_way(endpoint, fault, url, streams) or noted
        endpoint.responded(sent)
        endpoint.complete()
        return Answer(prompt.slot, prompt.sha, found, time.time(), round(time.monotonic() - sent, 3), number)

    def _body(self, prompt: Prompt) -> bytes:
        messages = [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}]
        stream: dict[str, Any] = {"stream": True} if self._streams else {}
        if self._streams and self._asks_usage:
            stream["stream_options"] = {"include_usage": True}
        body = {"model": self._connection.model, "messages": messages, **stream, **self._request}
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

    def _headers(self, endpoint: Endpoint) -> dict[str, str]:
        return {"Authorization": authorization(endpoint.base_url, self._connection.key), **self._connection.headers}

    def _another_way(self, endpoint: Endpoint, fault: Fault, url: str, streamed: bool) -> Fault | None:
        """Return a fault that sends the request again if the refusal says how, or if a path may be missing."""
        again = replace(fault, action=Action.AGAIN)
        if fault.status in WRONG_PATH_STATUSES or fault.code in MISLED:
            return again if endpoint.try_version(url) else None
        if fault.action is not Action.STOP:
            return None
        if not streamed and (self._streams or _ONLY_STREAMS.match(fault.message)):
            self._stream_from_now_on()
            return again
        if streamed and "stream_options" in fault.message:
            self._asks_usage = False
            return again
        return None

    def _stream_from_now_on(self) -> None:
        if not self._streams:
            self._streams = True
            self._say("this model only streams its replies; requests now stream (--stream does so from the start)")

    def _noted(self, endpoint: Endpoint, fault: Fault, sent: float) -> Fault:
        """Let the address know of a fault. Returns it with the action for this request."""
        if fault.action is Action.AWAY:
            missed = endpoint.missed(sent, fault.message, reached=fault.code != CONNECTION, asked=fault.retry_after)
            return replace(fault, action=_AFTER_MISS[missed])
        if fault.code in UNDECIDED:
            endpoint.undecided(sent)
        else:
            endpoint.responded(sent)
        if fault.action is Action.WAIT:
            endpoint.limited(fault.retry_after, fault.message)
        return fault

    def _check_patience(self) -> None:
        """Raises TeacherUnreachable if all addresses have been away for too long."""
        endpoint = min(self._endpoints, key=Endpoint.away_for)
        if endpoint.away_since is not None and endpoint.away_for() >= self._patience(endpoint):
            raise unreachable(endpoint)

    def _patience(self, endpoint: Endpoint) -> float:
        """Return the seconds to wait for an address. One that was never reached is probably wrong."""
        return self._retry.outage if endpoint.reached else _FIRST_PATIENCE * self._retry.backoff

    def _used_up(self, endpoint: Endpoint, fault: Fault, failures: int, waited: float) -> bool:
        """Return True if the slot should be left open. Raises TeacherUnreachable if the address is wrong."""
        if waited + (fault.retry_after or 0) > _MAX_LIMITED:
            return True
        if fault.action is Action.WAIT:
            return False
        if fault.code in MISLED and not self.answered and failures >= _FIRST_CONTACT_ATTEMPTS:
            raise wrong_address(endpoint, fault)
        return failures >= self._retry.attempts

    async def _wait(self, fault: Fault, attempts: int, stop: asyncio.Event) -> None:
        """Wait for a random part of an exponential backoff (full jitter), or for Retry-After; `stop` ends the wait."""
        longest = min(_MAX_WAIT, self._retry.backoff * 2 ** min(attempts, 10))
        seconds = self._jitter.uniform(0, longest)
        if fault.retry_after is not None:
            seconds = fault.retry_after + self._jitter.uniform(0, self._retry.backoff)
        await _pause(seconds, stop)


async def _pause(seconds: float, stop: asyncio.Event) -> None:
    """Wait for a number of seconds, or until `stop` is set."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()


def _request_fields(connection: Connection) -> dict[str, Any]:
    """Request fields besides model and messages. The extra body comes last, so it overrides all other fields."""
    fields: dict[str, Any] = {"temperature": connection.temperature, "top_p": connection.top_p}
    if connection.max_tokens:
        fields["max_tokens"] = connection.max_tokens
    return fields | dict(connection.extra_body)


def _raise_file_limit(wanted: int) -> None:
    """Raise the soft limit on open files, which is often 1024: each request in flight needs a socket."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard) if hard >= 0 else wanted, hard))
