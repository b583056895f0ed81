"""Send one tiny request, and note what the response shows about the server."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from selfinstruct.errors import SelfinstructError, TeacherUnreachable
from selfinstruct.schema.reply import FinalFault, Prompt, prompt_sha
from selfinstruct.teachers.attempts import OnAttempt, attempt_of
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.endpoint import Endpoint
from selfinstruct.teachers.exchange import exchange
from selfinstruct.teachers.faults import Fault, misses_path
from selfinstruct.teachers.protocol import Reporter
from selfinstruct.teachers.refusals import refused
from selfinstruct.teachers.remedies import Action
from selfinstruct.teachers.request import RequestForm
from selfinstruct.teachers.transport import Transport
from selfinstruct.teachers.urls import OPENAI

_SYSTEM = "你是一个助手。"
_QUESTION = "请只回答一个字：好"
_MAX_TOKENS = 64
"""Enough to see whether a model thinks; one that does is cut off."""
_MAX_TRIES = 6
"""Ways of sending a request that are tried, as refusals say how."""
_REFUSALS = (Action.STOP, Action.REFUSED, Action.CLOSE, Action.QUOTA)
_NEXT = {
    Action.AWAY: "start the server, or check --base-url and the network connection",
    Action.WAIT: "the rate limit is reached or the server is busy; try again in a minute",
    Action.RETRY: "try again, and check --base-url (most end in /v1)",
}


@dataclass(frozen=True, slots=True)
class Trial:
    """What one request showed: the body of the reply or the fault, the headers of the response, and the seconds.

    `url` is the base URL that was used, and `is_moved` true if `/v1` was missing in it; `streamed` is true if a stream
    was requested. `error` explains a fault.
    """

    found: Mapping[str, Any] | Fault
    streamed: bool
    seconds: float
    headers: Mapping[str, str]
    url: str
    is_moved: bool
    error: SelfinstructError | None


async def try_once(connection: Connection, base_url: str, say: Reporter, on_attempt: OnAttempt | None = None) -> Trial:
    """Ask one address for a tiny streamed reply. A refusal that says how to ask is followed."""
    small = replace(connection, stream=True, max_tokens=min(_MAX_TOKENS, connection.max_tokens))
    form, endpoint = RequestForm(small, say), Endpoint(base_url, 1, connection.retry, say)
    prompt = Prompt(0, _SYSTEM, _QUESTION, (), prompt_sha(_SYSTEM, _QUESTION))
    async with Transport(endpoint.url, 1, connection.retry.timeout) as transport:
        for number in range(1, _MAX_TRIES + 1):
            way, url, began = form.way, endpoint.url, time.monotonic()
            got = await exchange(small, transport, base_url, url, form.body(prompt, way))
            seconds, error = time.monotonic() - began, _error(small, form, endpoint, got.found)
            if on_attempt is not None:
                on_attempt(attempt_of(got, prompt.slot, number, endpoint.name, seconds, limit=1, in_flight=1))
            trial = Trial(got.found, way.streams, seconds, got.headers, endpoint.name, endpoint.is_moved, error)
            if not isinstance(got.found, Fault):
                return trial
            is_solved = form.adapt(got.found, way) or (misses_path(got.found) and endpoint.try_version(url))
            if not (is_solved or (got.found.status in (400, 422) and form.unstream())):
                break
    return trial


def _error(
    connection: Connection, form: RequestForm, endpoint: Endpoint, found: Any | Fault
) -> SelfinstructError | None:
    if not isinstance(found, Fault):
        return None
    if found.action in _REFUSALS:
        ending = FinalFault(0, "", found.code, found.message, time.time(), 1)
        return refused(connection, form.fields, endpoint, found, ending)
    return TeacherUnreachable(
        f"{endpoint.name or OPENAI} does not answer at present: {found.message}; {_NEXT[found.action]}"
    )
