"""Google's Gemini Batch API: requests as JSON lines, and their results.

The sources are https://ai.google.dev/gemini-api/docs/batch-api, https://ai.google.dev/api/generate-content and, for
thinking, https://ai.google.dev/gemini-api/docs/openai.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.schema.batch_rows import Row, RowResult
from selfinstruct.teachers.batches.outcomes import (
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

_TITLE = "the format of the Gemini Batch API"
_NAMES = {
    "temperature": "temperature",
    "top_p": "topP",
    "top_k": "topK",
    "seed": "seed",
    "presence_penalty": "presencePenalty",
    "frequency_penalty": "frequencyPenalty",
}
_ROLES = {"assistant": "model"}
_BUDGETS = {"none": 0, "minimal": 1024, "low": 1024, "medium": 8192, "high": 24576}
"""Gemini 2.5's thinking budget in tokens by reasoning effort."""
_LEVELS = frozenset({"minimal", "low", "medium", "high"})
_FINISH = {
    "STOP": "stop",
    "MAX_TOKENS": "length",
    **dict.fromkeys(
        ("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE", "IMAGE_SAFETY"),
        "content_filter",
    ),
}
_RPC = {
    1: ("CANCELLED", 499),
    2: ("UNKNOWN", 500),
    3: ("INVALID_ARGUMENT", 400),
    4: ("DEADLINE_EXCEEDED", 504),
    5: ("NOT_FOUND", 404),
    6: ("ALREADY_EXISTS", 409),
    7: ("PERMISSION_DENIED", 403),
    8: ("RESOURCE_EXHAUSTED", 429),
    9: ("FAILED_PRECONDITION", 400),
    10: ("ABORTED", 409),
    11: ("OUT_OF_RANGE", 400),
    12: ("UNIMPLEMENTED", 501),
    13: ("INTERNAL", 500),
    14: ("UNAVAILABLE", 503),
    15: ("DATA_LOSS", 500),
    16: ("UNAUTHENTICATED", 401),
}
"""Names and HTTP statuses of error codes (https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto)."""
_BLOCKED = "content_filter"


def request(row: Row) -> dict[str, Any]:
    """Return the value of a request's line. The model is that of the batch. Raises InputError as `refuse_others`."""
    body = row.body
    refuse_others(body, {*_NAMES, "stop", "response_format", "reasoning_effort"}, _TITLE)
    contents = [{"role": _ROLES.get(role, role), "parts": [{"text": text}]} for role, text in turns_of(body)]
    value: dict[str, Any] = {"contents": contents}
    if system := system_of(body):
        value["systemInstruction"] = {"parts": [{"text": system}]}
    if config := _config(body):
        value["generationConfig"] = config
    return {"key": row.custom_id, "request": value}


def _config(body: Mapping[str, Any]) -> dict[str, Any]:
    config = {**renamed(body, _NAMES), **_response(body), **_thinking(body)}
    if limit := limit_of(body):
        config["maxOutputTokens"] = limit
    if stops := stops_of(body):
        config["stopSequences"] = stops
    return config


def _response(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields for JSON replies. Raises InputError for another response format."""
    wanted = mapping(body.get("response_format"))
    schema = mapping(wanted.get("json_schema")).get("schema")
    if wanted.get("type") in (None, "text"):
        return {}
    if wanted["type"] == "json_object":
        return {"responseMimeType": "application/json"}
    if wanted["type"] == "json_schema" and schema:
        return {"responseMimeType": "application/json", "responseJsonSchema": schema}
    raise InputError(f"response_format cannot be sent in {_TITLE} with type {wanted['type']!r}; use json_schema")


def _thinking(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the thinking configuration: a budget for Gemini 2.5, a level for later models, which always think."""
    effort = body.get("reasoning_effort")
    if effort in _BUDGETS and "gemini-2.5" in body["model"]:
        return {"thinkingConfig": {"thinkingBudget": _BUDGETS[effort]}}
    if effort in _LEVELS:
        return {"thinkingConfig": {"thinkingLevel": effort}}
    if effort in (None, "none"):
        return {}
    raise InputError(f"reasoning_effort cannot be {effort!r} in {_TITLE}; use none, minimal, low, medium or high")


def read(line: Mapping[str, Any]) -> RowResult | None:
    """Return the result in a line, or None if it is of another format.

    A line holds a `response`, or an `error` or `status` object; Vertex AI writes a text as the status.
    """
    key = line.get("key") or mapping(line.get("metadata")).get("key")
    response = mapping(line.get("response"))
    error = line.get("error") or response.get("error") or line.get("status")
    is_gemini = "candidates" in response or "promptFeedback" in response
    if not is_gemini and not (key and (error or "response" in line)):
        return None
    if mappings(response.get("candidates")):
        return success(name_of(key), _completion(response))
    if reason := mapping(response.get("promptFeedback")).get("blockReason"):
        return failure(name_of(key), 400, {"code": _BLOCKED, "message": f"the prompt was blocked: {reason}"})
    return _failure(name_of(key), error)


def _failure(key: str, error: object) -> RowResult:
    """Return the result of an error, whose code is an HTTP status or one of Google's RPC codes."""
    number = count(mapping(error).get("code"))
    name, status = _RPC.get(number, (None, number))
    if name and isinstance(error, Mapping):
        error = {**error, "code": error.get("status") or name}
    return failure(key, status, error)


def _completion(response: Mapping[str, Any]) -> Completion:
    """Return a response as a completion. Tokens of thoughts are not among those of the candidates."""
    candidate = mappings(response.get("candidates"))[0]
    usage = mapping(response.get("usageMetadata"))
    thinking = count(usage.get("thoughtsTokenCount"))
    reason = candidate.get("finishReason")
    return Completion(
        model=text_in(response.get("modelVersion")),
        text=_texts(candidate, thoughts=False),
        thoughts=_texts(candidate, thoughts=True),
        finish=_FINISH.get(reason, reason.lower()) if isinstance(reason, str) else None,
        prompt=count(usage.get("promptTokenCount")),
        output=count(usage.get("candidatesTokenCount")) + thinking,
        cached=count(usage.get("cachedContentTokenCount")),
        thinking=thinking,
    )


def _texts(candidate: Mapping[str, Any], thoughts: bool) -> str:
    parts = mappings(mapping(candidate.get("content")).get("parts"))
    return "".join(text_in(part.get("text")) for part in parts if bool(part.get("thought")) is thoughts)
