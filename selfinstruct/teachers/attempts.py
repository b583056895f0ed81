"""What is known about one attempt of a request, for a log: never a prompt, a reply or a key."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from selfinstruct.schema.reply import read_reply
from selfinstruct.teachers.exchange import Exchange
from selfinstruct.teachers.faults import Fault
from selfinstruct.teachers.urls import OPENAI

OK = "ok"
"""The code of an attempt that returned a complete reply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt of a request, once it has ended.

    `sent_at` is when it was sent, in Unix seconds, and `attempt` counts the attempts of its slot in this process from
    1. `address` has no user, password or query. `status` is the HTTP status, or 0 without a complete response. `code`
    is `OK` or the code of the fault. The tokens are those that the server reports, or None without a complete reply.
    `limit` is the number of requests that may be in flight at this address, `in_flight` how many were, including this
    one.
    """

    sent_at: float
    slot: int
    attempt: int
    address: str
    status: int
    code: str
    milliseconds: int
    prompt_tokens: int | None
    completion_tokens: int | None
    limit: int
    in_flight: int


OnAttempt = Callable[[Attempt], None]
"""Called at the end of each attempt; must not raise."""


def attempt_of(
    got: Exchange, slot: int, attempt: int, address: str, seconds: float, limit: int, in_flight: int
) -> Attempt:
    """Return the attempt that has just ended after so long. `address` is a public one, or "" for OpenAI's own."""
    usage = None if isinstance(got.found, Fault) else read_reply(got.found).usage
    return Attempt(
        sent_at=time.time() - seconds,
        slot=slot,
        attempt=attempt,
        address=address or OPENAI,
        status=got.status,
        code=got.found.code if isinstance(got.found, Fault) else OK,
        milliseconds=round(1000 * seconds),
        prompt_tokens=usage.prompt if usage else None,
        completion_tokens=usage.completion if usage else None,
        limit=limit,
        in_flight=in_flight,
    )
