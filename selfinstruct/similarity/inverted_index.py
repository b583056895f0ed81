"""The fast engine: an inverted index in compiled code. Python manages the arrays, and the kernels fill them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from selfinstruct.similarity.engine import NO_ROW, Encoded
from selfinstruct.similarity.kernels import (
    BLOCK,
    BLOCKS,
    FREE,
    LISTS,
    MAX_COUNTED,
    POSTINGS,
    ROWS,
    TOKENS,
    Arrays,
    feature_count,
    postings_for,
    rehash,
    run,
)

_FIRST_BLOCKS = 32
"""Initial number of blocks, about the number of length classes in a dataset."""

_RATIO = 1.2
"""Ratio of the longest to the shortest text of a length class."""


class InvertedIndex:
    """An `Engine` in compiled code."""

    def __init__(self) -> None:
        self._arrays = _empty()

    def __len__(self) -> int:
        return int(self._arrays.used[ROWS])

    def rows(self) -> Encoded:
        """See `Engine.rows`."""
        arrays = self._arrays
        lengths = np.zeros(len(self), np.int64)  # a row without tokens is in no block
        for block, size in enumerate(arrays.block_rows):
            used = slice(block * BLOCK, block * BLOCK + size)
            lengths[arrays.row_number[used]] = arrays.row_length[used]
        starts = np.zeros(len(self) + 1, np.int64)
        starts[1:] = lengths.cumsum()
        return Encoded(arrays.tokens[: starts[-1]], starts)

    def run(
        self, texts: Encoded, vocabulary: int, floor: float, look: int, keep: bool
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """See `Engine.run`."""
        rows, scores = np.full(texts.size, NO_ROW, np.int64), np.zeros(texts.size, np.float64)
        self._arrays = _with_vocabulary(self._arrays, vocabulary)
        done = 0
        while (done := run(self._arrays, *texts, done, floor, look, keep, rows, scores)) < texts.size:
            self._arrays = _with_room(self._arrays, len(texts.text(done)))
        return rows, scores


def _empty() -> Arrays:
    """Create the arrays. Blocks take no memory until rows are written; the other arrays grow with the first row."""
    begins = _class_begins()
    return Arrays(
        used=np.zeros(5, np.int64),
        class_begins=begins,
        open_block=np.zeros(len(begins) - 1, np.int64),
        full_block=np.zeros(_FIRST_BLOCKS, np.int64),
        block_rows=np.zeros(_FIRST_BLOCKS, np.int64),
        row_number=np.empty(_FIRST_BLOCKS * BLOCK, np.int64),
        row_begin=np.empty(_FIRST_BLOCKS * BLOCK, np.int64),
        row_length=np.empty(_FIRST_BLOCKS * BLOCK, np.int64),
        tokens=np.empty(0, np.int32),
        keys=np.full(2, FREE, np.int64),
        lists=np.zeros(2, np.int64),
        list_begin=np.empty(0, np.int64),
        list_size=np.empty(0, np.int64),
        postings=np.empty(0, np.uint16),
        masks=np.zeros(0, np.uint64),
        times=np.zeros(0, np.int32),
        counts=np.zeros(BLOCK, np.uint16),
        candidates=np.empty(BLOCK, np.uint16),
    )


def _class_begins() -> NDArray[np.int64]:
    """The minimum length of each class, and the end of the last. Texts too long to be counted have separate classes."""
    begins = [1]
    while begins[-1] <= 1 << 40:
        begin = max(begins[-1] + 1, int(begins[-1] * _RATIO) + 1)
        begins.append(min(begin, MAX_COUNTED + 1) if begins[-1] <= MAX_COUNTED else begin)
    return np.array(begins, np.int64)


def _with_vocabulary(arrays: Arrays, size: int) -> Arrays:
    if size <= len(arrays.masks):
        return arrays
    room = size + size // 4
    return arrays._replace(masks=np.zeros(room, np.uint64), times=np.zeros(room, np.int32))


def _with_room(arrays: Arrays, length: int) -> Arrays:
    """Make room for a text of `length` tokens: each array that may be too short is extended by at least half."""
    used = arrays.used
    features = feature_count(length)
    arrays = arrays._replace(
        tokens=_longer(arrays.tokens, used[TOKENS], length),
        postings=_longer(arrays.postings, used[POSTINGS], postings_for(arrays, features)),
        list_begin=_longer(arrays.list_begin, used[LISTS], 2 * features),
        list_size=_longer(arrays.list_size, used[LISTS], 2 * features),
    )
    if len(arrays.keys) < 2 * len(arrays.list_begin):
        arrays = _with_slots(arrays, 1 << int(2 * len(arrays.list_begin) - 1).bit_length())
    if used[BLOCKS] + 1 >= len(arrays.block_rows):
        arrays = _with_blocks(arrays, 2 * len(arrays.block_rows))
    return arrays


def _longer(array: NDArray[Any], used: int, needed: int) -> NDArray[Any]:
    """Return the array if it has room for `needed` items, otherwise a longer copy. Unused items are not written."""
    if used + needed <= len(array):
        return array
    longer = np.empty(used + used // 2 + needed, array.dtype)
    longer[:used] = array[:used]
    return longer


def _with_slots(arrays: Arrays, slots: int) -> Arrays:
    """Enlarge the hash table; its size is a power of two."""
    keys, lists = np.full(slots, FREE, np.int64), np.zeros(slots, np.int64)
    rehash(keys, lists, arrays.keys, arrays.lists)
    return arrays._replace(keys=keys, lists=lists)


def _with_blocks(arrays: Arrays, blocks: int) -> Arrays:
    def by_place(array: NDArray[np.int64]) -> NDArray[np.int64]:
        longer = np.empty(blocks * BLOCK, np.int64)
        for block, rows in enumerate(arrays.block_rows):
            # Copy only used items: the rest of a block takes no memory until it is written to.
            used = slice(block * BLOCK, block * BLOCK + rows)
            longer[used] = array[used]
        return longer

    missing = (0, blocks - len(arrays.block_rows))
    return arrays._replace(
        full_block=np.pad(arrays.full_block, missing),
        block_rows=np.pad(arrays.block_rows, missing),
        row_number=by_place(arrays.row_number),
        row_begin=by_place(arrays.row_begin),
        row_length=by_place(arrays.row_length),
    )
