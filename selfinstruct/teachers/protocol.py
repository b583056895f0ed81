"""Types shared by runs and teachers: a carrier takes slots and yields their endings."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from selfinstruct.errors import TeacherRefused
from selfinstruct.schema.reply import Ending, FinalFault, OpenSlot, Prompt, Usage

Reporter = Callable[[str], None]
"""Shows a message to the user."""
Result = Ending | OpenSlot
"""Outcome of a request for a slot: the slot ended, or it stays open and can be requested again on resume."""
AskTeacher = Callable[[Prompt, asyncio.Event], Awaitable[Result]]
"""Sends a prompt until its slot ends or its attempts are used up; no attempt starts once the event is set."""
WaitsFor = Callable[[], str]
"""Returns the addresses that all requests wait for, and why, as text; "" if requests are sent."""
Limit = Callable[[], int]
"""Returns the maximum number of requests in flight; called before each request."""


BUDGET = "budget"
"""Code of a slot that stays open because the budget has no room for its next attempt."""


class Meter(Protocol):
    """Counts what attempts use, and says whether there is room for another one."""

    async def begin(self, prompt: Prompt, completion: int) -> bool:
        """Reserve an attempt before it is sent. `completion` is the most tokens that it may generate, 0 if unknown.

        Returns False if the budget has no room for it.
        """
        ...

    def end(self, slot: int, usage: Usage | None) -> None:
        """Note what an attempt used; None if it was not billed, tokens of 0 if they are not known."""
        ...


class _Unmetered:
    async def begin(self, prompt: Prompt, completion: int) -> bool:  # noqa: ARG002
        return True

    def end(self, slot: int, usage: Usage | None) -> None:
        pass


UNMETERED: Meter = _Unmetered()
"""For requests outside of a run."""


class RequestRefused(TeacherRefused):
    """A refusal that may concern this request alone. `ending` is how its slot ends if other requests succeed."""

    def __init__(self, message: str, ending: FinalFault) -> None:
        super().__init__(message)
        self.ending = ending


@dataclass(frozen=True, slots=True)
class Refused:
    """Outcome of a request that was refused, with the words of the refusal. `ending` closes its slot."""

    ending: FinalFault
    message: str


Ask = Callable[[Prompt], Coroutine[Any, Any, Result | Refused]]
Close = Callable[[FinalFault], Coroutine[Any, Any, Result]]
"""Closes a slot whose request was refused. Returns its ending."""


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots that a carrier requests, from `first` up to but not including `end()`.

    `ended` holds endings that are already known, such as those of a resumed run. The carrier removes an ending when it
    yields it, and adds endings that arrive out of order. `prompt` returns the prompt of a slot, or None until all slots
    that it depends on have been committed. `prompt` and `end` are called again after every commit.
    """

    first: int
    ended: dict[int, Ending]
    prompt: Callable[[int], Prompt | None]
    end: Callable[[], int]


class Carrier(Protocol):
    """Takes slots and yields their endings. `Stream` does this with live requests."""

    @property
    def open_slots(self) -> Sequence[OpenSlot]:
        """Slots that were requested but did not end."""
        ...

    @property
    def failure(self) -> Exception | None:
        """The exception that stopped the carrier, or None."""
        ...

    @property
    def in_flight(self) -> int:
        """Number of requests in flight."""
        ...

    def limit(self) -> int:
        """Return the number of requests that may be in flight now."""
        ...

    def waits_for(self) -> str:
        """Return the addresses that all requests wait for, and why, as text; "" if requests are sent."""
        ...

    def endings(self) -> AsyncGenerator[Ending]:
        """Yield endings in slot order. The caller commits each one before it takes the next.

        Ends when a slot stays open, the run is stopped, or nothing is left to send. Exceptions from the teacher are
        stored in `failure` instead of being raised. Use `contextlib.aclosing` when leaving early, so that requests in
        flight are awaited and their billed replies kept.
        """
        ...
