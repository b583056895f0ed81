"""Training recipes: default settings for each kind of base, and options that override them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from selfinstruct.errors import InputError
from selfinstruct.schema.choices import choice_of

_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600}

BUILT_IN = "tiny"
"""Name of the built-in base, which needs no download."""


class Tuning(StrEnum):
    """Which weights are trained: all of them or an adapter."""

    FULL = "full"
    LORA = "lora"


@dataclass(frozen=True, slots=True)
class Recipe:
    """Training settings.

    `budget` (seconds per training run) or `epochs` (passes over the rows) is set; `budget` takes precedence over
    `epochs`. `batch_size` is in rows per device, `max_length` in tokens of prompt and completion together; longer rows
    are left out.
    """

    tuning: Tuning
    learning_rate: float
    batch_size: int
    max_length: int
    budget: float | None = None
    epochs: float | None = None


BASE_SHARE = 0.3
"""Budget of the built-in base as a share of a student's budget."""

TINY_BASE = Recipe(Tuning.FULL, 2e-3, batch_size=8, max_length=160, budget=30)
"""Pre-training of the built-in base: next-token prediction on plain text in pieces of `max_length` tokens."""

TINY = Recipe(Tuning.FULL, 2e-3, batch_size=4, max_length=512, budget=100)
"""Students of the built-in base. Many small steps work better than a few large ones (benchmarks/README.md)."""

FULL = Recipe(Tuning.FULL, 2e-5, batch_size=8, max_length=1024, epochs=3)
"""Full fine-tuning of a pre-trained base: learning rate and epochs of Stanford Alpaca (Taori et al. 2023)."""

LORA = Recipe(Tuning.LORA, 2e-4, batch_size=8, max_length=1024, epochs=3)
"""Adapter on a pre-trained base: learning rate of QLoRA (Dettmers et al. 2023)."""


def default_recipe(base: str, tuning: Tuning | None) -> Recipe:
    """Return the recipe for a base by name. A pre-trained base gets an adapter unless full tuning is requested."""
    if base == BUILT_IN:
        return TINY
    return FULL if tuning is Tuning.FULL else LORA


def with_overrides(recipe: Recipe, budget: float | None, epochs: float | None, **given: float | None) -> Recipe:
    """Return the recipe with all settings that are not None. If `budget` or `epochs` is given, both are replaced."""
    changes = {name: value for name, value in given.items() if value is not None}
    if budget is not None or epochs is not None:
        changes |= {"budget": budget, "epochs": epochs}  # type: ignore[dict-item]
    return replace(recipe, **changes)  # type: ignore[arg-type]


def seconds_of(given: str | float) -> float:
    """Parse a time such as 150s, 10m or 2h, or a number of seconds. Raises InputError."""
    text = given if isinstance(given, str) else f"{given:f}"
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([smh]?)", text.strip())
    if not match or not (seconds := float(match[1]) * _SECONDS[match[2]]):
        raise InputError(f"--budget must be a time such as 150s, 10m or 2h, not {given!r}")
    return seconds


def tuning_of(given: Tuning | str | bool) -> Tuning:
    """Return a tuning by name; True means an adapter, False all weights. Raises InputError for an unknown name."""
    if isinstance(given, bool):
        return Tuning.LORA if given else Tuning.FULL
    return choice_of(Tuning, given, "tuning")
