"""Classify failed attempts: turn exceptions and responses into faults, each with an action to take."""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp

from selfinstruct.schema.reply import read_reply
from selfinstruct.teachers.bodies import TooLarge, WebPage, read_body, words_of
from selfinstruct.teachers.error_bodies import ErrorWords, error_in, error_of
from selfinstruct.teachers.http import retry_after, wait_in_words
from selfinstruct.teachers.remedies import Action, Rule, Why, decide
from selfinstruct.teachers.transport import MAX_BODY, Response


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed attempt.

    `status` is the HTTP error status, also of an error inside a body with status 200, or 0 if there was none.
    `retry_after` is in seconds, or None if the server did not send it. `why` is the reason of a stop, if it is known.
    """

    action: Action
    code: str
    message: str
    status: int = 0
    retry_after: float | None = None
    why: Why | None = None

    @property
    def may_be_billed(self) -> bool:
        """True if the server may have generated a reply: it was reached, and it did not refuse the request."""
        was_refused = self.status and self.status not in _TIMEOUTS
        return not (was_refused or self.code == CONNECTION or self.code in MISLED)


_TIMEOUTS = frozenset({408, 504, 524})
"""Statuses of servers and proxies that stopped waiting for a reply, which may still be generated and billed."""
CONNECTION = "connection"
DISCONNECTED = "disconnected"
TIMEOUT = "timeout"
UNDECIDED = frozenset({TIMEOUT, "cut_answer"})
"""Codes of faults that leave open whether the server is there."""
MISLED = frozenset({"web_page", "redirect"})
"""Codes of faults that mean a wrong address, unless the teacher has answered there."""
_STATUS = re.compile(r"[45]\d\d")
_MAX_DECISIVE = 500
_MAX_QUOTED = 40
_QUOTED = re.compile(r"""(?<![A-Za-z])(?:'[^']*(?:'(?![A-Za-z])|\Z)|"[^"]*(?:"|\Z)|“[^”]*(?:”|\Z)|「[^」]*(?:」|\Z))""")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_OTHERWISE = Rule(Action.RETRY)
_MAX_NESTED = 50
_MAX_TEXT = 1_000_000
"""Characters of a reply's text that are read. No model writes as many."""
_RETRY_FINISH = "insufficient_system_resource"
"""DeepSeek's finish reason for a completion that its servers interrupted for lack of resources."""


def misses_path(fault: Fault) -> bool:
    """Return True if the address may lack its path, such as `/v1`."""
    return fault.why is Why.ADDRESS or fault.code in MISLED


def fault_of_exception(error: Exception) -> Fault:
    """Return the fault for an exception while a request was sent or its response was read."""
    if isinstance(error, TooLarge):
        return Fault(Action.CLOSE, "too_large", f"the reply has more than {MAX_BODY // 2**20} MiB, or too many parts")
    if isinstance(error, TimeoutError) and not isinstance(error, aiohttp.ConnectionTimeoutError):
        return Fault(Action.RETRY, TIMEOUT, "no complete reply within the time limit (--timeout)")
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


def read_response(response: Response, now: float, rules: Sequence[Rule]) -> Any | Fault:
    """Return the body of a complete reply, or the fault. `now`, in Unix seconds, resolves a Retry-After date."""
    body = read_json(response, now, rules)
    return body if isinstance(body, Fault) else fault_of_body(body, rules) or body


def read_json(response: Response, now: float, rules: Sequence[Rule]) -> Any | Fault:
    """Return the body of a successful response of any content, or the fault."""
    if not 200 <= response.status < 300:
        return _fault_of_status(response, now, rules)
    try:
        return read_body(response.content)
    except WebPage as page:
        return Fault(Action.RETRY, "web_page", f"a web page instead of JSON: {page}")
    except (TooLarge, ValueError, RecursionError) as error:
        return fault_of_exception(error)


def fault_of_body(body: object, rules: Sequence[Rule]) -> Fault | None:
    """Return the fault in a response body with status 200, or None for a completion, even an empty one.

    A body without any choice, or with an error inside its choice, is a fault: nothing was generated.
    """
    if not isinstance(body, Mapping) or not _is_shallow(body, _MAX_NESTED):
        return Fault(Action.RETRY, "broken_answer", "the reply is JSON but not a chat completion")
    choice = _first_choice(body)
    if choice is None:
        return _fault_without_choice(body, rules)
    if choice.get("error") or body.get("error") or choice.get("finish_reason") == "error":
        error = choice if choice.get("error") else body
        return _fault_of_words(error_of(error), "the teacher reports an error", rules)
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


def _fault_without_choice(body: Mapping[str, Any], rules: Sequence[Rule]) -> Fault:
    words = error_of(body)
    if not words.message and not words.codes:
        return Fault(Action.RETRY, "broken_answer", "the reply contains no choice")
    return _fault_of_words(words, "the reply contains no choice", rules)


def _fault_of_words(words: ErrorWords, otherwise: str, rules: Sequence[Rule]) -> Fault:
    """Return the fault of an error in a body with status 200, whose code may be the status of an error."""
    status = next((int(code) for code in words.codes if _STATUS.fullmatch(code)), 200)
    rule = decide(rules, status, words.codes, _decisive(words.message, words))
    message = words.message or otherwise
    if rule is None or rule.action is Action.AWAY:
        return Fault(Action.RETRY, words.code or "error", message)
    shown = 0 if status == 200 else status
    return Fault(rule.action, words.code or "error", message, shown, _pause(rule, words, None), rule.why)


def _fault_of_status(response: Response, now: float, rules: Sequence[Rule]) -> Fault:
    status = response.status
    words = error_in(response.content)
    if 300 <= status < 400:
        where = response.headers.get("Location", "")
        return Fault(Action.RETRY, "redirect", f"{status}: it redirects to {where or 'an unnamed address'}", status)
    said = words.message or words_of(response.content) or _phrase_of(status)
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        return Fault(Action.AWAY, CONNECTION, f"the proxy says {status}: {said}")
    rule = decide(rules, status, words.codes, _decisive(said, words)) or _OTHERWISE
    seconds = _pause(rule, words, retry_after(response.headers, now))
    return Fault(rule.action, words.code or str(status), f"{status}: {said}", status, seconds, rule.why)


def _decisive(message: str, words: ErrorWords) -> str:
    """Return the words that decide what to do: the first ones, without quotations, which may be from the prompt."""
    return f"{_QUOTED.sub(_short, message[:_MAX_DECISIVE])} {words.details}"


def _short(quoted: re.Match[str]) -> str:
    """Return a quotation that may be the name of a field or a model, otherwise ""."""
    text = quoted[0]
    return "" if len(text) > _MAX_QUOTED or _CHINESE.search(text) else text


def _pause(rule: Rule, words: ErrorWords, asked: float | None) -> float | None:
    """Return the seconds to wait: as the headers ask, or as the message says."""
    if asked is not None or rule.action not in (Action.WAIT, Action.QUOTA):
        return asked
    return wait_in_words(f"{words.message} {words.details}")


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


def _is_shallow(value: object, levels: int) -> bool:
    """Return True if a body has at most `levels` nested levels. JSON that parses may be too deep to serialize again."""
    if isinstance(value, Mapping):
        return levels > 0 and all(_is_shallow(inner, levels - 1) for inner in value.values())
    return not isinstance(value, list) or (levels > 0 and all(_is_shallow(inner, levels - 1) for inner in value))
