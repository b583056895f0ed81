"""Anthropic's Message Batches: requests as JSON lines, and their results.

The sources are https://platform.claude.com/docs/en/build-with-claude/batch-processing, …/docs/en/api/messages and
…/docs/en/api/errors.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.schema.batch_rows import Row, RowResult
from selfinstruct.teachers.batches.outcomes import (
    CANCELLED,
    EXPIRED,
    Completion,
    count,
    failure,
    mapping,
    mappings,
    name_of,
    success,
    text_in,
)
from selfinstruct.teachers.batches.request_fields import (
    limit_of,
    refuse_others,
    renamed,
    stops_of,
    system_of,
    turns_of,
)

_TITLE = "Anthropic's Message Batches"
_NAMES = {name: name for name in ("model", "temperature", "top_p", "top_k", "thinking", "output_config")}
"""Fields with the same name and meaning. `thinking` has other values only for vendors that are not Anthropic."""
_MAX_TEMPERATURE = 1
_FINISH = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "refusal": "content_filter",
    "tool_use": "tool_calls",
}
_STATUS = {
    "invalid_request_error": 400,
    "invalid_request": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "api_error": 500,
    "timeout_error": 504,
    "overloaded_error": 529,
}
_ENDED = {"canceled": (CANCELLED, "the batch was cancelled"), "expired": (EXPIRED, "the batch expired")}


def request(row: Row) -> dict[str, Any]:
    """Return the value of a request's line. Raises InputError if the request cannot be sent to Anthropic."""
    body = row.body
    refuse_others(body, {*_NAMES, "stop"}, _TITLE)
    if not limit_of(body):
        raise InputError(f"{_TITLE} require a limit of tokens; set --max-tokens")
    if (body.get("temperature") or 0) > _MAX_TEMPERATURE:
        raise InputError(f"temperature must be at most {_MAX_TEMPERATURE} in {_TITLE}; set --temperature")
    params = {**renamed(body, _NAMES), "max_tokens": limit_of(body)}
    if system := system_of(body):
        params["system"] = system
    if stops := stops_of(body):
        params["stop_sequences"] = stops
    params["messages"] = [{"role": role, "content": text} for role, text in turns_of(body)]
    return {"custom_id": row.custom_id, "params": params}


def read(line: Mapping[str, Any]) -> RowResult | None:
    """Return the result in a line, or None if it is of another format."""
    result = mapping(line.get("result"))
    kind = result.get("type")
    if not isinstance(kind, str):
        return None
    custom_id = name_of(line.get("custom_id"))
    message = mapping(result.get("message"))
    if kind == "succeeded" and message:
        return success(custom_id, _completion(message))
    if kind in _ENDED:
        code, words = _ENDED[kind]
        return failure(custom_id, 0, {"code": code, "message": words})
    failed = failure(custom_id, 0, result.get("error"))
    return failure(custom_id, _STATUS.get(failed.code, 0), result.get("error"))


def _completion(message: Mapping[str, Any]) -> Completion:
    """Return a message as a completion. Tokens written to and read from the cache are not among the input tokens."""
    usage = mapping(message.get("usage"))
    cached = count(usage.get("cache_read_input_tokens"))
    written = count(usage.get("cache_creation_input_tokens"))
    reason = message.get("stop_reason")
    return Completion(
        model=text_in(message.get("model")),
        text=_texts(message, "text", "text"),
        thoughts=_texts(message, "thinking", "thinking"),
        finish=_FINISH.get(reason, reason) if isinstance(reason, str) else None,
        prompt=count(usage.get("input_tokens")) + written + cached,
        output=count(usage.get("output_tokens")),
        cached=cached,
        thinking=count(mapping(usage.get("output_tokens_details")).get("thinking_tokens")),
    )


def _texts(message: Mapping[str, Any], kind: str, field: str) -> str:
    blocks = mappings(message.get("content"))
    return "".join(text_in(block.get(field)) for block in blocks if block.get("type") == kind)
