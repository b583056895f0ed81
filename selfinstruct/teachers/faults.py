"""Classify failed attempts: turn exceptions and response bodies into faults, each with an action to take."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus
from typing import Any

import openai

from selfinstruct.schema.reply import read_reply
from selfinstruct.teachers.http import retry_after


class Action(Enum):
    """What to do after a fault."""

    RETRY = auto()
    """Transient fault: try again, up to the limit of attempts."""
    WAIT = auto()
    """Rate limit: wait, then try again. Does not count towards the limit of attempts."""
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
_ERROR_FIELDS = ("error", "base_resp", "errors")
_CODE_FIELDS = ("code", "type", "status_code", "error_code", "status")
_MESSAGE_FIELDS = ("message", "status_msg", "error_msg", "msg", "detail", "reason", "error_description")
_WRONG_PATH = re.compile(
    r"unexpected endpoint|unknown (?:url|path|endpoint|route)|no such (?:path|route)|not found", re.IGNORECASE
)
"""A server answers a wrong path with status 200 (LM Studio)."""
_MAX_NESTED = 50
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^<>]{1,300}>", re.IGNORECASE | re.DOTALL)
_MAX_WORDS = 300
"""Characters of a body without a known message that are shown."""
_RETRY_FINISH = "insufficient_system_resource"
"""DeepSeek's finish reason for a completion that its servers interrupted for lack of resources."""


def fault_of_exception(error: Exception, now: float) -> Fault:
    """Return the fault for a client exception. `now`, in Unix seconds, is used to resolve a Retry-After date."""
    if isinstance(error, TimeoutError):
        return Fault(Action.RETRY, "timeout", "no complete reply within the time limit (--timeout)")
    if isinstance(error, openai.APIStatusError):
        return _fault_of_status(error, now)
    if isinstance(error, openai.APIConnectionError):
        return Fault(Action.RETRY, "connection", _why_unconnected(error))
    return Fault(Action.RETRY, "broken_answer", f"the reply could not be read ({type(error).__name__}: {error})")


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
        code, message = _error_of(choice)
        return _fault_of_code(code, message or "the teacher reports an error")
    if read_reply(body).finish_reason == _RETRY_FINISH:
        return Fault(Action.RETRY, _RETRY_FINISH, "the teacher ran out of resources while generating the reply")
    return None


def _first_choice(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    choices = body.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, Mapping) and first else None


def _fault_without_choice(body: Mapping[str, Any]) -> Fault:
    code, message = _error_of(body)
    if not message:
        return Fault(Action.RETRY, code or "broken_answer", "the reply contains no choice")
    if _WRONG_PATH.search(message):
        return Fault(Action.STOP, code or "404", message, 404)
    return _fault_of_code(code, message)


def _fault_of_code(code: str, message: str) -> Fault:
    """Return the fault of an error in a body with status 200."""
    return Fault(_action_of_code(code, Action.RETRY), code or "error", message, _STOP_CODES.get(code, 0))


def _fault_of_status(error: openai.APIStatusError, now: float) -> Fault:
    status, headers = error.status_code, error.response.headers
    code, message = _error_of(error.body if isinstance(error.body, Mapping) else {})
    message = message or _words_of_server(error)
    if status == 429:
        action = _action_of_code(code, Action.WAIT)
    elif status in (401, 402, 403, 404):
        action = _action_of_code(code, Action.STOP)
    elif status in (400, 413, 422):
        action = Action.CLOSE if status == 413 or code in _OWN_FAULT_CODES else Action.STOP
    else:
        action = Action.RETRY
    return Fault(action, code or str(status), f"{status}: {message}", status, retry_after(headers, now))


def _words_of_server(error: openai.APIStatusError) -> str:
    """Return the start of a body without a known message: its text, its JSON, or the phrase of the status."""
    body = error.body
    said = _TAGS.sub(" ", body) if isinstance(body, str) else json.dumps(body, ensure_ascii=False) if body else ""
    phrase = next((status.phrase for status in HTTPStatus if status == error.status_code), "no message")
    return " ".join(said.split())[:_MAX_WORDS] or phrase


def _why_unconnected(error: openai.APIConnectionError) -> str:
    """Return the reason of the operating system, or the client's without its wrapping."""
    for cause in _causes(error):
        if isinstance(cause, ConnectionError) and cause.errno:
            return os.strerror(cause.errno)
    text = str(error.__cause__ or error)
    wrapped = re.fullmatch(r"Cannot connect to host \S+ ssl:\S+ \[(.+)\]", text)
    return wrapped[1] if wrapped else text


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the exceptions that led to this one."""
    cause = error.__cause__
    while cause:
        yield cause
        cause = cause.__cause__


def _action_of_code(code: str, otherwise: Action) -> Action:
    if code in QUOTA_CODES or code in _STOP_CODES:
        return Action.STOP
    if code in _WAIT_CODES:
        return Action.WAIT
    return Action.CLOSE if code in _OWN_FAULT_CODES else otherwise


def _error_of(body: Mapping[str, Any]) -> tuple[str, str]:
    """Return code and message of an error body; "" for a missing one.

    The client unwraps `{"error": …}`; some servers do not wrap it, or use names of their own.
    """
    for name in _ERROR_FIELDS:
        error = body.get(name)
        error = error[0] if isinstance(error, list) and error else error
        if isinstance(error, str) and error:
            return "", error
        if isinstance(error, Mapping) and error:
            return _code_and_message(error)
    return _code_and_message(body)


def _code_and_message(error: Mapping[str, Any]) -> tuple[str, str]:
    code = next((error[name] for name in _CODE_FIELDS if isinstance(error.get(name), str | int) and error[name]), "")
    message = next((error[name] for name in _MESSAGE_FIELDS if isinstance(error.get(name), str) and error[name]), "")
    return str(code), message


def _is_shallow(value: object, levels: int) -> bool:
    """Return True if a body has at most `levels` nested levels. JSON that parses may be too deep to serialize again."""
    if isinstance(value, Mapping):
        return levels > 0 and all(_is_shallow(inner, levels - 1) for inner in value.values())
    return not isinstance(value, list) or (levels > 0 and all(_is_shallow(inner, levels - 1) for inner in value))
