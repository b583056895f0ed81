"""The interface of the engines. All engines return the same rows and scores; they only differ in speed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

SKIP, OVER, NEAREST = range(3)
"""What to look for: nothing, the best of the rows that reach the floor, or the best of all rows."""

NO_ROW = -1


class Encoded(NamedTuple):
    """Texts as token numbers: text i is `tokens[starts[i]:starts[i + 1]]`."""

    tokens: NDArray[np.int32]
    starts: NDArray[np.int64]

    @property
    def size(self) -> int:
        """Number of texts."""
        return len(self.starts) - 1

    def text(self, number: int) -> NDArray[np.int32]:
        """The tokens of one text."""
        return self.tokens[self.starts[number] : self.starts[number + 1]]


class Engine(Protocol):
    """Rows of tokens, numbered from 0 in the order in which they were added."""

    def __len__(self) -> int:
        """Number of rows."""

    def rows(self) -> Encoded:
        """All rows, in order."""

    def packed(self, numbers: NDArray[np.int32], tokens: NDArray[np.int32]) -> dict[str, NDArray[Any]]:
        """The arrays of the engine, if it has any that take long to make. The arguments are from `to_arrays`."""

    def unpack(self, arrays: Mapping[str, NDArray[Any]], rows: Encoded, vocabulary: int) -> None:
        """Take these rows instead of none, with the arrays of `packed` if they are there.

        Raises ValueError if an array is not that of an engine.
        """

    def run(
        self, texts: Encoded, vocabulary: int, floor: float, look: int, keep: bool
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Process the texts in order. Returns the most similar row for each (NO_ROW if none) and their F1.

        If several rows have the same score, the earliest is returned. `vocabulary` is greater than all token numbers;
        `look` is SKIP, OVER or NEAREST. With `keep`, each text that scores below `floor` is added, and the texts after
        it are compared with it.
        """
