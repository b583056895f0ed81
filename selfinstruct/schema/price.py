"""The price of tokens, the cost of a run, and amounts of money as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Any

from selfinstruct.schema.reply import Usage

DEFAULT_CURRENCY = "USD"
MILLION = 1_000_000
_MAX_CURRENCY = 16
_DIGITS = 2
"""Decimal places of an amount; digits of one below 1, so that it is not rounded to 0."""


@dataclass(frozen=True, slots=True)
class Price:
    """The price of a million tokens. `cached` is that of prompt tokens from the provider's cache, None if unknown.

    `source` says where the price comes from, in words that follow "from". `is_free` is set for the offline teacher,
    which has no currency. `batch` is the price of tokens in batches, as a share of the usual one.
    """

    prompt: float
    completion: float
    cached: float | None
    currency: str
    source: str
    is_free: bool = False
    batch: float = 1.0

    def cost(self, usage: Usage) -> float:
        """Cost of these tokens. Without a price for cached tokens, they cost as much as others: an upper bound."""
        cost = self._usual_cost(usage.prompt, usage.completion, usage.cached)
        of_batches = self._usual_cost(usage.batch_prompt, usage.batch_completion, usage.batch_cached)
        return cost - (1 - self.batch) * of_batches

    def _usual_cost(self, prompt: int, completion: int, from_cache: int) -> float:
        cached = self.prompt if self.cached is None else self.cached
        return ((prompt - from_cache) * self.prompt + from_cache * cached + completion * self.completion) / MILLION


FREE = Price(0.0, 0.0, 0.0, "", "the offline teacher", is_free=True)


def cost_of(usage: Usage, answers: int, price: Price | None) -> float | None:
    """Return the cost of this many answers; None if it is unknown, because the price or the tokens are."""
    is_counted = usage.prompt or usage.completion or not answers
    return price.cost(usage) if price is not None and (is_counted or price.is_free) else None


def price_as_json(price: Price | None) -> dict[str, Any] | None:
    """Return a price as `stats.json` holds it; None if it is unknown, or if the teacher is free."""
    if price is None or price.is_free:
        return None
    return {
        "in": price.prompt,
        "out": price.completion,
        "cached": price.cached,
        "currency": price.currency,
        "source": price.source,
        **({} if price.batch == 1 else {"batch": price.batch}),
    }


def read_price(found: Mapping[str, Any] | None) -> Price | None:
    """Read what `price_as_json` returns."""
    if not found:
        return None
    prices = (found["in"], found["out"], found.get("cached"))
    return Price(*prices, found["currency"], found["source"], batch=found.get("batch", 1.0))


def is_stored_price(value: object) -> bool:
    """True for what `price_as_json` returns."""
    if not isinstance(value, dict):
        return value is None
    optional = (0 if value.get(name) is None else value[name] for name in ("cached", "batch"))
    numbers = (value.get("in"), value.get("out"), *optional)
    return all(map(is_price, numbers)) and is_currency(value.get("currency")) and isinstance(value.get("source"), str)


def is_price(value: object) -> bool:
    """True for a price of a million tokens: a finite number from 0."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) and value >= 0


def is_currency(value: object) -> bool:
    """True for the name or sign of a currency: a few characters, such as CNY, USD or €."""
    return isinstance(value, str) and 0 < len(value) <= _MAX_CURRENCY and value.isprintable() and value == value.strip()


def money(amount: float, currency: str) -> str:
    """Return an amount as text, such as `1.23 CNY`. A small one keeps two digits, such as `0.00042 USD`."""
    return f"{_amount(amount)} {currency}".strip()


def _amount(amount: float) -> str:
    exact = Decimal(repr(amount))
    places = _DIGITS if amount >= 1 or not amount else _DIGITS - 1 - exact.adjusted()
    return f"{exact:,.{places}f}"


def price_text(price: Price) -> str:
    """Describe a price, such as `at 0.8/2 per million tokens, 0.16 cached, from --price-in and --price-out`."""
    cached = "" if price.cached is None else f", {price.cached:g} cached"
    return f"at {price.prompt:g}/{price.completion:g} per million tokens{cached}, from {price.source}"


HOW_TO_PRICE = "pass --price-in and --price-out"


def cost_text(cost: float | None, price: Price | None) -> str:
    """Describe a cost: an amount with the price behind it, "free", or "unknown" with what to do."""
    if price is not None and price.is_free:
        return "free"
    if price is None:
        return f"unknown; {HOW_TO_PRICE}"
    if cost is None:
        return "unknown; the replies do not say how many tokens they used"
    return f"{money(cost, price.currency)} ({price_text(price)})"
