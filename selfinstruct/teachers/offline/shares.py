"""What the offline teacher does wrong on request, so that whatever finds it can be tested."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of what goes wrong.

    `faults` in [0, 1) is the share of replies that are truncated or use another layout. `leaks` in [0, 1] is the share
    of tasks with personal data, links and the like, and `errors` in [0, 1] that of tasks whose output is wrong.
    """

    faults: float = 0.0
    leaks: float = 0.0
    errors: float = 0.0


NOTHING = Shares()
"""Nothing goes wrong."""
