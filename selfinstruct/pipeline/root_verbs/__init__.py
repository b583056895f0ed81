"""What an instruction orders. In: its text. Out: the root verb of the main order and its object, or nothing.

The words and their place decide: a lexicon of task verbs first, the part-of-speech tags of rjieba for a verb that it
does not hold. Self-Instruct (Wang et al., 2023) shows the same pairs, found by an English parser, to tell how varied a
dataset is.
"""

from __future__ import annotations

import re

from selfinstruct.pipeline.root_verbs.chinese import chinese_root
from selfinstruct.pipeline.root_verbs.english import english_root
from selfinstruct.pipeline.root_verbs.root import Root

__all__ = ["Root", "root_of"]

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def root_of(instruction: str) -> Root | None:
    """The root of the main order; nothing for a question, a bare noun phrase or another language. Never fails."""
    return chinese_root(instruction) if _HAN.search(instruction) else english_root(instruction)
