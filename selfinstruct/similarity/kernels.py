"""The compiled part of the inverted index: loops over arrays of numbers, one call for many texts.

How a text finds its matches without being compared with every row:

* A text's *features* are its tokens, numbered by occurrence: the second 的 is a different feature than the first. Two
  texts have at least as many features in common as there are tokens in their longest common subsequence.
* Rows are stored in *blocks*, each for one length class. For each feature, a block lists its rows with that feature.
* A score of at least `floor` requires a minimum number of common features, taken over all lengths of a class. If the
  `skipped` most frequent features of a text are not looked up, a match still has at least that minimum minus `skipped`
  hits. The lists of these features are the longest, so leaving them out saves most of the work.
* A row with enough hits is compared only if its hits plus `skipped` are enough for a match.

The results are exact for any order of features; looking up the rarest first is the fastest. The prefix filter is
that of AllPairs and PPJoin (Bayardo, Ma, Srikant 2007; Xiao et al. 2008); the bit-parallel algorithm for the longest
common subsequence is Hyyrö's (2004).

All kernels are in one file because numba's cache only notices changes in a function's own file. If the constants of
`engine` are renumbered, this file must be touched as well.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from selfinstruct.similarity.engine import NEAREST, NO_ROW, SKIP
from selfinstruct.similarity.jit import jit_compiled

BLOCK = 1 << 16
"""Maximum number of rows in a block: their counts fit in a core's own cache, and a position in a block in 16 bits."""

MAX_COUNTED = (1 << 16) - 1
"""Maximum value of a hit count. A text with more tokens is not looked up by features: it is compared with every row
whose length allows a match. A row with more tokens is compared with every text in the same way."""

DEEPER = 0.7
"""Factor for the next floor if no row reaches the current one."""

FREE = -1
"""The key of a free slot in the hash table."""

ROWS, BLOCKS, TOKENS, LISTS, POSTINGS = range(5)

_OCCURRENCE, _TOKEN = 15, 32
_ALL_BLOCKS = 0
_MIN_ROOM = 4
_WORD = 64
_LONG = 128


class Arrays(NamedTuple):
    """The data of the kernels. Blocks are numbered from 1, lists from 0."""

    used: NDArray[np.int64]  # sizes in use, by ROWS, BLOCKS, TOKENS, LISTS, POSTINGS
    class_begins: NDArray[np.int64]  # by length class: its minimum length; then the end of the last class
    open_block: NDArray[np.int64]  # by length class: the block that takes new rows, or 0
    full_block: NDArray[np.int64]  # by block: the full block of its class before it, or 0
    block_rows: NDArray[np.int64]  # by block: its number of rows
    row_number: NDArray[np.int64]  # by block * BLOCK + position in the block
    row_begin: NDArray[np.int64]  # likewise: the start of the row's tokens
    row_length: NDArray[np.int64]  # likewise: the number of its tokens
    tokens: NDArray[np.int32]  # the tokens of all rows
    keys: NDArray[np.int64]  # features of blocks: a hash table with open addressing
    lists: NDArray[np.int64]  # by slot of that table: the feature's list
    list_begin: NDArray[np.int64]  # by list: its start in the postings
    list_size: NDArray[np.int64]  # by list: its number of postings
    postings: NDArray[np.uint16]  # positions in a block; a list has room for the next power of two
    masks: NDArray[np.uint64]  # by token, scratch, zeroed after use: positions among 64 tokens, as bits
    times: NDArray[np.int32]  # by token, scratch, zeroed after use: number of occurrences so far
    counts: NDArray[np.uint16]  # by position in a block, scratch, zeroed after use: number of hits
    candidates: NDArray[np.uint16]  # scratch: positions in a block


@jit_compiled
def f1(common: int, first: int, second: int) -> float:
    """F1 in rouge-score's order of operations, because rounding decides what is above a threshold.

    Of the 342 triples of lengths whose true F1 is 7/10, 166 are computed as above 0.7 and 14 as below.
    """
    if common == 0:
        return 0.0
    precision = common / second
    recall = common / first
    return 2 * precision * recall / (precision + recall)


@jit_compiled
def need(first: int, second: int, floor: float) -> int:
    """Minimum length of a common subsequence for an F1 of `floor`; over the shorter length if it cannot be reached."""
    common = max(1, int(floor * (first + second) / 2) - 1)
    while common <= min(first, second) and f1(common, first, second) < floor:
        common += 1
    return common


@jit_compiled
def need_in_class(length: int, begin: int, end: int, floor: float) -> int:
    """Minimum `need` of a text of this length with texts of `begin` to `end - 1` tokens; 0 if impossible."""
    likest = max(begin, min(end - 1, length))
    if need(length, likest, floor) > min(length, likest):
        return 0
    other = begin
    while need(length, other, floor) > min(length, other):
        other += 1
    return need(length, other, floor)


@jit_compiled
def run(
    arrays: Arrays,
    texts: NDArray[np.int32],
    starts: NDArray[np.int64],
    begin: int,
    floor: float,
    look: int,
    keep: bool,
    rows: NDArray[np.int64],
    scores: NDArray[np.float64],
) -> int:
    """Process the texts from `begin` in order: find the best row; with `keep`, add texts that score below `floor`.

    Writes the results to `rows` (NO_ROW if none was found) and `scores`. Returns the number of the first text
    that does not fit into the arrays, or the number of texts if all are processed.
    """
    for number in range(begin, len(starts) - 1):
        text = texts[starts[number] : starts[number + 1]]
        if keep and not has_room(arrays, len(text)):
            return number
        features = features_of(arrays, text)
        row, score = NO_ROW, 0.0
        if look != SKIP:
            row, score = find(arrays, text, features, floor, look == NEAREST)
        rows[number], scores[number] = row, score
        if keep and (row == NO_ROW or score < floor):
            add(arrays, text, features)
    return len(starts) - 1


@jit_compiled
def has_room(arrays: Arrays, length: int) -> bool:
    """True if a text of this length can be added without enlarging an array."""
    used = arrays.used
    features = feature_count(length)
    return bool(
        used[BLOCKS] + 1 < len(arrays.block_rows)
        and used[TOKENS] + length <= len(arrays.tokens)
        and used[LISTS] + 2 * features <= len(arrays.list_begin)
        and used[POSTINGS] + postings_for(arrays, features) <= len(arrays.postings)
    )


@jit_compiled
def postings_for(arrays: Arrays, features: int) -> int:
    """Upper bound on the room for postings that a text needs: each of its lists may be moved to twice the room.

    The lists of its features have at most `used[POSTINGS]` entries in total.
    """
    return int(min(features * 2 * BLOCK, 2 * arrays.used[POSTINGS] + features * _MIN_ROOM))


@jit_compiled
def feature_count(length: int) -> int:
    """Number of features of a text with this many tokens: one per token, or 0 if there are too many to count."""
    return length if length <= MAX_COUNTED else 0


@jit_compiled
def features_of(arrays: Arrays, text: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the features of a text, as keys without a block."""
    features = np.empty(feature_count(len(text)), np.int64)
    for place, token in enumerate(text[: len(features)]):
        features[place] = (np.int64(token) << _TOKEN) | (np.int64(arrays.times[token]) << _OCCURRENCE)
        arrays.times[token] += 1
    for token in text:
        arrays.times[token] = 0
    return features


@jit_compiled
def find(
    arrays: Arrays, text: NDArray[np.int32], features: NDArray[np.int64], floor: float, to_the_nearest: bool
) -> tuple[int, float]:
    """Return the best row that scores at least `floor`, and its score; NO_ROW if there is none. The earliest wins ties.

    With `to_the_nearest`, the search continues below the floor until the best of all rows is found.
    """
    if len(text) == 0 or arrays.used[ROWS] == 0:
        return (0 if to_the_nearest and arrays.used[ROWS] else NO_ROW), 0.0
    by_rarity = features.copy()
    sort(by_rarity, frequencies(arrays, features))
    if to_the_nearest and len(text) > _LONG:
        floor = 0.0  # comparisons of long texts take most of the time, and each lower floor would repeat them
    if len(text) <= _WORD:
        set_masks(arrays.masks, text)
    row, score, seen = search(arrays, text, by_rarity, floor, 0.0)
    while row == NO_ROW and to_the_nearest:
        if floor == 0:
            row = 0
        else:
            floor = max(seen, floor * DEEPER if floor > 0.2 else 0.0)
            row, score, seen = search(arrays, text, by_rarity, floor, seen)
    if len(text) <= _WORD:
        clear_masks(arrays.masks, text)
    return row, score


@jit_compiled
def frequencies(arrays: Arrays, features: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number of rows with each feature."""
    found = np.empty(len(features), np.int64)
    for place, feature in enumerate(features):
        slot = slot_of(arrays.keys, feature | _ALL_BLOCKS)
        found[place] = arrays.list_size[arrays.lists[slot]] if arrays.keys[slot] != FREE else 0
    return found


@jit_compiled
def sort(features: NDArray[np.int64], ranks: NDArray[np.int64]) -> None:
    """Sort features by ascending rank, in place (Shellsort: numpy's sort takes longer to compile than this module)."""
    gap = len(features) // 2
    while gap > 0:
        for place in range(gap, len(features)):
            feature, rank = features[place], ranks[place]
            while place >= gap and ranks[place - gap] > rank:
                features[place], ranks[place] = features[place - gap], ranks[place - gap]
                place -= gap
            features[place], ranks[place] = feature, rank
        gap //= 2


@jit_compiled
def search(
    arrays: Arrays, text: NDArray[np.int32], by_rarity: NDArray[np.int64], floor: float, seen: float
) -> tuple[int, float, float]:
    """Return the best row that scores at least `floor`, its score, and the best score of all compared rows."""
    row, best = int(NO_ROW), floor
    own = class_of(arrays, len(text))
    classes = len(arrays.open_block)
    for step in range(2 * classes):
        # The text's own length class first, then outward: rows of the same length score highest.
        near = own + (step + 1) // 2 * (1 if step % 2 else -1)
        block = arrays.open_block[near] if 0 <= near < classes else 0
        while block != 0:
            begin, end = arrays.class_begins[near], arrays.class_begins[near + 1]
            common = need_in_class(len(text), begin, end, best)
            if common == 0:
                break
            if len(by_rarity) < len(text) or begin > MAX_COUNTED:
                skipped = len(text)
                candidates = take_all(arrays, block)
            else:
                skipped = lists_left_out(len(text), common, arrays.block_rows[block])
                candidates = turn_up(arrays, block, by_rarity[: len(text) - skipped], common - skipped)
            row, best, seen = compare(arrays, text, block, candidates, skipped, row, best, seen)
            arrays.counts[: arrays.block_rows[block]] = 0
            block = arrays.full_block[block]
    return row, (best if row != NO_ROW else 0.0), seen


@jit_compiled
def lists_left_out(length: int, common: int, rows: int) -> int:
    """Number of posting lists that can be skipped in a block with `rows` rows, if a match has `common` common features.

    A candidate needs at least 4 to 6 hits: one more hit means one more list to read, and far fewer candidates to
    compare. Measured at 10,000, 50,000 and a million rows with 3 to 6 hits: 4 is best in small blocks, 6 in large ones.
    For long texts no list is skipped: the time of a comparison grows with the square of their length.
    """
    if length > _LONG:
        return 0
    return max(0, common - 4 - int(rows >= 8192) - int(rows >= 32768))


@jit_compiled
def take_all(arrays: Arrays, block: int) -> int:
    """Make every row of the block a candidate. Returns the number of candidates."""
    for place in range(arrays.block_rows[block]):
        arrays.candidates[place] = place
    return int(arrays.block_rows[block])


@jit_compiled
def turn_up(arrays: Arrays, block: int, features: NDArray[np.int64], often: int) -> int:
    """Count the hits of the block's rows. Rows with `often` hits become candidates. Returns their number."""
    counts, postings, candidates = arrays.counts, arrays.postings, arrays.candidates
    found = 0
    for feature in features:
        slot = slot_of(arrays.keys, feature | block)
        if arrays.keys[slot] == FREE:
            continue
        begin = arrays.list_begin[arrays.lists[slot]]
        for posting in range(begin, begin + arrays.list_size[arrays.lists[slot]]):
            place = postings[posting]
            count = counts[place] + 1
            counts[place] = count
            if count == often:
                candidates[found] = place
                found += 1
    return found


@jit_compiled
def compare(
    arrays: Arrays,
    text: NDArray[np.int32],
    block: int,
    candidates: int,
    skipped: int,
    row: int,
    best: float,
    seen: float,
) -> tuple[int, float, float]:
    """Compare the text with the candidates that can score above `best`, or equal it and be earlier."""
    put_most_frequent_first(arrays, candidates)
    for candidate in range(candidates):
        place = block * BLOCK + arrays.candidates[candidate]
        length = arrays.row_length[place]
        most = min(int(arrays.counts[arrays.candidates[candidate]]) + skipped, length, len(text))
        reachable = f1(most, len(text), length)
        if reachable < best or (reachable == best and row != NO_ROW and arrays.row_number[place] > row):
            continue
        begin = arrays.row_begin[place]
        score = f1(common_subsequence(arrays.masks, text, arrays.tokens[begin : begin + length]), len(text), length)
        seen = max(seen, score)
        number = int(arrays.row_number[place])
        if score > best or (score == best > 0 and (row == NO_ROW or number < row)):
            row, best = number, score
    return row, best, seen


@jit_compiled
def put_most_frequent_first(arrays: Arrays, candidates: int) -> None:
    """Move the candidate with the most hits to the front: a high first score saves comparisons."""
    found = arrays.candidates
    for candidate in range(1, candidates):
        if arrays.counts[found[candidate]] > arrays.counts[found[0]]:
            found[0], found[candidate] = found[candidate], found[0]


@jit_compiled
def common_subsequence(masks: NDArray[np.uint64], text: NDArray[np.int32], row: NDArray[np.int32]) -> int:
    """Length of the longest common subsequence. For texts of up to 64 tokens, `masks` must be set."""
    if len(text) <= _WORD:
        state = ~np.uint64(0)
        for token in row:
            matches = state & masks[token]
            state = (state + matches) | (state - matches)
        return ones(~state)
    return long_common_subsequence(masks, text, row)


@jit_compiled
def long_common_subsequence(masks: NDArray[np.uint64], text: NDArray[np.int32], row: NDArray[np.int32]) -> int:
    """Length of the longest common subsequence, 64 tokens at a time, with carries from one group to the next."""
    carries = np.zeros(len(row), np.uint64)
    common = 0
    for begin in range(0, len(text), _WORD):
        part = text[begin : begin + _WORD]
        set_masks(masks, part)
        state = ~np.uint64(0)
        for place, token in enumerate(row):
            matches = state & masks[token]
            total = state + matches
            carry = np.uint64(total < state)
            total += carries[place]
            carries[place] = carry | np.uint64(total < carries[place])
            state = total | (state - matches)
        clear_masks(masks, part)
        common += ones(~state)
    return common


@jit_compiled
def set_masks(masks: NDArray[np.uint64], text: NDArray[np.int32]) -> None:
    """Set the bits for the positions of up to 64 tokens."""
    for place, token in enumerate(text):
        masks[token] |= np.uint64(1) << np.uint64(place)


@jit_compiled
def clear_masks(masks: NDArray[np.uint64], text: NDArray[np.int32]) -> None:
    """Clear the masks of the tokens."""
    for token in text:
        masks[token] = 0


@jit_compiled
def ones(word: np.uint64) -> int:
    """Number of set bits: sums of 2, 4 and 8 adjacent bits, then of all bytes."""
    bits = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@jit_compiled
def add(arrays: Arrays, text: NDArray[np.int32], features: NDArray[np.int64]) -> None:
    """Add the text as the next row. A text without tokens is in no block, as nothing can match it."""
    used = arrays.used
    number, begin, length = used[ROWS], used[TOKENS], len(text)
    used[ROWS] += 1
    if length == 0:
        return
    for place, token in enumerate(text):
        arrays.tokens[begin + place] = token
    used[TOKENS] += length
    block = block_for(arrays, class_of(arrays, length))
    in_block = arrays.block_rows[block]
    arrays.block_rows[block] += 1
    arrays.row_number[block * BLOCK + in_block] = number
    arrays.row_begin[block * BLOCK + in_block] = begin
    arrays.row_length[block * BLOCK + in_block] = length
    for feature in features:
        arrays.list_size[list_of(arrays, feature | _ALL_BLOCKS)] += 1
        append(arrays, list_of(arrays, feature | block), in_block)


@jit_compiled
def class_of(arrays: Arrays, length: int) -> int:
    """The length class of a text."""
    begins = arrays.class_begins
    low, high = 0, len(begins) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if length < begins[middle]:
            high = middle
        else:
            low = middle
    return low


@jit_compiled
def block_for(arrays: Arrays, length_class: int) -> int:
    """The block that takes the next row of a length class; a new one if there is none or the last is full."""
    block = arrays.open_block[length_class]
    if block == 0 or arrays.block_rows[block] == BLOCK:
        arrays.used[BLOCKS] += 1
        arrays.full_block[arrays.used[BLOCKS]] = block
        arrays.open_block[length_class] = arrays.used[BLOCKS]
    return int(arrays.open_block[length_class])


@jit_compiled
def list_of(arrays: Arrays, key: int) -> int:
    """The list of a feature in a block; a new, empty list if the feature is new."""
    slot = slot_of(arrays.keys, key)
    if arrays.keys[slot] == FREE:
        arrays.keys[slot] = key
        arrays.lists[slot] = arrays.used[LISTS]
        arrays.list_size[arrays.used[LISTS]] = 0
        arrays.used[LISTS] += 1
    return int(arrays.lists[slot])


@jit_compiled
def append(arrays: Arrays, number: int, place: int) -> None:
    """Append a position to a list. A full list moves to the end of the postings, with twice the room."""
    size, begin = arrays.list_size[number], arrays.list_begin[number]
    if size == 0 or (size >= _MIN_ROOM and size & (size - 1) == 0):
        moved = arrays.used[POSTINGS]
        for posting in range(size):
            arrays.postings[moved + posting] = arrays.postings[begin + posting]
        arrays.list_begin[number] = begin = moved
        arrays.used[POSTINGS] += max(_MIN_ROOM, 2 * size)
    arrays.postings[begin + size] = place
    arrays.list_size[number] += 1


@jit_compiled
def slot_of(keys: NDArray[np.int64], key: int) -> int:
    """The slot of a key in the hash table, or the free slot where it belongs. The table is at most half full."""
    last = len(keys) - 1
    # Fibonacci hashing; the upper half of the product depends on all parts of a key.
    slot = np.int64((np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)) & last
    while keys[slot] != FREE and keys[slot] != key:
        slot = (slot + 1) & last
    return int(slot)


@jit_compiled
def rehash(
    keys: NDArray[np.int64], lists: NDArray[np.int64], old: NDArray[np.int64], old_lists: NDArray[np.int64]
) -> None:
    """Copy the entries of an old hash table into a new one."""
    for place, key in enumerate(old):
        if key != FREE:
            slot = slot_of(keys, key)
            keys[slot], lists[slot] = key, old_lists[place]
