"""Pairs of prompt and answer in, their token ids out: the one encoding that training and evaluation share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transformers import PreTrainedTokenizerBase

from selfinstruct.students.models.quiet import quiet

_BATCH = 1000


def encode(
    tokenizer: PreTrainedTokenizerBase, pairs: Sequence[tuple[str, str]]
) -> Iterator[tuple[list[int], list[int]]]:
    """The token ids of each prompt and of its answer, without an end-of-text token.

    Prompt and answer are tokenized separately, so that no token spans both.
    """
    for start in range(0, len(pairs), _BATCH):
        asked, answers = zip(*pairs[start : start + _BATCH], strict=True)
        with quiet():  # transformers warns of texts over the context length; those are left out or truncated
            prompts = tokenizer(list(asked))["input_ids"]
            outputs = tokenizer(list(answers), add_special_tokens=False)["input_ids"]
        yield from zip(prompts, outputs, strict=True)
