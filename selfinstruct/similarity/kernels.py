"""The compiled part of the inverted index: loops over arrays of numbers, one call for many texts.

How a text finds its matches without being compared with every row:

* A text's *features* are its tokens, numbered by occurrence: the second 的 is a different feature than the first. Two
  texts have at least as many features in common as there are tokens in their longest common subsequence.
* Rows are stored in *blocks*, each for one length class. For each feature, a block lists its rows with that feature.
* A score of at least `floor` requires a minimum number of common features, taken over all lengths of a class. If the
  `skipped` most frequent features of a text are not looked up, a match still has at least that minimum minus `skipped`
  hits. The lists of these features are the longest, so leaving them out saves most of the work.
* A row with enough hits is compared only if its hits plus `skipped` are enough for a match, and if the *signatures*
  allow it. A signature has a bit for each feature, chosen by a hash. Each bit that only one of two texts has is due to
  a feature that the other one lacks.

The results are exact for any order of features; looking up the rarest first is the fastest. The prefix filter is
that of AllPairs and PPJoin (Bayardo, Ma, Srikant 2007; Xiao et al. 2008), the signature that of the bitmap filter
(Sandes, Teodoro, Melo 2020); the bit-parallel algorithm for the longest common subsequence is Hyyrö's (2004).

The kernels hold no lock while they run (`jit`). Several threads may call `run` with one index if none of them adds rows
and each has its own `Scratch`.

All kernels are in one file because numba's cache only notices changes in a function's own file. If the constants of
`engine` are renumbered, this file must be touched as well.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from selfinstruct.similarity.engine import NEAREST, NO_ROW, SKIP
from selfinstruct.similarity.jit import jit_compiled

Ints = NDArray[np.int64]

BLOCK = 1 << 16
"""Maximum number of rows in a block: their counts fit in a core's own cache, and a position in a block in 16 bits."""

MAX_COUNTED = (1 << 16) - 1
"""Maximum value of a hit count. A text with more tokens is not looked up by features: it is compared with every row
whose length allows a match. A row with more tokens is compared with every text in the same way."""

LONG = 128
"""For longer texts, no list is skipped, and no minimum is remembered."""

DEEPER = 0.7
"""Factor for the next floor if no row reaches the current one."""

FREE = -1
"""The key of a free slot in the hash table."""

ROWS, BLOCKS, TOKENS, LISTS, POSTINGS, PLACES = range(6)
"""Sizes in use: rows, blocks, tokens of all rows, lists, postings, places for the rows of blocks."""
MIN_LENGTH, OPEN = range(2)
"""Of a length class: the minimum number of tokens, and the block that takes new rows, or 0."""
BEFORE, BEGIN, SIZE, ROOM = range(4)
"""Of a block: the full block of its class before it, or 0; its first place, its number of rows and of places."""
KEY = 0
"""Of a list: the feature and the block; then, as of a block, its first posting, its number of postings and its room."""
NUMBER, FIRST, LENGTH, SIGNATURE = range(4)
"""Of a row: its number, its first token, the number of its tokens, its signature."""

_OCCURRENCE, _TOKEN = 15, 32
_BLOCK_BITS = (1 << _OCCURRENCE) - 1
_ALL_BLOCKS = 0
_MIN_ROOM = 4
_WORD = 64
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def block_of(keys: Ints) -> Ints:
    """The blocks of lists with these keys; 0 stands for all blocks."""
    return keys & _BLOCK_BITS


class Index(NamedTuple):
    """The rows, for any number of threads. Blocks are numbered from 1."""

    used: Ints  # by ROWS ... PLACES
    classes: Ints  # by length class: MIN_LENGTH, OPEN; then the end of the last class
    blocks: Ints  # by block: BEFORE, BEGIN, SIZE, ROOM
    rows: Ints  # by place: NUMBER, FIRST, LENGTH, SIGNATURE
    tokens: NDArray[np.int32]  # the tokens of all rows
    lists: Ints  # a hash table with open addressing: KEY, BEGIN, SIZE, ROOM; a feature in all blocks has only a SIZE
    postings: NDArray[np.uint16]  # positions in a block


class Scratch(NamedTuple):
    """What one thread writes while it looks for rows."""

    masks: NDArray[np.uint64]  # by token, zeroed after use: positions among 64 tokens, as bits
    times: NDArray[np.int32]  # by token, zeroed after use: number of occurrences so far
    counts: NDArray[np.uint16]  # by position in a block: the base and the number of hits; less if there are none
    base: Ints  # one number: counts up to it are those of earlier searches
    candidates: NDArray[np.uint16]  # positions in a block
    features: Ints  # of a text: in its order
    rarest: Ints  # likewise: by rarity
    ranks: Ints  # likewise: for sorting
    carries: NDArray[np.uint64]  # by token of a row
    needs: Ints  # by length and class, for one floor: `need_in_class`, or -1 if it is not known yet


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
    index: Index,
    scratch: Scratch,
    texts: NDArray[np.int32],
    starts: Ints,
    begin: int,
    end: int,
    floor: float,
    look: int,
    keep: bool,
    rows: Ints,
    scores: NDArray[np.float64],
) -> int:
    """Process texts `begin` to `end - 1` in order: find the best row; with `keep`, add texts that score below `floor`.

    `rows` and `scores` have the best rows so far (NO_ROW and 0 if there are none), which are earlier than those of the
    index, and take the result. Returns the number of the first text that does not fit into the arrays, or `end`.
    """
    for number in range(begin, end):
        first, length = starts[number], starts[number + 1] - starts[number]
        if keep and not has_room(index, length):
            return number
        count = find_features(texts, first, length, scratch.times, scratch.features)
        if look != SKIP:
            rows[number], scores[number] = find(
                index, scratch, texts, first, length, floor, look == NEAREST, rows[number], scores[number]
            )
        if keep and (rows[number] == NO_ROW or scores[number] < floor):
            add(index, texts, first, length, scratch.features, count)
    return end


@jit_compiled
def has_room(index: Index, length: int) -> bool:
    """True if a text of this length can be added without enlarging an array."""
    used = index.used
    features = feature_count(length)
    return bool(
        used[BLOCKS] + 1 < len(index.blocks)
        and used[PLACES] + places_for(used[PLACES]) <= len(index.rows)
        and used[TOKENS] + length <= len(index.tokens)
        and 2 * (used[LISTS] + 2 * features) <= len(index.lists)
        and used[POSTINGS] + postings_for(used[POSTINGS], features) <= len(index.postings)
    )


@jit_compiled
def places_for(used: int) -> int:
    """Upper bound on the places that a row needs: its block may be moved to twice the room."""
    return int(min(BLOCK, 2 * used + _MIN_ROOM))


@jit_compiled
def postings_for(used: int, features: int) -> int:
    """Upper bound on the room for postings that a text needs: each of its lists may be moved to twice the room.

    The lists of its features have at most `used` entries in total.
    """
    return int(min(features * 2 * BLOCK, 2 * used + features * _MIN_ROOM))


@jit_compiled
def feature_count(length: int) -> int:
    """Number of features of a text with this many tokens: one per token, or 0 if there are too many to count."""
    return length if length <= MAX_COUNTED else 0


@jit_compiled
def find_features(texts: NDArray[np.int32], first: int, length: int, times: NDArray[np.int32], features: Ints) -> int:
    """Write the features of a text, as keys without a block. Returns their number."""
    count = feature_count(length)
    for place in range(count):
        token = texts[first + place]
        features[place] = (np.int64(token) << _TOKEN) | (np.int64(times[token]) << _OCCURRENCE)
        times[token] += 1
    for place in range(count):
        times[texts[first + place]] = 0
    return count


@jit_compiled
def find(
    index: Index,
    scratch: Scratch,
    texts: NDArray[np.int32],
    first: int,
    length: int,
    floor: float,
    to_the_nearest: bool,
    row: int,
    score: float,
) -> tuple[int, float]:
    """Return the best row that scores at least `floor`, and its score; NO_ROW if there is none. The earliest wins ties.

    With `to_the_nearest`, the search continues below the floor until the best of all rows is found. `row` is the best
    of earlier rows, or NO_ROW.
    """
    if length == 0 or index.used[BLOCKS] == 0:
        return (0 if row == NO_ROW and to_the_nearest and index.used[ROWS] else row), score
    sort_by_rarity(index.lists, scratch.features, scratch.rarest, scratch.ranks, feature_count(length))
    if length <= _WORD:
        set_masks(scratch.masks, texts, first, length)
    if row != NO_ROW:
        row, score, _ = search(index, scratch, texts, first, length, floor, score, 0.0, row)
    else:
        row, score = find_first(index, scratch, texts, first, length, floor, to_the_nearest)
    if length <= _WORD:
        clear_masks(scratch.masks, texts, first, length)
    return row, score


@jit_compiled
def find_first(
    index: Index,
    scratch: Scratch,
    texts: NDArray[np.int32],
    first: int,
    length: int,
    floor: float,
    to_the_nearest: bool,
) -> tuple[int, float]:
    """`find` without earlier rows, after the features are sorted."""
    lowest = floor
    if to_the_nearest and length > LONG:
        lowest = 0.0  # comparisons of long texts take most of the time, and each lower floor would repeat them
    row, score, seen = search(index, scratch, texts, first, length, floor, lowest, 0.0, NO_ROW)
    while row == NO_ROW and to_the_nearest:
        if lowest == 0:
            return 0, 0.0
        lowest = max(seen, lowest * DEEPER if lowest > 0.2 else 0.0)
        row, score, seen = search(index, scratch, texts, first, length, floor, lowest, seen, NO_ROW)
    return row, score


@jit_compiled
def sort_by_rarity(lists: Ints, features: Ints, rarest: Ints, ranks: Ints, count: int) -> None:
    """Sort features by ascending number of rows with them (Shellsort: numpy's takes longer to compile than this)."""
    for place in range(count):
        slot = slot_of(lists, features[place] | _ALL_BLOCKS)
        frequency = lists[slot, SIZE] if lists[slot, KEY] != FREE else 0
        ranks[place] = (frequency << 16) | place
    gap = count // 2
    while gap > 0:
        for start in range(gap, count):
            rank, place = ranks[start], start
            while place >= gap and ranks[place - gap] > rank:
                ranks[place] = ranks[place - gap]
                place -= gap
            ranks[place] = rank
        gap //= 2
    for place in range(count):
        rarest[place] = features[ranks[place] & MAX_COUNTED]


@jit_compiled
def search(
    index: Index,
    scratch: Scratch,
    texts: NDArray[np.int32],
    first: int,
    length: int,
    floor: float,
    best: float,
    seen: float,
    row: int,
) -> tuple[int, float, float]:
    """Return the best row that scores at least `best`, its score, and the best score of all compared rows.

    `row` is the row that scores `best`, or NO_ROW; `floor` is that of `scratch.needs`.
    """
    signature = signature_of(scratch.features, feature_count(length))
    # The text's own length class first, then outward: rows of the same length score highest.
    own = class_of(index.classes, length)
    row, best, seen, upward = search_class(index, scratch, texts, first, length, signature, own, floor, best, seen, row)
    downward, distance = upward, 1
    while upward or downward:
        if upward:
            row, best, seen, upward = search_class(
                index, scratch, texts, first, length, signature, own + distance, floor, best, seen, row
            )
        if downward:
            row, best, seen, downward = search_class(
                index, scratch, texts, first, length, signature, own - distance, floor, best, seen, row
            )
        distance += 1
    return row, (best if row != NO_ROW else 0.0), seen


@jit_compiled
def search_class(
    index: Index,
    scratch: Scratch,
    texts: NDArray[np.int32],
    first: int,
    length: int,
    signature: np.uint64,
    near: int,
    floor: float,
    best: float,
    seen: float,
    row: int,
) -> tuple[int, float, float, bool]:
    """`search` in one length class. False at the end if rows of this length, and those further away, score too low."""
    common = needed(index.classes, scratch.needs, length, near, floor, best)
    if common == 0:
        return row, best, seen, False
    block = index.classes[near, OPEN]
    while block != 0 and common != 0:
        before = best
        skipped = lists_left_out(length, common, index.blocks[block, SIZE], best < floor)
        if feature_count(length) < length or index.classes[near, MIN_LENGTH] > MAX_COUNTED:
            skipped = length
        candidates = find_candidates(index, scratch, block, length, skipped, common)
        row, best, seen = compare(
            index, scratch, texts, first, length, signature, block, candidates, skipped, common, row, best, seen
        )
        if best > before:
            common = needed(index.classes, scratch.needs, length, near, floor, best)
        block = index.blocks[block, BEFORE]
    return row, best, seen, True


@jit_compiled
def needed(classes: Ints, needs: Ints, length: int, near: int, floor: float, best: float) -> int:
    """`need_in_class` for one class and the score `best`, which is remembered for the floor; 0 if there is no class."""
    if near < 0 or near + 1 >= len(classes):
        return 0
    if best != floor or length > LONG:
        return need_in_class(length, classes[near, MIN_LENGTH], classes[near + 1, MIN_LENGTH], best)
    if needs[length, near] < 0:
        needs[length, near] = need_in_class(length, classes[near, MIN_LENGTH], classes[near + 1, MIN_LENGTH], best)
    return int(needs[length, near])


@jit_compiled
def find_candidates(index: Index, scratch: Scratch, block: int, length: int, skipped: int, common: int) -> int:
    """Write the candidates of a block; the text's `skipped` last features are not looked up. Returns their number.

    If all are skipped, each row of the block is a candidate.
    """
    rows = index.blocks[block, SIZE]
    if skipped == length:
        for place in range(rows):
            scratch.candidates[place] = place
        return int(rows)
    if scratch.base[0] + length > MAX_COUNTED:  # a count could overflow
        scratch.counts[:] = 0
        scratch.base[0] = 0
    return count_hits(
        index.lists,
        index.postings,
        scratch.counts,
        scratch.base[0],
        scratch.candidates,
        scratch.rarest,
        length - skipped,
        block,
        common - skipped,
    )


@jit_compiled
def lists_left_out(length: int, common: int, rows: int, is_deep: bool) -> int:
    """Number of posting lists that can be skipped in a block with `rows` rows, if a match has `common` common features.

    A candidate needs at least 3 to 5 hits: one more hit means one more list to read, and far fewer candidates to
    compare. Measured at 10,000, 50,000 and 200,000 rows with 1 to 6 hits: 3 is best in small blocks, 5 in large ones,
    and one more in a search below the floor (`is_deep`), where signatures tell less. For long texts no list is skipped:
    the time of a comparison grows with the square of their length.
    """
    if length > LONG:
        return 0
    return max(0, common - 3 - int(rows >= 8192) - int(rows >= 32768) - int(is_deep))


@jit_compiled
def count_hits(
    lists: Ints,
    postings: NDArray[np.uint16],
    counts: NDArray[np.uint16],
    base: int,
    candidates: NDArray[np.uint16],
    features: Ints,
    looked_up: int,
    block: int,
    often: int,
) -> int:
    """Count the hits of the block's rows. Rows with `often` hits become candidates. Returns their number."""
    found = 0
    for place in range(looked_up):
        slot = slot_of(lists, features[place] | block)
        if lists[slot, KEY] == FREE:
            continue
        begin = lists[slot, BEGIN]
        # Unsigned, because a number below zero would have to be told apart: it counts from the end of an array.
        for posting in range(np.uint64(begin), np.uint64(begin + lists[slot, SIZE])):
            row = postings[posting]
            hits = np.int64(counts[row]) - base
            hits = (hits & ~(hits >> 63)) + 1  # below zero if no hit of this search; a branch would be mispredicted
            counts[row] = base + hits
            if hits == often:
                candidates[found] = row
                found += 1
    return found


@jit_compiled
def compare(
    index: Index,
    scratch: Scratch,
    texts: NDArray[np.int32],
    first: int,
    length: int,
    signature: np.uint64,
    block: int,
    candidates: int,
    skipped: int,
    common: int,
    row: int,
    best: float,
    seen: float,
) -> tuple[int, float, float]:
    """Compare the text with the candidates that can score above `best`, or equal it and be earlier."""
    rows, places = index.rows, scratch.candidates
    begin, more = index.blocks[block, BEGIN], skipped - scratch.base[0]
    if skipped < length:
        candidates = keep_likely(rows, places, scratch.counts, candidates, begin, length, signature, more, common)
    for candidate in range(candidates):
        place = begin + places[candidate]
        own, number = rows[place, LENGTH], rows[place, NUMBER]
        most = min(own, length)
        if skipped < length:
            most = min(most, np.int64(scratch.counts[places[candidate]]) + more)
        reachable = f1(most, length, own)
        if reachable < best or (reachable == best and row != NO_ROW and number > row):
            continue
        common = common_subsequence(
            scratch.masks, scratch.carries, texts, first, length, index.tokens, rows[place, FIRST], own
        )
        score = f1(common, length, own)
        seen = max(seen, score)
        if score > best or (score == best > 0 and (row == NO_ROW or number < row)):
            row, best = number, score
    scratch.base[0] += length
    return row, best, seen


@jit_compiled
def keep_likely(
    rows: Ints,
    places: NDArray[np.uint16],
    counts: NDArray[np.uint16],
    candidates: int,
    begin: int,
    length: int,
    signature: np.uint64,
    more: int,
    common: int,
) -> int:
    """Keep candidates that may have `common` features in common, the likeliest first. Returns their number.

    A row has at most its count plus `more` features in common with the text, a number that may be below zero.
    """
    kept, most_so_far = 0, 0
    for candidate in range(candidates):
        row = places[candidate]
        own, other = rows[begin + row, LENGTH], np.uint64(rows[begin + row, SIGNATURE])
        most = min(length - ones(signature & ~other), own - ones(other & ~signature), np.int64(counts[row]) + more)
        if most >= common:
            places[kept] = row
            if most > most_so_far:  # a high first score saves comparisons
                most_so_far = most
                places[kept], places[0] = places[0], row
            kept += 1
    return kept


@jit_compiled
def signature_of(features: Ints, count: int) -> np.uint64:
    """The signature of a text."""
    signature = np.uint64(0)
    for place in range(count):
        signature |= np.uint64(1) << ((np.uint64(features[place]) * _GOLDEN) >> np.uint64(58))
    return signature


@jit_compiled
def common_subsequence(
    masks: NDArray[np.uint64],
    carries: NDArray[np.uint64],
    texts: NDArray[np.int32],
    first: int,
    length: int,
    tokens: NDArray[np.int32],
    begin: int,
    size: int,
) -> int:
    """Length of the longest common subsequence. For texts of up to 64 tokens, `masks` must be set."""
    if length <= _WORD:
        state = ~np.uint64(0)
        for place in range(begin, begin + size):
            matches = state & masks[tokens[place]]
            state = (state + matches) | (state - matches)
        return ones(~state)
    return long_common_subsequence(masks, carries, texts, first, length, tokens, begin, size)


@jit_compiled
def long_common_subsequence(
    masks: NDArray[np.uint64],
    carries: NDArray[np.uint64],
    texts: NDArray[np.int32],
    first: int,
    length: int,
    tokens: NDArray[np.int32],
    begin: int,
    size: int,
) -> int:
    """Length of the longest common subsequence, 64 tokens at a time, with carries from one group to the next."""
    for place in range(size):
        carries[place] = 0
    common = 0
    for start in range(0, length, _WORD):
        part = min(_WORD, length - start)
        set_masks(masks, texts, first + start, part)
        state = ~np.uint64(0)
        for place in range(size):
            matches = state & masks[tokens[begin + place]]
            total = state + matches
            carry = np.uint64(total < state)
            total += carries[place]
            carries[place] = carry | np.uint64(total < carries[place])
            state = total | (state - matches)
        clear_masks(masks, texts, first + start, part)
        common += ones(~state)
    return common


@jit_compiled
def set_masks(masks: NDArray[np.uint64], texts: NDArray[np.int32], first: int, length: int) -> None:
    """Set the bits for the positions of up to 64 tokens."""
    for place in range(length):
        masks[texts[first + place]] |= np.uint64(1) << np.uint64(place)


@jit_compiled
def clear_masks(masks: NDArray[np.uint64], texts: NDArray[np.int32], first: int, length: int) -> None:
    """Clear the masks of the tokens."""
    for place in range(first, first + length):
        masks[texts[place]] = 0


@jit_compiled
def ones(word: np.uint64) -> int:
    """Number of set bits: sums of 2, 4 and 8 adjacent bits, then of all bytes. LLVM makes one instruction of it."""
    bits = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@jit_compiled
def add(index: Index, texts: NDArray[np.int32], first: int, length: int, features: Ints, count: int) -> None:
    """Add the text as the next row. A text without tokens is in no block, as nothing can match it."""
    used = index.used
    number, begin = used[ROWS], used[TOKENS]
    used[ROWS] += 1
    if length == 0:
        return
    for place in range(length):
        index.tokens[begin + place] = texts[first + place]
    used[TOKENS] += length
    block = block_for(index, class_of(index.classes, length))
    position = index.blocks[block, SIZE]
    if position == index.blocks[block, ROOM]:
        move_block(index, block)
    row = index.blocks[block, BEGIN] + position
    index.blocks[block, SIZE] += 1
    index.rows[row, NUMBER] = number
    index.rows[row, FIRST] = begin
    index.rows[row, LENGTH] = length
    index.rows[row, SIGNATURE] = np.int64(signature_of(features, count))
    for place in range(count):
        index.lists[list_of(index.lists, used, features[place] | _ALL_BLOCKS), SIZE] += 1
        append(index.lists, index.postings, used, list_of(index.lists, used, features[place] | block), position)


@jit_compiled
def class_of(classes: Ints, length: int) -> int:
    """The length class of a text."""
    low, high = 0, len(classes) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if length < classes[middle, MIN_LENGTH]:
            high = middle
        else:
            low = middle
    return low


@jit_compiled
def block_for(index: Index, length_class: int) -> int:
    """The block that takes the next row of a length class; a new one if there is none or the last is full."""
    block = index.classes[length_class, OPEN]
    if block == 0 or index.blocks[block, SIZE] == BLOCK:
        index.used[BLOCKS] += 1
        index.blocks[index.used[BLOCKS], BEFORE] = block
        index.classes[length_class, OPEN] = index.used[BLOCKS]
    return int(index.classes[length_class, OPEN])


@jit_compiled
def move_block(index: Index, block: int) -> None:
    """Move the rows of a full block to the end, with twice the room."""
    begin, size, moved = index.blocks[block, BEGIN], index.blocks[block, SIZE], index.used[PLACES]
    for row in range(size):
        for field in range(4):
            index.rows[moved + row, field] = index.rows[begin + row, field]
    index.blocks[block, BEGIN] = moved
    index.blocks[block, ROOM] = min(BLOCK, max(_MIN_ROOM, 2 * size))
    index.used[PLACES] += index.blocks[block, ROOM]


@jit_compiled
def list_of(lists: Ints, used: Ints, key: int) -> int:
    """The slot of a feature in a block; a new, empty list if the feature is new."""
    slot = slot_of(lists, key)
    if lists[slot, KEY] == FREE:
        lists[slot, KEY] = key
        lists[slot, SIZE] = lists[slot, ROOM] = 0
        used[LISTS] += 1
    return slot


@jit_compiled
def append(lists: Ints, postings: NDArray[np.uint16], used: Ints, slot: int, position: int) -> None:
    """Append a position to a list. A full list moves to the end of the postings, with twice the room."""
    size, begin = lists[slot, SIZE], lists[slot, BEGIN]
    if size == lists[slot, ROOM]:
        moved = used[POSTINGS]
        for posting in range(size):
            postings[moved + posting] = postings[begin + posting]
        lists[slot, BEGIN] = begin = moved
        lists[slot, ROOM] = max(_MIN_ROOM, 2 * size)
        used[POSTINGS] += lists[slot, ROOM]
    postings[begin + size] = position
    lists[slot, SIZE] = size + 1


@jit_compiled
def slot_of(lists: Ints, key: int) -> int:
    """The slot of a key in the hash table, or the free slot where it belongs. The table is at most half full."""
    last = len(lists) - 1
    # Fibonacci hashing; the upper half of the product depends on all parts of a key.
    slot = np.int64((np.uint64(key) * _GOLDEN) >> np.uint64(32)) & last
    while lists[slot, KEY] != FREE and lists[slot, KEY] != key:
        slot = (slot + 1) & last
    return int(slot)


@jit_compiled
def rehash(lists: Ints, old: Ints) -> None:
    """Copy the entries of an old hash table into a new one."""
    for place in range(len(old)):
        if old[place, KEY] != FREE:
            slot = slot_of(lists, old[place, KEY])
            for field in range(4):
                lists[slot, field] = old[place, field]


@jit_compiled
def copy_postings(postings: NDArray[np.uint16], begins: Ints, lists: Ints, copy: NDArray[np.uint16]) -> None:
    """Copy each list's postings from its begin in `begins` to the one in `lists`."""
    for place in range(len(lists)):
        for posting in range(lists[place, ROOM]):
            copy[lists[place, BEGIN] + posting] = postings[begins[place] + posting]


@jit_compiled
def sign(rows: Ints, tokens: NDArray[np.int32], times: NDArray[np.int32], features: Ints) -> None:
    """Write the signatures of the rows again, after words got other numbers."""
    for place in range(len(rows)):
        count = find_features(tokens, rows[place, FIRST], rows[place, LENGTH], times, features)
        rows[place, SIGNATURE] = np.int64(signature_of(features, count))


@jit_compiled
def has_sound_lists(lists: Ints, blocks: Ints, postings: NDArray[np.uint16]) -> bool:
    """True if every list is found under its key, and lists rows of its block in postings that are its own.

    The keys must be those of blocks that exist, and a slot must be free.
    """
    left = len(postings)
    for slot in range(len(lists)):
        key, begin, size = lists[slot, KEY], lists[slot, BEGIN], lists[slot, SIZE]
        if key == FREE:
            continue
        if slot_of(lists, key) != slot:
            return False
        if key & _BLOCK_BITS == _ALL_BLOCKS:
            continue
        if size != lists[slot, ROOM] or not are_ascending(postings, begin, size, blocks[key & _BLOCK_BITS, SIZE]):
            return False
        left -= size
    return left == 0


@jit_compiled
def are_ascending(postings: NDArray[np.uint16], begin: int, size: int, end: int) -> bool:
    """True if these postings exist, ascend and are less than `end`."""
    if begin + size > len(postings):
        return False
    least = 0
    for posting in range(begin, begin + size):
        if postings[posting] < least:
            return False
        least = int(postings[posting]) + 1
    return least <= end
