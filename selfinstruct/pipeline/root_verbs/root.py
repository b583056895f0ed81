"""What an instruction orders."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Root:
    """The main order: its bare verb, and the bare head noun of what it acts on or brings about (`""` where none is)."""

    verb: str
    object: str
