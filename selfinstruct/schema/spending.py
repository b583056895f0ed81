"""What a run has used: requests and tokens, and the most that attempts without a known end may have used."""

from __future__ import annotations

from dataclasses import dataclass, field

from selfinstruct.schema.reply import Usage


@dataclass(frozen=True, slots=True)
class Reserved:
    """Attempts that are about to be sent: their slots, and the most tokens that each may use."""

    attempts: tuple[tuple[int, Usage], ...]


@dataclass(frozen=True, slots=True)
class Released:
    """Slots whose last attempt ended without an answer, and was not billed."""

    slots: tuple[int, ...]


@dataclass(slots=True)
class Spending:
    """Counts over all attempts of a run, in all of its processes.

    `requests` counts the attempts, `known` the tokens of replies. An attempt is reserved before it is sent, with the
    most that it may use. It stays reserved if its end is not known, or if it may have been billed without a reply:
    `reserved` is the sum of these, and `unreported` counts the answers among them, which report no
    tokens. Attempts of runs from before there were reservations are counted when a slot ends.
    """

    requests: int = 0
    known: Usage = field(default_factory=lambda: Usage(0, 0))
    reserved: Usage = field(default_factory=lambda: Usage(0, 0))
    unreported: int = 0
    _reserved: dict[int, list[Usage]] = field(default_factory=dict)
    _counted: set[int] = field(default_factory=set)

    @property
    def unknown_ends(self) -> int:
        """The number of attempts that are reserved although no answer of theirs is known."""
        return max(0, len(self.open_attempts()) - self.unreported)

    def open_attempts(self) -> tuple[tuple[int, Usage], ...]:
        """Return the attempts that are reserved: their slots, and the most that each may have used."""
        return tuple((slot, most) for slot, attempts in self._reserved.items() for most in attempts)

    @property
    def most(self) -> Usage:
        """The most tokens that may have been billed."""
        return self.known + self.reserved

    def reserve(self, slot: int, most: Usage) -> None:
        """Count an attempt that may use up to `most`."""
        self.requests += 1
        self.reserved += most
        self._reserved.setdefault(slot, []).append(most)
        self._counted.add(slot)

    def release(self, slot: int) -> None:
        """Note that the last attempt of a slot is no longer reserved."""
        if attempts := self._reserved.get(slot):
            self.reserved -= attempts.pop()
        if not attempts:
            self._reserved.pop(slot, None)

    def answered(self, slot: int, usage: Usage) -> None:
        """Note what an answer used. Without tokens in it, its attempt stays reserved."""
        self.known += usage
        if usage.prompt or usage.completion:
            self.release(slot)
        elif slot in self._reserved:
            self.unreported += 1

    def ended(self, slot: int, attempts: int) -> None:
        """Count the attempts of a slot that has ended, unless they were reserved."""
        if slot not in self._counted:
            self.requests += attempts
