"""Colours and symbols of the systems, and the axis formats of all charts."""

from __future__ import annotations

from collections.abc import Sequence

from selfinstruct.datasets.html.colours import EIGHTH, FIRST, FOURTH, SECOND, SIXTH
from selfinstruct.students.evaluation_page.cells import EXACT, ROUGE, Numbers

COLOURS = {"base": EIGHTH, "base-shots": SIXTH, "guessing": FOURTH, "control": SECOND, "student": FIRST}
"""Colours by kind of system or baseline; further seeds of a kind are paler."""
SYMBOLS = ("circle", "diamond", "square", "triangle-up", "x")
AXIS_FORMS = {EXACT: ".0%", ROUGE: ".2f"}
_PALER = 0.5


def system_colours(systems: Sequence[Numbers]) -> dict[str, str]:
    """Return the colour of each system by its name."""
    kinds = [system["kind"] for system in systems]
    return {
        system["name"]: shade(COLOURS[system["kind"]], kinds[:index].count(system["kind"]))
        for index, system in enumerate(systems)
    }


def shade(colour: str, rank: int) -> str:
    """Return the colour of the seed at this rank. Later seeds are closer to white, but readable on white and black."""
    colours = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    paler = (round(255 - (255 - part) * max(_PALER**rank, 0.2)) for part in colours)
    return f"#{''.join(f'{part:02x}' for part in paler)}"
