"""Several processes that train one model (`accelerate launch`): which of them keeps the folder, and waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from accelerate import PartialState


def count() -> int:
    """How many there are; 1 without `accelerate launch`."""
    return int(PartialState().num_processes)


def is_main() -> bool:
    """Whether this is the one that writes and speaks."""
    return bool(PartialState().is_main_process)


def wait() -> None:
    """Until all have come so far."""
    PartialState().wait_for_everyone()


@contextmanager
def main_first() -> Iterator[None]:
    """The others come in when the first one is through, and find what it has made."""
    with PartialState().main_process_first():
        yield
