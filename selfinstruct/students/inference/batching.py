"""Batch rows of similar length, and halve batches that do not fit into memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import torch

from selfinstruct.errors import InputError
from selfinstruct.students.models.device import is_out_of_memory

Row = TypeVar("Row")
Result = TypeVar("Result")


def batches(rows: Sequence[Row], size: int, length: Callable[[Row], int]) -> Iterator[list[Row]]:
    """Yield batches of rows of similar length. Rows of the same length keep their order."""
    ordered = sorted(rows, key=length)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def halve_if_out_of_memory(act: Callable[[Sequence[Row]], list[Result]], rows: Sequence[Row]) -> list[Result]:
    """Return the results of `act` for all rows. If memory runs out, call it on halves of the rows.

    Raises InputError if a single row does not fit.
    """
    try:
        return act(rows)
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(error):
            raise
        if len(rows) == 1:
            raise InputError(
                "not enough memory to answer a single question with this model; choose a smaller --base or "
                "--max-new-tokens"
            ) from error
    # Outside the except block, because the exception references the tensors that did not fit.
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    middle = (len(rows) + 1) // 2
    return halve_if_out_of_memory(act, rows[:middle]) + halve_if_out_of_memory(act, rows[middle:])
