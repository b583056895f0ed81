"""How the offline teacher behaves on request, so that whatever meets real teachers can be tested."""

from __future__ import annotations

from dataclasses import dataclass

from selfinstruct.teachers.offline.layouts import Style


@dataclass(frozen=True, slots=True)
class Behavior:
    """What goes wrong, and the layout of the replies.

    `faults` in [0, 1) is the share of replies that are truncated or use another layout. `leaks` in [0, 1] is the share
    of tasks with personal data, links and the like, and `errors` in [0, 1] that of tasks whose output is wrong.
    """

    faults: float = 0.0
    leaks: float = 0.0
    errors: float = 0.0
    style: Style = Style.PLAIN


FAULTLESS = Behavior()
"""Nothing goes wrong, and the layout is the one that the prompt asks for."""
