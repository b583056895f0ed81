"""Refused requests: does a refusal concern one request or all of them? The other requests show it."""

from __future__ import annotations

from dataclasses import dataclass, field

from selfinstruct.errors import TeacherRefused
from selfinstruct.teachers.protocol import Refused

_MAX_ALIKE = 3
"""Different prompts that have to be refused before any is answered, to show that all will be."""
_MAX_IN_A_ROW = 20
"""Consecutive refusals that are blamed on single requests; the next one stops the run."""


@dataclass(slots=True)
class Undecided:
    """The refusals of a run that are not decided yet.

    A refusal closes its own slot once a request has been answered by this process. If three different prompts are
    refused before, the run stops. If nothing else is left to send, an answer to an earlier process decides.
    """

    answered_before: bool = False
    _answered: bool = False
    _in_a_row: int = 0
    _open: list[Refused] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self._open)

    def add(self, refused: Refused) -> None:
        """Note a refusal."""
        self._open.append(refused)
        self._in_a_row += 1

    def answered(self) -> None:
        """Note that a request was answered."""
        self._answered = True
        self._in_a_row = 0

    @property
    def is_doubtful(self) -> bool:
        """True if so much was refused that no more should be sent before the requests in flight have ended."""
        prompts = {refused.ending.prompt_sha for refused in self._open}
        return len(prompts) >= _MAX_ALIKE or self._in_a_row > _MAX_IN_A_ROW

    def take_closed(self, is_last: bool) -> list[Refused]:
        """Take the refusals that concern one request each. With `is_last`, nothing else is left to send."""
        is_answered = self._answered or (is_last and self.answered_before and not self.is_doubtful)
        if not is_answered or self._in_a_row > _MAX_IN_A_ROW:
            return []
        closed, self._open = self._open, []
        return closed

    def failure(self) -> TeacherRefused | None:
        """Return the error for refusals that no answer has explained, when nothing is in flight or left to send."""
        return TeacherRefused(self._open[-1].message) if self._open else None
