"""The root of an instruction: the verb and object of its main order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Root:
    """The main order: its bare verb, and the bare head noun of what it acts on or produces (`""` if there is none)."""

    verb: str
    object: str
