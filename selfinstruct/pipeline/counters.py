"""Counts over a run: acceptance, reasons for rejection, tokens and saturation."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from selfinstruct.pipeline.layout_check import MAX_SUSPECTS, MIN_OUTPUTS, WINDOW
from selfinstruct.pipeline.screening import Accepted, Outcome
from selfinstruct.schema.flag import Flag
from selfinstruct.schema.reply import Usage
from selfinstruct.schema.saved_state import CommittedSlot, SavedState
from selfinstruct.schema.verdict import Reason

FIRST_REPLIES = 20
"""Number of replies after which a run without an accepted task stops."""
LAST_REPLIES = 200
"""Number of latest replies over which saturation is measured."""
MAX_CURVE_POINTS = 100
_TOTALS = ("faults", "attempts", "prompt_tokens", "completion_tokens", "cached_tokens")
"""Counts over all slots that are saved by their names."""
_LOST = (Reason.STRAY_TEXT, Reason.MALFORMED, Reason.EMPTY_INSTRUCTION, Reason.EMPTY_OUTPUT)
"""Reasons that a teacher's layout can cause."""


@dataclass(slots=True)
class Tally:
    """Counts over committed slots. `accepted` and `screened` hold one number per slot.

    `kept` is the sum of `accepted`, and `best` its maximum. A slot that ended without an answer counts as one rejected
    text.
    """

    accepted: list[int] = field(default_factory=list)
    screened: list[int] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    best: int = 0
    faults: int = 0
    attempts: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    suspects: Counter[str] = field(default_factory=Counter)
    """Accepted outputs that end in layout, by what they end in."""
    _latest: deque[str | None] = field(default_factory=lambda: deque(maxlen=WINDOW))

    @classmethod
    def restored(cls, saved: SavedState) -> Tally:
        """Return the counts of a saved state."""
        accepted, screened = [len(slot.types) for slot in saved.slots], [slot.screened for slot in saved.slots]
        tally = cls(accepted, screened, Counter(saved.reasons), sum(accepted), max(accepted, default=0))
        for name in _TOTALS:
            setattr(tally, name, saved.counts[name])
        tally.suspects.update(saved.suspects)
        tally._latest.extend(saved.latest)
        return tally

    def saved(self, slots: Sequence[CommittedSlot], flags: Mapping[Flag, int]) -> SavedState:
        """Return the state to save, with these slots and flags."""
        return SavedState(
            slots=slots,
            counts={name: getattr(self, name) for name in _TOTALS},
            reasons=dict(self.reasons),
            suspects=dict(self.suspects),
            latest=tuple(self._latest),
            flags={str(flag): count for flag, count in flags.items()},
        )

    def add_reply(self, outcomes: Sequence[Outcome], usage: Usage, attempts: int) -> None:
        """Count one reply and the outcomes of its records."""
        good = sum(isinstance(outcome, Accepted) for outcome in outcomes)
        self.accepted.append(good)
        self.kept += good
        self.best = max(self.best, good)
        self.screened.append(len(outcomes))
        found = [each.layout for each in outcomes if isinstance(each, Accepted)]
        self._latest.extend(found)
        self.suspects.update(kind for kind in found if kind)
        self.reasons.update(outcome.reason for outcome in outcomes if not isinstance(outcome, Accepted))
        self.attempts += attempts
        self.prompt_tokens += usage.prompt
        self.completion_tokens += usage.completion
        self.cached_tokens += usage.cached

    def add_fault(self, reason: str, attempts: int) -> None:
        """Count one slot that ended without an answer."""
        self.accepted.append(0)
        self.screened.append(1)
        self.faults += 1
        self.attempts += attempts
        self.reasons[reason] += 1

    @property
    def answers(self) -> int:
        """Number of slots that ended with an answer."""
        return len(self.accepted) - self.faults

    @property
    def tokens(self) -> int:
        """Tokens billed so far, in prompts and completions."""
        return self.prompt_tokens + self.completion_tokens

    @property
    def usage(self) -> Usage:
        """Tokens billed so far, by kind."""
        return Usage(self.prompt_tokens, self.completion_tokens, self.cached_tokens)

    @property
    def acceptance(self) -> float:
        """Share of accepted texts, in [0, 1]; 0 before the first text. Takes constant time."""
        screened = self.kept + self.reasons.total()
        return self.kept / screened if screened else 0.0

    def curve(self) -> list[dict[str, int]]:
        """Acceptance over time: at most `MAX_CURVE_POINTS` groups of consecutive slots."""
        step = max(1, -(-len(self.screened) // MAX_CURVE_POINTS))
        return [
            {
                "slots": min(start + step, len(self.screened)),
                "judged": sum(self.screened[start : start + step]),
                "accepted": sum(self.accepted[start : start + step]),
            }
            for start in range(0, len(self.screened), step)
        ]

    def no_yield_yet(self) -> bool:
        """True if at least 20 replies arrived without an accepted task; the teacher may not follow the layout."""
        return len(self.accepted) >= FIRST_REPLIES and not any(self.accepted)

    def foreign_layout(self) -> str | None:
        """Return what more than 2% of the latest accepted outputs end in; None if there is no such layout."""
        if not self.suspects:
            return None
        found = Counter(kind for kind in self._latest if kind)
        if len(self._latest) < MIN_OUTPUTS or found.total() <= MAX_SUSPECTS * len(self._latest):
            return None
        return found.most_common(1)[0][0]

    def mostly_lost(self) -> bool:
        """True if more than half of the texts in the first replies belonged to no complete record."""
        lost = sum(self.reasons[reason] for reason in _LOST)
        return len(self.accepted) == FIRST_REPLIES and lost > 0.5 * sum(self.screened)

    def only_empty(self) -> bool:
        """True if all replies so far were empty."""
        return not any(self.accepted) and set(self.reasons) <= {Reason.EMPTY_REPLY, Reason.NO_ANSWER}

    def saturated(self, threshold: float) -> bool:
        """True if the share of accepted texts in the last 200 replies is below `threshold`, in [0, 1]."""
        if len(self.accepted) < LAST_REPLIES:
            return False
        return _share(self.accepted[-LAST_REPLIES:], self.screened[-LAST_REPLIES:]) < threshold


def _share(accepted: Sequence[int], screened: Sequence[int]) -> float:
    total = sum(screened)
    return sum(accepted) / total if total else 0.0
