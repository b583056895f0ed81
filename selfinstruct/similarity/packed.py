"""Packs the arrays of the inverted index without unused parts, and checks them before an index uses them again.

The kernels do not check bounds, so every number by which they reach into an array is checked here: a packed index from
an unknown source may lead to wrong decisions, but not outside the arrays.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from selfinstruct.similarity.encoding import FIRST_WORD
from selfinstruct.similarity.growth import empty, free_slots
from selfinstruct.similarity.kernels import (
    BEFORE,
    BEGIN,
    BLOCK,
    BLOCKS,
    FIRST,
    FREE,
    KEY,
    LENGTH,
    LISTS,
    MAX_COUNTED,
    NUMBER,
    OPEN,
    PLACES,
    POSTINGS,
    ROOM,
    ROWS,
    SIZE,
    TOKENS,
    Index,
    Ints,
    block_of,
    copy_postings,
    has_sound_lists,
    rehash,
    sign,
)

NAMES = ("open_blocks", "blocks", "rows", "lists", "postings")
_MAX = 1 << 40
"""More rows than any index has."""


def pack(index: Index, numbers: NDArray[np.int32], tokens: NDArray[np.int32]) -> dict[str, NDArray[Any]]:
    """Return the arrays by NAMES. The word with number FIRST_WORD + i gets `numbers[i]`, as in `tokens`."""
    blocks = index.blocks[: index.used[BLOCKS] + 1].copy()
    rows = np.concatenate([index.rows[block[BEGIN] : block[BEGIN] + block[SIZE]] for block in blocks])
    features = np.empty(min(rows[:, LENGTH].max(initial=0), MAX_COUNTED), np.int64)
    sign(rows, tokens, np.zeros(tokens.max(initial=0) + 1, np.int32), features)
    blocks[:, ROOM] = blocks[:, SIZE]
    blocks[:, BEGIN] = blocks[:, SIZE].cumsum() - blocks[:, SIZE]
    lists = _renumbered(index.lists[index.lists[:, KEY] != FREE], numbers)
    begins = lists[:, BEGIN].copy()
    lists[:, ROOM] = np.where(block_of(lists[:, KEY]) == 0, 0, lists[:, SIZE])
    lists[:, BEGIN] = lists[:, ROOM].cumsum() - lists[:, ROOM]
    postings = np.empty(lists[:, ROOM].sum(), np.uint16)
    copy_postings(index.postings, begins, lists, postings)
    table = free_slots(1 << max(1, (2 * len(lists) - 1).bit_length()))
    rehash(table, lists)
    return {
        "open_blocks": index.classes[:, OPEN].copy(),
        "blocks": blocks,
        "rows": rows,
        "lists": table,
        "postings": postings,
    }


def _renumbered(lists: Ints, numbers: NDArray[np.int32]) -> Ints:
    """Give the words in the keys their new numbers, and sort by key, so that equal rows are packed equally."""
    tokens, rest = lists[:, KEY] >> 32, lists[:, KEY] & 0xFFFFFFFF
    is_word = tokens >= FIRST_WORD
    tokens[is_word] = numbers[tokens[is_word] - FIRST_WORD]
    lists[:, KEY] = tokens << 32 | rest
    return lists[lists[:, KEY].argsort()]


def unpack(arrays: Mapping[str, NDArray[Any]], tokens: NDArray[np.int32], rows: int) -> Index:
    """Return an index with these arrays, for this number of rows. Raises ValueError if a number is impossible."""
    index = empty()
    open_blocks, blocks, places, lists, postings = (arrays[name] for name in NAMES)
    _check_forms(arrays, len(index.classes))
    _check_blocks(open_blocks, blocks, len(places))
    _check_rows(places, len(tokens), rows)
    _check_lists(lists, blocks, postings)
    index.classes[:, OPEN] = open_blocks
    for size, value in (
        (ROWS, rows),
        (BLOCKS, len(blocks) - 1),
        (TOKENS, len(tokens)),
        (LISTS, np.count_nonzero(lists[:, KEY] != FREE)),
        (POSTINGS, len(postings)),
        (PLACES, len(places)),
    ):
        index.used[size] = value
    return index._replace(blocks=blocks, rows=places, tokens=tokens, lists=lists, postings=postings)


def _check_forms(arrays: Mapping[str, NDArray[Any]], classes: int) -> None:
    forms = {"open_blocks": (classes,), "blocks": (-1, 4), "rows": (-1, 4), "lists": (-1, 4), "postings": (-1,)}
    for name, form in forms.items():
        array, dtype = arrays[name], np.uint16 if name == "postings" else np.int64
        fits = array.ndim == len(form) and all(want in (-1, size) for want, size in zip(form, array.shape, strict=True))
        if not (fits and array.dtype == dtype and array.flags.c_contiguous and array.flags.aligned):
            raise ValueError(f"{name} has another form than that of an index")


def _check_blocks(open_blocks: Ints, blocks: Ints, places: int) -> None:
    """A block before another one has a smaller number, so that no chain is endless."""
    numbers = np.arange(len(blocks))
    sound = 1 <= len(blocks) <= 1 << 15 and not blocks[0].any()
    sound = sound and _within(open_blocks, 0, len(blocks) - 1) and bool((blocks[1:, BEFORE] < numbers[1:]).all())
    sound = sound and _within(blocks[:, BEFORE], 0, len(blocks)) and _within(blocks[:, SIZE], 0, BLOCK)
    sound = sound and bool((blocks[1:, SIZE] > 0).all() and (blocks[:, ROOM] == blocks[:, SIZE]).all())
    if not (sound and _within(blocks[:, BEGIN], 0, places) and _within(blocks[:, BEGIN] + blocks[:, SIZE], 0, places)):
        raise ValueError("a block has an impossible number")


def _check_rows(places: Ints, tokens: int, rows: int) -> None:
    sound = _within(places[:, NUMBER], 0, rows - 1) and _within(places[:, FIRST], 0, tokens)
    sound = sound and _within(places[:, LENGTH], 1, tokens)
    if not (sound and _within(places[:, FIRST] + places[:, LENGTH], 1, tokens)):
        raise ValueError("a row has an impossible number")


def _check_lists(lists: Ints, blocks: Ints, postings: NDArray[np.uint16]) -> None:
    used = lists[lists[:, KEY] != FREE]
    numbers = [
        len(lists) >= 2 and len(lists) & (len(lists) - 1) == 0 and 2 * len(used) <= len(lists),
        _within(used[:, KEY], 0, np.iinfo(np.int64).max) and _within(block_of(used[:, KEY]), 0, len(blocks) - 1),
        _within(used[:, BEGIN:].ravel(), 0, _MAX),
    ]
    if not (all(numbers) and has_sound_lists(lists, blocks, postings)):
        raise ValueError("a list has an impossible number")


def _within(numbers: Ints, least: int, most: int) -> bool:
    return bool(numbers.min(initial=least) >= least and numbers.max(initial=most) <= most)
