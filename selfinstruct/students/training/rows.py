"""Tasks in, training rows out: prompt, output and end-of-text token of each as token ids."""

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
    """The `input_ids` and `labels` of each task: prompt, output and end-of-text token; the prompt's loss is masked.

    Tasks of more than `max_length` tokens are left out: a truncated answer teaches not to stop. With a seed `shuffled`,
    the answers are shuffled among the prompts, so that only what answers look like can be learned.
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
