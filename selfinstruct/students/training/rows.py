"""What a trainer reads: prompt, output and end of each task in tokens."""

from __future__ import annotations

import random
from collections.abc import Sequence

from transformers import PreTrainedTokenizerBase

from selfinstruct.schema.prompt_format import prompt
from selfinstruct.schema.task import Task
from selfinstruct.students.models.encoding import encode

MASKED = -100
"""The label of a token whose loss is not counted (PyTorch's cross entropy)."""


def training_rows(
    tokenizer: PreTrainedTokenizerBase, tasks: Sequence[Task], longest: int, shuffled: int | None = None
) -> list[dict[str, list[int]]]:
    """What a trainer reads of each task: prompt, output and end in tokens, of which the prompt's are not learned.

    Tasks of more than `longest` tokens are left out: an answer that is cut teaches not to end. With the seed `shuffled`
    each prompt then gets the answer of another one, so that what is left to learn is what answers look like.
    """
    encoded = encode(tokenizer, [(prompt(task), task.output) for task in tasks])
    ended = ((asked, [*answer, tokenizer.eos_token_id]) for asked, answer in encoded)
    fitting = [(asked, answer) for asked, answer in ended if len(asked) + len(answer) <= longest]
    answers = [answer for _, answer in fitting]
    if shuffled is not None:
        random.Random(shuffled).shuffle(answers)
    return [
        {"input_ids": asked + answer, "labels": [MASKED] * len(asked) + answer}
        for (asked, _), answer in zip(fitting, answers, strict=True)
    ]
