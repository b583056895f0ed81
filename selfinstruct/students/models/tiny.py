"""The built-in base model, made on the spot: a tokenizer of characters, a small Llama, and text to pre-train it on.

It is saved like any model, so that all that follows is the same code as for a real one. What is learned from it is
that the pipeline works, and not what the data is worth to a real model.
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
"""Tokens of the vocabulary besides the bytes; half of a real dataset's characters occur once or twice."""
_SEED = 0

_WIDTH, _LAYERS, _HEADS = 128, 2, 4
_POSITIONS = 2048


def build_tokenizer(texts: Iterable[str]) -> PreTrainedTokenizerFast:
    """A token for each of the texts' most frequent characters; all others are spelled in bytes, so none is unknown."""
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
    """A Llama with random weights, the same ones every time."""
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
    """Instructions, inputs and outputs in a drawn order: text of the same kind, and no answer beside its question."""
    lines = [text for task in tasks for text in (task.instruction, task.input, task.output) if text]
    random.Random(_SEED).shuffle(lines)
    return lines


def pieces(tokenizer: PreTrainedTokenizerBase, lines: Sequence[str], length: int) -> Iterator[dict[str, list[int]]]:
    """What a trainer reads of the lines, one after the other: pieces of so many tokens; the shorter last is left out.

    No line ends in an end-of-text token: the base has never seen where an answer ends.
    """
    encoded = tokenizer([f"{line}\n" for line in lines])["input_ids"]
    stream = list(chain.from_iterable(encoded))
    for start in range(0, len(stream) - length + 1, length):
        piece = stream[start : start + length]
        yield {"input_ids": piece, "labels": piece}
