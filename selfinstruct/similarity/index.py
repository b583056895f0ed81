"""An index that finds the most similar earlier text by ROUGE-L, with rouge-score's exact F1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import nextafter
from os import PathLike
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from selfinstruct.schema.thresholds import NEAR_DUPLICATE
from selfinstruct.similarity.brute_force import BruteForce
from selfinstruct.similarity.encoding import Vocabulary
from selfinstruct.similarity.engine import NEAREST, NO_ROW, OVER, SKIP, Engine
from selfinstruct.similarity.index_folder import Saved, read_folder, write_folder
from selfinstruct.similarity.portable import PORTABLE, from_arrays, to_arrays
from selfinstruct.similarity.tokens import VERSION

_AT_ONCE = 4096
"""Number of texts encoded together: large enough for a small cost per text, small enough to take little memory."""


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the index and its ROUGE-L F1 with the query text, in [0, 1]."""

    row: int
    score: float


class SimilarityIndex:
    """Rows of text, numbered from 0 in the order in which they were added.

    `threshold` is a ROUGE-L F1 in (0, 1]. A match scores *above* it, as in Self-Instruct's and Alpaca's code, so a
    score of exactly the threshold is a match only if `inclusive` is true. A text without tokens scores 0 against
    everything. If several rows have the same score, the earliest is the match. `engine` defaults to the compiled one,
    or to the slow one if numba is missing, `tokens` to the newest version of the tokenizer. An index must be used by
    one thread at a time, but compares many texts at once in `threads` threads of its own, with the same results. The
    default is one, because small batches gain nothing, and programs often use the other cores themselves. Raises
    ValueError if the threshold or the number of threads is out of range or the version unknown.
    """

    def __init__(
        self,
        threshold: float = NEAR_DUPLICATE,
        inclusive: bool = False,
        engine: Engine | None = None,
        tokens: int = VERSION,
        threads: int = 1,
    ) -> None:
        if not 0 < threshold <= 1:
            raise ValueError(f"threshold must be in (0, 1], not {threshold}")
        if threads < 1:
            raise ValueError(f"threads must be at least 1, not {threads}")
        self.threshold = threshold
        self.inclusive = inclusive
        self._floor = float(threshold) if inclusive else nextafter(threshold, 2)
        self._vocabulary = Vocabulary(tokens)
        self._rows = _default_engine(threads) if engine is None else engine

    @classmethod
    def from_arrays(
        cls,
        arrays: Mapping[str, NDArray[Any]],
        threshold: float = NEAR_DUPLICATE,
        inclusive: bool = False,
        engine: Engine | None = None,
        tokens: int = VERSION,
        threads: int = 1,
    ) -> SimilarityIndex:
        """Return an index with the rows of another one, from what its `arrays` returned.

        `tokens` must be the version of that index; threshold and rule may differ. The arrays are copied. Raises
        ValueError if they are damaged or of another version.
        """
        index = cls(threshold, inclusive, engine, tokens, threads)
        index._unpack(arrays, {})
        return index

    @classmethod
    def load(
        cls, folder: str | PathLike[str], mmap: bool = False, threads: int = 1, engine: Engine | None = None
    ) -> SimilarityIndex:
        """Return an index that was saved, with its threshold, its rule and its version of the tokens.

        With `mmap`, the arrays are read when they are needed, and processes on one machine share their memory; adding
        rows changes a private copy. The files must not change meanwhile. Raises FileNotFoundError if there is no index,
        and ValueError if it is damaged, of another format, or has a number that no index has.
        """
        saved, arrays = read_folder(Path(folder), mmap)
        index = cls(saved.threshold, saved.inclusive, engine, saved.tokens, threads)
        portable = {name: array for name, array in arrays.items() if name in PORTABLE}
        index._unpack(portable, {name: array for name, array in arrays.items() if name not in PORTABLE})
        return index

    def save(self, folder: str | PathLike[str]) -> None:
        """Save the index in a folder, which is created if it is missing; an index in it is replaced.

        Raises OSError if a file cannot be written.
        """
        arrays, numbers = to_arrays(self._rows.rows(), self._vocabulary.words)
        saved = Saved(self._vocabulary.tokens, self.threshold, self.inclusive)
        write_folder(Path(folder), saved, arrays | self._rows.packed(numbers, arrays["tokens"]))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the rows as a few arrays of numbers, which `from_arrays` reads; see `similarity.portable` for them.

        They depend on the rows and their order alone. Indexes with equal arrays decide equally.
        """
        return to_arrays(self._rows.rows(), self._vocabulary.words)[0]

    @property
    def is_compiled(self) -> bool:
        """True if the compiled engine is used."""
        return not isinstance(self._rows, BruteForce)

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, text: str) -> int:
        """Add a text. Returns its row number."""
        self._run([text], SKIP, keep=True)
        return len(self) - 1

    def add_all(self, texts: Iterable[str]) -> None:
        """Add texts, including near-duplicates; much faster than one by one."""
        self._in_parts(texts, SKIP, keep=True)

    def match(self, text: str) -> Match | None:
        """Return the row with the highest score if it is a match, otherwise None."""
        return self._run([text], OVER, keep=False)[0]

    def match_all(self, texts: Iterable[str]) -> list[Match | None]:
        """`match` for each text; much faster than one by one. The index's vocabulary keeps the words."""
        return self._in_parts(texts, OVER, keep=False)

    def nearest(self, text: str) -> Match | None:
        """Return the row with the highest score; None only if there are no rows. Takes longer than `match`."""
        return self._run([text], NEAREST, keep=False)[0]

    def nearest_all(self, texts: Iterable[str]) -> list[Match | None]:
        """`nearest` for each text; much faster than one by one."""
        return self._in_parts(texts, NEAREST, keep=False)

    def extend(self, texts: Iterable[str]) -> list[Match | None]:
        """Add the texts without a match, in order. Returns each text's match."""
        return self._in_parts(texts, OVER, keep=True)

    def admit(self, texts: Iterable[str]) -> list[Match | None]:
        """Like `extend`, but returns each text's nearest row, whether or not it is a match.

        A text is also compared with the texts added before it.
        """
        return self._in_parts(texts, NEAREST, keep=True)

    def is_match(self, nearest: Match | None) -> bool:
        """True if a nearest row is a match."""
        return nearest is not None and nearest.score >= self._floor

    def _unpack(self, arrays: Mapping[str, NDArray[Any]], packed: Mapping[str, NDArray[Any]]) -> None:
        rows = from_arrays(arrays, self._vocabulary)
        self._rows.unpack(packed, rows, self._vocabulary.end)

    def _in_parts(self, texts: Iterable[str], look: int, keep: bool) -> list[Match | None]:
        remaining = iter(texts)
        found: list[Match | None] = []
        while part := list(islice(remaining, _AT_ONCE)):
            found += self._run(part, look, keep)
        return found

    def _run(self, texts: Sequence[str], look: int, keep: bool) -> list[Match | None]:
        encoded = self._vocabulary.encode(texts)
        rows, scores = self._rows.run(encoded, self._vocabulary.end, self._floor, look, keep)
        pairs = zip(rows.tolist(), scores.tolist(), strict=True)
        return [Match(row, score) if row != NO_ROW else None for row, score in pairs]


def _default_engine(threads: int = 1) -> Engine:
    """Return the fastest engine that can be imported."""
    try:
        from selfinstruct.similarity.inverted_index import InvertedIndex
    except (ImportError, OSError):  # numba is missing, or its library cannot be loaded
        return BruteForce(threads)
    return InvertedIndex(threads)
