"""When a slot may be sent: horizons, and how many slots the rest of a run still needs. Numbers in, numbers out."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_WINDOW = 16
HORIZON_RULE = f"max(0, slot - min(window, {FIRST_WINDOW} + slot // 2))"
"""The horizon in words, for the journal."""


@dataclass(frozen=True, slots=True)
class Plan:
    """From slot `start` on (up to the next plan), slots are sent online, at most `window` ahead of the commits."""

    start: int
    window: int


def horizon(plan: Plan, slot: int) -> int:
    """How many slots must be committed before this one is sent; its prompt sees the pool exactly as of then.

    The window opens as the run grows: a pool that were 256 slots behind from the start would never show an accepted
    task to the teacher in a run of a thousand tasks.
    """
    return max(0, slot - min(plan.window, FIRST_WINDOW + slot // 2))


def send_before(remaining: int, accepted: int, committed: int, most: int) -> int:
    """The slot before which sending stops, so that few answers are bought past the one that reaches the target.

    No more is sent than the acceptance so far calls for, and, since that may be misjudged early, no more than a tenth
    and four slots past what is needed when every further reply gives `most` tasks, the most that one can give.
    """
    certain = committed + -(-remaining // most)
    estimated = committed + slots_needed(remaining, accepted, committed, most)
    return min(estimated, certain + certain // 10 + 4)


def slots_needed(remaining: int, accepted: int, committed: int, asked: int) -> int:
    """How many more slots the remaining tasks need at the acceptance so far, rounded up.

    Before there is any, a slot is taken to give all the tasks that it asks for: sending too few costs a moment,
    sending too many costs money.
    """
    if not accepted:
        accepted, committed = asked, 1
    return max(0, -(-remaining * committed // accepted))
