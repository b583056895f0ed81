"""The numbers of a run: as `generate` returns them, as `stats.json` and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selfinstruct.pipeline.counters import Tally
from selfinstruct.pipeline.mix import Mix
from selfinstruct.runs.limit_history import LimitHistory
from selfinstruct.schema.flag import Flag
from selfinstruct.schema.price import FREE, Price, cost_of, cost_text, money, price_as_json, read_price
from selfinstruct.schema.reply import Usage
from selfinstruct.schema.spending import Spending
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline import OFFLINE_MODEL

RUNNING = "running"
"""State of a run that another process works on."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The numbers of a run, as `generate` returns them.

    `accepted` counts the rows of the dataset. `target_shares` holds the target share of each task type, in [0, 1]; None
    without a mix. `seconds` covers this process, all other numbers cover the whole run. `waiting` counts paid answers
    in the journal that are not processed: past the slot that reached the target, or behind an open slot. The tokens are
    those of the processed answers; `cached_tokens` are a part of `prompt_tokens`. `cost` is that of all answers: None
    if it is unknown, and 0 for the offline teacher; `prices` are None for both. `unknown` counts the attempts that may
    have been billed although their answer did not arrive, the answers without tokens, and what both may have used.
    `limit` is the number of requests that may be in flight, and `limits` its history in this process.
    `tokens_in_batches` are the tokens of all answers that came in batches, empty if none did, and `in_batches` the
    number of slots in open ones.
    """

    folder: Path
    teacher: str
    target: int
    accepted: int
    rejected: dict[str, int]
    task_types: dict[str, int]
    flags: dict[str, int]
    target_shares: dict[str, float] | None
    acceptance: float
    requests: int
    answers: int
    prompt_tokens: int
    completion_tokens: int
    cached_tokens: int
    tokens_in_batches: dict[str, int]
    in_batches: int
    cost: float | None
    currency: str | None
    prices: dict[str, Any] | None
    unknown: dict[str, Any]
    waiting: int
    seconds: float
    curve: list[dict[str, int]]
    layout_suspects: dict[str, int]
    limit: int | None
    limits: list[dict[str, float]]

    @property
    def dataset(self) -> Path:
        """The dataset file: JSON lines in Alpaca's format."""
        return self.folder / "dataset.jsonl"

    def as_json(self) -> dict[str, Any]:
        """The content of `stats.json`."""
        return {
            "teacher": self.teacher,
            "target": self.target,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "task_types": self.task_types,
            "wished": self.target_shares,
            "flags": self.flags,
            "layout_suspects": self.layout_suspects,
            "acceptance": round(self.acceptance, 4),
            "acceptance_over_time": self.curve,
            "requests": self.requests,
            "answers": self.answers,
            "waiting": self.waiting,
            **({"in_batches": self.in_batches} if self.in_batches else {}),
            "tokens": {
                "prompt": self.prompt_tokens,
                "completion": self.completion_tokens,
                "cached": self.cached_tokens,
                **self.tokens_in_batches,
            },
            "cost": self.cost,
            "currency": self.currency,
            "prices": self.prices,
            "unknown": self.unknown,
            "limit": self.limit,
            "limit_over_time": self.limits,
            "seconds": round(self.seconds, 2),
        }


def summarize(
    folder: Path,
    teacher: str,
    target: int,
    types: Counter[TaskType],
    flags: Counter[Flag],
    mix: Mix | None,
    tally: Tally,
    waiting: int,
    seconds: float,
    price: Price | None,
    spending: Spending,
    limits: LimitHistory | None = None,
    in_batches: Collection[int] = (),
) -> Summary:
    """Return the summary of a run so far.

    `types` and `flags` count the rows of its dataset. `in_batches` are the slots of open batches, whose ends are
    still to come.
    """
    prices = price_as_json(price)
    return Summary(
        folder=folder,
        teacher=teacher,
        target=target,
        accepted=types.total(),
        rejected={str(reason): count for reason, count in tally.reasons.most_common()},
        task_types={str(task_type): types[task_type] for task_type in TaskType},
        flags={str(flag): count for flag, count in flags.most_common()},
        target_shares={str(task_type): round(share, 4) for task_type, share in mix.shares.items()} if mix else None,
        acceptance=tally.acceptance,
        requests=tally.attempts,
        answers=tally.answers,
        prompt_tokens=tally.prompt_tokens,
        completion_tokens=tally.completion_tokens,
        cached_tokens=tally.cached_tokens,
        tokens_in_batches=_in_batches(spending.known),
        in_batches=len(in_batches),
        cost=cost_of(spending.known, tally.answers + waiting, price),
        currency=prices["currency"] if prices else None,
        prices=prices,
        unknown=_unknown(spending, price, in_batches),
        waiting=waiting,
        seconds=seconds,
        curve=tally.curve(),
        layout_suspects=dict(tally.suspects.most_common()),
        limit=limits.latest if limits else None,
        limits=limits.as_json() if limits else [],
    )


def _in_batches(known: Usage) -> dict[str, int]:
    """Return the tokens that were billed at the price of batches; none, if there are no batches."""
    if not known.is_in_batch:
        return {}
    return {
        "batch_prompt": known.batch_prompt,
        "batch_completion": known.batch_completion,
        "batch_cached": known.batch_cached,
    }


def _unknown(spending: Spending, price: Price | None, in_batches: Collection[int]) -> dict[str, Any]:
    expected = [most for slot, most in spending.open_attempts() if slot in in_batches] if in_batches else []
    most = spending.reserved - sum(expected, Usage(0, 0))
    cost = price.cost(most) if price is not None else None
    counts = {"attempts": max(0, spending.unknown_ends - len(expected)), "unreported": spending.unreported}
    return {**counts, "tokens": most.prompt + most.completion, "cost": cost}


def columns(lines: Sequence[tuple[str, str]]) -> str:
    """Format names and values in two columns."""
    width = max(len(name) for name, _ in lines) + 2
    return "\n".join(f"{name:<{width}}{value}" for name, value in lines)


def stored_price(teacher: str, prices: Mapping[str, Any] | None) -> Price | None:
    """Return the price behind a cost from the `prices` stored with it, or None if it is unknown."""
    return read_price(prices) or (FREE if teacher == OFFLINE_MODEL else None)


def describe(stats: dict[str, Any], folder: Path) -> str:
    """Format the content of `stats.json` as a short table."""
    rejected = stats["rejected"]
    reasons = ", ".join(f"{reason} {count}" for reason, count in rejected.items()) or "none"
    lines = [
        ("accepted", f"{stats['accepted']:,} of {stats['target']:,} tasks ({stats['acceptance']:.1%} of all texts)"),
        ("rejected", f"{sum(rejected.values()):,} ({reasons})"),
        ("task types", _types(stats["task_types"], stats.get("wished"))),
        *_flag_rows(stats),
        ("teacher", f"{stats['teacher']}, {stats['answers']:,} replies in {stats['requests']:,} requests"),
        ("tokens", tokens_text(stats["tokens"])),
        ("cost", cost_text(stats["cost"], stored_price(stats["teacher"], stats.get("prices")))),
        *_unknown_rows(stats),
        *_limit_rows(stats),
        ("seconds", f"{stats['seconds']:.1f}"),
        ("dataset", str(folder / "dataset.jsonl")),
        ("more files", "records.jsonl (with provenance), rejected.jsonl (with reasons), stats.json"),
    ]
    if suspects := stats.get("layout_suspects"):
        shown = ", ".join(f"{count:,} end in {kind}" for kind, count in suspects.items())
        lines.append(("layout", f"outputs to check: {shown}"))
    if in_batches := stats.get("in_batches"):
        lines.append(("batches", f"{in_batches:,} requests in open batches; see: selfinstruct batch status {folder}"))
    if stats["waiting"]:
        behind = "behind a request in flight" if stats.get("state") == RUNNING else "behind an open slot"
        why = "for a larger --n" if stats["accepted"] >= stats["target"] else behind
        lines.append(("waiting", f"{stats['waiting']:,} replies saved in the journal, {why}"))
    return "\n".join(f"{name:<11}{value}" for name, value in lines)


def _flag_rows(stats: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return a row with the number of tasks that have each flag, if there are any."""
    flags = stats.get("flags") or {}
    return [("flagged", ", ".join(f"{flag} {count:,}" for flag, count in flags.items()))] if flags else []


def _unknown_rows(stats: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return a row about attempts whose end is not known, if there are any and the run does not work on them now."""
    unknown = stats.get("unknown") or {}
    if stats.get("state") == RUNNING or not (unknown.get("attempts") or unknown.get("unreported")):
        return []
    amount = f"{unknown['tokens']:,} tokens"
    if unknown["cost"]:
        amount += f", {money(unknown['cost'], stats['currency'] or '')}"
    what = (
        f"{unknown['attempts']:,} attempts were cut off and may have been billed" if unknown["attempts"] else "",
        f"{unknown['unreported']:,} replies report no tokens" if unknown["unreported"] else "",
    )
    return [("unknown", f"{'; '.join(filter(None, what))}; up to {amount}")]


def _limit_rows(stats: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return a row about the requests in flight of a run that another process works on."""
    is_known = stats.get("state") == RUNNING and stats.get("limit")
    return [("limit", f"{stats['limit']:,} requests in flight")] if is_known else []


def tokens_text(tokens: dict[str, int]) -> str:
    """Format token counts; those of earlier versions lack the cached ones."""
    cached = f" ({tokens['cached']:,} cached)" if tokens.get("cached") else ""
    return f"{tokens['prompt']:,} prompt{cached} + {tokens['completion']:,} completion"


def _types(counts: dict[str, int], target_shares: dict[str, float] | None) -> str:
    """Format the type counts; for a mix, only the types in it or found, each with its share and target share."""
    if target_shares is None:
        return ", ".join(f"{name} {count}" for name, count in counts.items())
    total = max(1, sum(counts.values()))
    return ", ".join(
        f"{name} {count} ({count / total:.1%}, target {target_shares.get(name, 0):.1%})"
        for name, count in counts.items()
        if count or target_shares.get(name)
    )
