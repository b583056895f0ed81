"""The price of a teacher, from the options, a settings file or a list of prices."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.runs.file_settings import FileSettings
from selfinstruct.runs.price_settings import PRICES, given_price
from selfinstruct.runs.teacher_settings import TeacherSettings
from selfinstruct.schema.price import DEFAULT_CURRENCY, FREE, Price, is_currency, is_price
from selfinstruct.teachers.batches.rules import price_share
from selfinstruct.teachers.prices import list_price
from selfinstruct.teachers.providers.provider import Provider

PriceTable = Mapping[str, Price]
"""Prices by model, or by provider and model (`dashscope/qwen-plus`); names may contain the wildcards * and ?."""
NO_PRICES: PriceTable = {}
_FIELDS = ("in", "out", "cached", "currency")


def price_of(settings: TeacherSettings, table: PriceTable = NO_PRICES) -> Price | None:
    """Return the price of a teacher, or None if it is unknown.

    It comes from the options (of this command, or stored in the run folder), then from `table`, then from the list
    prices of the package genai-prices. The offline teacher is free, unless prices are given as a rehearsal.
    """
    given = given_price({name: getattr(settings, name) for name in PRICES}, settings.currency)
    if given is not None:
        return given
    if settings.teacher == "offline":
        return FREE
    if (price := _in_table(settings, table)) is not None:
        return price
    tier = settings.extra_body.get("service_tier") or settings.service_tier
    return list_price(settings.model, settings.base_url, str(tier), datetime.now(UTC))


def with_batches(price: Price | None, provider: Provider) -> Price | None:
    """Return a price with the share of it that the provider charges for batches."""
    return price if price is None or price.is_free else replace(price, batch=price_share(provider))


def _in_table(settings: TeacherSettings, table: PriceTable) -> Price | None:
    names = (f"{settings.provider}/{settings.model}".lower(), settings.model.lower())
    return next((price for name in names for key, price in table.items() if fnmatchcase(name, key.lower())), None)


def price_table(file: FileSettings) -> PriceTable:
    """Return the prices in a settings file. Raises InputError."""
    return read_price_table(file.prices, str(file.path))


def read_price_table(found: object, origin: str) -> PriceTable:
    """Read the table `[prices]` of the settings file `origin`. Raises InputError that names the file and the table.

    `currency` is that of all prices that have none of their own. Every other entry is the table of a model, with the
    prices of a million tokens: `in` for prompts, `out` for completions and, if it is known, `cached` for prompt tokens
    from the provider's cache.
    """
    if not isinstance(found, Mapping):
        raise InputError(f'{origin}: prices must be a table; write [prices."MODEL"] with in and out below it')
    usual = found.get("currency", DEFAULT_CURRENCY)
    if not is_currency(usual):
        raise InputError(f"{origin}: currency in [prices] must be a short name such as CNY or €, not {usual!r}")
    return {model: _read(model, one, usual, origin) for model, one in found.items() if model != "currency"}


def _read(model: str, found: object, currency: str, origin: str) -> Price:
    key = model if re.fullmatch(r"[\w-]+", model, re.ASCII) else f'"{model}"'
    where = f"{origin}: [prices.{key}]"
    if not isinstance(found, Mapping):
        raise InputError(f"{where} must be a table with in and out, not {found!r}")
    if unknown := [name for name in found if name not in _FIELDS]:
        raise InputError(f"{where}: {unknown[0]!r} is not known; the names are {', '.join(_FIELDS)}")
    for name in _FIELDS[:3]:
        if name in found and not is_price(found[name]):
            raise InputError(f"{where}: {name} must be a number from 0, not {found[name]!r}")
    if missing := [name for name in _FIELDS[:2] if name not in found]:
        raise InputError(f"{where}: {missing[0]} is missing; write the prices of a million tokens as in and out")
    if not is_currency(found.get("currency", currency)):
        raise InputError(f"{where}: currency must be a short name such as CNY or €, not {found['currency']!r}")
    return Price(
        float(found["in"]),
        float(found["out"]),
        _optional(found.get("cached")),
        found.get("currency", currency),
        f"[prices.{key}] in {origin}",
    )


def _optional(value: Any) -> float | None:
    return None if value is None else float(value)
