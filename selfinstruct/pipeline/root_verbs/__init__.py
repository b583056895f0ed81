"""Finds the main order of an instruction: its root verb and the object of that verb.

The rules look at words and their positions: first at the task verbs of the language profile, then, for other verbs, at
the part-of-speech tags of rjieba. Self-Instruct (Wang et al. 2023) reports the same pairs, found by an English parser,
to show how diverse a dataset is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from selfinstruct.pipeline.languages import Language, language_of
from selfinstruct.pipeline.root_verbs.chinese import chinese_root
from selfinstruct.pipeline.root_verbs.english import english_root
from selfinstruct.pipeline.root_verbs.root import Root

__all__ = ["Root", "root_of"]

_ROOTS: Mapping[Language, Callable[[str], Root | None]] = {
    Language.CHINESE: chinese_root,
    Language.ENGLISH: english_root,
}
"""The rules of each language."""


def root_of(instruction: str) -> Root | None:
    """Return the root of the main order; None for a question, a bare noun phrase or another language. Never raises."""
    return _ROOTS[language_of(instruction)](instruction)
