"""Decides when slots may be sent, and how many more a run needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FIRST_WINDOW = 32
"""Slots sent before the first commit of a new run. The more, the sooner many requests are in flight, and the later the
teacher sees an accepted task."""
EARLIER_FIRST_WINDOW = 16
"""The first window of plans that do not name theirs, which earlier versions wrote."""
HORIZON_RULE = "max(0, slot - min(window, first + slot // 2))"
"""The horizon as a formula, recorded in the journal."""
ROUND_RULE = "the first slot of the round"
"""The horizon in batches as text, recorded in the journal."""
ROUNDS = (100, 500, 2000, 8000)
"""Slots of the first rounds of batches. 50,000 tasks take four or five rounds, each of up to 24 hours."""
_MORE = 20
"""A batch has one slot more for every twenty that are expected."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The schedule from slot `start` until the next plan.

    Slots are sent at most `window` ahead of the commits. In batches they are sent in rounds instead: `rounds` are the
    sizes of the first ones, and further rounds are as large as the last one. `first` is the window at slot 0.
    """

    start: int
    window: int
    rounds: tuple[int, ...] = ()
    first: int = FIRST_WINDOW


def plan_of(plans: Sequence[Plan], slot: int) -> Plan:
    """Return the plan of a slot. The first of the plans starts at slot 0."""
    return next((plan for plan in reversed(plans) if plan.start <= slot), plans[0])


def horizon(plan: Plan, slot: int) -> int:
    """Number of slots that must be committed before this one is sent. Its prompt draws from the pool as of then.

    The window widens as the run grows: if the pool were 256 slots behind from the start, the teacher would never see
    an accepted task in a run of a thousand tasks. In batches it is the first slot of the round.
    """
    if plan.rounds:
        return round_of(plan, slot).start
    return max(0, slot - min(plan.window, plan.first + slot // 2))


def round_of(plan: Plan, slot: int) -> range:
    """Return the slots of the round that a slot is in, which do not depend on the target of the run."""
    first = plan.start
    for size in plan.rounds[:-1]:
        if slot < first + size:
            return range(first, first + size)
        first += size
    size = plan.rounds[-1]
    first += (slot - first) // size * size
    return range(first, first + size)


def rounds_between(plan: Plan, first: int, end: int) -> int:
    """Number of rounds that the slots from `first` up to but not including `end` are in."""
    found = 0
    while first < end:
        first = round_of(plan, first).stop
        found += 1
    return found


def send_before(remaining: int, accepted: int, committed: int, best: int) -> int:
    """The slot before which sending stops, so that few answers are paid for beyond the one that reaches the target.

    The limit is the number of slots needed at the acceptance so far. As this is a poor estimate early on, it is capped
    at 10% plus four slots above the minimum, which assumes that every further reply yields `best` tasks.
    """
    certain = committed + -(-remaining // best)
    estimated = committed + slots_needed(remaining, accepted, committed, best)
    return min(estimated, certain + certain // 10 + 4)


def send_in_batch_before(remaining: int, accepted: int, committed: int, asked: int) -> int:
    """The slot before which a batch ends: that of the target at the acceptance so far, and a twentieth more.

    Another batch may take a day. Sending 5% and two slots more than expected makes one for a few tasks rare.
    """
    needed = slots_needed(remaining, accepted, committed, asked)
    return committed + needed + (-(-needed // _MORE) + 2 if accepted and needed else 0)


def slots_needed(remaining: int, accepted: int, committed: int, asked: int) -> int:
    """Number of further slots that the remaining tasks need at the acceptance so far, rounded up.

    Until a task is accepted, a slot is expected to yield all the tasks that it requests: sending too few slots costs
    little time, sending too many costs money.
    """
    if not accepted:
        accepted, committed = asked, 1
    return max(0, -(-remaining * committed // accepted))
