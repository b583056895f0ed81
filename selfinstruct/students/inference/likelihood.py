"""Compute the negative log-likelihood of the references of tokenized questions, in nats."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence

from selfinstruct.errors import InputError
from selfinstruct.students.inference.batching import halve_if_out_of_memory
from selfinstruct.students.inference.tokenize import TokenizedQuestion
from selfinstruct.students.models.names import LoadedModel
from selfinstruct.students.models.quiet import quiet

_MAX_ROWS = 4
"""Rows per batch. Larger batches are slower on a CPU, because they exceed its cache (32 rows: half the speed)."""
_MAX_LOGITS = 2**26
"""Maximum number of logits in memory: 256 MiB in float32. With a large vocabulary, a few rows reach it."""


def negative_log_likelihood(loaded: LoadedModel, rows: Sequence[TokenizedQuestion]) -> list[float]:
    """Return the negative natural logarithm of the probability of each reference given its prompt.

    Raises InputError if the logits are not finite.
    """
    wide = max(len(row.prompt) + len(row.reference) for row in rows) - min(len(row.prompt) for row in rows) + 1
    fitting = _MAX_LOGITS // (wide * loaded.model.config.get_text_config().vocab_size)
    size = max(1, min(_MAX_ROWS, fitting))
    parts = (rows[start : start + size] for start in range(0, len(rows), size))
    return [nats for part in parts for nats in halve_if_out_of_memory(lambda some: _score(loaded, some), part)]


def _score(loaded: LoadedModel, rows: Sequence[TokenizedQuestion]) -> list[float]:
    """Score rows padded on the right; causal attention ignores that padding, so no mask is needed."""
    texts = [torch.tensor(row.prompt + row.reference) for row in rows]
    first = min(len(row.prompt) for row in rows) - 1
    # Compute only the required logits: with a large vocabulary, all of them need more memory than the model.
    wanted = torch.arange(first, max(first + 1, max(map(len, texts)) - 1), device=loaded.model.device)
    padded = pad_sequence(texts, True, float(loaded.tokenizer.pad_token_id))
    with torch.inference_mode(), quiet():
        logits = loaded.model(input_ids=padded.to(loaded.model.device), logits_to_keep=wanted, use_cache=False).logits
        return [_nats(loaded, row, each[len(row.prompt) - 1 - first :]) for row, each in zip(rows, logits, strict=True)]


def _nats(loaded: LoadedModel, row: TokenizedQuestion, logits: torch.Tensor) -> float:
    """Sum the loss of a reference. `logits` start at the last prompt position. Raises InputError if not finite."""
    reference = torch.tensor(row.reference, device=logits.device)
    nats = float(cross_entropy(logits[: len(reference)].float(), reference, reduction="sum")) if len(reference) else 0.0
    if not math.isfinite(nats):
        raise InputError(
            f"{loaded.name}: the logits are not finite, so training has diverged; train again with selfinstruct sft "
            "--force and a smaller --learning-rate"
        )
    return nats
