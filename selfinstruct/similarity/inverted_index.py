"""The fast engine: an inverted index in compiled code. Python manages the arrays, and the kernels fill them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from selfinstruct.similarity.engine import NO_ROW, OVER, SKIP, Encoded
from selfinstruct.similarity.growth import clear, empty, for_length, for_words, new_scratch, with_room
from selfinstruct.similarity.kernels import BEGIN, LENGTH, NUMBER, ROWS, SIZE, Index, Ints, Scratch, run
from selfinstruct.similarity.packed import NAMES, pack, unpack
from selfinstruct.similarity.threads import share_out

AT_ONCE = 512
"""Number of texts that are compared with the same rows in all threads, and then with each other in one."""
CHUNK = 32
"""Number of texts that a thread compares at once. Ctrl-C waits for that."""
MIN_TEXTS = 128
"""For fewer texts, starting the threads would take longer than it saves."""
MIN_ROWS = 2000
"""With fewer rows, one thread is as fast."""
MIN_ROWS_TO_EXTEND = 20_000
"""The same if matches are looked for and texts are added: with fewer rows, comparing the texts with each other, which
one thread does, takes as long as looking for their rows."""


class InvertedIndex:
    """An `Engine` in compiled code. With several threads, each has its own scratch arrays."""

    def __init__(self, threads: int = 1) -> None:
        self._index = empty()
        self._new = empty()
        """The rows of one step of several threads; kept for its arrays."""
        self._scratch = [new_scratch(len(self._index.classes)) for _ in range(threads)]
        self._floor = 0.0
        """The floor of the minimums that the scratch arrays remember."""

    def __len__(self) -> int:
        return int(self._index.used[ROWS])

    def rows(self) -> Encoded:
        """See `Engine.rows`."""
        index = self._index
        lengths = np.zeros(len(self), np.int64)  # a row without tokens is in no block
        for block in index.blocks:
            rows = index.rows[block[BEGIN] : block[BEGIN] + block[SIZE]]
            lengths[rows[:, NUMBER]] = rows[:, LENGTH]
        starts = np.zeros(len(self) + 1, np.int64)
        starts[1:] = lengths.cumsum()
        return Encoded(index.tokens[: starts[-1]], starts)

    def packed(self, numbers: NDArray[np.int32], tokens: NDArray[np.int32]) -> dict[str, NDArray[Any]]:
        """See `Engine.packed`."""
        return pack(self._index, numbers, tokens)

    def unpack(self, arrays: Mapping[str, NDArray[Any]], rows: Encoded, vocabulary: int) -> None:
        """See `Engine.unpack`."""
        if set(NAMES) <= set(arrays):
            self._index = unpack(arrays, rows.tokens, rows.size)
            self._prepare(rows, vocabulary, self._floor)
        else:
            self.run(rows, vocabulary, self._floor, SKIP, keep=True)

    def run(
        self, texts: Encoded, vocabulary: int, floor: float, look: int, keep: bool
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """See `Engine.run`."""
        rows, scores = np.full(texts.size, NO_ROW, np.int64), np.zeros(texts.size, np.float64)
        self._prepare(texts, vocabulary, floor)
        begin = 0
        while self._is_shared(texts.size - begin, look, keep):
            end = min(begin + AT_ONCE, texts.size)
            self._probe(texts, begin, end, floor, look, rows, scores)
            if keep:
                self._resolve(texts, begin, end, floor, look, rows, scores)
            begin = end
        self._index = self._fill(self._index, texts, begin, texts.size, floor, look, keep, rows, scores)
        return rows, scores

    def _is_shared(self, texts: int, look: int, keep: bool) -> bool:
        """True if all threads look for the rows of this number of texts."""
        rows = MIN_ROWS_TO_EXTEND if keep and look == OVER else MIN_ROWS
        return len(self._scratch) > 1 and look != SKIP and texts >= MIN_TEXTS and len(self) >= rows

    def _probe(
        self, texts: Encoded, begin: int, end: int, floor: float, look: int, rows: Ints, scores: NDArray[np.float64]
    ) -> None:
        """Look for the rows of the texts among the present ones, in all threads."""

        def probe(scratch: Scratch, first: int, last: int) -> None:
            run(self._index, scratch, *texts, first, last, floor, look, False, rows, scores)

        share_out(probe, self._scratch, range(begin, end, CHUNK), end)

    def _resolve(
        self, texts: Encoded, begin: int, end: int, floor: float, look: int, rows: Ints, scores: NDArray[np.float64]
    ) -> None:
        """Compare the texts with those before them that are new, in order, and add the new ones.

        Rows found so far are earlier, so they win ties. The new texts are in a small index of their own at first.
        """
        clear(self._new)
        self._new.used[ROWS] = len(self)
        self._new = self._fill(self._new, texts, begin, end, floor, look, True, rows, scores)
        self._index = self._fill(self._index, texts, begin, end, floor, SKIP, True, rows, scores)

    def _fill(
        self,
        index: Index,
        texts: Encoded,
        begin: int,
        end: int,
        floor: float,
        look: int,
        keep: bool,
        rows: Ints,
        scores: NDArray[np.float64],
    ) -> Index:
        """Call `run` until all texts are processed, enlarging the arrays when it asks for it. Returns the index."""
        while (begin := run(index, self._scratch[0], *texts, begin, end, floor, look, keep, rows, scores)) < end:
            index = with_room(index, len(texts.text(begin)))
        return index

    def _prepare(self, texts: Encoded, vocabulary: int, floor: float) -> None:
        """Make the scratch arrays large enough for the texts."""
        longest = 0
        if len(texts.tokens) > len(self._scratch[0].carries):  # the longest text may be too long, too
            longest = int(np.diff(texts.starts).max())
        if vocabulary > len(self._scratch[0].masks) or longest > len(self._scratch[0].carries):
            self._scratch = [for_length(for_words(each, vocabulary), longest) for each in self._scratch]
        if floor != self._floor:
            for scratch in self._scratch:
                scratch.needs.fill(-1)
            self._floor = floor
