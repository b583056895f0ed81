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


def encode(
    tokenizer: PreTrainedTokenizerBase, pairs: Sequence[tuple[str, str]]
) -> Iterator[tuple[list[int], list[int]]]:
    """The tokens of each prompt, and of what answers it, without an end.

    They are tokenized apart: no token reaches over from one into the other.
    """
    for start in range(0, len(pairs), _AT_ONCE):
        asked, answers = zip(*pairs[start : start + _AT_ONCE], strict=True)
        with silence():  # it says of every long text that the model could not read it; those are left out, or cut
            prompts = tokenizer(list(asked))["input_ids"]
            outputs = tokenizer(list(answers), add_special_tokens=False)["input_ids"]
        yield from zip(prompts, outputs, strict=True)


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
