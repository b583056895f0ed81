"""Encodes texts in bulk as token numbers. The tokens are those of `tokenize`, but only words become strings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from selfinstruct.similarity.alphabets import alphabet
from selfinstruct.similarity.engine import Encoded
from selfinstruct.similarity.tokens import VERSION, fold_lines

FIRST_WORD = 1 << 18
"""The number of the first word; the code points of single characters are smaller."""

_END = ord("\n")
_NO_TOKEN, _SINGLE, _LETTER, _MARK, _INVISIBLE = range(5)


class Vocabulary:
    """Numbers for tokens: the code point of a character, or the next free number for a new word.

    `tokens` is the version of the tokenizer. Raises ValueError if it is unknown.
    """

    def __init__(self, tokens: int = VERSION) -> None:
        self.tokens = tokens
        self._words: dict[str, int] = {}
        self._kinds = _kinds(tokens)

    @property
    def end(self) -> int:
        """A number greater than all token numbers so far."""
        return FIRST_WORD + len(self._words)

    @property
    def words(self) -> list[str]:
        """All words so far; the first one has the number FIRST_WORD, the next one the number after it."""
        return list(self._words)

    def add_words(self, words: Sequence[str]) -> None:
        """Number new words in this order. Raises ValueError if a word is known, or not one of this version."""
        known = len(self._words)
        self.encode(words)
        if self.words[known:] != list(words):
            raise ValueError(f"the words must be new ones of version {self.tokens} of the tokens")

    def is_single(self, points: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Flag the code points, each less than FIRST_WORD, that are tokens by themselves."""
        single: NDArray[np.bool_] = self._kinds[points] == _SINGLE
        return single

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Encode the texts. Equal numbers mean equal tokens, across all calls."""
        folded, points, kinds = self._folded(texts)
        present = kinds.tobytes()
        begins_token = kinds == _SINGLE
        if _LETTER in present:
            in_word = _in_words(kinds, _MARK in present)
            begins_word = in_word.copy()
            begins_word[1:] &= ~in_word[:-1]
            begins_token |= begins_word
        (places,) = begins_token.nonzero()
        tokens = points[places].astype(np.int32)
        if _LETTER in present:
            tokens[begins_word[places]] = self._numbers(_words(folded, begins_word, in_word))
        starts = np.zeros(len(texts) + 1, np.int64)
        starts[1:] = places.searchsorted((points == _END).nonzero()[0])
        return Encoded(tokens, starts)

    def _folded(self, texts: Sequence[str]) -> tuple[str, NDArray[np.uint32], NDArray[np.uint8]]:
        """Return the visible text of all, with a line break after each; its code points, and their kinds."""
        folded = fold_lines("".join([text.replace("\n", " ") + "\n" for text in texts]))
        points = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        kinds = self._kinds[points]
        if _INVISIBLE not in kinds.tobytes():
            return folded, points, kinds
        visible = kinds != _INVISIBLE
        points, kinds = points[visible], kinds[visible]
        return points.tobytes().decode("utf-32-le", "surrogatepass"), points, kinds

    def _numbers(self, words: list[str]) -> list[int]:
        known = self._words
        return [known.setdefault(word, FIRST_WORD + len(known)) for word in words]


def _in_words(kinds: NDArray[np.uint8], has_marks: bool) -> NDArray[np.bool_]:
    """Flag the letters, and the runs of marks that follow one. The last code point is in no word."""
    in_word: NDArray[np.bool_] = kinds == _LETTER
    if has_marks:
        (marks,) = (kinds == _MARK).nonzero()
        begins_run = np.diff(marks, prepend=-2) > 1
        follows_letter = in_word[marks[begins_run] - 1]
        in_word[marks] = follows_letter[begins_run.cumsum() - 1]
    return in_word


def _words(folded: str, begins_word: NDArray[np.bool_], in_word: NDArray[np.bool_]) -> list[str]:
    """Cut out the words. The text does not end in one."""
    (begins,) = begins_word.nonzero()
    (ends,) = (in_word[:-1] & ~in_word[1:]).nonzero()
    return [folded[begin : end + 1] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]


@cache
def _kinds(tokens: int) -> NDArray[np.uint8]:
    """Return what each code point is for tokens of this version."""
    own = alphabet(tokens)
    kinds = np.full(0x110000, _NO_TOKEN, dtype=np.uint8)
    kinds_of_ranges = ((_SINGLE, own.single), (_LETTER, own.letters), (_MARK, own.marks), (_INVISIBLE, own.invisible))
    for kind, ranges in kinds_of_ranges:
        for first, last in ranges:
            kinds[first : last + 1] = kind
    return kinds
