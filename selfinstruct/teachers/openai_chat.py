"""One request to a teacher at any OpenAI-compatible address: attempts, deadlines, waits. Prompts in, endings out.

The client's own retries are off: it neither counts what it buys nor can it be stopped. Bodies are taken
as they are, since they are what was paid for and since building the client's objects from them costs more than
everything else.
"""

from __future__ import annotations

import asyncio
import json
import resource
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from random import Random
from types import TracebackType
from typing import Any, Self

import openai

from selfinstruct.errors import SelfinstructError, TeacherRefused, TeacherUnreachable
from selfinstruct.runs.settings import Settings
from selfinstruct.schema.redaction import redact
from selfinstruct.schema.reply import Answer, Ending, FinalFault, OpenSlot, Prompt
from selfinstruct.teachers.faults import QUOTA_CODES, Action, Fault, fault_of_body, fault_of_exception
from selfinstruct.teachers.urls import is_loopback, public_url

_FIRST_CONTACT_ATTEMPTS = 3
_MAX_WAIT = 60.0
_LIMITED_FOR = 900.0
_SPARE_FILES = 64
_UNSENT = dict.fromkeys(
    (
        *("X-Stainless-OS", "X-Stainless-Arch", "X-Stainless-Runtime", "X-Stainless-Runtime-Version"),
        *("X-Stainless-Lang", "X-Stainless-Package-Version", "X-Stainless-Async"),
        *("X-Stainless-Retry-Count", "X-Stainless-Read-Timeout"),
    ),
    openai.Omit(),
)
"""The client would describe this machine and itself in every request. No teacher needs that."""


class RequestRefused(TeacherRefused):
    """A refusal that may be due to this one request: `ending` is how its slot ends if others are answered."""

    def __init__(self, message: str, ending: FinalFault) -> None:
        super().__init__(message)
        self.ending = ending


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How long one request is worth waiting for.

    `attempts` counts transient faults; `timeout` is the deadline of one attempt; `backoff` is the mean first wait.
    All times are in seconds. Rate limits are no faults: they are waited for up to fifteen minutes a request.
    """

    attempts: int = 6
    timeout: float = 180.0
    backoff: float = 1.0


class Teacher:
    """A teacher behind an address. Use it in `async with`; `ask` may be called many times at once."""

    def __init__(self, settings: Settings, key: str, patience: RetryPolicy, jitter: Random) -> None:
        self._settings = settings
        self._secrets: Collection[str] = (key,)
        self._patience = patience
        self._jitter = jitter
        self._blocked_until = 0.0
        self.answered = 0
        _raise_file_limit(settings.concurrency + _SPARE_FILES)
        url = settings.base_url or None
        self._client = openai.AsyncOpenAI(
            api_key=key, base_url=url, max_retries=0, timeout=patience.timeout, http_client=_http_client(settings)
        )
        self._request = _request_fields(settings)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.close()

    async def ask(self, prompt: Prompt, stop: asyncio.Event) -> Ending | OpenSlot:
        """Ask until the slot ends or its attempts are used up; after `stop` is set, no attempt is begun.

        Raises TeacherRefused or TeacherUnreachable where no request can succeed.
        """
        attempts = failures = 0
        began = time.monotonic()
        while await self._may_begin(stop):
            attempts += 1
            outcome = await self._attempt(prompt, attempts)
            if isinstance(outcome, Answer):
                self.answered += 1
                return outcome
            final = FinalFault(prompt.slot, prompt.sha, outcome.code, outcome.message, time.time(), attempts)
            if outcome.remedy is Action.CLOSE:
                return final
            if outcome.remedy is Action.STOP:
                raise self._refused(outcome, final)
            failures += outcome.remedy is Action.RETRY
            if self._used_up(outcome, failures, time.monotonic() - began):
                return OpenSlot(prompt.slot, outcome.code, outcome.message, 0)
            await self._wait(outcome, attempts, stop)
        return OpenSlot(prompt.slot, "stopped", "the run was stopped before the next attempt", 0)

    async def models(self) -> list[str]:
        """What the address offers, by name; empty where it does not say."""
        try:
            async with asyncio.timeout(10):
                page = await self._client.models.list()
            return sorted(model.id for model in page.data)
        except (openai.OpenAIError, TimeoutError, ValueError, AttributeError, TypeError):
            return []

    async def _attempt(self, prompt: Prompt, number: int) -> Answer | Fault:
        began = time.monotonic()
        try:
            async with asyncio.timeout(self._patience.timeout):
                body = await self._post(prompt)
        except (openai.OpenAIError, TimeoutError, ValueError, RecursionError) as error:
            return self._clean(fault_of_exception(error, time.time()))
        if fault := fault_of_body(body):
            return self._clean(fault)
        return Answer(prompt.slot, prompt.sha, body, time.time(), round(time.monotonic() - began, 3), number)

    async def _post(self, prompt: Prompt) -> Any:
        """The body, whatever it is.

        By the client's `post`, which sends and gives the fields as they are: its `create` checks them against its
        types, and that costs more than sending them.
        """
        messages = [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}]
        body = {"model": self._settings.model, "messages": messages, **self._request}
        content = await self._client.post("/chat/completions", cast_to=bytes, body=body, options={"headers": _UNSENT})
        if content.lstrip().startswith(b"<") and not self.answered:
            raise self._wrong_address()
        return json.loads(content)

    def _used_up(self, fault: Fault, failures: int, waited: float) -> bool:
        """A teacher that was never reached is given up sooner: most likely the address is wrong."""
        if waited + (fault.retry_after or 0) > _LIMITED_FOR:
            return True
        if fault.remedy is Action.WAIT:
            return False
        attempts = self._patience.attempts
        if fault.code == "connection" and not self.answered:
            attempts = min(attempts, _FIRST_CONTACT_ATTEMPTS)
        return failures >= attempts

    async def _wait(self, fault: Fault, attempts: int, stop: asyncio.Event) -> None:
        """Full jitter (a random share of a doubling wait), or what the teacher asks for; ends early on `stop`."""
        longest = min(_MAX_WAIT, self._patience.backoff * 2 ** min(attempts, 10))
        seconds = self._jitter.uniform(0, longest)
        if fault.retry_after is not None:
            seconds = fault.retry_after + self._jitter.uniform(0, self._patience.backoff)
        if fault.remedy is Action.WAIT and fault.retry_after is not None:
            self._blocked_until = max(self._blocked_until, time.monotonic() + fault.retry_after)
        await _pause(seconds, stop)

    async def _may_begin(self, stop: asyncio.Event) -> bool:
        """Wait while a rate limit holds everything back; False once the run is stopped."""
        while not stop.is_set() and (left := self._blocked_until - time.monotonic()) > 0:
            await _pause(left, stop)
        return not stop.is_set()

    def _clean(self, fault: Fault) -> Fault:
        """A teacher may echo the key in what it says."""
        return replace(fault, message=redact(fault.message, self._secrets))

    def _refused(self, fault: Fault, final: FinalFault) -> SelfinstructError:
        quota = "the quota is used up: raise it, or wait until it is renewed"
        hints = {
            401: f"check the key in {self._settings.key_env}",
            402: "top up the account",
            403: "the key may not use this model or this region",
            404: f"check --base-url ({self._address}) and --model ({self._settings.model}; that with a new --out)",
            400: "change the request with --extra-body, --max-tokens or --temperature, and with another --out",
        }
        hint = hints.get(fault.status, quota if fault.code in QUOTA_CODES else hints[400])
        message = f"the teacher refuses: {fault.message} ({fault.code}); {hint}, then run the same command again"
        return RequestRefused(message, final) if fault.status in (400, 422) else TeacherRefused(message)

    def _wrong_address(self) -> SelfinstructError:
        return TeacherUnreachable(
            f"{self._address} answers with a web page instead of JSON; check --base-url (most end in /v1)"
        )

    @property
    def _address(self) -> str:
        return public_url(str(self._client.base_url))


async def _pause(seconds: float, stop: asyncio.Event) -> None:
    """Wait, but no longer than until the run is stopped."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()


def _http_client(settings: Settings) -> openai.DefaultAioHttpClient:
    """The client over aiohttp, with room for 1000 connections. Loopback is never reached through a proxy."""
    return openai.DefaultAioHttpClient(trust_env=not is_loopback(settings.base_url))


def _request_fields(settings: Settings) -> dict[str, Any]:
    """What every request has besides its messages. `--extra-body` comes last: it may replace anything."""
    fields: dict[str, Any] = {"temperature": settings.temperature, "top_p": settings.top_p}
    if settings.max_tokens:
        fields["max_tokens"] = settings.max_tokens
    return fields | dict(settings.extra_body)


def _raise_file_limit(wanted: int) -> None:
    """Each request in flight holds a socket, and the soft limit of open files is often 1024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard) if hard >= 0 else wanted, hard))
