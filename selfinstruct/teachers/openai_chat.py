"""Client for a teacher behind an OpenAI-compatible API: the attempts, deadlines and waits of one request.

Requests are sent with aiohttp, not with the `openai` package: it needs four times the CPU time, does not bound what it
reads, and its retries cannot be interrupted. Bodies are kept as received: they are what was paid for.
"""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from random import Random
from types import TracebackType
from typing import Any, Self

from selfinstruct.errors import TeacherUnreachable
from selfinstruct.schema.reply import Answer, FinalFault, OpenSlot, Prompt, Usage, usage_of
from selfinstruct.teachers.attempts import OnAttempt, attempt_of
from selfinstruct.teachers.breaker import Breaker
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.diagnosis import MAX_LIMITED, MAX_WAIT, diagnose
from selfinstruct.teachers.endpoint import Endpoint, Sent
from selfinstruct.teachers.exchange import Exchange, exchange
from selfinstruct.teachers.faults import MISLED, UNDECIDED, Fault, misses_path
from selfinstruct.teachers.http import used_up_for
from selfinstruct.teachers.pace import Pace
from selfinstruct.teachers.protocol import BUDGET, UNMETERED, Meter, Reporter, Result
from selfinstruct.teachers.refusals import refused, unreachable, wrong_address
from selfinstruct.teachers.remedies import Action
from selfinstruct.teachers.request import RequestForm, Way
from selfinstruct.teachers.transport import Transport

_FIRST_CONTACT_ATTEMPTS = 3
_FIRST_PATIENCE = 3.0
"""Waits for an address that was never reached, in units of the backoff."""
_MAX_WAIT_FOR_LIMIT = 15.0
"""Longest backoff after a rate limit: a request that waits keeps its place, and the limiter slows all of them."""
_MAX_POLL = 0.5
_SPARE_FILES = 64


class Teacher:
    """A teacher behind one or several URLs. Use it as an async context manager; `ask` may be called concurrently.

    `meter` counts what the requests use, and `on_attempt` is called at the end of each attempt.
    """

    def __init__(
        self,
        connection: Connection,
        jitter: Random,
        say: Reporter = lambda _: None,
        meter: Meter = UNMETERED,
        on_attempt: OnAttempt | None = None,
    ) -> None:
        self._connection = connection
        self._retry = connection.retry
        self._jitter = jitter
        self._say = say
        self._meter = meter
        self._on_attempt = on_attempt
        self._breaker = Breaker()
        self._pace = Pace(connection.rpm, connection.tpm)
        self._form = RequestForm(connection, say)
        _raise_file_limit(connection.concurrency * len(connection.urls) + _SPARE_FILES)
        several = len(connection.urls) > 1
        self._endpoints = [Endpoint(url, connection.concurrency, self._retry, say, several) for url in connection.urls]
        for endpoint in self._endpoints:
            endpoint.reached = connection.is_known
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
        """The number of requests that may be in flight now: a server that is away takes none."""
        limits = [each.limiter.limit for each in self._endpoints if not each.is_away]
        return sum(limits) or max(each.limiter.limit for each in self._endpoints)

    @property
    def waits_for(self) -> str:
        """The addresses that all requests wait for, as text; "" while an address takes requests."""
        reasons = [endpoint.waits_for for endpoint in self._endpoints]
        return " and ".join(reasons) if all(reasons) else ""

    async def ask(self, prompt: Prompt, stop: asyncio.Event) -> Result:
        """Send a prompt until its slot ends, or its attempts or the budget are used up.

        No attempt starts once `stop` is set. Raises TeacherRefused or TeacherUnreachable if no request can succeed.
        """
        attempts = failures = 0
        began = time.monotonic()
        endpoint: Endpoint | None = None
        while endpoint := await self._ready(stop, avoided=endpoint):
            attempts += 1
            result = await self._attempt(endpoint, prompt, attempts, stop)
            if isinstance(result, Answer | OpenSlot):
                return result
            if result.action is Action.AGAIN:
                began = time.monotonic()
                continue
            final = FinalFault(prompt.slot, prompt.sha, result.code, result.message, time.time(), attempts)
            if result.action is Action.CLOSE:
                return final
            self._raise_if_hopeless(endpoint, result, final)
            failures += result.action is not Action.WAIT
            if self._used_up(endpoint, result, failures, began):
                return OpenSlot(prompt.slot, result.code, _why_open(result), 0)
            if not self._has_another(endpoint):
                with endpoint.backing_off():
                    await self._wait(result, attempts, stop)
        return _stopped(prompt.slot)

    def _raise_if_hopeless(self, endpoint: Endpoint, fault: Fault, ending: FinalFault) -> None:
        """Raises TeacherRefused or TeacherUnreachable if other requests will fail, too."""
        if fault.action in (Action.STOP, Action.REFUSED):
            raise refused(self._connection, self._form.fields, endpoint, fault, ending)
        if why := self._breaker.why_open():
            raise TeacherUnreachable(f"{why}; try again later, or use another --model or --base-url")

    async def _ready(self, stop: asyncio.Event, avoided: Endpoint | None) -> Endpoint | None:
        """Wait for an address that takes a request; another than the one that has just failed, if there is one.

        Returns None once the run is stopped. Raises TeacherUnreachable.
        """
        while not stop.is_set():
            self._check_patience()
            endpoint = self._best(avoided)
            if (seconds := max(endpoint.ready_in(), self._pace.ready_in())) <= 0:
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

    async def _attempt(
        self, endpoint: Endpoint, prompt: Prompt, number: int, stop: asyncio.Event
    ) -> Answer | OpenSlot | Fault:
        """Send a request once. Returns an open slot if the budget has no room for it, or if the run was stopped."""
        bound = self._form.output_bound
        url, way = endpoint.url, self._form.way  # as reserved: another request may change them meanwhile
        sent, expected = endpoint.begin(), self._pace.begin(len(prompt.user) + bound)
        got: Exchange | None = None
        try:
            if not await self._meter.begin(prompt, bound):
                return OpenSlot(prompt.slot, BUDGET, "the budget is used up", 0)
            if stop.is_set():
                self._meter.end(prompt.slot, None)
                return _stopped(prompt.slot)
            sent.at = time.monotonic()
            got = await self._send(endpoint, url, prompt, way)
            self._log(endpoint, sent, prompt.slot, number, got)
        finally:
            endpoint.end(sent)
            self._pace.end(expected, _billed(got.found) if got else None)
        if isinstance(got.found, Fault):
            return self._diagnosed(endpoint, got.found, sent, url, way)
        endpoint.responded()
        endpoint.complete(sent, used_up_for(got.headers, time.time()))
        self._breaker.usable()
        return Answer(prompt.slot, prompt.sha, got.found, time.time(), round(time.monotonic() - sent.at, 3), number)

    def _log(self, endpoint: Endpoint, sent: Sent, slot: int, number: int, got: Exchange) -> None:
        if self._on_attempt is not None:
            seconds, limit = time.monotonic() - sent.at, endpoint.limiter.limit
            self._on_attempt(attempt_of(got, slot, number, endpoint.name, seconds, limit, endpoint.load))

    async def _send(self, endpoint: Endpoint, url: str, prompt: Prompt, way: Way) -> Exchange:
        """Send a request and note what it used. If it is cancelled, it may have been billed."""
        usage: Usage | None = Usage(0, 0)
        try:
            body = self._form.body(prompt, way)
            got = await exchange(self._connection, self._transports[endpoint], endpoint.base_url, url, body)
            usage = _billed(got.found)
            return got
        finally:
            self._meter.end(prompt.slot, usage)

    def _diagnosed(self, endpoint: Endpoint, fault: Fault, sent: Sent, url: str, way: Way) -> Fault:
        """Return a fault with the action for this request, after what it says about the server was noted."""
        found = diagnose(endpoint, fault, sent)
        if found.action is Action.RETRY and found.code not in UNDECIDED:
            self._breaker.unusable(found.message)
        is_solved = self._form.adapt(fault, way, is_answered=self.answered > 0)
        is_solved = is_solved or (misses_path(fault) and endpoint.try_version(url))
        return replace(found, action=Action.AGAIN) if is_solved else found

    def _check_patience(self) -> None:
        """Raises TeacherUnreachable if all addresses have been away for too long."""
        if all(each.is_away and each.outage.lasts() >= self._patience(each) for each in self._endpoints):
            raise unreachable(max(self._endpoints, key=lambda each: each.reached))

    def _patience(self, endpoint: Endpoint) -> float:
        """Return the seconds to wait for an address. One that was never reached is probably wrong."""
        return self._retry.outage if endpoint.reached else _FIRST_PATIENCE * self._retry.backoff

    def _used_up(self, endpoint: Endpoint, fault: Fault, failures: int, began: float) -> bool:
        """Return True if the slot should be left open. Raises TeacherUnreachable if the address is wrong.

        A rate limit uses up a request only if nothing else is answered either.
        """
        if fault.action is Action.WAIT:
            return endpoint.silent_for(began) + (fault.retry_after or 0) > MAX_LIMITED
        if fault.code in MISLED and not self.answered and failures >= _FIRST_CONTACT_ATTEMPTS:
            raise wrong_address(endpoint, fault)
        return failures >= self._retry.attempts

    async def _wait(self, fault: Fault, attempts: int, stop: asyncio.Event) -> None:
        """Wait for a random part of an exponential backoff (full jitter), or for Retry-After; `stop` ends the wait."""
        most = MAX_WAIT if fault.action is not Action.WAIT else _MAX_WAIT_FOR_LIMIT
        longest = min(most, self._retry.backoff * 2 ** min(attempts, 10))
        seconds = self._jitter.uniform(0, longest)
        if fault.retry_after is not None:
            seconds = fault.retry_after + self._jitter.uniform(0, self._retry.backoff)
        await _pause(seconds, stop)


def _stopped(slot: int) -> OpenSlot:
    return OpenSlot(slot, "stopped", "the run was stopped before the next attempt", 0)


def _why_open(fault: Fault) -> str:
    """Return the words of the last fault, and the pause that was asked for if it is longer than a request waits."""
    is_long = fault.retry_after is not None and fault.retry_after > MAX_WAIT
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


def _billed(found: Mapping[str, Any] | Fault) -> Usage | None:
    """Return the tokens of an attempt, 0 if they are not known, or None if nothing was billed."""
    if isinstance(found, Fault):
        return Usage(0, 0) if found.may_be_billed else None
    return usage_of(found)
