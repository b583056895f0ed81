"""Detection of answers that repeat the question instead of answering it."""

from __future__ import annotations

from collections import Counter

from selfinstruct.schema.prompt_format import user_turn
from selfinstruct.schema.task import Task
from selfinstruct.schema.thresholds import NEAR_DUPLICATE
from selfinstruct.students.evaluation.rouge import Score, Tokens, tokens_of
from selfinstruct.students.systems import Prediction


def is_echo(task: Task, answer: Prediction, score: Score) -> bool:
    """Return True if the answer starts with the question, nearly word for word, rather than with the right answer.

    The question is the instruction, alone or with its input. It is compared with the same number of tokens from the
    start of the answer, because an answer may repeat the question and then continue. If the answer was cut off, the
    question is shortened to the length of the answer. The start is an echo if its ROUGE-L F1 with the question is at
    least `NEAR_DUPLICATE` and higher than with an equally long start of the reference: an answer that copies a label
    from the input or continues a sentence of the question may be right.
    """
    reference, written = tokens_of(task.output), tokens_of(answer.text)
    for question in {task.instruction, user_turn(task)}:
        asked = tokens_of(question)
        opening = written[: len(asked)]
        asked = asked if answer.stopped else asked[: len(opening)]
        if _may_reach(asked, opening) and (alike := score(asked, opening)) >= NEAR_DUPLICATE:
            return alike > score(reference[: len(opening)], opening)
    return False


def _may_reach(one: Tokens, other: Tokens) -> bool:
    """Return True if the score can reach the threshold, by a fast upper bound: the tokens shared in any order."""
    shared = (Counter(one) & Counter(other)).total()
    return shared > 0 and 2 * shared >= NEAR_DUPLICATE * (len(one) + len(other))
