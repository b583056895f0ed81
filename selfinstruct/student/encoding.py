"""Tasks in, tokens out: one way for training and for comparing, so that a student is asked as it was trained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transformers import PreTrainedTokenizerBase

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
        prompts = tokenizer([prompt(task) for task in part])["input_ids"]
        outputs = tokenizer([task.output for task in part], add_special_tokens=False)["input_ids"]
        yield from zip(prompts, outputs, strict=True)


def training_rows(
    tokenizer: PreTrainedTokenizerBase, tasks: Sequence[Task], longest: int
) -> Iterator[dict[str, list[int]]]:
    """What a trainer reads of each task: prompt, output and end in tokens, of which the prompt's are not learned.

    Tasks of more than `longest` tokens are left out: an answer that is cut teaches not to end.
    """
    for asked, answer in encode(tokenizer, tasks):
        learned = [*answer, tokenizer.eos_token_id]
        if len(asked) + len(learned) <= longest:
            yield {"input_ids": asked + learned, "labels": [MASKED] * len(asked) + learned}
