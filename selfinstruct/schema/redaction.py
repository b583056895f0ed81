"""Removes secrets from text before it is stored, logged or shown, and private values before they are published."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

_MAX_LINE = 300
"""Length at which an error message is cut off, in characters."""
_MIN_SECRET = 8
"""Minimum length of a secret. Shorter values, such as the placeholder key `x`, also occur in ordinary text."""

_LOOKS_SECRET = re.compile(r"\bsk-[A-Za-z0-9_-]{12,}|\bbearer\s+[A-Za-z0-9._~+/-]{12,}=*", re.IGNORECASE)
SECRET_NAME = re.compile(r"key|token|secret|auth|cookie|password", re.IGNORECASE)
"""Names of headers and fields whose values may be secrets."""
MASK = "[redacted]"
HIDDEN = "(text, not published)"
_LOCAL = re.compile(r"[/\\~.]|[A-Za-z]:[/\\]|\w+://")


def redact(text: str, secrets: Collection[str], patterns: bool = True) -> str:
    """Mask the secrets' exact values and, with `patterns`, everything that looks like a key.

    Use `patterns=False` for teachers' answers: a task may be about an `Authorization: Bearer …` header.
    """
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _MIN_SECRET:
            text = text.replace(secret, MASK)
    return _LOOKS_SECRET.sub(MASK, text) if patterns else text


def redact_texts(value: Any, secrets: Collection[str]) -> Any:
    """Mask the secrets' exact values in all strings of a JSON value, also in names of fields."""
    if isinstance(value, str):
        return redact(value, secrets, patterns=False)
    if isinstance(value, dict):
        return {redact(name, secrets, patterns=False): redact_texts(inner, secrets) for name, inner in value.items()}
    return [redact_texts(inner, secrets) for inner in value] if isinstance(value, list) else value


def mask_fields(value: Any, secrets: Collection[str]) -> Any:
    """Mask the secrets in a JSON value, everything that looks like a key, and all texts whose name suggests a key."""
    if isinstance(value, dict):
        return {redact(name, secrets): _masked_field(name, inner, secrets) for name, inner in value.items()}
    if isinstance(value, list):
        return [mask_fields(inner, secrets) for inner in value]
    return redact(value, secrets) if isinstance(value, str) else value


def _masked_field(name: str, value: Any, secrets: Collection[str]) -> Any:
    return MASK if isinstance(value, str) and value and SECRET_NAME.search(name) else mask_fields(value, secrets)


def one_line(said: BaseException | str, secret: str | None) -> str:
    """Return the message of an error or a server on one line, cut off at 300 characters, with secrets masked."""
    text = said if isinstance(said, str) else str(said) or type(said).__name__
    line = " ".join(redact(text, [secret] if secret else []).split())
    return line if len(line) <= _MAX_LINE else line[:_MAX_LINE] + "…"


def public_model(name: str) -> str:
    """Return the model name to publish: only the last part if it is a path or an address, as on local servers."""
    if not _LOCAL.match(name):
        return name
    return re.split(r"[/\\]", name.rstrip("/\\"))[-1] or "a local model"


def public_body(extra_body: str) -> Any:
    """Parse an extra body (JSON text) and hide all strings, as they may contain a user's name or a key."""
    try:
        return _without_texts(json.loads(extra_body or "{}"))
    except ValueError:
        return HIDDEN


def _without_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_texts(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without_texts(inner) for inner in value]
    return HIDDEN if isinstance(value, str) else value
