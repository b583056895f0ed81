"""Read the body of a response: JSON, with what servers and proxies put in front of it, or an event stream."""

from __future__ import annotations

import json
import re
from typing import Any

from selfinstruct.schema.json_values import read_json_value
from selfinstruct.teachers.event_stream import assemble, is_event_stream

_IN_FRONT = re.compile(rb"(?:\xef\xbb\xbf|\s|:[^\n]*(?:\n|\Z))*+")
"""A byte order mark, white space, and the comments with which a server keeps a connection alive (OpenRouter)."""
_MARKS = (b",", b"[", b"{", b"\n")
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^<>]{1,300}>", re.IGNORECASE | re.DOTALL)
_MAX_WORDS = 2**13
"""Bytes of a body without a known message that are looked at for words to show."""
_MAX_MARKS = 500_000
"""Commas, brackets and lines of a body that are read: each may become an object of a hundred bytes."""


class TooLarge(Exception):
    """A response has more bytes, or more parts, than are read."""


class WebPage(ValueError):
    """The body is HTML or XML."""


def read_body(content: bytes) -> Any:
    """Return the value of a body. Raises WebPage, TooLarge, ValueError or RecursionError."""
    found = _IN_FRONT.match(content)
    content = content[found.end() :] if found else content
    if not content:
        raise ValueError("it is empty")
    if sum(map(content.count, _MARKS)) > _MAX_MARKS:
        raise TooLarge
    if content.startswith(b"<"):
        raise WebPage(words_of(content))
    if is_event_stream(content):
        return assemble(content)
    try:
        return read_json_value(content)
    except UnicodeDecodeError:
        raise ValueError(f"it is not UTF-8 text: {words_of(content)}") from None
    except json.JSONDecodeError:
        raise ValueError(f"it is not JSON: {words_of(content)}") from None


def words_of(content: bytes) -> str:
    """Return the start of a body as one line of text, without the tags of a web page."""
    text = content[:_MAX_WORDS].decode("utf-8", "replace")
    return " ".join(_TAGS.sub(" ", text).split())
