"""Read code and message of an error from a body, in the words of several vendors and servers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selfinstruct.teachers.bodies import read_body

_ERROR_FIELDS = ("error", "base_resp", "errors")
_CODE_FIELDS = ("code", "type", "status_code", "error_code", "status")
_MESSAGE_FIELDS = ("message", "status_msg", "error_msg", "msg", "detail", "reason", "error_description")
_DETAIL_FIELDS = ("metadata", "details", "param", "data")
_MAX_DETAILS = 1000


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """What a body says about an error: its codes in order of significance, and its message. Both may be empty.

    `details` is further text that decides what to do but is not shown: OpenRouter's words of the upstream provider,
    Google's names of quotas.
    """

    codes: tuple[str, ...]
    message: str
    details: str = ""

    @property
    def code(self) -> str:
        """The most significant code, or ""."""
        return self.codes[0] if self.codes else ""


def error_in(content: bytes) -> ErrorWords:
    """Read the error of a response with an error status. The message of a body that is no JSON object is ""."""
    try:
        body = read_body(content)
    except (ValueError, RecursionError):
        return ErrorWords((), "")
    body = body[0] if isinstance(body, list) and body else body
    return error_of(body) if isinstance(body, Mapping) else ErrorWords((), "")


def error_of(body: Mapping[str, Any]) -> ErrorWords:
    """Read the error of a body. Most servers put it into a field; some do not, or use names of their own."""
    for name in _ERROR_FIELDS:
        error = body.get(name)
        error = error[0] if isinstance(error, list) and error else error
        if isinstance(error, str) and error:
            return ErrorWords(_codes(body), error)
        if isinstance(error, Mapping) and error:
            return _words(error)
    return _words(body)


def _words(error: Mapping[str, Any]) -> ErrorWords:
    said = next((error[name] for name in _MESSAGE_FIELDS if error.get(name)), "")
    message = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    return ErrorWords(_codes(error), message, _details(error))


def _details(error: Mapping[str, Any]) -> str:
    """Return the start of the further text, without JSON's escapes."""
    found = [error[name] for name in _DETAIL_FIELDS if error.get(name)]
    text = json.dumps(found, ensure_ascii=False) if found else ""
    return text.replace("\\", "")[:_MAX_DETAILS]


def _codes(error: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(error[name]) for name in _CODE_FIELDS if isinstance(error.get(name), str | int) and error[name])
