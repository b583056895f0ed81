"""Client for a teacher behind an OpenAI-compatible API: the attempts, deadlines and waits of one request.

The retries of the `openai` client are off because it does not report billed attempts and its waits cannot be
interrupted. Response bodies are kept as received: they are what was paid for, and building the client's objects would
take longer than all other processing.
"""

from __future__ import annotations

import asyncio
import json
import resource
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from random import Random
from types import TracebackType
from typing import Any, Self

import openai

from selfinstruct.errors import SelfinstructError, TeacherRefused, TeacherUnreachable
from selfinstruct.schema.redaction import redact
from selfinstruct.schema.reply import Answer, FinalFault, OpenSlot, Prompt
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.faults import QUOTA_CODES, Action, Fault, fault_of_body, fault_of_exception
from selfinstruct.teachers.protocol import RequestRefused, Result
from selfinstruct.teachers.urls import is_loopback, public_url

_FIRST_CONTACT_ATTEMPTS = 3
_MAX_WAIT = 60.0
_LIST_SECONDS = 10.0
_MAX_LIMITED = 900.0
"""Time in seconds after which a request is no longer retried, including a wait that the server asks for."""
_SPARE_FILES = 64
_UNSENT = dict.fromkeys(
    (
        *("X-Stainless-OS", "X-Stainless-Arch", "X-Stainless-Runtime", "X-Stainless-Runtime-Version"),
        *("X-Stainless-Lang", "X-Stainless-Package-Version", "X-Stainless-Async"),
        *("X-Stainless-Retry-Count", "X-Stainless-Read-Timeout"),
    ),
    openai.Omit(),
)
"""Headers in which the client describes this machine and itself. No teacher needs them."""


class Teacher:
    """A teacher behind a URL. Use it as an async context manager; `ask` may be called concurrently."""

    def __init__(self, connection: Connection, jitter: Random) -> None:
        self._connection = connection
        self._retry = connection.retry
        self._secrets: Collection[str] = (connection.key,)
        self._jitter = jitter
        self._blocked_until = 0.0
        self.answered = 0
        _raise_file_limit(connection.concurrency + _SPARE_FILES)
        self._client = openai.AsyncOpenAI(
            api_key=connection.key,
            base_url=connection.url or None,
            max_retries=0,
            timeout=connection.retry.timeout,
            http_client=_http_client(connection),
        )
        self._request = _request_fields(connection)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.close()

    async def ask(self, prompt: Prompt, stop: asyncio.Event) -> Result:
        """Send a prompt until its slot ends or its attempts are used up. No attempt starts once `stop` is set.

        Raises TeacherRefused or TeacherUnreachable if no request can succeed.
        """
        attempts = failures = 0
        began = time.monotonic()
        while await self._may_begin(stop):
            attempts += 1
            result = await self._attempt(prompt, attempts)
            if isinstance(result, Answer):
                self.answered += 1
                return result
            final = FinalFault(prompt.slot, prompt.sha, result.code, result.message, time.time(), attempts)
            if result.action is Action.CLOSE:
                return final
            if result.action is Action.STOP:
                raise self._refused(result, final)
            failures += result.action is Action.RETRY
            if self._used_up(result, failures, time.monotonic() - began):
                return OpenSlot(prompt.slot, result.code, result.message, 0)
            await self._wait(result, attempts, stop)
        return OpenSlot(prompt.slot, "stopped", "the run was stopped before the next attempt", 0)

    async def models(self) -> list[str]:
        """Return the sorted names of the available models, or an empty list if the server does not list them.

        Raises TeacherUnreachable if there is no connection to the server.
        """
        try:
            async with asyncio.timeout(_LIST_SECONDS):
                page = await self._client.models.list(timeout=_LIST_SECONDS)
            return sorted(model.id for model in page.data)
        except openai.APIConnectionError as error:
            raise TeacherUnreachable(fault_of_exception(error, time.time()).message) from error
        except TimeoutError as error:
            raise TeacherUnreachable(f"no reply within {_LIST_SECONDS:.0f} seconds") from error
        except (openai.OpenAIError, ValueError, AttributeError, TypeError):
            return []

    async def _attempt(self, prompt: Prompt, number: int) -> Answer | Fault:
        began = time.monotonic()
        try:
            async with asyncio.timeout(self._retry.timeout):
                body = await self._post(prompt)
        except (openai.OpenAIError, TimeoutError, ValueError, RecursionError) as error:
            return self._clean(fault_of_exception(error, time.time()))
        if fault := fault_of_body(body):
            return self._clean(fault)
        return Answer(prompt.slot, prompt.sha, body, time.time(), round(time.monotonic() - began, 3), number)

    async def _post(self, prompt: Prompt) -> Any:
        """Return the parsed response body, whatever its type.

        Calls the client's `post`, which sends and returns the fields unchanged. `create` would validate them, which
        takes longer than sending them.
        """
        messages = [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}]
        body = {"model": self._connection.model, "messages": messages, **self._request}
        content = await self._client.post("/chat/completions", cast_to=bytes, body=body, options={"headers": _UNSENT})
        if content.lstrip().startswith(b"<") and not self.answered:
            raise self._wrong_address()
        return json.loads(content)

    def _used_up(self, fault: Fault, failures: int, waited: float) -> bool:
        """Return True if the slot should be left open.

        A teacher that has never replied gets fewer attempts to connect: its address is probably wrong.
        """
        if waited + (fault.retry_after or 0) > _MAX_LIMITED:
            return True
        if fault.action is Action.WAIT:
            return False
        attempts = self._retry.attempts
        if fault.code == "connection" and not self.answered:
            attempts = min(attempts, _FIRST_CONTACT_ATTEMPTS)
        return failures >= attempts

    async def _wait(self, fault: Fault, attempts: int, stop: asyncio.Event) -> None:
        """Wait for a random part of an exponential backoff (full jitter), or for Retry-After; `stop` ends the wait."""
        longest = min(_MAX_WAIT, self._retry.backoff * 2 ** min(attempts, 10))
        seconds = self._jitter.uniform(0, longest)
        if fault.retry_after is not None:
            seconds = fault.retry_after + self._jitter.uniform(0, self._retry.backoff)
        if fault.action is Action.WAIT and fault.retry_after is not None:
            self._blocked_until = max(self._blocked_until, time.monotonic() + fault.retry_after)
        await _pause(seconds, stop)

    async def _may_begin(self, stop: asyncio.Event) -> bool:
        """Wait while a rate limit holds all requests back. Returns False once the run is stopped."""
        while not stop.is_set() and (left := self._blocked_until - time.monotonic()) > 0:
            await _pause(left, stop)
        return not stop.is_set()

    def _clean(self, fault: Fault) -> Fault:
        """Redact the key in the message of a fault: a teacher may echo it."""
        return replace(fault, message=redact(fault.message, self._secrets))

    def _refused(self, fault: Fault, final: FinalFault) -> SelfinstructError:
        quota = "the quota is used up: raise it or wait until it is renewed"
        hints = {
            401: f"check the key in {self._connection.key_env}",
            402: "top up the account",
            403: "use a key that has access to this model and region",
            404: (
                f"check --base-url ({self._address}; most end in /v1) and --model ({self._connection.model}; "
                "a different model needs a new --out)"
            ),
            400: "change --extra-body, --max-tokens or --temperature (a change needs a new --out)",
        }
        hint = hints.get(fault.status, quota if fault.code in QUOTA_CODES else hints[400])
        code = "" if fault.code == str(fault.status) else f" ({fault.code})"
        message = f"the teacher refused the request: {fault.message}{code}; {hint}, then run the command again"
        return RequestRefused(message, final) if fault.status in (400, 422) else TeacherRefused(message)

    def _wrong_address(self) -> SelfinstructError:
        return TeacherUnreachable(
            f"{self._address} returned a web page instead of JSON; check --base-url (most end in /v1)"
        )

    @property
    def _address(self) -> str:
        return public_url(str(self._client.base_url))


async def _pause(seconds: float, stop: asyncio.Event) -> None:
    """Wait for a number of seconds, or until `stop` is set."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()


def _http_client(connection: Connection) -> openai.DefaultAioHttpClient:
    """Create an aiohttp-based client with up to 1000 connections. Loopback addresses bypass proxies."""
    return openai.DefaultAioHttpClient(trust_env=not is_loopback(connection.url))


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
