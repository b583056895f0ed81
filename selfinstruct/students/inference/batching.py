"""Rows in, batches out: of like length, and smaller ones where memory does not suffice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import torch

from selfinstruct.errors import InputError
from selfinstruct.students.models.models import is_out_of_memory

Row = TypeVar("Row")
Result = TypeVar("Result")


def batches(rows: Sequence[Row], size: int, length: Callable[[Row], int]) -> Iterator[list[Row]]:
    """Rows of like length together; the sorting is stable, so that equal ones keep their order."""
    ordered = sorted(rows, key=length)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def halving(act: Callable[[Sequence[Row]], list[Result]], rows: Sequence[Row]) -> list[Result]:
    """What `act` gives for all rows, of which it gets fewer at a time where memory does not suffice."""
    try:
        return act(rows)
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(error):
            raise
        if len(rows) == 1:
            raise InputError(
                "there is not enough memory for this model to answer a single question; take a smaller --base, or "
                "fewer --max-new-tokens"
            ) from error
    # Here, and not above: while an exception is handled, it holds on to what did not fit.
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    middle = (len(rows) + 1) // 2
    return halving(act, rows[:middle]) + halving(act, rows[middle:])
