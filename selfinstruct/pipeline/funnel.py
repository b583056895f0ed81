"""From requests to accepted tasks: what was lost at which step, and why. `stats.json` in, numbers out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfinstruct.schema.verdict import Reason

_UNREADABLE = (
    Reason.EMPTY_REPLY,
    Reason.STRAY_TEXT,
    Reason.MALFORMED,
    Reason.TRUNCATED,
    Reason.EMPTY_INSTRUCTION,
    Reason.EMPTY_OUTPUT,
)
"""Reasons of parsing. Those of the filters are all others but `no_answer` and `duplicate`."""


def funnel(stats: Mapping[str, Any]) -> dict[str, Any]:
    """The steps with what came through each, and the rejected by reason, most first.

    A text is a record of a reply, or a part of it that is none; `acceptance` is the share of them that was accepted.
    What was accepted past the target waits in the journal for a larger one, and is no row of the dataset.
    """
    rejected: Mapping[str, int] = stats["rejected"]
    judged = sum(point["judged"] for point in stats["acceptance_over_time"])
    texts = judged - rejected.get(Reason.NO_ANSWER, 0)
    records = texts - sum(rejected.get(reason, 0) for reason in _UNREADABLE)
    accepted = judged - sum(rejected.values())
    steps = [
        ("requests sent", stats["requests"]),
        ("answers", stats["answers"]),
        ("texts in the answers", texts),
        ("well-formed records", records),
        ("passed the filters", accepted + rejected.get(Reason.DUPLICATE, 0)),
        ("unlike all others: accepted", accepted),
        ("in the dataset", stats["accepted"]),
    ]
    return {
        "steps": [{"step": step, "count": count} for step, count in steps],
        "rejected": dict(sorted(rejected.items(), key=lambda item: -item[1])),
        "acceptance": accepted / texts if texts else 0.0,
    }


def acceptance_over_time(stats: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The share accepted in each group of consecutive slots; `slots` is the number of the group's last."""
    return [
        {**point, "share": point["accepted"] / point["judged"] if point["judged"] else 0.0}
        for point in stats["acceptance_over_time"]
    ]
