"""Holds out rows for testing, without near-duplicates across the two sides of the split."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from selfinstruct.schema.thresholds import NEAR_DUPLICATE
from selfinstruct.similarity import SimilarityIndex

_TEXTS_PER_CHECK = 1000


@dataclass(frozen=True, slots=True)
class Split:
    """The held-out rows by index, ascending; `wanted` is the target number of rows of each type.

    `groups` has the near-duplicate group of each held-out row; all rows of a group are on the same side.
    """

    held_out: tuple[int, ...]
    groups: tuple[int, ...]
    wanted: Mapping[Hashable, int]


def hold_out(
    instructions: Sequence[str],
    types: Sequence[Hashable],
    share: float,
    seed: int = 0,
    raise_if_stopped: Callable[[], None] = lambda: None,
) -> Split:
    """Choose about `share` of the rows, overall and per type, without near-duplicates among the other rows.

    Rows that are linked, directly or through others, stay on one side. If a group is too large to fit, fewer rows are
    held out, or slightly more if that is closer to the target. At least one row stays for training. The choice depends
    on seed, texts and types, not on the order of the rows. `raise_if_stopped` is called regularly and may raise to stop
    the search. Raises ValueError for a share that is not between 0 and 1.
    """
    if not 0 < share < 1:
        raise ValueError(f"share must be between 0 and 1, not {share}")
    wanted = _quotas(Counter(types), share)
    group_of = near_groups(instructions, raise_if_stopped=raise_if_stopped)
    groups = _by_group(group_of)
    groups.sort(key=lambda rows: _lot(seed, min(instructions[row] for row in rows)))
    held_out = sorted(_fill(groups, types, wanted))
    return Split(tuple(held_out), tuple(group_of[row] for row in held_out), wanted)


def near_groups(
    instructions: Sequence[str], threshold: float = NEAR_DUPLICATE, raise_if_stopped: Callable[[], None] = lambda: None
) -> list[int]:
    """Return the group of each text: texts with a ROUGE-L F1 of at least `threshold` share a group, transitively.

    Filters reject only scores above the threshold, so a dataset may contain pairs at exactly the threshold, which are
    linked here. No link is missed. Equal texts are in the same group even without tokens to compare.
    """
    texts = sorted(set(instructions))
    links = _Links(texts, threshold, raise_if_stopped)
    linked = links.join_first()
    while linked:
        linked = links.join_further(linked)
    group = {text: links.group(number) for number, text in enumerate(texts)}
    return [group[text] for text in instructions]


class _Links:
    """Groups of texts that merge as links are found (union-find). Texts are identified by their numbers."""

    def __init__(self, texts: Sequence[str], threshold: float, raise_if_stopped: Callable[[], None]) -> None:
        self._texts = texts
        self._threshold = threshold
        self._raise_if_stopped = raise_if_stopped
        self._above = list(range(len(texts)))

    def group(self, number: int) -> int:
        """The group of a text, identified by the number of one of its texts."""
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def join_first(self) -> list[int]:
        """Join each text to its best match among the texts without a match so far. Returns all texts with a neighbour.

        Texts without a match are not linked to each other, so their neighbours can only be among the texts with one.
        """
        index = SimilarityIndex(self._threshold, inclusive=True)
        apart: list[int] = []
        near: list[int] = []
        for number, match in enumerate(index.extend(self._watched(range(len(self._texts))))):
            if match:
                self._join(number, apart[match.row])
            (near if match else apart).append(number)
        return near + self._join_across(apart, near)

    def join_further(self, linked: Sequence[int]) -> list[int]:
        """Join each of these texts to a neighbour outside its group. Returns those that had one.

        All links between groups are among these texts. An index returns only the best match, which could be in the
        text's own group. So groups are numbered, and for each binary digit, the texts in groups with a 0 are
        compared with those in groups with a 1: any two groups differ in at least one digit.
        """
        number_of = _shuffled_numbers(self.group(text) for text in linked)
        numbers = [number_of[self.group(text)] for text in linked]
        found: set[int] = set()
        for digit in range((len(number_of) - 1).bit_length()):
            sides: tuple[list[int], list[int]] = ([], [])
            for text, number in zip(linked, numbers, strict=True):
                sides[number >> digit & 1].append(text)
            for asked, among in (sides, sides[::-1]):
                found.update(self._join_across(asked, among))
        return sorted(found)

    def _join_across(self, asked: Sequence[int], among: Sequence[int]) -> list[int]:
        """Join texts to their best matches among other texts. Returns the texts with a match."""
        if not (asked and among):
            return []
        index = SimilarityIndex(self._threshold, inclusive=True)
        index.add_all(self._watched(among))
        matches = index.match_all(self._watched(asked))
        pairs = [(number, among[match.row]) for number, match in zip(asked, matches, strict=True) if match]
        for one, other in pairs:
            self._join(one, other)
        return [number for number, _ in pairs]

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self.group(one), self.group(other)))
        self._above[second] = first

    def _watched(self, numbers: Iterable[int]) -> Iterator[str]:
        """Yield the texts with these numbers; call `raise_if_stopped` once per thousand texts."""
        for count, number in enumerate(numbers):
            if count % _TEXTS_PER_CHECK == 0:
                self._raise_if_stopped()
            yield self._texts[number]


def _shuffled_numbers(groups: Iterable[int]) -> dict[int, int]:
    """Number the groups from 0 in shuffled order, as numbers of alphabetical neighbours differ in few digits."""
    names = sorted(set(groups))
    random.Random(len(names)).shuffle(names)
    return {name: number for number, name in enumerate(names)}


def _quotas(counts: Mapping[Hashable, int], share: float) -> dict[Hashable, int]:
    """Target rows of each type: its share, rounded by largest remainders (Hamilton's method)."""
    exact = {name: share * count for name, count in counts.items()}
    quotas = {name: int(value) for name, value in exact.items()}
    missing = max(1, round(share * sum(counts.values()))) - sum(quotas.values())
    by_remainder = sorted(exact, key=lambda name: (quotas[name] - exact[name], str(name)))
    for name in by_remainder[: max(0, missing)]:
        quotas[name] += 1
    return quotas


def _by_group(groups: Sequence[int]) -> list[list[int]]:
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for row, group in enumerate(groups):
        rows[group].append(row)
    return list(rows.values())


def _lot(seed: int, text: str) -> bytes:
    """The sort key for drawing. It does not depend on other rows, so a growing dataset keeps most of its split."""
    return blake2b(f"{seed}:{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _fill(groups: Sequence[list[int]], types: Sequence[Hashable], wanted: Mapping[Hashable, int]) -> list[int]:
    """Choose whole groups, in order: those that fit into the quotas, then those that bring counts closer to them."""
    missing, room = Counter(dict(wanted)), len(types) - 1
    chosen: list[int] = []
    for may_come in (_fits, _comes_closer):
        left = []
        for rows in groups:
            counts = Counter(types[row] for row in rows)
            if len(rows) <= room and may_come(counts, missing):
                chosen += rows
                room -= len(rows)
                missing.subtract(counts)
            else:
                left.append(rows)
        groups = left
    return chosen


def _fits(counts: Counter[Hashable], missing: Counter[Hashable]) -> bool:
    return all(count <= missing[name] for name, count in counts.items())


def _comes_closer(counts: Counter[Hashable], missing: Counter[Hashable]) -> bool:
    return sum(abs(missing[name] - count) - abs(missing[name]) for name, count in counts.items()) < 0
