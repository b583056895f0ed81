"""Load a model's tokenizer, set to pad on the left with a padding token."""

from __future__ import annotations

from transformers import AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase

from selfinstruct.errors import InputError
from selfinstruct.students.models.names import ModelFiles

_PADDING = ("<pad>", "[PAD]", "<|pad|>", "<|finetune_right_pad_id|>", "<|endoftext|>")
"""Padding or unused tokens of tokenizers that do not declare a padding token."""


def load_tokenizer(files: ModelFiles) -> PreTrainedTokenizerBase:
    """Load the tokenizer. Raises InputError if it has no end-of-text token."""
    tokenizer = AutoTokenizer.from_pretrained(
        files.folder, local_files_only=True, trust_remote_code=False, padding_side="left"
    )
    assert isinstance(tokenizer, PreTrainedTokenizerBase)
    if tokenizer.eos_token is None:
        raise InputError(
            f"{files.name}: the tokenizer has no end-of-text token, which a student needs to stop; choose another model"
        )
    _set_padding(tokenizer)
    return tokenizer


def check_vocabulary(name: str, tokenizer: PreTrainedTokenizerBase, model: PreTrainedModel) -> None:
    """Raise InputError if the tokenizer has tokens that the model has no embeddings for."""
    rows = model.get_input_embeddings().weight.shape[0]  # type: ignore[index]
    last = max(tokenizer.get_vocab().values())
    if last >= rows:
        raise InputError(f"{name}: the tokenizer has token ids up to {last:,}, but the model has {rows:,} embeddings")


def _set_padding(tokenizer: PreTrainedTokenizerBase) -> None:
    """Set a padding token if none is declared, preferably one that has no other use.

    A trainer that masks padding by token id would also mask the end-of-text token if both were the same. Training and
    scoring mask by position, so the end-of-text token is an acceptable last resort.
    """
    if tokenizer.pad_token is None:
        vocabulary = tokenizer.get_vocab()
        free = (*_PADDING, tokenizer.unk_token, tokenizer.bos_token)
        fitting = (token for token in free if token in vocabulary and token != tokenizer.eos_token)
        tokenizer.pad_token = next(fitting, tokenizer.eos_token)
