"""How a teacher is reached and asked: address, model, key, sampling, retries. Nouns that hold no behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PLACEHOLDER_KEY = "no-key-needed"
"""Sent where no key is set: a local vLLM or Ollama accepts any."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How long one request is worth waiting for.

    `attempts` counts transient faults, `timeout` is the deadline of one attempt and `backoff` the mean first wait, both
    in seconds. Rate limits are no faults: a request waits for them up to fifteen minutes.
    """

    attempts: int
    timeout: float
    backoff: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """One teacher, ready to be asked.

    `url` is the base of an OpenAI-compatible API, "" for OpenAI's own. `key_env` names the variable that holds the key,
    for messages. `max_tokens` 0 sends no limit; the fields of `extra_body` replace any other field of a request. With
    `is_offline` the built-in teacher answers, and `offline_faults` is its share of faults in [0, 1).
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
