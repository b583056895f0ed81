"""Takes secrets out of text before it reaches a file, a log or a screen, and what is private out of what is shown."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

_MIN_SECRET = 8
"""Shorter values (a placeholder key such as `x`) are no secrets, and would tear holes into ordinary text."""

_LOOKS_SECRET = re.compile(r"\bsk-[A-Za-z0-9_-]{12,}|\bbearer\s+[A-Za-z0-9._~+/-]{12,}=*", re.IGNORECASE)
MASK = "[redacted]"
HIDDEN = "(text, not published)"
_LOCAL = re.compile(r"[/\\~.]|[A-Za-z]:[/\\]|\w+://")


def redact(text: str, secrets: Collection[str], patterns: bool = True) -> str:
    """The text without the secrets' exact values and, with `patterns`, without what looks like a key.

    Teachers' answers are redacted by exact values only: a task may well be about an `Authorization: Bearer …` line.
    """
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _MIN_SECRET:
            text = text.replace(secret, MASK)
    return _LOOKS_SECRET.sub(MASK, text) if patterns else text


def public_model(name: str) -> str:
    """A model's name; of a path or an address, as local servers take for a name, only the last part."""
    if not _LOCAL.match(name):
        return name
    return re.split(r"[/\\]", name.rstrip("/\\"))[-1] or "a local model"


def public_body(extra_body: str) -> Any:
    """An extra body (JSON text) with its switches and numbers; a text in it may be anything, a user's name or a key."""
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
