"""A command's name in; raises if a library of the `sft` extra is missing, before a module that imports it is loaded."""

from __future__ import annotations

from importlib.util import find_spec

from selfinstruct.errors import InputError

_LIBRARIES = ("torch", "transformers", "trl", "peft", "datasets", "accelerate")


def require_extra(command: str) -> None:
    """Raise InputError, which says what to install, if one of the libraries is missing."""
    missing = [name for name in _LIBRARIES if find_spec(name) is None]
    if missing:
        raise InputError(
            f"selfinstruct {command} needs the sft extra (no {missing[0]} is here): pip install 'selfinstruct[sft]'"
        )
