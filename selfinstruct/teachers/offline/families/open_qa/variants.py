"""Texts with alternatives in square brackets, of which one is drawn."""

from __future__ import annotations

import re
from random import Random

_ALTERNATIVES = re.compile(r"\[([^\[\]]*)\]")


def varied(rng: Random, text: str) -> str:
    """Draw one of the alternatives in each pair of square brackets: `[红|黑]茶` is 红茶 or 黑茶."""
    return _ALTERNATIVES.sub(lambda found: rng.choice(found[1].split("|")), text)
