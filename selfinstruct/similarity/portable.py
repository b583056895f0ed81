"""Turns the rows of an index into arrays that any machine can read, and back. Arrays are checked before use.

The arrays depend on the rows alone, not on the texts that were only compared with them or on the engine:

* `tokens` (int32): the tokens of all rows, in order. A character is its code point, word i is FIRST_WORD + i.
* `lengths` (int32): the number of tokens of each row.
* `words` (uint8): the words of the rows in UTF-8, sorted by code points, with a line break after each.

A word is identified by its text, not by a hash, so two words never share a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from selfinstruct.similarity.encoding import FIRST_WORD, Vocabulary
from selfinstruct.similarity.engine import Encoded

PORTABLE = ("tokens", "lengths", "words")
_DTYPES = {"tokens": np.dtype(np.int32), "lengths": np.dtype(np.int32), "words": np.dtype(np.uint8)}


def to_arrays(rows: Encoded, words: Sequence[str]) -> tuple[dict[str, NDArray[Any]], NDArray[np.int32]]:
    """Return the arrays of these rows, and the number that each of the words has in them; -1 if it is in no row.

    `words[i]` is the word with the number FIRST_WORD + i in `rows`.
    """
    tokens = rows.tokens.copy()
    is_word = tokens >= FIRST_WORD
    used = np.unique(tokens[is_word] - FIRST_WORD).tolist()
    used.sort(key=words.__getitem__)
    numbers = np.full(len(words), -1, np.int32)
    numbers[used] = np.arange(FIRST_WORD, FIRST_WORD + len(used), dtype=np.int32)
    tokens[is_word] = numbers[tokens[is_word] - FIRST_WORD]
    text = "".join(words[number] + "\n" for number in used).encode()
    lengths = np.diff(rows.starts).astype(np.int32)
    return {"tokens": tokens, "lengths": lengths, "words": np.frombuffer(text, np.uint8)}, numbers


def from_arrays(arrays: Mapping[str, NDArray[Any]], vocabulary: Vocabulary) -> Encoded:
    """Return the rows, and add their words to an empty vocabulary.

    Raises ValueError if the arrays are not those of an index with this version of the tokens.
    """
    _check_form(arrays)
    tokens, lengths = arrays["tokens"], arrays["lengths"]
    if lengths.min(initial=0) < 0 or lengths.sum(dtype=np.int64) != len(tokens):
        raise ValueError(f"the lengths of the rows do not add up to the {len(tokens)} tokens")
    vocabulary.add_words(_words(arrays["words"]))
    if tokens.min(initial=0) < 0 or tokens.max(initial=0) >= vocabulary.end:
        raise ValueError(f"a token is not from 0 to {vocabulary.end - 1}")
    if not vocabulary.is_single(tokens[tokens < FIRST_WORD]).all():
        raise ValueError(f"a character is not a token in version {vocabulary.tokens}")
    starts = np.zeros(len(lengths) + 1, np.int64)
    starts[1:] = lengths.cumsum(dtype=np.int64)
    return Encoded(tokens, starts)


def _check_form(arrays: Mapping[str, NDArray[Any]]) -> None:
    if set(arrays) != set(_DTYPES):
        raise ValueError(f"the arrays must be {', '.join(_DTYPES)}, not {', '.join(arrays) or 'none'}")
    for name, dtype in _DTYPES.items():
        array = arrays[name]
        if array.ndim != 1 or array.dtype != dtype or not (array.flags.c_contiguous and array.flags.aligned):
            raise ValueError(f"{name} must have one dimension of {dtype}")


def _words(text: NDArray[np.uint8]) -> list[str]:
    """Read the words. Raises ValueError if they are not sorted, or not UTF-8 (UnicodeDecodeError is one)."""
    words = text.tobytes().decode().split("\n")
    if words.pop() or any(one >= other for one, other in pairwise(words)):
        raise ValueError("the words must be sorted, each with a line break after it")
    return words
