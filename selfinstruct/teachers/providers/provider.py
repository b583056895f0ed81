"""What is known about one provider of an OpenAI-compatible API."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import unquote, urlsplit

from selfinstruct.schema.redaction import SECRET_NAME
from selfinstruct.teachers.remedies import Rule
from selfinstruct.teachers.urls import each_of, is_loopback

MAX_TOKENS = "max_tokens"
MAX_COMPLETION_TOKENS = "max_completion_tokens"
LIMITS = (MAX_TOKENS, MAX_COMPLETION_TOKENS)
"""Names of the request field that limits a reply."""


@dataclass(frozen=True, slots=True)
class ModelFields:
    """Request fields for the models whose lower-case name matches one of `models` (wildcards; empty: all models).

    `thinking_off` turns thinking off, and is empty for a model that always or never thinks. `other` are further fields
    that the model needs.
    """

    models: tuple[str, ...] = ()
    thinking_off: Mapping[str, Any] = field(default_factory=dict)
    other: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    source: str = ""

    def matches(self, model: str) -> bool:
        """Return True if these are the fields of a model."""
        name = model.lower()
        return not self.models or any(fnmatchcase(name, pattern) for pattern in self.models)

    @property
    def body(self) -> dict[str, Any]:
        """All fields, for the body of a request."""
        return {**self.thinking_off, **self.other}


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider, or what is assumed about an unknown one, whose `name` is "".

    `base_url` is the address of its API, and `hosts` are the hosts by which it is recognised (wildcards, with the port
    for local servers). `key_env` are the environment variables in which people keep its key, the documented one first.
    `max_tokens` is the name of the request field that limits a reply, "" if there is none; `headers` are sent with each
    request; `service_tiers` are the values of the field that selects a price. `rules` say what its errors ask for, and
    precede the general ones. `batch` and `limits` are facts to print. `sources` has an entry for each plain field.
    """

    name: str = ""
    title: str = ""
    base_url: str = ""
    hosts: tuple[str, ...] = ()
    key_env: tuple[str, ...] = ()
    max_tokens: str = MAX_TOKENS
    service_tiers: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    limits: tuple[str, ...] = ()
    fields: tuple[ModelFields, ...] = ()
    rules: tuple[Rule, ...] = ()
    batch: Mapping[str, Any] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def key_variables(self) -> tuple[str, ...]:
        """The variables of the key; one made of the name if none is known (`LAB_API_KEY`)."""
        made = re.sub(r"[^A-Z0-9]+", "_", self.name.upper())
        return self.key_env or (f"{made}_API_KEY",)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values of headers that may hold a key."""
        return tuple(value for name, value in self.headers.items() if SECRET_NAME.search(name))

    @property
    def needs_key(self) -> bool:
        """True unless it is a local server."""
        return bool(self.key_env)

    def serves(self, base_urls: str) -> bool:
        """Return True if all of the addresses belong to this provider."""
        return all(self._serves_one(url) for url in each_of(base_urls))

    def _serves_one(self, url: str) -> bool:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        with_port = f"localhost:{parts.port}" if is_loopback(url) else f"{host}:{parts.port}"
        return any(fnmatchcase(name, pattern) for name in (host, with_port) for pattern in self.hosts)

    def fields_of(self, model: str) -> ModelFields:
        """Return the fields of the first row that matches a model."""
        return next((row for row in self.fields if row.matches(model)), ModelFields())


@dataclass(frozen=True, slots=True)
class Plan:
    """A subscription for coding tools, whose key and address must not be used by other programs.

    `addresses` are patterns of host and path, `keys` beginnings of keys, `instead` is the provider to use.
    """

    title: str
    addresses: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    instead: str = ""
    source: str = ""

    def covers_address(self, url: str) -> bool:
        """Return True for an address of the plan."""
        parts = urlsplit(url)
        path = posixpath.normpath("/" + unquote(parts.path).lower().lstrip("/"))
        address = f"{(parts.hostname or '').rstrip('.')}{path}/"
        return any(fnmatchcase(address, f"{pattern}/*") for pattern in self.addresses)

    def covers_key(self, key: str) -> bool:
        """Return True for a key of the plan."""
        return key.lower().startswith(self.keys)
