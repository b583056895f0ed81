"""Numbers about a run: what was judged, why it was rejected, what it cost, and whether it still gives anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from selfinstruct.pipeline.screening import Accepted, Outcome
from selfinstruct.schema.reply import Usage

FIRST_REPLIES = 20
LAST_REPLIES = 200
CURVE_POINTS = 100


@dataclass(slots=True)
class Tally:
    """Counts over committed slots; `accepted` and `judged` hold one number a slot.

    `kept` is the sum of what was accepted, and `best` the most that one slot gave.
    A slot that ended without an answer counts as one rejected text.
    """

    accepted: list[int] = field(default_factory=list)
    judged: list[int] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    best: int = 0
    faults: int = 0
    attempts: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0

    def add_reply(self, judgements: Sequence[Outcome], usage: Usage, attempts: int) -> None:
        """Count one reply and what became of its records."""
        good = sum(isinstance(judgement, Accepted) for judgement in judgements)
        self.accepted.append(good)
        self.kept += good
        self.best = max(self.best, good)
        self.judged.append(len(judgements))
        self.reasons.update(judgement.reason for judgement in judgements if not isinstance(judgement, Accepted))
        self.attempts += attempts
        self.prompt_tokens += usage.prompt
        self.completion_tokens += usage.completion

    def add_fault(self, reason: str, attempts: int) -> None:
        """Count one slot that ended without an answer."""
        self.accepted.append(0)
        self.judged.append(1)
        self.faults += 1
        self.attempts += attempts
        self.reasons[reason] += 1

    @property
    def answers(self) -> int:
        """How many slots ended with an answer."""
        return len(self.accepted) - self.faults

    @property
    def tokens(self) -> int:
        """Tokens billed so far, prompts and completions together."""
        return self.prompt_tokens + self.completion_tokens

    @property
    def acceptance(self) -> float:
        """Accepted of all judged records, in [0, 1]; 0 before there are any. Asked after every commit."""
        judged = self.kept + self.reasons.total()
        return self.kept / judged if judged else 0.0

    def curve(self) -> list[dict[str, int]]:
        """Acceptance over time: at most `CURVE_POINTS` groups of consecutive slots."""
        step = max(1, -(-len(self.judged) // CURVE_POINTS))
        return [
            {
                "slots": min(start + step, len(self.judged)),
                "judged": sum(self.judged[start : start + step]),
                "accepted": sum(self.accepted[start : start + step]),
            }
            for start in range(0, len(self.judged), step)
        ]

    def barren(self) -> bool:
        """Whether the first replies gave nothing at all: the teacher does not follow the layout."""
        return len(self.accepted) >= FIRST_REPLIES and not any(self.accepted)

    def saturated(self, least: float) -> bool:
        """Whether the last replies gave less than this share: the pool has what this teacher and these seeds give."""
        if len(self.accepted) < LAST_REPLIES:
            return False
        return _share(self.accepted[-LAST_REPLIES:], self.judged[-LAST_REPLIES:]) < least


def _share(accepted: Sequence[int], judged: Sequence[int]) -> float:
    total = sum(judged)
    return sum(accepted) / total if total else 0.0
