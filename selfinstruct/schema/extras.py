"""What a task may have beyond instruction, input and output, if its dataset holds conversations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from selfinstruct.schema.task import ASSISTANT, USER, Task


class Extra(StrEnum):
    """A part of a conversation. The value names it in a message."""

    SYSTEM = "system prompt"
    HISTORY = "earlier turns"
    STEPS = "turns of tools"


def extras_of(task: Task) -> frozenset[Extra]:
    """Return what a task has. Earlier turns that are not pairs of a question and an answer also count as steps."""
    if not task.is_conversation:
        return frozenset()
    is_in_pairs = [turn.role for turn in task.history] == [USER, ASSISTANT] * (len(task.history) // 2)
    found = {
        Extra.SYSTEM: bool(task.system),
        Extra.HISTORY: bool(task.history),
        Extra.STEPS: bool(task.steps) or not is_in_pairs,
    }
    return frozenset(extra for extra, is_there in found.items() if is_there)


def count_extras(tasks: Iterable[Task]) -> Counter[Extra]:
    """Count the tasks that have each extra."""
    return Counter(extra for task in tasks for extra in extras_of(task))


def named_extras(counts: Counter[Extra], lost: Iterable[Extra]) -> str:
    """Name some extras and how many rows have them, for a message; "" if no row has any."""
    wanted = [extra for extra in Extra if counts[extra] and extra in lost]
    return " and ".join(
        f"the {extra} of {'1 row' if counts[extra] == 1 else f'{counts[extra]:,} rows'}" for extra in wanted
    )


def pairs_of(task: Task) -> list[list[str]]:
    """Return the earlier turns as pairs of a question and its answer, as LLaMA-Factory and ms-swift read them."""
    pairs = zip(task.history, task.history[1:], strict=False)
    return [[asked.text, answer.text] for asked, answer in pairs if (asked.role, answer.role) == (USER, ASSISTANT)]
