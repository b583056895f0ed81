"""A model's files in, its tokenizer out, which pads on the left and has a padding token."""

from __future__ import annotations

from transformers import AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase

from selfinstruct.errors import InputError
from selfinstruct.students.models.names import ModelFiles

_PADDING = ("<pad>", "[PAD]", "<|pad|>", "<|finetune_right_pad_id|>", "<|endoftext|>")
"""Tokens that serve for padding, or for nothing, in tokenizers that do not declare a padding token."""


def load_tokenizer(files: ModelFiles) -> PreTrainedTokenizerBase:
    """Load the tokenizer. Raises InputError if it has no end-of-text token."""
    tokenizer = AutoTokenizer.from_pretrained(
        files.folder, local_files_only=True, trust_remote_code=False, padding_side="left"
    )
    assert isinstance(tokenizer, PreTrainedTokenizerBase)
    if tokenizer.eos_token is None:
        raise InputError(
            f"{files.name}: its tokenizer has no token for the end of a text, so no student can learn to stop"
        )
    _set_padding(tokenizer)
    return tokenizer


def check_vocabulary(name: str, tokenizer: PreTrainedTokenizerBase, model: PreTrainedModel) -> None:
    """Raise InputError if the tokenizer has tokens without an embedding in the model."""
    rows = model.get_input_embeddings().weight.shape[0]  # type: ignore[index]
    last = max(tokenizer.get_vocab().values())
    if last >= rows:
        raise InputError(f"{name}: its tokenizer has tokens up to number {last:,}, and the model only {rows:,} of them")


def _set_padding(tokenizer: PreTrainedTokenizerBase) -> None:
    """Set a padding token if none is declared, preferably one that means nothing else.

    A trainer that masks padding by its id would mask the end-of-text token too if both were the same. The trainer and
    the scoring here mask by position, so the end-of-text token is an acceptable last resort.
    """
    if tokenizer.pad_token is None:
        vocabulary = tokenizer.get_vocab()
        free = (*_PADDING, tokenizer.unk_token, tokenizer.bos_token)
        fitting = (token for token in free if token in vocabulary and token != tokenizer.eos_token)
        tokenizer.pad_token = next(fitting, tokenizer.eos_token)
