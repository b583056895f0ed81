"""What one reply of a teacher takes: from the replies of a run, from those of a probe, or from assumptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median
from typing import Any

from selfinstruct.pipeline.forecast import (
    DECLINE,
    TOKENS_PER_CHARACTER,
    PerReply,
    Range,
    estimated_tokens,
    mean_range,
    range_text,
    share_range,
)
from selfinstruct.pipeline.replay import RunState
from selfinstruct.pipeline.schedule import FIRST_WINDOW, Plan
from selfinstruct.runs.prepare import RunPlan
from selfinstruct.runs.probe import Probe
from selfinstruct.schema.reply import Prompt
from selfinstruct.storage.journal import read_kept

_KEPT = Range(0.5, 1.0)
"""Share of the requested tasks that is kept, if nothing is known about a teacher.

95% of the first 2,500 of 40,247 real Chinese tasks resembled no earlier one, and 86% of the last. InstructLab lost half
of its tasks to their format (https://github.com/instructlab/instructlab/issues/456).
"""
_REPLY = Range(1.0, 1.5)
"""Length of a task in a reply, relative to the seed tasks."""
_LABELS = 12.0
"""Tokens of the number and the labels of a task."""
_SPEED = Range(20.0, 100.0)
"""Tokens that a teacher writes in a second, for one request."""
_TOKENIZERS = 0.25
"""Share by which tokenizers differ."""
_OFFLINE = Range(0.01, 0.1)
"""Seconds of a reply of the offline teacher."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What one reply takes, and where each of its numbers comes from, in words.

    `name` is "run", "probe" or "assumptions".
    """

    name: str
    each: PerReply
    words: dict[str, str]


def basis_of_run(plan: RunPlan, stats: Mapping[str, Any]) -> Basis:
    """Derive what one reply takes from the replies of the run so far."""
    usual, answers, tokens = assumed_basis(plan), stats["answers"], stats["tokens"]
    as_before = f"as in the {answers:,} replies of {plan.folder}"
    each = replace(
        usual.each, kept=_kept(stats["acceptance_over_time"]), requests=max(1.0, stats["requests"] / answers)
    )
    words = usual.words | _of_replies(each, as_before)
    if tokens["prompt"] or tokens["completion"]:
        prompt, completion = (_exactly(tokens[kind] / answers) for kind in ("prompt", "completion"))
        each = replace(
            each, prompt=prompt, completion=completion, cached=_share(tokens.get("cached", 0), tokens["prompt"])
        )
        words |= _of_tokens(each, as_before)
    if seconds := [entry["seconds"] for entry in read_kept(plan.folder) if entry.get("kind") == "answer"]:
        each = replace(each, seconds=Range(*sorted((median(seconds), fmean(seconds)))))
        words |= {"latency": f"{range_text(each.seconds)} s per reply, {as_before}"}
    return Basis("run", each, words)


def _kept(curve: Sequence[Mapping[str, int]]) -> Range:
    """Return the accepted tasks per slot, from the acceptance over time: of all slots, and of the last third."""
    shares = []
    for first in (0, 2 * len(curve) // 3):
        slots = curve[-1]["slots"] - (curve[first - 1]["slots"] if first else 0)
        shares.append(sum(point["accepted"] for point in curve[first:]) / max(1, slots))
    return Range(max(min(shares) * DECLINE, 1 / max(1, curve[-1]["slots"])), max(shares))


def basis_of_probe(plan: RunPlan, found: Probe) -> Basis:
    """Derive what one reply takes from the replies of a probe."""
    usual, tally, usage = assumed_basis(plan), found.tally, found.tally.usage
    slots, asked = len(tally.accepted), max(_asked(plan), found.tally.best)
    as_there = f"as in the {slots} replies of the probe"
    kept = share_range(tally.kept, asked * slots).times(asked).times(DECLINE, 1.0)
    seconds = mean_range(found.seconds)
    each = replace(usual.each, kept=kept, requests=max(1.0, tally.attempts / slots), seconds=seconds)
    words = usual.words | _of_replies(each, as_there) | {"latency": f"{range_text(seconds)} s per reply, {as_there}"}
    if tally.tokens:
        prompt, completion = (
            mean_range([getattr(one, kind) for one in found.usages]) for kind in ("prompt", "completion")
        )
        each = replace(each, prompt=prompt, completion=completion, cached=_share(usage.cached, usage.prompt))
        words |= _of_tokens(each, as_there)
    return Basis("probe", each, words)


def _of_replies(each: PerReply, as_where: str) -> dict[str, str]:
    return {
        "tasks kept": f"{range_text(each.kept)} per reply, {as_where}, or a tenth less as the dataset grows",
        "requests": f"{each.requests:.3g} per reply, {as_where}",
    }


def _of_tokens(each: PerReply, as_where: str) -> dict[str, str]:
    cached = f", {each.cached:.0%} of them from the provider's cache" if each.cached else ""
    return {
        "prompt": f"{range_text(each.prompt)} tokens{cached}, {as_where}",
        "reply": f"{range_text(each.completion)} tokens, {as_where}",
    }


def assumed_basis(plan: RunPlan) -> Basis:
    """Assume what one reply takes: the prompts are the real ones, the rest is what other teachers needed."""
    prompts, asked, limit = _first_prompts(plan), _asked(plan), plan.settings.max_tokens or float("inf")
    prompt = fmean(estimated_tokens(each.system) + estimated_tokens(each.user) for each in prompts)
    task = _LABELS + fmean(estimated_tokens(seed.instruction + seed.input + seed.output) for seed in plan.rules.seeds)
    low, high = (min(limit, share * task * asked) for share in (_REPLY.low, _REPLY.high))
    is_offline = plan.connection.is_offline
    each = PerReply(
        kept=_KEPT.times(asked),
        prompt=_exactly(prompt).times(1 - _TOKENIZERS, 1 + _TOKENIZERS),
        completion=Range(low, high),
        cached=0.0,
        requests=1.0,
        seconds=_OFFLINE if is_offline else Range(low / _SPEED.high, high / _SPEED.low),
    )
    speed = "" if is_offline else f", at {range_text(_SPEED)} tokens a second"
    return Basis("assumptions", each, _in_words(each, asked, len(prompts), speed))


def _in_words(each: PerReply, asked: int, prompts: int, speed: str) -> dict[str, str]:
    return {
        "tasks kept": f"{range_text(each.kept)} of the {asked} that a prompt requests; very small models keep fewer",
        "prompt": f"{range_text(each.prompt)} tokens: the first {prompts} prompts of the run, at "
        f"{TOKENS_PER_CHARACTER} tokens per Chinese character, give or take {_TOKENIZERS:.0%}",
        "reply": f"{range_text(each.completion)} tokens: tasks as long as the seed tasks, or half as long again; a "
        "model that thinks needs more",
        "requests": "1 per reply: no retries",
        "latency": f"{range_text(each.seconds)} s per reply{speed}",
    }


def _first_prompts(plan: RunPlan) -> list[Prompt]:
    """Return the prompts that a new run sends before the first reply."""
    state = RunState(plan.rules, [Plan(0, plan.settings.window)])
    return [prompt for slot in range(FIRST_WINDOW) if (prompt := state.prompt(slot)) is not None]


def _asked(plan: RunPlan) -> int:
    """Return the number of new tasks that a prompt requests."""
    return plan.settings.tasks - min(plan.settings.demonstrations, len(plan.rules.seeds))


def _exactly(value: float) -> Range:
    return Range(value, value)


def _share(part: int, whole: int) -> float:
    return min(1.0, part / whole) if whole else 0.0
