"""Tasks in, tokens out: one way for training and for comparing, so that a student is asked as it was trained."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from transformers import PreTrainedTokenizerBase

from selfinstruct.student.silence import silence
from selfinstruct.tasks import Task
from selfinstruct.turns import prompt

MASKED = -100
"""The label of a token whose loss is not counted (PyTorch's cross entropy)."""
_AT_ONCE = 1000


def encode(tokenizer: PreTrainedTokenizerBase, tasks: Sequence[Task]) -> Iterator[tuple[list[int], list[int]]]:
    """The tokens of each task's prompt, and of its output without an end.

    They are tokenized apart: no token reaches over from one into the other.
    """
    for start in range(0, len(tasks), _AT_ONCE):
        part = tasks[start : start + _AT_ONCE]
        with silence():  # it says of every long text that the model could not read it; those are left out
            prompts = tokenizer([prompt(task) for task in part])["input_ids"]
            outputs = tokenizer([task.output for task in part], add_special_tokens=False)["input_ids"]
        yield from zip(prompts, outputs, strict=True)


def training_rows(
    tokenizer: PreTrainedTokenizerBase, tasks: Sequence[Task], longest: int, shuffled: int | None = None
) -> list[dict[str, list[int]]]:
    """What a trainer reads of each task: prompt, output and end in tokens, of which the prompt's are not learned.

    Tasks of more than `longest` tokens are left out: an answer that is cut teaches not to end. With the seed `shuffled`
    each prompt then gets the answer of another one, so that what is left to learn is what answers look like.
    """
    pairs = [(asked, [*answer, tokenizer.eos_token_id]) for asked, answer in encode(tokenizer, tasks)]
    fitting = [(asked, answer) for asked, answer in pairs if len(asked) + len(answer) <= longest]
    answers = [answer for _, answer in fitting]
    if shuffled is not None:
        random.Random(shuffled).shuffle(answers)
    return [
        {"input_ids": asked + answer, "labels": [MASKED] * len(asked) + answer}
        for (asked, _), answer in zip(fitting, answers, strict=True)
    ]
