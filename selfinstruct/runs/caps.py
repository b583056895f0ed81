"""The budget and the quota of a run: as options, as stored in its folder, and as caps that are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.schema.choices import optional_number
from selfinstruct.schema.price import Price

NO_BOUND = "the most that a reply costs is not known, because its number of tokens is not limited"
WHOLE = ("max_requests", "max_total_tokens")
CAPS = (*WHOLE, "max_cost", "rpm", "tpm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """The most that a run may use in all of its processes: attempts, tokens, and money at `price`. None is no cap."""

    requests: int | None = None
    tokens: int | None = None
    cost: float | None = None
    price: Price | None = None

    @property
    def need_bound(self) -> bool:
        """True if the number of tokens in a reply must be limited."""
        return self.tokens is not None or self.cost is not None

    def require_bound(self, max_tokens: int) -> None:
        """Check that the caps can be kept. `max_tokens` is the limit of a reply. Raises InputError."""
        flag = "--max-cost" if self.cost is not None else "--max-total-tokens"
        if self.need_bound and not max_tokens:
            raise InputError(f"{flag} needs a limit of each reply: {NO_BOUND}; set --max-tokens, such as 4096")
        if self.cost is not None and self.price is None:
            raise InputError(
                "--max-cost needs the prices of the model, which are not known; pass --price-in and --price-out"
            )


def cap_values(values: Mapping[str, Any]) -> dict[str, float | None]:
    """Return the caps that are given or stored; None if there is no cap. Raises TypeError for another value."""
    return {name: _cap(name, values) for name in CAPS}


def _cap(name: str, values: Mapping[str, Any]) -> float | None:
    cap = optional_number(name, values)
    return int(cap) if cap is not None and name in WHOLE and cap.is_integer() else cap


def cap_requirements(caps: Mapping[str, float | None]) -> list[tuple[bool, str]]:
    """Return the conditions for caps, with error messages."""
    given = {name: cap for name, cap in caps.items() if cap is not None}
    return [
        *(
            (0 < cap < float("inf"), f"{_flag(name)} must be greater than 0, or none, not {cap:g}")
            for name, cap in given.items()
        ),
        *(
            (isinstance(cap, int), f"{_flag(name)} must be a whole number or none, not {cap:g}")
            for name, cap in given.items()
            if name in WHOLE
        ),
    ]


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"
