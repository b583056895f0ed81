"""Whether the libraries of the `sft` extra are here. Looked at before a module that imports them is."""

from __future__ import annotations

from importlib.util import find_spec

from selfinstruct.errors import InputError

_LIBRARIES = ("torch", "transformers", "trl", "peft", "datasets", "accelerate")


def require_extra(command: str) -> None:
    """Raises InputError that says what to install, where one of the libraries is missing."""
    missing = [name for name in _LIBRARIES if find_spec(name) is None]
    if missing:
        raise InputError(
            f"selfinstruct {command} needs the sft extra (no {missing[0]} is here): pip install 'selfinstruct[sft]'"
        )
