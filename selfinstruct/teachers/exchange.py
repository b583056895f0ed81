"""One request and its response: the body of a reply, or the fault, without secrets in its words."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import aiohttp

from selfinstruct.schema.redaction import redact
from selfinstruct.teachers.bodies import TooLarge
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.faults import Fault, fault_of_exception, read_response
from selfinstruct.teachers.transport import Transport
from selfinstruct.teachers.urls import OPENAI, authorization, host_of

_MAX_MESSAGE = 350


@dataclass(frozen=True, slots=True)
class Exchange:
    """What came back: the body of a complete reply or a fault, and the headers of the response, if there was one.

    `status` is that of the response, or 0 without a complete one.
    """

    found: Any | Fault
    headers: Mapping[str, str]
    status: int = 0


async def exchange(connection: Connection, transport: Transport, base_url: str, url: str, body: bytes) -> Exchange:
    """Send a body to a URL below a base URL, within the time limit of one attempt."""
    headers: Mapping[str, str] = {}
    status = 0
    try:
        async with asyncio.timeout(connection.retry.timeout):
            response = await transport.post(url, body, headers_of(connection, base_url))
        headers, status = response.headers, response.status
        found = read_response(response, time.time(), connection.rules)
    except (aiohttp.ClientError, TooLarge, OSError, ValueError) as error:
        found = fault_of_exception(error)
    return Exchange(without_secrets(found, connection.secrets) if isinstance(found, Fault) else found, headers, status)


def headers_of(connection: Connection, base_url: str) -> dict[str, str]:
    """Return the headers of a request to an address: the key, and those of the provider and the account."""
    account = connection.openai_headers if host_of(base_url) == host_of(OPENAI) else {}
    key = {"Authorization": authorization(base_url, connection.key)}
    return {**connection.provider.headers, **key, **account}


def without_secrets(fault: Fault, secrets: tuple[str, ...]) -> Fault:
    """Return a fault with the words of the server on one line, without secrets: it may repeat what it was sent."""
    message, code = (_one_line(redact(text, secrets)) for text in (fault.message, fault.code))
    return replace(fault, message=message, code=code)


def _one_line(text: str) -> str:
    """Return the start of a server's message without line breaks and control characters."""
    return "".join(filter(str.isprintable, " ".join(text.split())))[:_MAX_MESSAGE]
