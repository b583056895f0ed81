"""What went wrong with one attempt, and what to do about it. Exceptions and bodies in, faults out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import openai

from selfinstruct.schema.reply import read_reply
from selfinstruct.teachers.http import retry_after


class Action(Enum):
    """What a fault asks for."""

    RETRY = auto()
    """Transient: try again, a limited number of times."""
    WAIT = auto()
    """Rate limit: hold everything back for a while; no sign that anything is broken."""
    CLOSE = auto()
    """This request can't succeed: the slot ends here. Others may."""
    STOP = auto()
    """No request can succeed until a setting or an account changes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed attempt. `status` is 0 where no HTTP status says it; `retry_after` is in seconds, None if not said."""

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
_MAX_NESTED = 50
_RETRY_FINISH = "insufficient_system_resource"
"""DeepSeek's finish reason for an answer that its servers gave up on."""


def fault_of_exception(error: Exception, now: float) -> Fault:
    """The fault behind an exception of the client. `now` is in Unix seconds, for a Retry-After given as a date."""
    if isinstance(error, TimeoutError):
        return Fault(Action.RETRY, "timeout", "no whole answer in time (--timeout)")
    if isinstance(error, openai.APIStatusError):
        return _fault_of_status(error, now)
    if isinstance(error, openai.APIConnectionError):
        return Fault(Action.RETRY, "connection", str(error.__cause__ or error))
    return Fault(Action.RETRY, "broken_answer", f"the answer could not be read ({type(error).__name__}: {error})")


def fault_of_body(body: object) -> Fault | None:
    """The fault that a body with status 200 holds; None for an answer, an empty one included."""
    if not isinstance(body, Mapping) or not _is_shallow(body, _MAX_NESTED):
        return Fault(Action.RETRY, "broken_answer", "the answer is JSON, but not a chat completion")
    if body.get("error") and not body.get("choices"):
        code, message = _error_of(body)
        return Fault(_action_of_code(code, Action.RETRY), code or "error", message)
    if "choices" not in body:
        return Fault(Action.RETRY, "broken_answer", "the answer is JSON, but not a chat completion")
    if read_reply(body).finish_reason == _RETRY_FINISH:
        return Fault(Action.RETRY, _RETRY_FINISH, "the teacher ran out of resources in the middle of the answer")
    return None


def _fault_of_status(error: openai.APIStatusError, now: float) -> Fault:
    status, headers = error.status_code, error.response.headers
    code, message = _error_of(error.body if isinstance(error.body, Mapping) else {})
    message = message or str(error)
    if status == 429:
        action = _action_of_code(code, Action.WAIT)
    elif status in (401, 402, 403, 404):
        action = _action_of_code(code, Action.STOP)
    elif status in (400, 413, 422):
        action = Action.CLOSE if status == 413 or code in _OWN_FAULT_CODES else Action.STOP
    else:
        action = Action.CLOSE if headers.get("x-should-retry") == "false" else Action.RETRY
    return Fault(action, code or str(status), f"{status}: {message}", status, retry_after(headers, now))


def _action_of_code(code: str, otherwise: Action) -> Action:
    if code in QUOTA_CODES:
        return Action.STOP
    return Action.CLOSE if code in _OWN_FAULT_CODES else otherwise


def _error_of(body: Mapping[str, Any]) -> tuple[str, str]:
    """Code and message of an error body; the client unwraps `{"error": …}`, other servers do not wrap."""
    error = body.get("error", body)
    if not isinstance(error, Mapping):
        return "", str(error)
    return str(error.get("code") or error.get("type") or ""), str(error.get("message") or "")


def _is_shallow(value: object, levels: int) -> bool:
    """Whether a body is nested no deeper than any chat completion: what can be parsed might not be written again."""
    if isinstance(value, Mapping):
        return levels > 0 and all(_is_shallow(inner, levels - 1) for inner in value.values())
    return not isinstance(value, list) or (levels > 0 and all(_is_shallow(inner, levels - 1) for inner in value))
