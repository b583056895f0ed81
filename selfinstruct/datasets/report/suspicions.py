"""Count the signs of faulty rows, and order the rows that have any."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from selfinstruct.datasets.report.frame import counted, tasks_of
from selfinstruct.datasets.report.signs import SIGNS, signs_of, weight_of

MAX_LISTED = 1000
"""Maximum rows listed in `report.json`."""


def with_signs(frame: pd.DataFrame) -> pd.DataFrame:
    """Add a column `signs`: the signs of the row by name, each with what was found."""
    return frame.assign(signs=pd.Series([signs_of(task) for task in tasks_of(frame)], index=frame.index, dtype=object))


def suspicions(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the number and share of rows with a sign, the same for each sign, and the rows as ranked."""
    ids, signs = frame["id"].tolist(), frame["signs"].tolist()
    counts = Counter(name for found in signs for name in found)
    order = ranked(frame)
    return {
        **counted(len(order), frame),
        "by_sign": {name: {**counted(counts[name], frame), "about": sign.about} for name, sign in SIGNS.items()},
        "max_listed": MAX_LISTED,
        "listed": [{"row": number + 1, "id": ids[number], "signs": signs[number]} for number in order[:MAX_LISTED]],
    }


def ranked(frame: pd.DataFrame) -> list[int]:
    """Return the positions of the rows with a sign, in the order in which they should be looked at.

    Rows that a filter would reject come last, because their fault is known. The others are grouped by their most
    reliable sign. The rows with the largest sum of weights in each group come first, then the second of each group, and
    so on, because many rows may have the same fault.
    """
    groups: dict[tuple[bool, str], list[tuple[float, int]]] = {}
    for number, (signs, reason) in enumerate(zip(frame["signs"].tolist(), frame["reason"].tolist(), strict=True)):
        if signs:
            groups.setdefault((reason != "", next(iter(signs))), []).append((-weight_of(signs), number))
    places = [
        (is_rejected, turn, weight, number)
        for (is_rejected, _), group in groups.items()
        for turn, (weight, number) in enumerate(sorted(group))
    ]
    return [number for *_, number in sorted(places)]
