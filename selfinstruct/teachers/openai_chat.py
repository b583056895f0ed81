"""Client for a teacher behind an OpenAI-compatible API: the attempts, deadlines and waits of one request.

Requests are sent with aiohttp, not with the `openai` package: it needs four times the CPU time, does not bound what it
reads, and its retries cannot be interrupted. Bodies are kept as received: they are what was paid for.
"""

from __future__ import annotations

import asyncio
import resource
import time
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from random import Random
from types import TracebackType
from typing import Self

from selfinstruct.schema.reply import Answer, FinalFault, OpenSlot, Prompt
from selfinstruct.teachers.attempts import OnAttempt, attempt_of
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.endpoint import Endpoint, Sent
from selfinstruct.teachers.exchange import exchange
from selfinstruct.teachers.faults import (
    CONNECTION,
    DISCONNECTED,
    MISLED,
    UNDECIDED,
    Fault,
    misses_path,
)
from selfinstruct.teachers.outage import Missed
from selfinstruct.teachers.protocol import Reporter, Result
from selfinstruct.teachers.refusals import refused, unreachable, wrong_address
from selfinstruct.teachers.remedies import Action, Why
from selfinstruct.teachers.request import RequestForm
from selfinstruct.teachers.transport import Transport

_FIRST_CONTACT_ATTEMPTS = 3
_FIRST_PATIENCE = 3.0
"""Waits for an address that was never reached, in units of the backoff."""
_MAX_WAIT = 60.0
_WORKED = 1.0
"""Seconds after which a closed connection means that a server was there and worked on the request."""
_MAX_LIMITED = 900.0
"""Time in seconds after which a request is no longer retried, including a wait that the server asks for."""
_MAX_POLL = 0.5
_SPARE_FILES = 64
_AFTER_MISS = {Missed.ALONE: Action.RETRY, Missed.BY_ACCIDENT: Action.WAIT, Missed.IN_OUTAGE: Action.AGAIN}


class Teacher:
    """A teacher behind one or several URLs. Use it as an async context manager; `ask` may be called concurrently.

    `on_attempt`, if given, is called at the end of each attempt.
    """

    def __init__(
        self,
        connection: Connection,
        jitter: Random,
        say: Reporter = lambda _: None,
        on_attempt: OnAttempt | None = None,
    ) -> None:
        self._connection = connection
        self._retry = connection.retry
        self._jitter = jitter
        self._say = say
        self._on_attempt = on_attempt
        self._form = RequestForm(connection, say)
        _raise_file_limit(connection.concurrency * len(connection.urls) + _SPARE_FILES)
        several = len(connection.urls) > 1
        self._endpoints = [Endpoint(url, connection.concurrency, self._retry, say, several) for url in connection.urls]
        self._transports = {
            endpoint: Transport(endpoint.url, connection.concurrency, self._retry.timeout)
            for endpoint in self._endpoints
        }
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
        return self._connection.concurrency * max(1, sum(not each.is_away for each in self._endpoints))

    @property
    def waits_for(self) -> str:
        """The addresses that all requests wait for, as text; "" while an address takes requests."""
        reasons = [endpoint.waits_for for endpoint in self._endpoints]
        return " and ".join(reasons) if all(reasons) else ""

    async def ask(self, prompt: Prompt, stop: asyncio.Event) -> Result:
        """Send a prompt until its slot ends or its attempts are used up. No attempt starts once `stop` is set.

        Raises TeacherRefused or TeacherUnreachable if no request can succeed.
        """
        attempts = failures = 0
        began = time.monotonic()
        endpoint: Endpoint | None = None
        while endpoint := await self._ready(stop, avoided=endpoint):
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
            if result.action in (Action.STOP, Action.REFUSED):
                raise refused(self._connection, self._form.fields, endpoint, result, final)
            failures += result.action is not Action.WAIT
            if self._used_up(endpoint, result, failures, time.monotonic() - began):
                return OpenSlot(prompt.slot, result.code, _why_open(result), 0)
            if not self._has_another(endpoint):
                await self._wait(result, attempts, stop)
        return OpenSlot(prompt.slot, "stopped", "the run was stopped before the next attempt", 0)

    async def _ready(self, stop: asyncio.Event, avoided: Endpoint | None) -> Endpoint | None:
        """Wait for an address that takes a request; another than the one that has just failed, if there is one.

        Returns None once the run is stopped. Raises TeacherUnreachable.
        """
        while not stop.is_set():
            self._check_patience()
            endpoint = self._best(avoided)
            if (seconds := endpoint.ready_in()) <= 0:
                return endpoint
            await _pause(min(seconds, _MAX_POLL), stop)
        return None

    def _has_another(self, endpoint: Endpoint) -> bool:
        return any(each is not endpoint and each.ready_in() <= 0 for each in self._endpoints)

    def _best(self, avoided: Endpoint | None) -> Endpoint:
        """Return the address that takes a request first. A server that is away is looked for before others are used."""

        def rank(each: Endpoint) -> tuple[float, bool, int, int]:
            return each.ready_in(), not each.is_away, each.failures, each.load

        others = min((each for each in self._endpoints if each is not avoided), key=rank, default=None)
        return others if others and others.ready_in() <= _MAX_POLL else min(self._endpoints, key=rank)

    async def _attempt(self, endpoint: Endpoint, prompt: Prompt, number: int) -> Answer | Fault:
        sent, url, way = endpoint.begin(), endpoint.url, self._form.way
        try:
            body = self._form.body(prompt, way)
            got = await exchange(self._connection, self._transports[endpoint], endpoint.base_url, url, body)
            if self._on_attempt is not None:
                seconds, limit = time.monotonic() - sent.at, self._connection.concurrency
                self._on_attempt(attempt_of(got, prompt.slot, number, endpoint.name, seconds, limit, endpoint.load))
        finally:
            endpoint.end(sent)
        if isinstance(got.found, Fault):
            noted = self._noted(endpoint, got.found, sent)
            is_solved = self._form.adapt(got.found, way, is_answered=self.answered > 0)
            is_solved = is_solved or (misses_path(got.found) and endpoint.try_version(url))
            return replace(noted, action=Action.AGAIN) if is_solved else noted
        endpoint.responded()
        endpoint.complete()
        return Answer(prompt.slot, prompt.sha, got.found, time.time(), round(time.monotonic() - sent.at, 3), number)

    def _noted(self, endpoint: Endpoint, fault: Fault, sent: Sent) -> Fault:
        """Let the address know of a fault. Returns it with the action for this request."""
        is_limit = fault.action in (Action.WAIT, Action.QUOTA) or fault.why is Why.QUOTA
        if not is_limit and fault.retry_after is not None:
            fault = replace(fault, retry_after=min(fault.retry_after, _MAX_WAIT))
        if fault.action is Action.AWAY:
            worked = fault.code == DISCONNECTED and time.monotonic() - sent.at >= _WORKED
            reached = worked or fault.code not in (CONNECTION, DISCONNECTED)
            missed = endpoint.missed(sent, fault.message, reached, fault.retry_after)
            return replace(fault, action=_AFTER_MISS[missed])
        if fault.code in UNDECIDED:
            endpoint.undecided(sent)
        else:
            endpoint.responded()
        endpoint.failures += fault.action is Action.RETRY
        if fault.action is Action.QUOTA or (fault.why is Why.QUOTA and fault.retry_after is not None):
            fault = replace(fault, action=Action.WAIT if self._may_be_renewed(endpoint, fault) else Action.STOP)
        if fault.action is Action.WAIT:
            endpoint.limited(fault.retry_after, fault.message)
        return fault

    def _may_be_renewed(self, endpoint: Endpoint, fault: Fault) -> bool:
        """Return True if a used-up quota is worth waiting for: until a time that is named, or a minute."""
        if fault.retry_after is not None:
            return fault.retry_after <= _MAX_LIMITED
        return endpoint.may_be_a_rate_limit()

    def _check_patience(self) -> None:
        """Raises TeacherUnreachable if all addresses have been away for too long."""
        if all(each.is_away and each.outage.lasts() >= self._patience(each) for each in self._endpoints):
            raise unreachable(max(self._endpoints, key=lambda each: each.reached))

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


def _why_open(fault: Fault) -> str:
    """Return the words of the last fault, and the pause that was asked for if it is longer than a request waits."""
    is_long = fault.retry_after is not None and fault.retry_after > _MAX_WAIT
    return f"{fault.message}; the server asks to wait for {fault.retry_after:.0f} s" if is_long else fault.message


async def _pause(seconds: float, stop: asyncio.Event) -> None:
    """Wait for a number of seconds, or until `stop` is set."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()


def _raise_file_limit(wanted: int) -> None:
    """Raise the soft limit on open files, which is often 1024: each request in flight needs a socket."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard) if hard >= 0 else wanted, hard))
