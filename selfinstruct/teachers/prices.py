"""List prices of models, from the package genai-prices. Works offline: its data comes with the package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from selfinstruct.schema.price import MILLION, Price
from selfinstruct.teachers.urls import OPENAI, each_of

_PROMPT = 8_000
"""Tokens of the request whose price is taken, where longer prompts cost more. The lowest known limit is 32,000."""
_SLOTS = tuple(timedelta(minutes=30 * number) for number in range(48))
"""Times of a day: prices change at full and half hours."""
_CHEAP_TIERS = frozenset({"", "auto", "default", "flex"})
"""Service tiers that never cost more than the list price."""
_UNUSABLE = frozenset({"zhipuai"})
"""Providers whose prices are those of replies of up to 200 tokens only, which cost less than longer ones."""
_DOLLARS = "USD"


def list_price(model: str, base_urls: str, service_tier: str, now: datetime) -> Price | None:
    """Return the list price of a model at its addresses, in US dollars; None if it is unknown.

    Where the price depends on the time of day, it is the highest of the day of `now`; where it depends on the length
    of the prompt, it is that of prompts of up to 8,000 tokens. A flex tier without a price of its own gets the list
    price, which is an upper bound. Starts no thread and sends no request.
    """
    found = {_price_at(model, url or OPENAI, service_tier, now) for url in each_of(base_urls)}
    return found.pop() if len(found) == 1 else None


def _price_at(model: str, url: str, tier: str, now: datetime) -> Price | None:
    context = {"service_tier": tier} if tier else {}
    try:
        prices = list(_prices(model, url, context, now))
        usual = list(_prices(model, url, {}, now)) if tier not in _CHEAP_TIERS else []
    except (LookupError, ValueError):
        return None
    if prices == usual or None in prices:
        return None
    known = [price for price in prices if price is not None]
    is_cached_known = all(price[2] is not None for price in known)
    highest = [max(price[part] or 0.0 for price in known) for part in range(3)]
    source = f"genai-prices {_version()}" + (", the highest of the day" if len(set(known)) > 1 else "")
    return Price(highest[0], highest[1], highest[2] if is_cached_known else None, _DOLLARS, source)


_Triple = tuple[float, float, float | None]
"""Prices of a million prompt, completion and cached tokens."""


def _prices(model: str, url: str, context: Mapping[str, str], now: datetime) -> Iterator[_Triple | None]:
    """Yield the price, for each time of the day if it may depend on that. Raises LookupError."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    first = _price_then(model, url, context, midnight)
    yield first[0]
    if first[1]:
        for slot in _SLOTS[1:]:
            yield _price_then(model, url, context, midnight + slot)[0]


def _price_then(model: str, url: str, context: Mapping[str, str], at: datetime) -> tuple[_Triple | None, bool]:
    """Return the price at a time, None without one for prompts or completions, and whether others may exist.

    Models that also bill each request, such as those that search the web, have no price for tokens alone.
    """
    from genai_prices import Usage, calc_price  # a fifth of a second, which only real teachers need

    def billed(**tokens: int) -> Any:
        usage = Usage(input_tokens=_PROMPT, output_tokens=_PROMPT, **tokens)
        return calc_price(usage, model, provider_api_url=url, genai_request_timestamp=at, price_context=context or None)

    found = billed()
    listed, is_usable = found.model_price, found.provider.id not in _UNUSABLE and found.total_price > 0
    is_conditional = isinstance(found.model.prices, list)
    is_by_token = None not in (listed.input_mtok, listed.output_mtok) and listed.requests_kcount is None
    if not (is_usable and is_by_token):
        return None, is_conditional
    cached = None if listed.cache_read_mtok is None else _per_million(billed(cache_read_tokens=_PROMPT).input_price)
    return (_per_million(found.input_price), _per_million(found.output_price), cached), is_conditional


def _per_million(amount: Any) -> float:
    return float(amount * MILLION / _PROMPT)


def _version() -> str:
    from genai_prices import __version__

    return str(__version__)
