"""Check that the libraries of the `sft` extra are installed, before any module that imports them is loaded."""

from __future__ import annotations

from importlib.util import find_spec

from selfinstruct.errors import InputError

_LIBRARIES = ("torch", "transformers", "trl", "peft", "datasets", "accelerate")


def require_extra(command: str) -> None:
    """Raise InputError with the install command if one of the libraries is missing."""
    missing = [name for name in _LIBRARIES if find_spec(name) is None]
    if missing:
        raise InputError(
            f"selfinstruct {command} needs the sft extra ({missing[0]} is not installed); in the selfinstruct "
            "checkout, run: pip install '.[sft]'"
        )
