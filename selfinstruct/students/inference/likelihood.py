"""Tokenized questions in, the negative log-likelihood of their references out, in nats."""

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
"""Rows. On a CPU larger batches are slower, because they do not fit into its cache (32 rows: half the speed)."""
_MAX_LOGITS = 2**26
"""Logits held at once: 256 MiB in float32. With a large vocabulary, a few rows reach that."""


def negative_log_likelihood(loaded: LoadedModel, rows: Sequence[TokenizedQuestion]) -> list[float]:
    """The negative natural logarithm of the probability of each reference after its prompt.

    Raises InputError if the logits are not finite.
    """
    wide = max(len(row.prompt) + len(row.reference) for row in rows) - min(len(row.prompt) for row in rows) + 1
    fitting = _MAX_LOGITS // (wide * loaded.model.config.get_text_config().vocab_size)
    size = max(1, min(_MAX_ROWS, fitting))
    parts = (rows[start : start + size] for start in range(0, len(rows), size))
    return [nats for part in parts for nats in halve_if_out_of_memory(lambda some: _score(loaded, some), part)]


def _score(loaded: LoadedModel, rows: Sequence[TokenizedQuestion]) -> list[float]:
    """Rows are padded on the right, which causal attention does not see, so that no mask is needed."""
    texts = [torch.tensor(row.prompt + row.reference) for row in rows]
    first = min(len(row.prompt) for row in rows) - 1
    # Only the logits that are needed: with a large vocabulary all of them take more memory than the model.
    wanted = torch.arange(first, max(first + 1, max(map(len, texts)) - 1), device=loaded.model.device)
    padded = pad_sequence(texts, True, float(loaded.tokenizer.pad_token_id))
    with torch.inference_mode(), quiet():
        logits = loaded.model(input_ids=padded.to(loaded.model.device), logits_to_keep=wanted, use_cache=False).logits
        return [_nats(loaded, row, each[len(row.prompt) - 1 - first :]) for row, each in zip(rows, logits, strict=True)]


def _nats(loaded: LoadedModel, row: TokenizedQuestion, logits: torch.Tensor) -> float:
    """`logits` start at the prompt's last position. Raises InputError if they are not finite."""
    reference = torch.tensor(row.reference, device=logits.device)
    nats = float(cross_entropy(logits[: len(reference)].float(), reference, reduction="sum")) if len(reference) else 0.0
    if not math.isfinite(nats):
        raise InputError(
            f"{loaded.name}: what this model computes is no number, so its training has gone astray; train again with "
            "selfinstruct sft, a smaller --learning-rate and --force"
        )
    return nats
