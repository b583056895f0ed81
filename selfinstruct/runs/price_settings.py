"""The prices that are given as options, or stored in a run folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.schema.choices import NONE, optional_number
from selfinstruct.schema.price import DEFAULT_CURRENCY, Price, is_currency, is_price

PRICES = ("price_in", "price_out", "price_cached")


def price_values(given: Mapping[str, Any], stored: Mapping[str, Any], provider: str) -> dict[str, Any]:
    """Return the prices that are given or stored, and their currency.

    Stored prices are not kept for another provider, and are forgotten if a price is given as "none". Raises TypeError.
    """
    is_same = provider in (NONE, stored.get("provider") or "")
    is_kept = is_same and not any(given.get(name) == NONE for name in PRICES)
    values = {**(stored if is_kept else {}), **given}
    return {
        **{name: optional_number(name, values) for name in PRICES},
        "currency": values.get("currency", DEFAULT_CURRENCY),
    }


def price_requirements(prices: Mapping[str, float | None], currency: str) -> list[tuple[bool, str]]:
    """Return the conditions for prices, with error messages."""
    has_prices = prices["price_in"] is not None
    return [
        *(
            (price is None or is_price(price), f"--{name.replace('_', '-')} must be a number from 0, not {price:g}")
            for name, price in prices.items()
            if price is not None
        ),
        (
            has_prices == (prices["price_out"] is not None),
            "--price-in and --price-out are only useful together; give both or neither",
        ),
        (
            has_prices or prices["price_cached"] is None,
            "--price-cached is only useful with --price-in and --price-out; give these, too",
        ),
        (is_currency(currency), f"--currency must be a short name or sign such as CNY or €, not {currency!r}"),
        (
            has_prices or currency == DEFAULT_CURRENCY,
            "--currency is that of --price-in and --price-out; give these, too",
        ),
    ]


def given_price(prices: Mapping[str, float | None], currency: str) -> Price | None:
    """Return the price that options give, None if they do not. Raises InputError if a part is missing or wrong."""
    for holds, message in price_requirements(prices, currency):
        if not holds:
            raise InputError(message)
    prompt, completion, cached = (prices[name] for name in PRICES)
    if prompt is None or completion is None:
        return None
    return Price(prompt, completion, cached, currency, "--price-in and --price-out")
