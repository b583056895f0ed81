"""The losses between requests and accepted tasks, by step and reason, computed from `stats.json`."""

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
"""Reasons that come from parsing. All others except `no_answer` and `duplicate` come from filters."""


def funnel(stats: Mapping[str, Any]) -> dict[str, Any]:
    """Count what passed each step, and the rejections for each reason in descending order.

    A text is a record of a reply, or a part of the reply that is not a record. `acceptance` is the share of accepted
    texts. Tasks accepted beyond the target are not in the dataset; they are used if the target is raised.
    """
    rejected: Mapping[str, int] = stats["rejected"]
    screened = sum(point["judged"] for point in stats["acceptance_over_time"])
    texts = screened - rejected.get(Reason.NO_ANSWER, 0)
    records = texts - sum(rejected.get(reason, 0) for reason in _UNREADABLE)
    accepted = screened - sum(rejected.values())
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
    """The share accepted in each group of consecutive slots. `slots` counts all slots up to the end of the group."""
    return [
        {**point, "share": point["accepted"] / point["judged"] if point["judged"] else 0.0}
        for point in stats["acceptance_over_time"]
    ]
