"""Format an estimate as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfinstruct.runs.summary import columns, stored_price, tokens_text
from selfinstruct.schema.price import Price, cost_text, money, price_text

_UNITS = ((3600.0, "hours"), (60.0, "minutes"), (0.0, "seconds"))
_DIGITS = 2
_DAY = 24
_WHOLE = 10
"""Amounts from here on are shown without a fraction."""
_BASES = {
    "run": "the replies of the run",
    "probe": "the replies of the probe (ranges at 95% confidence)",
    "assumptions": "these assumptions (--probe 5 asks for a few replies first)",
}


def describe(found: Mapping[str, Any]) -> str:
    """Format an estimate as a short table, followed by its assumptions."""
    missing, tokens = found["missing"], found["tokens"]
    if not missing:
        return f"{found['folder']} has the replies for {found['target']:,} tasks: nothing is left to request"
    further = f"{missing:,} further tasks" if found["accepted"] else f"{missing:,} tasks"
    rows = [
        ("requests", f"{_about(found['requests'])} for {further}"),
        ("tokens", f"{_about(tokens['prompt'])} prompt + {_about(tokens['completion'])} completion"),
        ("in total", f"{_about(tokens['total'])} tokens"),
        ("cost", _cost_text(found)),
        *(_batch_rows(found) if found["batch"] else [("time", _duration(found["seconds"]))]),
        *_probe_row(found),
    ]
    title = f"\n\nbased on {_BASES[found['based_on']]}:\n"
    return columns(rows) + title + columns([(f"  {name}", text) for name, text in found["assumptions"].items()])


def _cost_text(found: Mapping[str, Any]) -> str:
    price = stored_price(found["teacher"], found["prices"])
    if found["cost"] is None or price is None or price.is_free:
        return cost_text(None, price)
    amounts = _amounts(found["cost"], price)
    if (batch := found["batch"]) is None:
        return f"{amounts} ({price_text(price)})"
    usual = _amounts(batch["cost_without"], price)
    if batch["price"] == 1:
        return f"{amounts} ({price_text(price)}; no lower price of batches is known)"
    return f"{amounts} at {batch['price']:.0%} of the usual price, or {usual} without --batch ({price_text(price)})"


def _amounts(cost: Mapping[str, float], price: Price) -> str:
    low, high = (_amount(cost[end]) for end in ("low", "high"))
    return f"{low if low == high else f'{low} to {high}'} {price.currency}"


def _batch_rows(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the rows about the wait. A round is sent once the one before it has been collected."""
    batch = found["batch"]
    rounds = f"{_about(batch['rounds'])} {'round' if batch['rounds']['high'] == 1 else 'rounds, one after another'}"
    if batch["hours"] is None:
        return [("time", f"{rounds}; the provider does not say how long each may take")]
    each = f"each up to {batch['hours_a_round']} h: up to {_wait(batch['hours'])}, usually much less"
    return [("time", f"{rounds}, {each}" if batch["rounds"]["high"] > 1 else f"{rounds} of {each.partition(': ')[2]}")]


def _wait(hours: float) -> str:
    days = hours / _DAY
    return f"{days:g} days" if days > 1 and days.is_integer() else f"{hours:g} h"


def _amount(amount: float) -> str:
    """Format an amount with two digits."""
    rounded = float(f"{amount:.{_DIGITS}g}")
    return f"{rounded:,.0f}" if rounded >= _WHOLE else money(rounded, "")


def _probe_row(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    if not (asked := found["probe"]):
        return []
    cost = cost_text(asked["cost"], stored_price(found["teacher"], found["prices"])).partition(" (")[0]
    kept = f"{asked['replies']} replies, {asked['accepted']} tasks kept, none of them saved"
    usual = " at the usual price" if found["batch"] else ""
    return [("probe", f"{kept}; {tokens_text(asked['tokens'])} tokens, cost {cost}{usual}")]


def _about(found: Mapping[str, float]) -> str:
    """Format a range of counts with two digits."""
    low, high = (f"{float(f'{found[end]:.{_DIGITS}g}'):,.0f}" for end in ("low", "high"))
    return low if low == high else f"{low} to {high}"


def _duration(found: Mapping[str, float]) -> str:
    size, unit = next((size, unit) for size, unit in _UNITS if found["high"] >= 2 * size)
    low, high = (f"{found[end] / (size or 1):.{_DIGITS}g}" for end in ("low", "high"))
    return f"{low} {unit}" if low == high else f"{low} to {high} {unit}"
