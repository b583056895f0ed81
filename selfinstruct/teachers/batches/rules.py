"""What a provider demands of batches, from its facts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from selfinstruct.errors import InputError
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.providers.provider import Provider

CHAT_COMPLETIONS = "/v1/chat/completions"
_DAY = 86_400.0
_MEGABYTE = 1_000_000
_LINES = 50_000
_MEGABYTES = 100
"""Limits of an unknown provider: those of the strictest known one."""


@dataclass(frozen=True, slots=True)
class BatchRules:
    """The limits of a file, and the values of the fields of a batch.

    `lines`, `bytes` and `line_bytes` limit a file and each line in it. `url` is the path that rows are sent to,
    `window` the time within which a batch is answered ("" sends none), `price` the share of the usual price. `metadata`
    is the field of the metadata that holds our own key. With `names_model`, the batch itself names the model, too.
    """

    lines: int = _LINES
    bytes: int = _MEGABYTES * _MEGABYTE
    line_bytes: int = _MEGABYTE
    url: str = CHAT_COMPLETIONS
    window: str = "24h"
    purpose: str = "batch"
    price: float = 1.0
    metadata: str = "selfinstruct"
    names_model: bool = False


def price_share(provider: Provider) -> float:
    """Return the price of a batch as a share of the usual one; 1 if it is not known."""
    return float(provider.batch.get("price", 1.0))


def is_held(provider: Provider) -> bool:
    """Return True if a provider has no files: it holds ordinary requests until there is room for them."""
    return provider.batch.get("kind") == "held"


def held(connection: Connection, with_timeout: bool) -> Connection:
    """Return the connection for requests that the provider holds; the same for any other provider.

    A reply may take a day. `with_timeout` keeps the given time limit.
    """
    if not is_held(connection.provider):
        return connection
    path = str(connection.provider.batch.get("path", ""))
    timeout = connection.retry.timeout if with_timeout else _DAY
    urls = " ".join(f"{url.rstrip('/')}{path}" for url in connection.urls)
    return replace(connection, url=urls, stream=False, retry=replace(connection.retry, timeout=timeout))


def batch_rules(provider: Provider) -> BatchRules:
    """Return the rules of a provider. Raises InputError for one that has no batches in OpenAI's form."""
    facts = provider.batch
    if provider.name and facts.get("kind") != "openai":
        own = f"; {note}" if (note := str(facts.get("note", ""))) else ""
        raise InputError(
            f"{provider.title} has no batches in the form of OpenAI's{own.rstrip('.')}. Leave --batch out, or export "
            "the requests with: selfinstruct batch export"
        )
    usual = BatchRules()
    return BatchRules(
        lines=int(facts.get("lines", usual.lines)),
        bytes=int(float(facts.get("megabytes", _MEGABYTES)) * _MEGABYTE),
        line_bytes=int(float(facts.get("line_megabytes", usual.line_bytes / _MEGABYTE)) * _MEGABYTE),
        url=str(facts.get("url", usual.url)),
        window=_window(str(facts.get("window", usual.window))),
        purpose=str(facts.get("purpose", usual.purpose)),
        price=float(facts.get("price", usual.price)),
        metadata=str(facts.get("metadata", usual.metadata)),
        names_model=bool(facts.get("names_model", usual.names_model)),
    )


def _window(text: str) -> str:
    """Return the time of a batch: a day, where a provider offers a choice such as `12h-7d`, as all of them do."""
    return BatchRules().window if "-" in text else text
