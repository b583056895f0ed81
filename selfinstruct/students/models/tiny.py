"""The built-in base model: a character tokenizer, a small Llama, and plain text to pre-train it on.

It is saved like any other model, so that the same code trains and evaluates it. It tests the pipeline; it does not show
how much the data improves a real model.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import torch
from tokenizers import AddedToken, Tokenizer, decoders, models
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerBase, PreTrainedTokenizerFast

from selfinstruct.schema.task import Task

_PAD, _EOS = "<pad>", "<eos>"
_MAX_CHARACTERS = 4000
"""Maximum number of character tokens; half of the characters in a real dataset occur only once or twice."""
_SEED = 0

_WIDTH, _LAYERS, _HEADS = 128, 2, 4
_POSITIONS = 2048


def build_tokenizer(texts: Iterable[str]) -> PreTrainedTokenizerFast:
    """Build a tokenizer with one token per frequent character; all other characters are encoded as bytes."""
    counts = Counter(character for text in texts for character in text)
    characters = sorted(counts, key=lambda character: (-counts[character], character))[:_MAX_CHARACTERS]
    names = [_PAD, _EOS, *(f"<0x{byte:02X}>" for byte in range(256)), *characters]
    vocabulary = {name: number for number, name in enumerate(names)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[], byte_fallback=True))
    tokenizer.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.add_special_tokens([AddedToken(_PAD, normalized=False), AddedToken(_EOS, normalized=False)])
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token=_PAD, eos_token=_EOS, model_max_length=_POSITIONS
    )


def build_model(tokenizer: PreTrainedTokenizerFast) -> LlamaForCausalLM:
    """Build a Llama with random weights; the same tokenizer always yields the same weights."""
    torch.manual_seed(_SEED)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=_WIDTH,
        intermediate_size=_WIDTH * 8 // 3 // 8 * 8,
        num_hidden_layers=_LAYERS,
        num_attention_heads=_HEADS,
        max_position_embeddings=_POSITIONS,
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return LlamaForCausalLM(config)


def plain_lines(tasks: Sequence[Task]) -> list[str]:
    """Return instructions, inputs and outputs in random order, so that answers do not follow their questions."""
    lines = [text for task in tasks for text in (task.instruction, task.input, task.output) if text]
    random.Random(_SEED).shuffle(lines)
    return lines


def pieces(tokenizer: PreTrainedTokenizerBase, lines: Sequence[str], length: int) -> Iterator[dict[str, list[int]]]:
    """Yield training rows of `length` tokens each, cut from the concatenated lines; a shorter remainder is dropped.

    The lines have no end-of-text token, so that the base does not learn where an answer ends.
    """
    encoded = tokenizer([f"{line}\n" for line in lines])["input_ids"]
    stream = list(chain.from_iterable(encoded))
    for start in range(0, len(stream) - length + 1, length):
        piece = stream[start : start + length]
        yield {"input_ids": piece, "labels": piece}
