"""Measure what a run used: tokens, cost, time, retries and requests in flight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from selfinstruct.runs.summary import stored_price
from selfinstruct.schema.price import Price, cost_of, price_as_json
from selfinstruct.schema.reply import Usage, read_reply

_POINTS = 120
_PAUSE = 60.0
"""Time in seconds without a request in flight after which the run is assumed to have been paused."""


def usage(stats: Mapping[str, Any], entries: Iterable[Mapping[str, Any]], price: Price | None = None) -> dict[str, Any]:
    """Return tokens, cost (None if it is unknown), working time in seconds and retries, in total and over time.

    `stats` is the content of `stats.json`, `entries` are those of the journal. Without a `price`, the one in `stats`
    is used. Working time excludes pauses between sessions.
    """
    price = price or stored_price(stats["teacher"], stats.get("prices"))
    prices = price_as_json(price)
    answers, retries = _answers_and_retries(entries)
    tokens = stats["tokens"]
    total = tokens["prompt"] + tokens["completion"]
    return {
        "tokens": tokens,
        "tokens_per_accepted": total / stats["accepted"] if stats["accepted"] else None,
        "cost": cost_of(_total(tokens), stats["answers"], price),
        "currency": prices["currency"] if prices else None,
        "prices": prices,
        "limit_over_time": stats.get("limit_over_time") or [],
        "retries": retries,
        "waiting": stats["waiting"],
        "answers": len(answers),
        **_times(answers),
    }


def _total(tokens: Mapping[str, int]) -> Usage:
    """Return the tokens of a run. Earlier versions did not count the cached ones."""
    in_batches = (tokens.get(f"batch_{name}", 0) for name in ("prompt", "completion", "cached"))
    return Usage(tokens["prompt"], tokens["completion"], min(tokens["prompt"], tokens.get("cached", 0)), *in_batches)


def _answers_and_retries(entries: Iterable[Mapping[str, Any]]) -> tuple[pd.DataFrame, int]:
    """Return one row per reply in order of arrival, and the number of retries. The entries are read one by one.

    A row has start and end in Unix seconds, retries, and tokens by kind.
    """
    rows, retries = [], 0
    for entry in entries:
        retries += max(0, entry.get("attempts", 1) - 1)
        if entry.get("kind") == "answer":
            rows.append((entry["at"] - entry["seconds"], entry["at"], entry["attempts"] - 1, *_usage(entry)))
    frame = pd.DataFrame(rows, columns=["begun", "at", "retries", "prompt", "completion"])
    return frame.sort_values("at", ignore_index=True), retries


def _usage(entry: Mapping[str, Any]) -> tuple[int, int]:
    usage = read_reply(entry["body"]).usage
    return usage.prompt, usage.completion


def _times(answers: pd.DataFrame) -> dict[str, Any]:
    if answers.empty:
        return {"seconds": 0.0, "sessions": 0, "latency": None, "over_time": []}
    begun, at, sessions = _without_pauses(answers)
    length = max(float(at.max()), 1e-3)
    live = (at - begun)[at > begun]  # answers of batches have no latency
    return {
        "seconds": length,
        "sessions": sessions,
        "latency": _latency(live) if len(live) else None,
        "over_time": _over_time(answers, begun, at, length),
    }


def _latency(seconds: NDArray[np.float64]) -> dict[str, float]:
    return {name: float(np.quantile(seconds, share)) for name, share in (("median", 0.5), ("p95", 0.95))}


def _without_pauses(answers: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    """Return start and end of each reply in seconds of working time, and the number of sessions."""
    order = np.argsort(answers["begun"].to_numpy(), kind="stable")
    begun, at = answers["begun"].to_numpy()[order], answers["at"].to_numpy()[order]
    busy_until = np.maximum.accumulate(at)
    pauses = np.zeros(len(at))
    pauses[1:] = np.where(begun[1:] - busy_until[:-1] > _PAUSE, begun[1:] - busy_until[:-1], 0)
    shift = np.empty(len(at))
    shift[order] = begun[0] + np.cumsum(pauses)
    return answers["begun"].to_numpy() - shift, answers["at"].to_numpy() - shift, 1 + int((pauses > 0).sum())


def _over_time(
    answers: pd.DataFrame, begun: NDArray[np.float64], at: NDArray[np.float64], length: float
) -> list[dict[str, Any]]:
    """Measure equal spans of working time: average requests in flight, replies, retries, and tokens so far."""
    edges = np.linspace(0, length, _POINTS + 1)
    # Seconds in flight before each edge, summed over all requests; the differences are the seconds in each span.
    in_flight = np.diff([np.clip(edge - begun, 0, at - begun).sum() for edge in edges]) / np.diff(edges)
    span = np.clip(np.searchsorted(edges, at, side="left") - 1, 0, _POINTS - 1)
    sums = {name: np.bincount(span, answers[name], _POINTS) for name in ("retries", "prompt", "completion")}
    return [
        {
            "seconds": float(edges[number + 1]),
            "in_flight": float(in_flight[number]),
            "answers": int((span == number).sum()),
            "retries": int(sums["retries"][number]),
            "prompt_tokens": int(sums["prompt"][: number + 1].sum()),
            "completion_tokens": int(sums["completion"][: number + 1].sum()),
        }
        for number in range(_POINTS)
    ]
