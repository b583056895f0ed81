"""Questions in tokens in, what a model writes out: the most likely token after token, in a batch."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch.nn.utils.rnn import pad_sequence
from transformers import GenerationConfig, PreTrainedTokenizerBase, StoppingCriteria, StoppingCriteriaList

from selfinstruct.students.inference.questions import Limits, Question, before_mark
from selfinstruct.students.inference.tokenize import Asked
from selfinstruct.students.models.models import Loaded
from selfinstruct.students.models.quiet import quiet


@dataclass(frozen=True, slots=True)
class Generated:
    """What a model wrote, and whether it came to an end by itself."""

    text: str
    stopped: bool


def generate(loaded: Loaded, rows: Sequence[Asked], limits: Limits) -> list[Generated]:
    """The most likely token after token, until the model ends its text or there are enough."""
    tokenizer, width = loaded.tokenizer, max(len(row.prompt) for row in rows)
    prompts = [torch.tensor(row.prompt) for row in rows]
    mask = pad_sequence([torch.ones_like(prompt) for prompt in prompts], True, 0.0, "left")
    ends = _ends(loaded)
    settings = GenerationConfig(  # type: ignore[no-untyped-call]
        max_new_tokens=limits.max_new_tokens, do_sample=False, eos_token_id=ends, pad_token_id=tokenizer.pad_token_id
    )
    with torch.inference_mode(), quiet(), _own_settings(loaded, settings):
        model: Any = loaded.model  # the type of all models does not have what those that write have
        tokens = model.generate(
            pad_sequence(prompts, True, float(tokenizer.pad_token_id), "left").to(loaded.model.device),
            attention_mask=mask.to(loaded.model.device),
            stopping_criteria=StoppingCriteriaList([_Mark(tokenizer, [row.question.mark for row in rows], width)]),
        )
    return [
        _read(tokenizer, row.question, new, ends) for row, new in zip(rows, tokens[:, width:].tolist(), strict=True)
    ]


def _read(tokenizer: PreTrainedTokenizerBase, question: Question, tokens: list[int], ends: Container[int]) -> Generated:
    end = next((number for number, token in enumerate(tokens) if token in ends), None)
    text = tokenizer.decode(tokens[:end], skip_special_tokens=True, clean_up_tokenization_spaces=False)
    assert isinstance(text, str)
    if (before := before_mark(text, question.mark)) is not None:
        return Generated(before, True)
    return Generated(text, end is not None)


def _ends(loaded: Loaded) -> list[int]:
    """The tokens that end a text: the tokenizer's, and those that the model's own settings name besides."""
    named = loaded.model.generation_config.eos_token_id
    more = named if isinstance(named, list) else [] if named is None else [named]
    return sorted({int(token) for token in (loaded.tokenizer.eos_token_id, *more)})


@contextmanager
def _own_settings(loaded: Loaded, settings: GenerationConfig) -> Iterator[None]:
    """Take the place of a model's own settings: what is left open would come from them, a penalty for repeating say."""
    before = loaded.model.generation_config
    loaded.model.generation_config = settings
    try:
        yield
    finally:
        loaded.model.generation_config = before


class _Mark(StoppingCriteria):
    """Ends the rows that were asked with demonstrations at the mark: what follows would be cut off anyway."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase, marks: Sequence[str], width: int) -> None:
        self._tokenizer = tokenizer
        self._marks = marks
        self._width = width

    def __call__(self, input_ids: torch.Tensor, _scores: object, **_: object) -> torch.Tensor:
        """Looks at as many of the last tokens as the mark and its two line breaks have characters."""
        found = [False] * len(self._marks)
        if any(self._marks):
            most = max(map(len, self._marks)) + 2
            last = input_ids[:, self._width :][:, -most:].tolist()
            found = [self._ends(*each) for each in zip(last, self._marks, strict=True)]
        return torch.tensor(found, device=input_ids.device)

    def _ends(self, tokens: list[int], mark: str) -> bool:
        text = str(self._tokenizer.decode(tokens))
        return bool(mark) and text.endswith("\n") and before_mark(text, mark) is not None
