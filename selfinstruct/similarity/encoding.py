"""Encodes texts in bulk as token numbers. The tokens are those of `tokenize`, but only words become strings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from selfinstruct.similarity.engine import Encoded
from selfinstruct.similarity.tokens import SINGLE_CHARACTERS, WORD, fold

FIRST_WORD = 1 << 18
"""The number of the first word; the code points of single characters are smaller."""

_END = ord("\n")
_NO_TOKEN, _SINGLE, _IN_WORD = range(3)


class Vocabulary:
    """Numbers for tokens: the code point of a character, or the next free number for a new word."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}

    @property
    def end(self) -> int:
        """A number greater than all token numbers so far."""
        return FIRST_WORD + len(self._words)

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Encode the texts. Equal numbers mean equal tokens, across all calls."""
        folded = "".join([fold(text).replace("\n", " ") + "\n" for text in texts])
        points = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        kinds = _KINDS[points]
        in_word = kinds == _IN_WORD
        begins_word = in_word.copy()
        begins_word[1:] &= ~in_word[:-1]
        (places,) = (begins_word | (kinds == _SINGLE)).nonzero()
        tokens = points[places].astype(np.int32)
        if words := WORD.findall(folded):
            tokens[begins_word[places]] = self._numbers(words)
        starts = np.zeros(len(texts) + 1, np.int64)
        starts[1:] = places.searchsorted((points == _END).nonzero()[0])
        return Encoded(tokens, starts)

    def _numbers(self, words: list[str]) -> list[int]:
        known = self._words
        return [known.setdefault(word, FIRST_WORD + len(known)) for word in words]


def _kinds() -> NDArray[np.uint8]:
    """Return the kind of token that each code point is part of."""
    kinds = np.full(0x110000, _NO_TOKEN, dtype=np.uint8)
    for first, last in SINGLE_CHARACTERS:
        kinds[first : last + 1] = _SINGLE
    kinds[[point for point in range(128) if WORD.fullmatch(chr(point))]] = _IN_WORD
    return kinds


_KINDS = _kinds()
