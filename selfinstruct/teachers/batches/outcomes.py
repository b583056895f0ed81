"""Chat completions and errors made from the results of other vendors, in the form that OpenAI's server sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selfinstruct.schema.batch_rows import RowResult
from selfinstruct.schema.reply import without_surrogates
from selfinstruct.teachers.error_bodies import error_of

EXPIRED = "batch_expired"
CANCELLED = "batch_cancelled"
"""OpenAI's codes for requests that were not executed in time, or whose batch was cancelled."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What a completion consists of. `finish` is OpenAI's finish reason, None if it is unknown.

    `prompt` and `output` are all tokens billed; `cached` is part of the first, `thinking` of the second.
    """

    model: str
    text: str
    thoughts: str
    finish: str | None
    prompt: int
    output: int
    cached: int = 0
    thinking: int = 0

    def body(self) -> dict[str, Any]:
        """Return the body of a chat completion."""
        message = {"role": "assistant", "content": self.text}
        if self.thoughts:
            message["reasoning_content"] = self.thoughts
        choice = {"index": 0, "message": message, "finish_reason": self.finish}
        body: dict[str, Any] = {"object": "chat.completion", "model": self.model, "choices": [choice]}
        return {**body, "usage": self._usage()} if self.prompt or self.output else body

    def _usage(self) -> dict[str, Any]:
        usage: dict[str, Any] = {"prompt_tokens": self.prompt, "completion_tokens": self.output}
        usage["total_tokens"] = self.prompt + self.output
        if self.cached:
            usage["prompt_tokens_details"] = {"cached_tokens": self.cached}
        if self.thinking:
            usage["completion_tokens_details"] = {"reasoning_tokens": self.thinking}
        return usage


def success(custom_id: str, completion: Completion) -> RowResult:
    """Return the result of a row that was answered."""
    return RowResult(custom_id, 200, completion.body(), "", "")


def failure(custom_id: str, status: int, error: object, otherwise: str = "no reply and no error") -> RowResult:
    """Return the result of a row that was not answered.

    `error` is an error in the words of any vendor, an object or a text, or a body that holds one. `otherwise` is the
    message if it is empty.
    """
    body = _error_body(error)
    words = error_of(body) if body else None
    code = next((code for code in words.codes if code != str(status)), "") if words else ""
    return RowResult(custom_id, status, body, code, words.message if words and words.message else otherwise)


def _error_body(error: object) -> dict[str, Any] | None:
    """Return the body of an error. vLLM and Anthropic wrap it in several levels: the innermost one counts."""
    while isinstance(error, Mapping) and isinstance(error.get("error"), Mapping):
        error = error["error"]
    if isinstance(error, Mapping) and error.get("error"):
        return dict(error)
    return {"error": error} if error else None


def mapping(value: object) -> Mapping[str, Any]:
    """Return a value if it is an object, otherwise an empty one."""
    return value if isinstance(value, Mapping) else {}


def mappings(value: object) -> list[Mapping[str, Any]]:
    """Return the objects in a list."""
    return [mapping(item) for item in value] if isinstance(value, list) else []


def name_of(value: object) -> str:
    """Return the name of a row, "" if it is missing or not text."""
    return without_surrogates(value) if isinstance(value, str) else ""


def text_in(value: object) -> str:
    """Return a text, "" for any other value."""
    return value if isinstance(value, str) else ""


def count(value: object) -> int:
    """Return a number of tokens or a status, 0 if it is missing. A column with gaps holds floating-point numbers."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
