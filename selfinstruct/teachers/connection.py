"""Settings of a connection to a teacher: address, model, key, sampling and retries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from selfinstruct.teachers.offline.behavior import FAULTLESS, Behavior
from selfinstruct.teachers.providers.known import general_rules
from selfinstruct.teachers.providers.provider import Provider
from selfinstruct.teachers.remedies import Rule
from selfinstruct.teachers.urls import each_of, has_login, is_loopback, secrets_of

PLACEHOLDER_KEY = "no-key-needed"
"""Sent if no key is set; a local vLLM or Ollama server accepts any key."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """When a request is retried and when it is abandoned.

    `attempts` limits the attempts that may end in a transient fault. `timeout` is the time limit of one attempt and
    `backoff` the mean wait before the first retry, both in seconds. Rate limits do not count as faults, but after
    fifteen minutes, including a wait that the server asks for, a request is no longer retried. A server that is away is
    waited for up to `outage` seconds, which counts no attempts.
    """

    attempts: int
    timeout: float
    backoff: float = 1.0
    outage: float = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Everything needed to send requests to one teacher.

    `url` is the base URL of an OpenAI-compatible API, or "" for OpenAI's own. Several servers of one model are
    separated by spaces, and each takes up to `concurrency` requests at a time. `rpm` and `tpm` are the requests and
    tokens a minute that the account may use at all of them, if they are known. `key_env` is the environment variable
    that holds the key and is shown in messages. `preset` are the fields that the preset of the provider adds.
    `temperature` and `top_p` are not sent if they are None, and no limit if `max_tokens` is 0. The fields of
    `extra_body` override all others, and null removes one. `general_rules` say what errors of any provider ask for.
    With `stream`, replies are streamed. `openai_headers` are sent to OpenAI's own address only. If `is_offline` is set,
    requests go to the built-in teacher, and `offline` is what goes wrong there. With `is_known`, the addresses have
    answered an earlier process.
    """

    url: str
    model: str
    key: str = field(repr=False)
    key_env: str
    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int
    extra_body: Mapping[str, Any]
    retry: RetryPolicy
    concurrency: int
    rpm: float | None = None
    tpm: float | None = None
    provider: Provider = field(default_factory=Provider, repr=False)
    preset: Mapping[str, Any] = field(default_factory=dict)
    general_rules: tuple[Rule, ...] = field(default_factory=general_rules, repr=False)
    stream: bool = False
    openai_headers: Mapping[str, str] = field(default_factory=dict)
    is_offline: bool = False
    offline: Behavior = FAULTLESS
    is_known: bool = False

    @property
    def rules(self) -> tuple[Rule, ...]:
        """What errors ask for: the rules of the provider, then those for any provider."""
        return (*self.provider.rules, *self.general_rules)

    @property
    def urls(self) -> tuple[str, ...]:
        """The base URLs one by one."""
        return each_of(self.url)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The key, the secrets in the URLs, and the headers of the provider, which may hold a key."""
        of_urls = (secret for url in self.urls for secret in secrets_of(url))
        return (self.key, *of_urls, *self.provider.secrets)

    @property
    def lacks_key(self) -> bool:
        """True if requests go to another machine without a key or password, which it may refuse."""
        return self.key == PLACEHOLDER_KEY and any(
            url and not (is_loopback(url) or has_login(url)) for url in self.urls
        )
