"""The hubs that datasets are pushed to and models are downloaded from."""

from __future__ import annotations

from enum import StrEnum

from selfinstruct.schema.choices import choice_of


class Hub(StrEnum):
    """A hub for datasets and models."""

    HUGGING_FACE = "huggingface"
    MODELSCOPE = "modelscope"


def hub_of(name: str) -> Hub:
    """Return the hub with this name. Raises InputError for an unknown name."""
    return choice_of(Hub, name, "--hub")
