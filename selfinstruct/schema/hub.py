"""The hubs that datasets are pushed to and models are downloaded from."""

from __future__ import annotations

from enum import StrEnum

from selfinstruct.errors import InputError


class Hub(StrEnum):
    """A hub for datasets and models."""

    HUGGING_FACE = "huggingface"
    MODELSCOPE = "modelscope"


def hub_of(name: str) -> Hub:
    """Return the hub with this name. Raises InputError for an unknown name."""
    if name not in list(Hub):
        raise InputError(f"--hub must be {' or '.join(Hub)}, not {name!r}")
    return Hub(name)
