"""What runs and teachers agree on: a carrier takes slots and returns how they ended. Types only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from selfinstruct.errors import TeacherRefused
from selfinstruct.schema.reply import Ending, FinalFault, OpenSlot, Prompt

Result = Ending | OpenSlot
"""How asking for a slot went: the slot ended, or it stays open for a later run."""
Ask = Callable[[Prompt], Awaitable[Result]]
AskTeacher = Callable[[Prompt, asyncio.Event], Awaitable[Result]]
"""Asks until the slot ends or its attempts are used up; no attempt starts once the event is set."""
Limit = Callable[[], int]
"""Returns how many requests may be in flight; called before each request."""


class RequestRefused(TeacherRefused):
    """A refusal that may be due to this one request: `ending` is how its slot ends if others are answered."""

    def __init__(self, message: str, ending: FinalFault) -> None:
        super().__init__(message)
        self.ending = ending


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots that a carrier asks for, from `first` to the one before `end()`.

    `ended` holds the endings that are already known (the past of a resumed run). The carrier removes each of them when
    it returns it, and adds those that come out of order. `prompt` returns the prompt of a slot, or None while its
    horizon is ahead. `prompt` and `end` are called again after every commit.
    """

    first: int
    ended: dict[int, Ending]
    prompt: Callable[[int], Prompt | None]
    end: Callable[[], int]


class Carrier(Protocol):
    """Slots in, endings out: `Stream` sends live requests."""

    @property
    def open_slots(self) -> Sequence[OpenSlot]:
        """The slots that used up their attempts."""
        ...

    @property
    def failure(self) -> Exception | None:
        """What made it stop sending; None if nothing failed."""
        ...

    @property
    def in_flight(self) -> int:
        """The number of requests that wait for an answer."""
        ...

    def endings(self) -> AsyncGenerator[Ending]:
        """Yields endings in slot order; the caller commits each one before it takes the next.

        Ends when a slot stays open, the run is stopped, or nothing is left to send. Does not raise what a teacher
        raises: see `failure`. Use `contextlib.aclosing` when leaving early, so that paid answers are waited for.
        """
        ...
