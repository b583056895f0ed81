"""The interface of engines. Encoded texts in, rows and scores out: the same from each, only the time differs."""

from __future__ import annotations

from typing import NamedTuple, Protocol

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
        """How many texts there are."""
        return len(self.starts) - 1

    def text(self, number: int) -> NDArray[np.int32]:
        """The tokens of one text."""
        return self.tokens[self.starts[number] : self.starts[number + 1]]


class Engine(Protocol):
    """Rows of tokens, numbered from 0 in the order in which they were added."""

    def __len__(self) -> int:
        """How many rows there are."""

    def run(
        self, texts: Encoded, vocabulary: int, floor: float, look: int, keep: bool
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Take the texts in order. Returns for each the row that it is most like (NO_ROW: none) and the F1 with it.

        Of rows that are equally like it, the earliest. `vocabulary` is above all token numbers; `look` is SKIP, OVER
        or NEAREST. With `keep` each text that does not score `floor` or more is added, and the next ones see it.
        """
