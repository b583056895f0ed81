"""Classify failed attempts: turn exceptions and responses into faults, each with an action to take."""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus
from typing import Any

import aiohttp

from selfinstruct.schema.reply import read_reply
from selfinstruct.teachers.bodies import TooLarge, WebPage, read_body, words_of
from selfinstruct.teachers.error_bodies import ErrorWords, error_in, error_of
from selfinstruct.teachers.http import retry_after
from selfinstruct.teachers.transport import MAX_BODY, Response


class Action(Enum):
    """What to do after a fault."""

    RETRY = auto()
    """Transient fault: try again, up to the limit of attempts."""
    WAIT = auto()
    """Rate limit: wait, then try again. Does not count towards the limit of attempts."""
    AWAY = auto()
    """The server is not there: an outage, unless it answers other requests."""
    AGAIN = auto()
    """Send the request again, after an outage or in another way. Does not count towards the limit of attempts."""
    CLOSE = auto()
    """This request cannot succeed, so its slot ends. Other requests may still succeed."""
    STOP = auto()
    """No request can succeed until a setting or the account is changed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed attempt.

    `status` is the HTTP error status, or 0 if there was none. `retry_after` is in seconds, or None if the server did
    not send it.
    """

    action: Action
    code: str
    message: str
    status: int = 0
    retry_after: float | None = None


CONNECTION = "connection"
DISCONNECTED = "disconnected"
UNDECIDED = frozenset({"timeout", "cut_answer"})
"""Codes of faults that leave open whether the server is there."""
MISLED = frozenset({"web_page", "redirect"})
"""Codes of faults that mean a wrong address, unless the teacher has answered there."""
QUOTA_CODES = frozenset({"insufficient_quota", "billing_hard_limit_reached", "insufficient_balance", "Arrearage"})
_OWN_FAULT_CODES = frozenset(
    {
        "context_length_exceeded",
        "content_filter",
        "content_policy_violation",
        "data_inspection_failed",
        "DataInspectionFailed",
    }
)
_STOP_CODES = {
    **dict.fromkeys(("401", "invalid_api_key", "authentication_error", "1004", "2049"), 401),
    **dict.fromkeys(("402", "1008"), 402),
    **dict.fromkeys(("403", "2056"), 403),
}
"""Codes of a wrong key or account in a body with status 200, and the status that says the same.

The numbers from 1004 on are MiniMax's.
"""
_WAIT_CODES = frozenset({"429", "rate_limit_exceeded", "1002", "1039", "1041"})
_WRONG_PATH = re.compile(
    r"unexpected endpoint|unknown (?:url|path|endpoint|route)|no such (?:path|route)|not found", re.IGNORECASE
)
"""A server answers a wrong path with status 200 (LM Studio)."""
_MAX_NESTED = 50
_MAX_TEXT = 1_000_000
"""Characters of a reply's text that are read. No model writes as many."""
WRONG_PATH_STATUSES = frozenset({404, 405, 410})
_AWAY_STATUSES = frozenset({502, 503, 504, *range(521, 524)})
"""Statuses of a proxy whose server is away; those from 521 on are Cloudflare's."""
_RETRY_FINISH = "insufficient_system_resource"
"""DeepSeek's finish reason for a completion that its servers interrupted for lack of resources."""


def fault_of_exception(error: Exception) -> Fault:
    """Return the fault for an exception while a request was sent or its response was read."""
    if isinstance(error, TooLarge):
        return Fault(Action.CLOSE, "too_large", f"the reply has more than {MAX_BODY // 2**20} MiB, or too many parts")
    if isinstance(error, TimeoutError) and not isinstance(error, aiohttp.ConnectionTimeoutError):
        return Fault(Action.RETRY, "timeout", "no complete reply within the time limit (--timeout)")
    if isinstance(error, aiohttp.ClientPayloadError):
        return Fault(Action.RETRY, "cut_answer", "the connection was closed in the middle of the reply")
    if isinstance(error, aiohttp.ClientConnectionError | aiohttp.ClientHttpProxyError | OSError):
        return _fault_of_connection(error)
    if isinstance(error, aiohttp.ClientResponseError):
        return Fault(Action.RETRY, "broken_answer", f"the response is not valid HTTP: {_first_line(error.message)}")
    return Fault(Action.RETRY, "broken_answer", f"the reply could not be read: {_first_line(str(error))}")


def _fault_of_connection(error: Exception) -> Fault:
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return Fault(Action.AWAY, CONNECTION, "no connection within the time limit")
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return Fault(Action.AWAY, CONNECTION, f"the proxy says {error.status}: {error.message}")
    was_connected = isinstance(error, aiohttp.ServerDisconnectedError | aiohttp.ClientOSError)
    is_connected = was_connected and not isinstance(error, aiohttp.ClientConnectorError)
    return Fault(Action.AWAY, DISCONNECTED if is_connected else CONNECTION, _why_unconnected(error))


def read_response(response: Response, now: float) -> Any | Fault:
    """Return the body of a complete reply, or the fault. `now`, in Unix seconds, resolves a Retry-After date."""
    body = read_json(response, now)
    return body if isinstance(body, Fault) else fault_of_body(body) or body


def read_json(response: Response, now: float) -> Any | Fault:
    """Return the body of a successful response of any content, or the fault."""
    if not 200 <= response.status < 300:
        return _fault_of_status(response, now)
    try:
        return read_body(response.content)
    except WebPage as page:
        return Fault(Action.RETRY, "web_page", f"a web page instead of JSON: {page}")
    except (TooLarge, ValueError, RecursionError) as error:
        return fault_of_exception(error)


def fault_of_body(body: object) -> Fault | None:
    """Return the fault in a response body with status 200, or None for a completion, even an empty one.

    A body without any choice, or with an error inside its choice, is a fault: nothing was generated.
    """
    if not isinstance(body, Mapping) or not _is_shallow(body, _MAX_NESTED):
        return Fault(Action.RETRY, "broken_answer", "the reply is JSON but not a chat completion")
    choice = _first_choice(body)
    if choice is None:
        return _fault_without_choice(body)
    if choice.get("error") or choice.get("finish_reason") == "error":
        return _fault_of_words(error_of(choice), "the teacher reports an error")
    reply = read_reply(body)
    if len(reply.text) > _MAX_TEXT:
        return Fault(Action.CLOSE, "too_large", f"the reply has more than {_MAX_TEXT:,} characters")
    if reply.finish_reason == _RETRY_FINISH:
        return Fault(Action.RETRY, _RETRY_FINISH, "the teacher ran out of resources while generating the reply")
    return None


def _first_choice(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    choices = body.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, Mapping) and first else None


def _fault_without_choice(body: Mapping[str, Any]) -> Fault:
    words = error_of(body)
    if not words.message:
        return Fault(Action.RETRY, words.code or "broken_answer", "the reply contains no choice")
    if _WRONG_PATH.search(words.message):
        return Fault(Action.STOP, words.code or "404", words.message, 404)
    return _fault_of_words(words, "")


def _fault_of_words(words: ErrorWords, otherwise: str) -> Fault:
    """Return the fault of an error in a body with status 200."""
    status = next((_STOP_CODES[code] for code in words.codes if code in _STOP_CODES), 0)
    return Fault(_action_of(words.codes, Action.RETRY), words.code or "error", words.message or otherwise, status)


def _fault_of_status(response: Response, now: float) -> Fault:
    status = response.status
    words = error_in(response.content)
    if 300 <= status < 400:
        where = response.headers.get("Location", "")
        return Fault(Action.RETRY, "redirect", f"{status}: it redirects to {where or 'an unnamed address'}", status)
    if status == 429:
        action = _action_of(words.codes, Action.WAIT)
    elif status in (401, 402, 403) or status in WRONG_PATH_STATUSES:
        action = _action_of(words.codes, Action.STOP)
    elif status in (400, 413, 422):
        action = Action.CLOSE if status == 413 or _OWN_FAULT_CODES.intersection(words.codes) else Action.STOP
    else:
        action = Action.AWAY if status in _AWAY_STATUSES else Action.RETRY
    said = words.message or words_of(response.content) or _phrase_of(status)
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        return Fault(Action.AWAY, CONNECTION, f"the proxy says {status}: {said}")
    return Fault(action, words.code or str(status), f"{status}: {said}", status, retry_after(response.headers, now))


def _phrase_of(status: int) -> str:
    return next((known.phrase for known in HTTPStatus if known == status), "no message")


def _why_unconnected(error: BaseException) -> str:
    """Return the reason of the operating system, or the client's without its wrapping."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError) and hasattr(cause, "verify_message"):
            return f"certificate verify failed: {cause.verify_message}"
        if isinstance(cause, OSError) and not isinstance(cause, ssl.SSLError) and cause.errno and cause.errno > 0:
            return os.strerror(cause.errno)
    if isinstance(error, OSError) and error.errno and error.errno > 0:
        return os.strerror(error.errno)
    text = _first_line(str(error)) or type(error).__name__
    wrapped = re.fullmatch(r"Cannot connect to host \S+ ssl:\S+ \[(.+)\]", text)
    return wrapped[1] if wrapped else text


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0].rstrip(" :")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the exceptions that led to this one."""
    cause = error.__cause__
    while cause:
        yield cause
        cause = cause.__cause__


def _action_of(codes: Collection[str], otherwise: Action) -> Action:
    for code in codes:
        if code in QUOTA_CODES or code in _STOP_CODES:
            return Action.STOP
        if code in _WAIT_CODES:
            return Action.WAIT
        if code in _OWN_FAULT_CODES:
            return Action.CLOSE
    return otherwise


def _is_shallow(value: object, levels: int) -> bool:
    """Return True if a body has at most `levels` nested levels. JSON that parses may be too deep to serialize again."""
    if isinstance(value, Mapping):
        return levels > 0 and all(_is_shallow(inner, levels - 1) for inner in value.values())
    return not isinstance(value, list) or (levels > 0 and all(_is_shallow(inner, levels - 1) for inner in value))
