"""Requests of a batch, and what came back for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """A request of a batch.

    `custom_id` has at most 64 characters of [A-Za-z0-9_-], `body` is that of an OpenAI chat completion request.
    """

    custom_id: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RowResult:
    """What came back for one row.

    `status` is the HTTP status, 0 if there was none. `body` is a chat completion if the status is 200, otherwise an
    error in OpenAI's form or None. `code` and `message` are those of the error, and "" for a completion.
    """

    custom_id: str
    status: int
    body: Mapping[str, Any] | None
    code: str
    message: str
