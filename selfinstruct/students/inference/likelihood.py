"""Questions in tokens in, the nats of their references out: negative natural logarithms of their probability."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence

from selfinstruct.errors import InputError
from selfinstruct.students.inference.batching import halving
from selfinstruct.students.inference.tokenize import Asked
from selfinstruct.students.models.models import Loaded
from selfinstruct.students.models.quiet import quiet

_SCORED_AT_ONCE = 4
"""Rows. On a processor more of them are slower: what is computed does not fit into its cache (32: half the speed)."""
_MAX_LOGITS = 2**26
"""Numbers that are held at once for them: 256 MiB in float32, which a large vocabulary comes to with a few rows."""


def negative_log_likelihood(loaded: Loaded, rows: Sequence[Asked]) -> list[float]:
    """The nats of each reference after its prompt."""
    wide = max(len(row.prompt) + len(row.reference) for row in rows) - min(len(row.prompt) for row in rows) + 1
    most = _MAX_LOGITS // (wide * loaded.model.config.get_text_config().vocab_size)
    size = max(1, min(_SCORED_AT_ONCE, most))
    parts = (rows[start : start + size] for start in range(0, len(rows), size))
    return [nats for part in parts for nats in halving(lambda some: _score(loaded, some), part)]


def _score(loaded: Loaded, rows: Sequence[Asked]) -> list[float]:
    """Padded on the right, where a model that reads from left to right does not see it: no mask is needed."""
    texts = [torch.tensor(row.prompt + row.reference) for row in rows]
    first = min(len(row.prompt) for row in rows) - 1
    # What is needed of the logits only: for a large vocabulary all of them are larger than the model.
    wanted = torch.arange(first, max(first + 1, max(map(len, texts)) - 1), device=loaded.model.device)
    padded = pad_sequence(texts, True, float(loaded.tokenizer.pad_token_id))
    with torch.inference_mode(), quiet():
        logits = loaded.model(input_ids=padded.to(loaded.model.device), logits_to_keep=wanted, use_cache=False).logits
        return [_nats(loaded, row, each[len(row.prompt) - 1 - first :]) for row, each in zip(rows, logits, strict=True)]


def _nats(loaded: Loaded, row: Asked, logits: torch.Tensor) -> float:
    """Logits from the prompt's last position on. Raises InputError where they are no numbers."""
    reference = torch.tensor(row.reference, device=logits.device)
    nats = float(cross_entropy(logits[: len(reference)].float(), reference, reduction="sum")) if len(reference) else 0.0
    if not math.isfinite(nats):
        raise InputError(
            f"{loaded.name}: what this model computes is no number, so its training has gone astray; train again with "
            "selfinstruct sft, a smaller --learning-rate and --force"
        )
    return nats
