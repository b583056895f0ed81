"""Chinese in traditional characters: recognised by the characters that it does not have, and read in simplified ones."""

from __future__ import annotations

from dataclasses import replace

from selfinstruct.pipeline.languages.chinese import CHINESE
from selfinstruct.pipeline.languages.han_variants import SIMPLIFIED, SIMPLIFIED_ONLY, TRADITIONAL
from selfinstruct.pipeline.languages.scripts import Script, is_mostly_in
from selfinstruct.schema.task import Task

_SIMPLIFIED_ONLY = frozenset("".join(SIMPLIFIED_ONLY.split()))
_SIMPLIFIED_FOR = str.maketrans("".join(TRADITIONAL.split()), "".join(SIMPLIFIED.split()))


def is_traditional(text: str) -> bool:
    """True if a text is Chinese and has no character that only occurs in simplified texts."""
    return is_mostly_in(text, Script.HAN) and CHINESE.is_written_in(text) and _SIMPLIFIED_ONLY.isdisjoint(text)


def in_simplified(task: Task) -> Task:
    """Return a task in simplified characters, in which the words of the Chinese rules are written."""
    instruction, given, output = (
        text.translate(_SIMPLIFIED_FOR) for text in (task.instruction, task.input, task.output)
    )
    return replace(task, instruction=instruction, input=given, output=output)
