"""Generate completions for a batch of tokenized questions."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch.nn.utils.rnn import pad_sequence
from transformers import GenerationConfig, PreTrainedTokenizerBase, StoppingCriteria, StoppingCriteriaList

from selfinstruct.students.inference.decoding import seed_of
from selfinstruct.students.inference.questions import Limits, Question, before_separator
from selfinstruct.students.inference.tokenize import TokenizedQuestion
from selfinstruct.students.models.names import LoadedModel
from selfinstruct.students.models.quiet import quiet


@dataclass(frozen=True, slots=True)
class Generated:
    """The text of a completion; `stopped` is True if the model ended it before the token limit."""

    text: str
    stopped: bool


def generate(loaded: LoadedModel, rows: Sequence[TokenizedQuestion], limits: Limits) -> list[Generated]:
    """Decode until the model ends its text or reaches `max_new_tokens`."""
    tokenizer, width = loaded.tokenizer, max(len(row.prompt) for row in rows)
    prompts = [torch.tensor(row.prompt) for row in rows]
    mask = pad_sequence([torch.ones_like(prompt) for prompt in prompts], True, 0.0, "left")
    ends = _ends(loaded)
    settings = GenerationConfig(  # type: ignore[no-untyped-call]
        max_new_tokens=limits.max_new_tokens,
        eos_token_id=ends,
        pad_token_id=tokenizer.pad_token_id,
        **limits.decoding.as_settings(),
    )
    with torch.inference_mode(), quiet(), _replaced_settings(loaded, settings), _seeded(rows):
        model: Any = loaded.model  # PreTrainedModel is not annotated with `generate`
        tokens = model.generate(
            pad_sequence(prompts, True, float(tokenizer.pad_token_id), "left").to(loaded.model.device),
            attention_mask=mask.to(loaded.model.device),
            stopping_criteria=StoppingCriteriaList(
                [_AtSeparator(tokenizer, [row.question.separator for row in rows], width)]
            ),
        )
    return [
        _read(tokenizer, row.question, new, ends) for row, new in zip(rows, tokens[:, width:].tolist(), strict=True)
    ]


def _read(tokenizer: PreTrainedTokenizerBase, question: Question, tokens: list[int], ends: Container[int]) -> Generated:
    end = next((number for number, token in enumerate(tokens) if token in ends), None)
    text = tokenizer.decode(tokens[:end], skip_special_tokens=True, clean_up_tokenization_spaces=False)
    assert isinstance(text, str)
    if (before := before_separator(text, question.separator)) is not None:
        return Generated(before, True)
    return Generated(text, end is not None)


def _ends(loaded: LoadedModel) -> list[int]:
    """Return the end-of-text tokens of the tokenizer and of the model's generation config."""
    named = loaded.model.generation_config.eos_token_id
    more = named if isinstance(named, list) else [] if named is None else [named]
    return sorted({int(token) for token in (loaded.tokenizer.eos_token_id, *more)})


@contextmanager
def _replaced_settings(loaded: LoadedModel, settings: GenerationConfig) -> Iterator[None]:
    """Replace the model's generation config: `generate` takes unset values from it, such as a repetition penalty."""
    before = loaded.model.generation_config
    loaded.model.generation_config = settings
    try:
        yield
    finally:
        loaded.model.generation_config = before


@contextmanager
def _seeded(rows: Sequence[TokenizedQuestion]) -> Iterator[None]:
    """Make what is sampled a function of the questions, and leave torch's own random state as it was."""
    with torch.random.fork_rng():
        torch.manual_seed(seed_of(row.question.task_id for row in rows))
        yield


class _AtSeparator(StoppingCriteria):
    """Ends few-shot answers at the separator, because the text after it is discarded."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase, separators: Sequence[str], width: int) -> None:
        self._tokenizer = tokenizer
        self._separators = separators
        self._width = width

    def __call__(self, input_ids: torch.Tensor, _scores: object, **_: object) -> torch.Tensor:
        """Search only the last tokens: as many as the separator and its two line breaks have characters."""
        found = [False] * len(self._separators)
        if any(self._separators):
            width = max(map(len, self._separators)) + 2
            last = input_ids[:, self._width :][:, -width:].tolist()
            found = [self._ends(*each) for each in zip(last, self._separators, strict=True)]
        return torch.tensor(found, device=input_ids.device)

    def _ends(self, tokens: list[int], separator: str) -> bool:
        text = str(self._tokenizer.decode(tokens))
        return bool(separator) and text.endswith("\n") and before_separator(text, separator) is not None
