"""Whether a task is long enough to say something and short enough to train on."""

from __future__ import annotations

from selfinstruct.filtering.rule import Language, Objection
from selfinstruct.similarity.tokens import tokenize
from selfinstruct.tasks import Task
from selfinstruct.verdicts import Reason

LEAST_INSTRUCTION = 4
"""Tokens. Alpaca drops instructions of three words or fewer; a Chinese character counts as a token here."""
MOST_INSTRUCTION = 400
"""Tokens. Alpaca's limit is 150 English words, which are about 250 Chinese characters; real prompts are longer."""
MOST_TEXT = 6000
"""Tokens of input or output: beyond what fits a training row of 8k."""


def too_short(task: Task, language: Language) -> Objection | None:
    """An instruction of fewer than `LEAST_INSTRUCTION` tokens says too little (and similarity can't judge it)."""
    length = len(tokenize(task.instruction))
    return (Reason.TOO_SHORT, f"the instruction has {length} tokens") if length < LEAST_INSTRUCTION else None


def too_long(task: Task, language: Language) -> Objection | None:
    """An instruction over `MOST_INSTRUCTION` tokens, or an input or output over `MOST_TEXT`."""
    for name, text, most in (
        ("instruction", task.instruction, MOST_INSTRUCTION),
        ("input", task.input, MOST_TEXT),
        ("output", task.output, MOST_TEXT),
    ):
        if len(text) > most and (length := len(tokenize(text))) > most:
            return Reason.TOO_LONG, f"the {name} has {length} tokens"
    return None
