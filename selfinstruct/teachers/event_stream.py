"""Assemble a chat completion from server-sent events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from selfinstruct.schema.json_values import read_json_value
from selfinstruct.schema.reply import text_of

MARK = "assembled_from_stream"
"""Field of a body that was assembled from a stream, so that the journal tells it from a body as received."""
_END = "[DONE]"
_LINE = re.compile(r"\r\n|\r|\n")
_MAX_SHOWN = 300
_TEXTS = ("content", "reasoning_content", "reasoning", "refusal")


def is_event_stream(content: bytes) -> bool:
    """True for content that starts with a field of an event."""
    return content.startswith((b"data:", b"event:", b"id:", b"retry:"))


def assemble(content: bytes) -> Any:
    """Return the completion of a stream, or the event that holds an error or a whole completion.

    Raises ValueError for a damaged or incomplete stream.
    """
    events = list(_events(content.decode("utf-8")))
    bodies = [_body(event) for event in events if event != _END]
    for body in bodies:
        if _is_error(body) or _is_whole(body):
            return body
    choices = [choice for body in bodies for choice in _choices(body) if not choice.get("index")]
    if not choices:
        return {"choices": []}
    choice = _assembled(choices)
    if choice["finish_reason"] is None and _END not in events:
        raise ValueError("the event stream ended before its last event")
    head = {name: bodies[0].get(name) for name in ("id", "created", "model")}
    usage = next((body["usage"] for body in reversed(bodies) if body.get("usage")), None)
    return {**head, "object": "chat.completion", MARK: True, "choices": [choice], "usage": usage}


def _events(text: str) -> Iterator[str]:
    """Yield the data of every event. An event may have several lines of data (HTML standard, section 9.2)."""
    data: list[str] = []
    for line in (*_LINE.split(text), ""):
        name, _, value = line.partition(":")
        if name == "data":
            data.append(value.removeprefix(" "))
        elif not line and data:
            if event := "\n".join(data).strip():
                yield event
            data = []


def _body(event: str) -> Mapping[str, Any]:
    try:
        body = read_json_value(event)
    except (ValueError, RecursionError):
        raise ValueError(f"an event of the stream is not JSON: {event[:_MAX_SHOWN]}") from None
    if not isinstance(body, Mapping):
        raise ValueError(f"an event of the stream is not a JSON object: {event[:_MAX_SHOWN]}")
    return body


def _choices(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the choices of an event; none for a ping, or for the last event, which may have the usage only."""
    choices = body.get("choices")
    return [choice for choice in choices if isinstance(choice, Mapping)] if isinstance(choices, list) else []


def _is_error(body: Mapping[str, Any]) -> bool:
    """True for an error in an event, in its choice, or in the words of a vendor (`{"code": …, "message": …}`)."""
    choices = _choices(body)
    said = any(body.get(name) for name in ("message", "msg", "detail"))
    failed = body.get("base_resp")
    has_failed = isinstance(failed, Mapping) and bool(failed.get("status_code")) and not choices
    return (
        bool(body.get("error"))
        or has_failed
        or (said and not choices)
        or any(choice.get("error") for choice in choices)
    )


def _is_whole(body: Mapping[str, Any]) -> bool:
    """True for a completion that a server sends as one event."""
    return any("message" in choice and "delta" not in choice for choice in _choices(body))


def _assembled(choices: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    texts: dict[str, list[str]] = {}
    finish = None
    for choice in choices:
        finish = choice.get("finish_reason") or finish
        delta = choice.get("delta")
        for name in _TEXTS:
            if isinstance(delta, Mapping) and (text := text_of(delta.get(name))):
                texts.setdefault(name, []).append(text)
    message = {"role": "assistant", "content": None, **{name: "".join(parts) for name, parts in texts.items()}}
    return {"index": 0, "finish_reason": finish, "message": message}
