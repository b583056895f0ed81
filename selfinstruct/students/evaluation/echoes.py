"""A task and an answer in; out comes whether the answer repeats the question instead of answering it."""

from __future__ import annotations

from collections import Counter

from selfinstruct.schema.prompt_format import user_turn
from selfinstruct.schema.task import Task
from selfinstruct.students.evaluation.rouge import Score, Tokens, tokens_of
from selfinstruct.students.evaluation.systems import Prediction

REPEATED = 0.7
"""ROUGE-L F1 from which two texts are near neighbours everywhere else in this tool, too."""


def is_echo(task: Task, answer: Prediction, score: Score) -> bool:
    """Whether the answer opens with the question, nearly word for word, and not with the right answer.

    The question is the instruction alone, or with its input. Compared with it is as much of the answer's beginning as
    the question has tokens, as an answer may repeat and then go on; of an answer that was cut before it stopped by
    itself, only as much of the question as the answer came to. That beginning is an echo where it is near the question
    (`REPEATED`) and nearer than to as much of the reference: who copies a label out of the input, or goes on with a
    sentence of the question as is wanted, repeats what is right.
    """
    reference, written = tokens_of(task.output), tokens_of(answer.text)
    for question in {task.instruction, user_turn(task)}:
        asked = tokens_of(question)
        opening = written[: len(asked)]
        asked = asked if answer.stopped else asked[: len(opening)]
        if _may_reach(asked, opening) and (alike := score(asked, opening)) >= REPEATED:
            return alike > score(reference[: len(opening)], opening)
    return False


def _may_reach(one: Tokens, other: Tokens) -> bool:
    """Whether two texts share enough tokens, in whatever order; counting is quicker than the score by far."""
    shared = (Counter(one) & Counter(other)).total()
    return shared > 0 and 2 * shared >= REPEATED * (len(one) + len(other))
