"""Makes the arrays of the inverted index, and longer ones when they are full."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from selfinstruct.similarity.kernels import (
    BLOCK,
    BLOCKS,
    FREE,
    KEY,
    LISTS,
    LONG,
    MAX_COUNTED,
    MIN_LENGTH,
    OPEN,
    PLACES,
    POSTINGS,
    TOKENS,
    Index,
    Ints,
    Scratch,
    feature_count,
    places_for,
    postings_for,
    rehash,
)

_FIRST_BLOCKS = 32
"""Initial number of blocks, about the number of length classes in a dataset."""

_FIRST_LENGTH = 4096
"""Number of tokens for which there is room at first: as many as a few replies have."""

_RATIO = 1.2
"""Ratio of the longest to the shortest text of a length class."""


def empty() -> Index:
    """Create the arrays. All but the blocks grow with the first row."""
    begins = _class_begins()
    classes = np.zeros((len(begins), 2), np.int64)
    classes[:, MIN_LENGTH] = begins
    return Index(
        used=np.zeros(6, np.int64),
        classes=classes,
        blocks=np.zeros((_FIRST_BLOCKS, 4), np.int64),
        rows=np.empty((0, 4), np.int64),
        tokens=np.empty(0, np.int32),
        lists=free_slots(2),
        postings=np.empty(0, np.uint16),
    )


def clear(index: Index) -> None:
    """Remove all rows. The arrays stay as long as they are."""
    index.used.fill(0)
    index.classes[:, OPEN] = 0
    index.blocks.fill(0)
    index.lists[:, KEY] = FREE


def new_scratch(classes: int) -> Scratch:
    """Create the scratch arrays of a thread, for an index with this number of length classes."""
    return Scratch(
        masks=np.zeros(0, np.uint64),
        times=np.zeros(0, np.int32),
        counts=np.zeros(BLOCK, np.uint16),
        base=np.zeros(1, np.int64),
        candidates=np.empty(BLOCK, np.uint16),
        features=np.empty(_FIRST_LENGTH, np.int64),
        rarest=np.empty(_FIRST_LENGTH, np.int64),
        ranks=np.empty(_FIRST_LENGTH, np.int64),
        carries=np.empty(_FIRST_LENGTH, np.uint64),
        needs=np.full((LONG + 1, classes), -1, np.int64),
    )


def for_words(scratch: Scratch, vocabulary: int) -> Scratch:
    """Make room for tokens with numbers below `vocabulary`."""
    if vocabulary <= len(scratch.masks):
        return scratch
    room = vocabulary + vocabulary // 4
    return scratch._replace(masks=np.zeros(room, np.uint64), times=np.zeros(room, np.int32))


def for_length(scratch: Scratch, length: int) -> Scratch:
    """Make room for a text of this length. There is room for all rows, as each of them was a text."""
    if length <= len(scratch.carries):
        return scratch
    features, rarest, ranks = np.empty((3, min(length, MAX_COUNTED)), np.int64)
    return scratch._replace(features=features, rarest=rarest, ranks=ranks, carries=np.empty(length, np.uint64))


def _class_begins() -> list[int]:
    """The minimum length of each class, and the end of the last. Texts too long to be counted have separate classes."""
    begins = [1]
    while begins[-1] <= 1 << 40:
        begin = max(begins[-1] + 1, int(begins[-1] * _RATIO) + 1)
        begins.append(min(begin, MAX_COUNTED + 1) if begins[-1] <= MAX_COUNTED else begin)
    return begins


def free_slots(slots: int) -> Ints:
    """Create an empty hash table."""
    lists = np.zeros((slots, 4), np.int64)
    lists[:, KEY] = FREE
    return lists


def with_room(index: Index, length: int) -> Index:
    """Make room for a text of `length` tokens: each array that may be too short is extended by at least half."""
    used = index.used
    features = feature_count(length)
    return index._replace(
        blocks=_with_blocks(index.blocks, used[BLOCKS]),
        rows=_longer(index.rows, used[PLACES], places_for(used[PLACES])),
        tokens=_longer(index.tokens, used[TOKENS], length),
        lists=_with_slots(index.lists, 2 * (used[LISTS] + 2 * features)),
        postings=_longer(index.postings, used[POSTINGS], postings_for(used[POSTINGS], features)),
    )


def _longer(array: NDArray[Any], used: int, needed: int) -> NDArray[Any]:
    """Return the array if it has room for `needed` items, otherwise a longer copy. Unused items are not written."""
    if used + needed <= len(array):
        return array
    longer = np.empty((used + used // 2 + needed, *array.shape[1:]), array.dtype)
    longer[:used] = array[:used]
    return longer


def _with_blocks(blocks: Ints, used: int) -> Ints:
    return blocks if used + 1 < len(blocks) else np.concatenate([blocks, np.zeros_like(blocks)])


def _with_slots(lists: Ints, needed: int) -> Ints:
    """Return the hash table if it has the slots, otherwise a larger one; its size is a power of two."""
    if needed <= len(lists):
        return lists
    larger = free_slots(1 << int(needed + needed // 2 - 1).bit_length())
    rehash(larger, lists)
    return larger
