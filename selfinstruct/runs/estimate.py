"""`selfinstruct estimate`: requests, tokens, cost and time of a run before it is paid for, with all assumptions.

run folder, or a few replies, or assumptions ─► what one reply takes ─► forecast
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from statistics import fmean
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.pipeline.forecast import Forecast, PerReply, Range, forecast
from selfinstruct.runs.announcements import announce_teacher
from selfinstruct.runs.attempt_log import attempt_log
from selfinstruct.runs.estimate_batches import BatchEstimate, estimate_batches
from selfinstruct.runs.options import EstimateOptions
from selfinstruct.runs.per_reply import Basis, assumed_basis, basis_of_probe, basis_of_run
from selfinstruct.runs.prepare import RunPlan
from selfinstruct.runs.preview import prepare_preview
from selfinstruct.runs.probe import Probe, probe
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.stopping import Stop
from selfinstruct.runs.trust import require_confirmation
from selfinstruct.schema.price import Price, cost_of, price_as_json
from selfinstruct.storage.run_files import STATS, read_stats
from selfinstruct.teachers.opening import require_model

MAX_PROBES = 50


async def estimate(options: EstimateOptions, stop: Stop, say: Reporter) -> dict[str, Any]:
    """Estimate what is left of a run, or a new one. Returns ranges, the assumptions, and what a probe showed and cost.

    Raises InputError, and with `probe` the errors of a run whose requests fail.
    """
    if options.probe is not None and not 1 <= options.probe <= MAX_PROBES:
        raise InputError(f"--probe must be at least 1 and at most {MAX_PROBES}, not {options.probe}")
    plan = prepare_preview(options.of_run)
    stats = _stats(plan)
    if stats and options.probe:
        raise InputError(
            f"{plan.folder}: the run has {stats['answers']:,} replies, from which it is estimated; leave --probe out"
        )
    if options.probe or not plan.connection.model:
        require_confirmation(plan, options, os.environ)
        stop.bind(lambda: None)
        await require_model(plan.connection)
    found = await _probe(plan, options, stop, say) if options.probe else None
    basis = basis_of_run(plan, stats) if stats else basis_of_probe(plan, found) if found else assumed_basis(plan)
    return _result(plan, basis, options.n, stats, found)


def _stats(plan: RunPlan) -> dict[str, Any] | None:
    """Return the statistics of the run, or None if it has no accepted task yet. Raises StorageError."""
    stats = read_stats(plan.folder) if (plan.folder / STATS).exists() else None
    return (
        stats
        if stats and stats["answers"] and any(point["accepted"] for point in stats["acceptance_over_time"])
        else None
    )


async def _probe(plan: RunPlan, options: EstimateOptions, stop: Stop, say: Reporter) -> Probe:
    assert options.probe is not None, "checked by the caller"
    announce_teacher(plan.connection, options, say, plan.settings.topic)
    price = ", at the usual price: a probe is not sent in batches" if plan.in_batches else ""
    say(f"asking {plan.connection.model} for {options.probe} replies, which are not saved{price}")
    with attempt_log(options.log_file, say) as on_attempt:
        return await probe(plan, options.probe, stop, say, on_attempt)


def _result(
    plan: RunPlan, basis: Basis, n: int | None, stats: Mapping[str, Any] | None, found: Probe | None
) -> dict[str, Any]:
    wanted = n if n is not None else stats["target"] if stats else 0
    missing = max(0, wanted - (_paid_for(stats, basis.each) if stats else 0))
    # A request may be sent if the one that is `window` slots before it has ended.
    in_flight = min(plan.settings.concurrency * len(plan.connection.urls), plan.settings.window + 1)
    ahead = forecast(missing, basis.each, in_flight, plan.price)
    batch = estimate_batches(plan, ahead.replies, stats) if plan.in_batches else None
    prices = price_as_json(plan.price)
    limits = f"up to {in_flight} requests; the limits of the provider may allow fewer"
    return {
        "teacher": plan.settings.model,
        "folder": str(plan.folder) if stats else None,
        "target": wanted,
        "accepted": stats["accepted"] if stats else 0,
        "missing": missing,
        **_numbers(ahead),
        **(_of_batches(ahead, batch) if batch else {"batch": None}),
        "currency": prices["currency"] if prices else None,
        "prices": prices,
        "based_on": basis.name,
        "per_reply": _per_reply(basis.each),
        "in_flight": None if batch else in_flight,
        "assumptions": _words_in_batches(basis.words) if batch else {**basis.words, "in flight": limits},
        "probe": _of_replies_asked(found, plan.price) if found else None,
    }


def _paid_for(stats: Mapping[str, Any], each: PerReply) -> int:
    """Return the tasks that the run has, including those past its target and in replies that are not processed."""
    accepted: int = sum(point["accepted"] for point in stats["acceptance_over_time"])
    return accepted + int(stats["waiting"] * each.kept.low)


def _numbers(ahead: Forecast) -> dict[str, Any]:
    kinds = {"prompt": ahead.prompt, "completion": ahead.completion, "total": ahead.total}
    return {
        "requests": _whole(ahead.requests),
        "tokens": {kind: _whole(found) for kind, found in kinds.items()},
        "cost": {"low": ahead.cost.low, "high": ahead.cost.high} if ahead.cost else None,
        "seconds": _rounded(ahead.seconds),
    }


def _words_in_batches(words: Mapping[str, str]) -> dict[str, str]:
    kept = {name: text for name, text in words.items() if name != "latency"}
    return {**kept, "batches": "no row fails or expires; those that do are sent again, in a further batch"}


def _of_batches(ahead: Forecast, batch: BatchEstimate) -> dict[str, Any]:
    """Return what is different in batches. The time of the shortest wait is not known."""
    cost = ahead.cost.times(batch.price) if ahead.cost else None
    return {
        "cost": {"low": cost.low, "high": cost.high} if cost else None,
        "seconds": None if batch.hours is None else {"low": 0.0, "high": batch.hours * 3600},
        "batch": {
            "price": batch.price,
            "rounds": _whole(batch.rounds),
            "hours": batch.hours,
            "hours_a_round": batch.window,
            "cost_without": {"low": ahead.cost.low, "high": ahead.cost.high} if ahead.cost else None,
        },
    }


def _per_reply(each: PerReply) -> dict[str, Any]:
    return {
        "accepted": _rounded(each.kept),
        "prompt_tokens": _whole(each.prompt),
        "completion_tokens": _whole(each.completion),
        "cached": round(each.cached, 4),
        "requests": round(each.requests, 3),
        "seconds": _rounded(each.seconds),
    }


def _whole(found: Range) -> dict[str, int]:
    return {"low": round(found.low), "high": round(found.high)}


def _rounded(found: Range) -> dict[str, float]:
    return {"low": round(found.low, 2), "high": round(found.high, 2)}


def _of_replies_asked(found: Probe, price: Price | None) -> dict[str, Any]:
    usage = found.tally.usage
    return {
        "requests": found.tally.attempts,
        "replies": found.tally.answers,
        "accepted": found.tally.kept,
        "tokens": {"prompt": usage.prompt, "completion": usage.completion, "cached": usage.cached},
        "cost": cost_of(usage, found.tally.answers, price),
        "seconds": round(fmean(found.seconds), 2),
    }
