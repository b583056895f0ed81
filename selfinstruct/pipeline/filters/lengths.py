"""Rules for tasks that are too short to be meaningful or too long to train on."""

from __future__ import annotations

from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.languages import Language
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason
from selfinstruct.similarity.tokens import tokenize

MIN_INSTRUCTION = 4
"""Minimum tokens. Alpaca drops instructions of three words or fewer; here, a Chinese character is a token."""
MAX_INSTRUCTION = 400
"""Maximum tokens. Alpaca's limit is 150 English words, about 250 Chinese characters; real prompts are longer."""
MAX_TEXT = 6000
"""Maximum tokens of an input or output; a longer one does not fit into a training row of 8k tokens."""


def too_short(task: Task, language: Language) -> Objection | None:
    """Reject an instruction of fewer than `MIN_INSTRUCTION` tokens, which is also too short for ROUGE-L."""
    length = len(tokenize(task.instruction))
    return (Reason.TOO_SHORT, f"the instruction has {length} tokens") if length < MIN_INSTRUCTION else None


def too_long(task: Task, language: Language) -> Objection | None:
    """Reject an instruction over `MAX_INSTRUCTION` tokens, or an input or output over `MAX_TEXT`."""
    for name, text, most in (
        ("instruction", task.instruction, MAX_INSTRUCTION),
        ("input", task.input, MAX_TEXT),
        ("output", task.output, MAX_TEXT),
    ):
        if len(text) > most and (length := len(tokenize(text))) > most:
            return Reason.TOO_LONG, f"the {name} has {length} tokens"
    return None
