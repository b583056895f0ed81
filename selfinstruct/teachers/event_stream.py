"""Assemble a chat completion from server-sent events."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

MARK = "assembled_from_stream"
"""Field of a body that was assembled from a stream, so that the journal tells it from a body as received."""
_END = "[DONE]"
_LINE = re.compile(r"\r\n|\r|\n")
_TEXTS = ("content", "reasoning_content", "reasoning", "refusal")


def is_event_stream(content: bytes) -> bool:
    """True for content that starts with a field of an event."""
    return content.startswith((b"data:", b"event:", b"id:", b"retry:"))


def assemble(content: bytes) -> Any:
    """Return the completion of a stream, or the body of the error in it. Raises ValueError for an incomplete stream."""
    events = list(_events(content.decode("utf-8")))
    chunks = [json.loads(event) for event in events if event != _END]
    for chunk in chunks:
        if not isinstance(chunk, Mapping) or chunk.get("error") or not _is_chunk(chunk):
            return chunk
    choice = _choice(chunks)
    if choice["finish_reason"] is None and _END not in events:
        raise ValueError("the event stream ended before its last event")
    usage = [chunk["usage"] for chunk in chunks if chunk.get("usage")]
    head = {name: chunks[0].get(name) for name in ("id", "created", "model")} if chunks else {}
    return {**head, "object": "chat.completion", MARK: True, "choices": [choice], "usage": usage[-1] if usage else None}


def _events(text: str) -> Iterator[str]:
    """Yield the data of every event. An event may have several lines of data (HTML standard, section 9.2)."""
    data: list[str] = []
    for line in (*_LINE.split(text), ""):
        name, _, value = line.partition(":")
        if name == "data":
            data.append(value.removeprefix(" "))
        elif not line and data:
            yield "\n".join(data).strip()
            data = []


def _is_chunk(chunk: Mapping[str, Any]) -> bool:
    """False for a whole completion, or an error in any form. The last chunk of a stream has no choice."""
    choices = chunk.get("choices")
    return isinstance(choices, list) and not any(
        isinstance(one, Mapping) and ("message" in one or one.get("error")) for one in choices
    )


def _choice(chunks: list[Mapping[str, Any]]) -> dict[str, Any]:
    texts: dict[str, list[str]] = {}
    finish = None
    for choice in (choice for chunk in chunks for choice in chunk["choices"] if isinstance(choice, Mapping)):
        if choice.get("index"):
            continue
        finish = choice.get("finish_reason") or finish
        delta = choice.get("delta")
        for name in _TEXTS:
            if isinstance(delta, Mapping) and isinstance(delta.get(name), str):
                texts.setdefault(name, []).append(delta[name])
    message = {"role": "assistant", "content": None, **{name: "".join(parts) for name, parts in texts.items()}}
    return {"index": 0, "finish_reason": finish, "message": message}
