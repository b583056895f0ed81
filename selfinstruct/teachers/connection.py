"""Settings of a connection to a teacher: address, model, key, sampling and retries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from selfinstruct.teachers.urls import is_loopback

PLACEHOLDER_KEY = "no-key-needed"
"""Sent if no key is set; a local vLLM or Ollama server accepts any key."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """When a request is retried and when it is abandoned.

    `attempts` limits the attempts that may end in a transient fault. `timeout` is the time limit of one attempt and
    `backoff` the mean wait before the first retry, both in seconds. Rate limits do not count as faults, but after
    fifteen minutes, including a wait that the server asks for, a request is no longer retried.
    """

    attempts: int
    timeout: float
    backoff: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Everything needed to send requests to one teacher.

    `url` is the base URL of an OpenAI-compatible API, or "" for OpenAI's own. `key_env` is the environment variable
    that holds the key and is shown in messages. If `max_tokens` is 0, no limit is sent. The fields of `extra_body`
    override all other request fields. If `is_offline` is set, requests go to the built-in teacher, whose fault rate in
    [0, 1) is `offline_faults`.
    """

    url: str
    model: str
    key: str = field(repr=False)
    key_env: str
    temperature: float
    top_p: float
    max_tokens: int
    extra_body: Mapping[str, Any]
    retry: RetryPolicy
    concurrency: int
    is_offline: bool = False
    offline_faults: float = 0.0

    @property
    def lacks_key(self) -> bool:
        """True if requests go to another machine without a key, which it may refuse."""
        return self.key == PLACEHOLDER_KEY and bool(self.url) and not is_loopback(self.url)
