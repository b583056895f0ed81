"""Encode pairs of prompt and answer as token ids, in the same way for training and evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transformers import PreTrainedTokenizerBase

from selfinstruct.students.models.quiet import quiet

_BATCH = 1000


def encode(
    tokenizer: PreTrainedTokenizerBase, pairs: Sequence[tuple[str, str]]
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the token ids of each prompt and its answer, without an end-of-text token.

    Prompt and answer are tokenized separately, so that no token spans both.
    """
    for start in range(0, len(pairs), _BATCH):
        asked, answers = zip(*pairs[start : start + _BATCH], strict=True)
        with quiet():  # transformers warns about texts over the context length; they are dropped or truncated
            prompts = tokenizer(list(asked))["input_ids"]
            outputs = tokenizer(list(answers), add_special_tokens=False)["input_ids"]
        yield from zip(prompts, outputs, strict=True)
