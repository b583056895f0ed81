"""Tasks in, tokens out: one way for training and for comparing, so that a student is asked as it was trained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transformers import PreTrainedTokenizerBase

from selfinstruct.students.models.quiet import quiet

_AT_ONCE = 1000


def encode(
    tokenizer: PreTrainedTokenizerBase, pairs: Sequence[tuple[str, str]]
) -> Iterator[tuple[list[int], list[int]]]:
    """The tokens of each prompt, and of what answers it, without an end.

    They are tokenized apart: no token reaches over from one into the other.
    """
    for start in range(0, len(pairs), _AT_ONCE):
        asked, answers = zip(*pairs[start : start + _AT_ONCE], strict=True)
        with quiet():  # it says of every long text that the model could not read it; those are left out, or cut
            prompts = tokenizer(list(asked))["input_ids"]
            outputs = tokenizer(list(answers), add_special_tokens=False)["input_ids"]
        yield from zip(prompts, outputs, strict=True)
