"""Decides when slots may be sent, and how many more a run needs."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_WINDOW = 16
HORIZON_RULE = f"max(0, slot - min(window, {FIRST_WINDOW} + slot // 2))"
"""The horizon as a formula, recorded in the journal."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The schedule from slot `start` until the next plan: slots are sent at most `window` ahead of the commits."""

    start: int
    window: int


def horizon(plan: Plan, slot: int) -> int:
    """Number of slots that must be committed before this one is sent. Its prompt draws from the pool as of then.

    The window widens as the run grows: if the pool were 256 slots behind from the start, the teacher would never see
    an accepted task in a run of a thousand tasks.
    """
    return max(0, slot - min(plan.window, FIRST_WINDOW + slot // 2))


def send_before(remaining: int, accepted: int, committed: int, best: int) -> int:
    """The slot before which sending stops, so that few answers are paid for beyond the one that reaches the target.

    The limit is the number of slots needed at the acceptance so far. As this is a poor estimate early on, it is capped
    at 10% plus four slots above the minimum, which assumes that every further reply yields `best` tasks.
    """
    certain = committed + -(-remaining // best)
    estimated = committed + slots_needed(remaining, accepted, committed, best)
    return min(estimated, certain + certain // 10 + 4)


def slots_needed(remaining: int, accepted: int, committed: int, asked: int) -> int:
    """Number of further slots that the remaining tasks need at the acceptance so far, rounded up.

    Until a task is accepted, a slot is expected to yield all the tasks that it requests: sending too few slots costs
    little time, sending too many costs money.
    """
    if not accepted:
        accepted, committed = asked, 1
    return max(0, -(-remaining * committed // accepted))
