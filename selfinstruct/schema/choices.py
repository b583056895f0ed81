"""Read a value that must be one of a few names, or a number that may be missing."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from selfinstruct.errors import InputError

NONE = "none"
"""The text of an option for: do not send this field, do not use a provider."""
_Names = TypeVar("_Names", bound=StrEnum)


def choice_of(names: type[_Names], given: str, option: str) -> _Names:
    """Return the member of this name. Raises InputError that names the option, the allowed names and the given one."""
    if given not in list(names):
        allowed = " or ".join(names) if len(names) == 2 else f"one of {', '.join(names)}"
        raise InputError(f"{option} must be {allowed}, not {given!r}")
    return names(given)


def optional_number(name: str, values: Mapping[str, Any]) -> float | None:
    """Return the number under a name, or None if it is missing or "none". Raises TypeError for another value."""
    value = values.get(name, NONE)
    if value == NONE:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(f"{name} must be a number or {NONE!r}, not {value!r}")
    return float(value)
