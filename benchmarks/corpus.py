"""Generate a corpus of instruction-like texts of any size, for pools that are larger than the available datasets.

Words have one to three Han characters; characters and words follow Zipf's law. Openings and endings repeat, and 30% of
the texts are near-copies of earlier ones, so that about a sixth is rejected, as with a real teacher.
"""

from __future__ import annotations

from itertools import accumulate
from random import Random

_CHARACTERS = [chr(0x4E00 + 6 * number) for number in range(3300)]
_GLUE = ("的", "，", "和", "在", "一个", "了", "、", "并", "为")


class _Zipf:
    """Draw items at random. The probability of the r-th item is proportional to 1 / (r + shift) ** slope."""

    def __init__(self, things: list[str], slope: float, shift: int) -> None:
        self._things = things
        self._weights = list(accumulate(1 / (rank + shift) ** slope for rank in range(1, len(things) + 1)))

    def draw(self, rng: Random) -> str:
        return rng.choices(self._things, cum_weights=self._weights)[0]


def generate(count: int, seed: int = 1, near_copies: float = 0.3) -> list[str]:
    """Return `count` texts with 20 tokens on average. The same seed returns the same texts."""
    rng = Random(seed)
    characters = _Zipf(rng.sample(_CHARACTERS, len(_CHARACTERS)), 1.0, 8)
    words = _Zipf([_word(rng, characters) for _ in range(30_000)], 0.9, 5)
    openings, endings = (_Zipf(["".join(_words(rng, words, (1, 2, 3))) for _ in range(500)], 1.0, 2) for _ in range(2))
    texts: list[list[str]] = []
    for _ in range(count):
        if texts and rng.random() < near_copies:
            texts.append(_near_copy(rng, words, rng.choice(texts)))
        else:
            texts.append(_new(rng, words, openings, endings))
    return ["".join(text) + "。" for text in texts]


def _word(rng: Random, characters: _Zipf) -> str:
    return "".join(characters.draw(rng) for _ in range(rng.choices((1, 2, 3), (2, 7, 1))[0]))


def _words(rng: Random, words: _Zipf, counts: tuple[int, ...]) -> list[str]:
    return [words.draw(rng) for _ in range(rng.choice(counts))]


def _new(rng: Random, words: _Zipf, openings: _Zipf, endings: _Zipf) -> list[str]:
    text = [openings.draw(rng)]
    for word in _words(rng, words, (3, 4, 5, 6, 7, 8, 9)):
        text += [word, rng.choice(_GLUE)] if rng.random() < 0.35 else [word]
    return [*text, endings.draw(rng)] if rng.random() < 0.7 else text


def _near_copy(rng: Random, words: _Zipf, text: list[str]) -> list[str]:
    copy = list(text)
    for _ in range(rng.choice((1, 1, 2, 2, 3, 4, 6))):
        copy[rng.randrange(len(copy))] = words.draw(rng)
    return copy
