"""Convert tasks to training rows: prompt, output and end-of-text token as token ids."""

from __future__ import annotations

import random
from collections.abc import Sequence

from transformers import PreTrainedTokenizerBase

from selfinstruct.schema.prompt_format import prompt
from selfinstruct.schema.task import Task
from selfinstruct.students.models.encoding import encode

MASKED = -100
"""The label of a token whose loss does not count (the default `ignore_index` of PyTorch's cross entropy)."""


def training_rows(
    tokenizer: PreTrainedTokenizerBase, tasks: Sequence[Task], max_length: int, shuffled: int | None = None
) -> list[dict[str, list[int]]]:
    """Return `input_ids` and `labels` of each task: prompt, output and end-of-text token, with the prompt masked.

    Tasks of more than `max_length` tokens are left out, because a truncated answer would teach the model not to stop.
    If the seed `shuffled` is given, the answers are shuffled among the prompts, so that a model can only learn the form
    of the answers.
    """
    encoded = encode(tokenizer, [(prompt(task), task.output) for task in tasks])
    ended = ((asked, [*answer, tokenizer.eos_token_id]) for asked, answer in encoded)
    fitting = [(asked, answer) for asked, answer in ended if len(asked) + len(answer) <= max_length]
    answers = [answer for _, answer in fitting]
    if shuffled is not None:
        random.Random(shuffled).shuffle(answers)
    return [
        {"input_ids": asked + answer, "labels": [MASKED] * len(asked) + answer}
        for (asked, _), answer in zip(fitting, answers, strict=True)
    ]
