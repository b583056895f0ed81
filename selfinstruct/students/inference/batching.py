"""Rows in, batches of similar length out, which are halved while they do not fit into memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import torch

from selfinstruct.errors import InputError
from selfinstruct.students.models.device import is_out_of_memory

Row = TypeVar("Row")
Result = TypeVar("Result")


def batches(rows: Sequence[Row], size: int, length: Callable[[Row], int]) -> Iterator[list[Row]]:
    """Batches of rows of similar length. Rows of the same length keep their order."""
    ordered = sorted(rows, key=length)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def halve_if_out_of_memory(act: Callable[[Sequence[Row]], list[Result]], rows: Sequence[Row]) -> list[Result]:
    """The results of `act` for all rows, which it is given in ever smaller parts while memory runs out.

    Raises InputError if a single row does not fit.
    """
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
    # Outside the handler: the exception references the tensors that did not fit.
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    middle = (len(rows) + 1) // 2
    return halve_if_out_of_memory(act, rows[:middle]) + halve_if_out_of_memory(act, rows[middle:])
