"""Refused requests: does a refusal concern one request or all of them? The other requests show it."""

from __future__ import annotations

from dataclasses import dataclass, field

from selfinstruct.errors import TeacherRefused
from selfinstruct.schema.reply import FinalFault
from selfinstruct.teachers.protocol import Refused

_MAX_ALIKE = 3
"""Different prompts that have to be refused before any is answered, to show that all will be."""
_MAX_IN_A_ROW = 20
"""Consecutive refusals that are blamed on single requests; the next one stops the run."""
_MAX_FIRST = 10
"""Requests that may be closed one by one before any is answered, such as prompts that are too long."""


@dataclass(slots=True)
class Undecided:
    """The refusals of a run that are not decided yet.

    A refusal closes its own slot once a request has been answered by this process. If three different prompts are
    refused before, the run stops. If nothing else is left to send, an answer to an earlier process decides. Slots that
    were closed for a known reason count as refusals in a row, too.
    """

    answered_before: bool = False
    _answered: bool = False
    _in_a_row: int = 0
    _open: list[Refused] = field(default_factory=list)
    _last_closed: FinalFault | None = None

    def add(self, refused: Refused) -> None:
        """Note a refusal."""
        self._open.append(refused)
        self._in_a_row += 1

    def closed(self, ending: FinalFault) -> None:
        """Note that a slot ended without an answer, for a known reason."""
        self._last_closed = ending
        self._in_a_row += 1

    def answered(self) -> None:
        """Note that a request was answered."""
        self._answered = True
        self._in_a_row = 0

    @property
    def is_doubtful(self) -> bool:
        """True if so much was refused that no more should be sent before the requests in flight have ended."""
        prompts = {refused.ending.prompt_sha for refused in self._open}
        return len(prompts) >= _MAX_ALIKE or self._is_long_row

    @property
    def _is_long_row(self) -> bool:
        return self._in_a_row > (_MAX_IN_A_ROW if self._answered else _MAX_FIRST)

    def take_closed(self, is_last: bool) -> list[Refused]:
        """Take the refusals that concern one request each. With `is_last`, nothing else is left to send."""
        is_answered = self._answered or (is_last and self.answered_before and not self.is_doubtful)
        if not is_answered or self._is_long_row:
            return []
        closed, self._open = self._open, []
        self._in_a_row -= len(closed)  # they are counted again when their slots are closed
        return closed

    def failure(self) -> TeacherRefused | None:
        """Return the error for refusals that no answer has explained, when nothing is in flight or left to send."""
        if self._open:
            return TeacherRefused(self._open[-1].message)
        if self._is_long_row and self._last_closed:
            return TeacherRefused(
                f"the teacher refused {self._in_a_row} requests in a row, each by itself, the last with "
                f"{self._last_closed.code}: {self._last_closed.message}; use fewer --tasks, a smaller --max-tokens, "
                "another --model or other seeds"
            )
        return None
